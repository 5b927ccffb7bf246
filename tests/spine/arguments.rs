//! Arguments for any operation, made up from its schema and from what the file holds, so that a new operation is
//! walked from the day it stands in the table.

use crate::random::Random;
use onhand_api::{Operation, document};
use onhand_core::log::tables::{Record, TRACKED};
use onhand_core::log::{kinds, trash};
use rusqlite::Connection;
use serde_json::{Map, Value, json};

const WORDS: &[&str] = &[
    "boiler",
    "Zofia",
    "no heat",
    "Ünïcödé",
    "مدفأة",
    "炉",
    "😀",
    "O'Brien",
    "\"quoted\"",
    "50 %",
    "a\tb",
    "\u{202e}rtl",
    "VIP",
];
const KINDS: &[Record] = &[Record::Ticket, Record::Customer, Record::Deal, Record::Task, Record::Interaction];

pub struct Arguments {
    document: Value,
    pub random: Random,
}

impl Arguments {
    pub fn new(seed: u64) -> Self {
        Self { document: document(), random: Random::new(seed) }
    }

    /// Plausible as a rule, wrong now and then.
    pub fn of(&mut self, operation: &Operation, conn: &Connection, now_ms: i64) -> Value {
        if matches!(operation.name, "trash.restore" | "trash.purge") {
            return self.in_trash(conn);
        }
        if operation.name == "workflows.create" && self.random.chance(70) {
            return self.workflow();
        }
        let entry = self.document["paths"][operation.path][operation.method.name().to_lowercase()].clone();
        let mut made = Made { all: self, conn, now_ms, feature: operation.feature };
        let mut args = Map::new();
        for parameter in entry["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap();
            if parameter["required"] == true || made.all.random.chance(50) {
                args.insert(name.to_owned(), made.value(name, &parameter["schema"]));
            }
        }
        let body = made.resolved(&entry["requestBody"]["content"]["application/json"]["schema"]);
        for (name, schema) in body["properties"].as_object().into_iter().flatten() {
            let required = body["required"].as_array().is_some_and(|list| list.iter().any(|one| one == name));
            if required || made.all.random.chance(40) {
                args.insert(name.clone(), made.value(name, schema));
            }
        }
        // A path is where a backup goes; made-up ones would leave files on this computer.
        args.remove("path");
        Value::Object(args)
    }

    /// One whose parts fit each other, so that it can be switched on.
    fn workflow(&mut self) -> Value {
        let (record, field) = self.random.of(&[("ticket", "customer.status"), ("customer", "status")]);
        let verb = self.random.of(&["created", "updated", "tagged", "status_changed"]);
        let conditions =
            json!({ "combinator": "or", "rules": [{ "field": field, "operator": "is", "value": "lead" }] });
        json!({ "name": self.random.of(WORDS), "trigger": { "type": "event", "kind": format!("{record}.{verb}") },
            "conditions": if self.random.chance(40) { conditions } else { Value::Null },
            "actions": [{ "type": "add_tag", "tag": "Seen" }, { "type": "create_task", "title": "Look at it" },
                { "type": "notify", "to": 1, "text": "Something happened" }] })
    }

    fn in_trash(&mut self, conn: &Connection) -> Value {
        let kinds: Vec<(&str, &str)> =
            trash::KINDS.iter().map(|kind| (kind.name(), kind.table().unwrap().table)).collect();
        let mut found: Vec<(&str, i64)> = Vec::new();
        for (name, table) in kinds {
            let ids = ids(conn, &format!("SELECT id FROM {table} WHERE trashed_ms IS NOT NULL"));
            found.extend(ids.into_iter().map(|id| (name, id)));
        }
        let (name, id) = self.random.pick(&found).copied().unwrap_or(("ticket", 1));
        json!({ "type": name, "id": id })
    }
}

struct Made<'m> {
    all: &'m mut Arguments,
    conn: &'m Connection,
    now_ms: i64,
    feature: &'static str,
}

impl Made<'_> {
    fn resolved(&self, schema: &Value) -> Value {
        match schema["$ref"].as_str() {
            Some(path) => {
                self.all.document["components"]["schemas"][path.rsplit('/').next().unwrap()].clone()
            }
            None => schema.clone(),
        }
    }

    fn value(&mut self, name: &str, schema: &Value) -> Value {
        if let Some(made) = self.special(name) {
            return made;
        }
        if let Some(path) = schema["$ref"].as_str() {
            let kind = path.rsplit('/').next().unwrap().to_owned();
            return match table_of(self.feature, &kind) {
                Some(table) => self.id(table),
                None => self.value(name, &self.resolved(schema)),
            };
        }
        if let Some(choices) = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array()) {
            let (none, some): (Vec<&Value>, Vec<&Value>) =
                choices.iter().partition(|choice| choice["type"] == "null");
            if !none.is_empty() && self.all.random.chance(12) {
                return Value::Null;
            }
            let chosen = self.all.random.of(&some).clone();
            return self.value(name, &chosen);
        }
        if let Some(words) = schema["enum"].as_array() {
            return self.all.random.of(words);
        }
        let types: Vec<&str> = match &schema["type"] {
            Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
            Value::String(one) => vec![one.as_str()],
            _ => Vec::new(),
        };
        if types.contains(&"null") && self.all.random.chance(12) {
            return Value::Null;
        }
        match types.into_iter().find(|name| *name != "null") {
            Some("string") => Value::String(self.text(name)),
            Some("integer" | "number") => self.number(name),
            Some("boolean") => self.all.random.chance(50).into(),
            Some("array") => {
                let length = self.all.random.below(4);
                (0..length).map(|_| self.value(name, &schema["items"])).collect()
            }
            Some("object") => {
                let properties = schema["properties"].as_object().cloned().unwrap_or_default();
                let required = schema["required"].as_array().cloned().unwrap_or_default();
                let mut object = Map::new();
                for (name, schema) in properties {
                    if required.iter().any(|one| *one == name) || self.all.random.chance(60) {
                        object.insert(name.clone(), self.value(&name, &schema));
                    }
                }
                Value::Object(object)
            }
            _ => Value::Null,
        }
    }

    /// Parts of a workflow and sets of stages only make sense as a whole.
    fn special(&mut self, name: &str) -> Option<Value> {
        let random = &mut self.all.random;
        Some(match (self.feature, name) {
            ("workflows", "trigger") => {
                let kind = random.of(KINDS);
                if random.chance(20) {
                    json!({ "type": "schedule", "cron": random.of(&["*/5 * * * *", "0 * * * *", "0 9 * * 1-5"]) })
                } else {
                    json!({ "type": "event", "kind": random.of(&kinds::all(kind)) })
                }
            }
            ("workflows", "conditions") => match random.below(3) {
                0 => Value::Null,
                1 => {
                    json!({ "combinator": "and", "rules": [{ "field": "customer.status", "operator": "is", "value": "lead" }] })
                }
                _ => {
                    json!({ "combinator": "or", "not": true, "rules": [{ "field": "subject", "operator": "contains", "value": "a" }] })
                }
            },
            ("workflows", "actions") => {
                let actions = [
                    json!({ "type": "create_task", "title": "Look at {{subject}}", "due_in_days": 1 }),
                    json!({ "type": "add_tag", "tag": "Seen" }),
                    json!({ "type": "remove_tag", "tag": "VIP" }),
                    json!({ "type": "set_field", "field": "customer.status", "value": "active" }),
                    json!({ "type": "notify", "to": 1, "text": "Something happened" }),
                    json!({ "type": "create_deal", "title": "Follow-up" }),
                ];
                let length = random.below(3);
                (0..length).map(|_| random.of(&actions)).collect()
            }
            ("pipelines", "stages") => {
                let mut stages: Vec<Value> = ["open", "open", "won", "lost"]
                    .iter()
                    .map(|kind| json!({ "name": random.of(WORDS), "kind": kind, "limit_days": 3 }))
                    .collect();
                // Some stay the stages they are.
                let known = ids(self.conn, "SELECT id FROM stages ORDER BY pipeline_id DESC, position");
                for (stage, id) in stages.iter_mut().zip(known) {
                    if random.chance(50) {
                        stage["id"] = id.into();
                    }
                }
                Value::Array(stages)
            }
            _ => return None,
        })
    }

    fn id(&mut self, table: &str) -> Value {
        let trash = TRACKED.iter().any(|tracked| tracked.table == table && tracked.has_trash());
        let random = &mut self.all.random;
        if random.chance(3) {
            return json!(999_999);
        }
        let live = if trash && !random.chance(5) { "WHERE trashed_ms IS NULL" } else { "" };
        // The newest are the likeliest, as in life.
        let found = ids(self.conn, &format!("SELECT rowid FROM {table} {live} ORDER BY rowid DESC LIMIT 40"));
        let newest = found.len().min(if random.chance(60) { 8 } else { 40 });
        random.pick(&found[..newest]).map_or(json!(1), |id| json!(id))
    }

    fn number(&mut self, name: &str) -> Value {
        if let Some(table) = table_of(self.feature, name) {
            return self.id(table);
        }
        let random = &mut self.all.random;
        match name {
            "rev" => {
                if random.chance(60) {
                    Value::Null
                } else {
                    json!(1 + random.below(4))
                }
            }
            "level" => json!(1 + random.below(4)),
            "position" => json!(random.below(12)),
            "value_minor" => json!(random.below(5_000_000)),
            "duration_s" => json!(random.below(7_200)),
            _ if name.ends_with("_ms") => json!(self.now_ms + (random.below(20) as i64 - 12) * 86_400_000),
            _ => json!(random.below(100)),
        }
    }

    fn text(&mut self, name: &str) -> String {
        let random = &mut self.all.random;
        let fixed: &[&str] = match name {
            "zone" => &["Europe/London", "Asia/Kolkata", "America/New_York", "Pacific/Apia"],
            "currency" => &["GBP", "EUR", "JPY"],
            "locale" => &["en-GB", "de-DE", "ar-EG"],
            "colour" => &["violet", "teal", "red"],
            "email" => &["ada@example.org", "grace@example.org"],
            "slug" => &["fault-f28", "no-heat", "warranty"],
            "tags" => &["VIP", "vip", "Gold plan", "Seen", "Ünïcödé"],
            "expected_close_on" => &["2026-12-24", "2027-02-28"],
            "subject_type" => &["ticket", "customer"],
            "value" => &["ada@example.org", "+44 7700 900318", "https://example.org"],
            _ => &[],
        };
        if !fixed.is_empty() && !random.chance(4) {
            return random.of(fixed).to_owned();
        }
        if matches!(name, "body" | "about" | "text") && random.chance(30) {
            // Longer than what the log keeps of an after-value.
            return format!("{} {}", random.of(WORDS).repeat(60), random.next());
        }
        let words: Vec<&str> = (0..1 + random.below(4)).map(|_| random.of(WORDS)).collect();
        words.join(" ")
    }
}

/// The table whose ids an argument takes, by its type (`CustomerId`) or its name (`customer_id`).
fn table_of(feature: &str, name: &str) -> Option<&'static str> {
    Some(match name {
        "UserId" | "owner_id" | "assignee_id" | "user_id" | "member_ids" => "users",
        "TeamId" | "team_id" => "teams",
        "TagId" => "tags",
        "CustomerId" | "customer_id" | "organisation_id" => "customers",
        "InteractionId" => "interactions",
        "TaskId" => "tasks",
        "PipelineId" | "pipeline_id" => "pipelines",
        "StageId" | "stage_id" => "stages",
        "DealId" | "deal_id" => "deals",
        "ArticleCategoryId" => "article_categories",
        "ArticleId" => "articles",
        "WorkflowId" => "workflows",
        "RunId" => "workflow_runs",
        "NotificationId" => "notifications",
        "ChangeId" | "change_id" => "changes",
        "TicketId" | "ticket_id" => "tickets",
        "UploadId" | "attachment_ids" => "uploads",
        "TicketCategoryId" => "ticket_categories",
        "TicketPriorityId" => "ticket_priorities",
        "TicketStatusId" => "ticket_statuses",
        "JobId" => "jobs",
        "ContactPointId" => "contact_points",
        "category_id" | "parent_id" if feature.starts_with("article") => "article_categories",
        "category_id" | "parent_id" => "ticket_categories",
        "id" if feature == "outbox" => "outbox",
        _ => return None,
    })
}

fn ids(conn: &Connection, statement: &str) -> Vec<i64> {
    let mut statement = conn.prepare_cached(statement).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}
