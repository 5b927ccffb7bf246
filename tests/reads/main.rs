//! What reading costs: over ten thousand rows no read operation walks a table, and each row costs few steps of SQLite's
//! machine. The whole operation table is walked; what reads more by design stands in a closed list with its reason.

mod meter;

use meter::Cost;
use onhand_api::{Effect, Operation};
use onhand_core::Code;
use onhand_core::Ctx;
use onhand_core::ctx::{Actor, Role};
use onhand_core::db::{Db, Lane, OpenOptions};
use onhand_core::jobs::{JobKind, Progress};
use onhand_core::log::unit::ChangeSpec;
use onhand_core::sample::{self, Plan, Size};
use onhand_server::SystemClock;
use serde_json::{Map, Value, json};
use std::sync::Arc;

const OWNER: Actor = Actor::User { id: 1, role: Role::Owner };
/// Steps of SQLite's machine per returned row.
const STEPS_PER_ROW: i32 = 50;
/// What a statement may cost before its first row: opening its tables, looking up single records, counting children.
const STEPS_TO_START: i32 = 1_000;

/// An operation that reads more than it shows.
struct Dearer {
    operation: &'static str,
    to_start: i32,
    per_row: i32,
    why: &'static str,
}

const fn dearer(operation: &'static str, to_start: i32, per_row: i32, why: &'static str) -> Dearer {
    Dearer { operation, to_start, per_row, why }
}

/// The closed list of what may cost more, how much, and why.
const BY_DESIGN: &[Dearer] = &[
    dearer("article_categories.list", 1_000, 8_100, "counts the articles of each category, up to a thousand"),
    dearer("changes.list", 8_100, 50, "counts the events of each change, up to a thousand"),
    dearer("customers.counts", 9_100, 50, "counts each view, up to a thousand"),
    dearer(
        "customers.list",
        40_000,
        90,
        "a row gathers address, number, tags and open tickets; what begins with a few letters is sorted",
    ),
    dearer(
        "deals.list",
        20_000,
        100,
        "a filter beyond the order looks at deals on the way; those past their limit are gathered first",
    ),
    dearer("pipelines.list", 1_000, 20_000, "sums the open deals of each pipeline from the index alone"),
    dearer("pipelines.board", 1_000, 20_000, "sums the deals of each column from the index alone"),
    dearer("tickets.counts", 64_000, 8_100, "counts eight views and each team, up to a thousand"),
    dearer("tickets.next_actions", 1_000, 50, "walks the priorities, which are few"),
    dearer(
        "timeline.get",
        13_000,
        140,
        "a row joins whatever it is about; a filter looks at each entry of one customer",
    ),
    dearer("today.list", 15_000, 130, "counts who waits, up to a thousand; a row joins whatever it is about"),
    dearer("workflows.get", 1_000, 50, "walks the workflows, which are few"),
    dearer("workflows.list", 1_000, 50, "walks the workflows, which are few"),
];

/// Ten thousand tickets and customers, thousands of the rest; few messages, which no list reads.
const SIZE: Size = Size {
    customers: 10_000,
    tickets: 10_000,
    messages_per_ticket: 1,
    deals: 5_000,
    articles: 5_000,
    interactions: 2_000,
    tasks: 5_000,
};

fn desk(folder: &std::path::Path) -> Db {
    let options = OpenOptions {
        folder: folder.to_owned(),
        clock: Arc::new(SystemClock),
        installation_id: "0011223344556677".to_owned(),
        without_sync: true,
    };
    let db = Db::open(&options).unwrap();
    db.write(Lane::Person, &ChangeSpec::new("setup", Actor::System), |ctx| {
        onhand_core::set_up(ctx, "Maren Alder")
    })
    .unwrap();
    let present_ms = db.clock().now_ms();
    let plan = Plan { size: SIZE, seed: 1, add: false, present_ms };
    sample::fill(&mut Progress::unlisted(&db, JobKind::Sample, OWNER, None), &plan).unwrap();
    db
}

#[test]
fn every_read_costs_what_it_shows() {
    let folder = tempfile::tempdir().unwrap();
    let db = desk(folder.path());
    let mut conn = onhand_core::db::read_only(&onhand_core::db::file_in(folder.path())).unwrap();
    conn.set_prepared_statement_cache_capacity(256);
    meter::watch(&mut conn);
    let ctx = Ctx::reading(&conn, OWNER, db.clock().now_ms(), db.zone());
    let document = onhand_api::document();
    let mut dear = Vec::new();
    let mut walked = 0;
    let mut excused = Vec::new();
    assert!(BY_DESIGN.iter().all(|known| !known.why.is_empty()));
    for operation in onhand_api::operations() {
        if !matches!(operation.effect, Effect::Reads(_)) || operation.name.contains("search") {
            continue;
        }
        let mut over = Vec::new();
        let excuse = BY_DESIGN.iter().find(|known| known.operation == operation.name);
        let mut needed = false;
        for args in arguments(operation, &document) {
            meter::costs();
            let answer = operation.perform(&ctx, args.clone());
            let costs = meter::costs();
            if let Err(error) = answer {
                // A number that names nothing, or a change that cannot be taken back.
                assert!(
                    matches!(error.code, Code::NotFound | Code::NotUndoable | Code::Conflict),
                    "{operation:?} {args}: {error}"
                );
                continue;
            }
            walked += 1;
            for cost in costs {
                let allowed =
                    excuse.map_or((STEPS_TO_START, STEPS_PER_ROW), |known| (known.to_start, known.per_row));
                needed |= !fits(&cost, (STEPS_TO_START, STEPS_PER_ROW), false);
                if !fits(&cost, allowed, excuse.is_some()) {
                    over.push(format!("{operation:?} {args}: {cost}"));
                }
            }
        }
        excused.extend(excuse.map(|known| (known.operation, needed)));
        dear.extend(over);
    }
    assert!(walked > 100, "only {walked} questions were answered");
    assert!(dear.is_empty(), "{} dear statements:\n{}", dear.len(), dear.join("\n"));
    let idle: Vec<_> = excused.iter().filter(|(_, needed)| !needed).collect();
    assert!(idle.is_empty(), "no longer dear, take them out of the list: {idle:?}");
    assert_eq!(excused.len(), BY_DESIGN.len(), "the list names an operation that is not there");
}

/// A list that shows everything it walks is no scan; what is excused may walk further within its steps.
const fn fits(cost: &Cost, (to_start, per_row): (i32, i32), may_walk: bool) -> bool {
    (may_walk || cost.scanned <= cost.rows) && cost.steps <= to_start + cost.rows * per_row
}

/// The needed arguments, then one optional argument after the other with each of its values.
fn arguments(operation: &Operation, document: &Value) -> Vec<Value> {
    let entry = &document["paths"][operation.path][operation.method.name().to_lowercase()];
    let mut parameters: Vec<(String, bool, Value)> = Vec::new();
    for parameter in entry["parameters"].as_array().into_iter().flatten() {
        let name = parameter["name"].as_str().unwrap().to_owned();
        parameters.push((name, parameter["required"] == true, parameter["schema"].clone()));
    }
    let mut base = Map::new();
    for (name, _, schema) in parameters.iter().filter(|(_, required, _)| *required) {
        base.insert(name.clone(), values(name, schema, document).remove(0));
    }
    if operation.name == "articles.preview" {
        base.insert("body".to_owned(), json!("A word"));
    }
    let mut all = vec![Value::Object(base.clone())];
    for (name, _, schema) in parameters.iter().filter(|(_, required, _)| !*required) {
        for value in values(name, schema, document) {
            let mut args = base.clone();
            args.insert(name.clone(), value);
            if name == "subject_type" {
                args.insert("subject_id".to_owned(), json!(1));
            }
            all.push(Value::Object(args));
        }
    }
    all
}

/// Values worth asking with; none for arguments that only make sense with others.
fn values(name: &str, schema: &Value, document: &Value) -> Vec<Value> {
    if let Some(target) = schema["$ref"].as_str() {
        return values(
            name,
            &document["components"]["schemas"][target.rsplit('/').next().unwrap()],
            document,
        );
    }
    if let Some(options) = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array()) {
        let real = options.iter().find(|option| option["type"] != "null").unwrap();
        return values(name, real, document);
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().filter(|word| !word.is_null()).cloned().collect();
    }
    match name {
        "after" | "where" | "subject_id" | "at_ms" => Vec::new(),
        "subject_type" => vec![json!("ticket"), json!("customer")],
        "type" => vec![json!("ticket")],
        "limit" | "limit_per_stage" => vec![json!(200)],
        "q" | "query" => vec![json!("ma"), json!("zzzz")],
        "tag" => vec![json!("vip")],
        _ if schema["type"] == "boolean" || schema["type"][0] == "boolean" => vec![json!(true)],
        _ if name.ends_with("_ms") => vec![json!(1_795_167_660_000_i64)],
        _ if name.ends_with("id") => vec![json!(1), json!(2)],
        _ => Vec::new(),
    }
}
