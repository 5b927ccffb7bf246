use super::memory::Loader;
use super::*;
use proptest::prelude::*;
use rusqlite::{Connection, params};
use serde_json::{Value, json};

const NOW_MS: i64 = 1_795_167_660_000;
const DAY_MS: i64 = 86_400_000;

fn at() -> Moment {
    Moment { now_ms: NOW_MS, zone: chrono_tz::Europe::Stockholm }
}

fn words() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Åsa",
        "asa",
        "ASA Lindqvist",
        "",
        " ",
        "ﬁnch",
        "O'Brien; --",
        "%_?",
        "日本",
        "a\u{0}b",
        "İstanbul",
        "x",
    ])
    .prop_map(str::to_owned)
}

fn maybe<T: std::fmt::Debug + Clone + 'static>(
    inner: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Option<T>> {
    prop::option::of(inner)
}

#[derive(Debug, Clone)]
struct Customer {
    name: String,
    status: &'static str,
    city: Option<String>,
    owner: Option<i64>,
    email: bool,
    tags: Vec<i64>,
    age_days: i64,
}

fn customer() -> impl Strategy<Value = Customer> {
    let tags = prop::collection::vec(1_i64..4, 0..3);
    (
        words(),
        prop::sample::select(vec!["lead", "active"]),
        maybe(words()),
        maybe(1_i64..3),
        any::<bool>(),
        tags,
        0_i64..6,
    )
        .prop_map(|(name, status, city, owner, email, tags, age_days)| Customer {
            name,
            status,
            city,
            owner,
            email,
            tags,
            age_days,
        })
}

#[derive(Debug, Clone)]
struct Deal {
    title: String,
    customer: Option<usize>,
    value: i64,
    closes: Option<i64>,
    closed_days: Option<i64>,
    stage: i64,
}

fn deal() -> impl Strategy<Value = Deal> {
    (words(), maybe(0_usize..4), -2_i64..3, maybe(-3_i64..3), maybe(0_i64..5), 1_i64..3).prop_map(
        |(title, customer, value, closes, closed_days, stage)| Deal {
            title,
            customer,
            value,
            closes,
            closed_days,
            stage,
        },
    )
}

fn leaf(field: &'static str, operator: &'static str, value: Value) -> Value {
    let mut leaf = json!({ "field": field, "operator": operator });
    if !value.is_null() {
        leaf["value"] = value;
    }
    leaf
}

fn with_nulls(leaf: Value, nulls: Option<bool>) -> Value {
    let mut leaf = leaf;
    let fixed = matches!(leaf["operator"].as_str(), Some("is_empty" | "has_value"));
    if let (Some(include), false) = (nulls, fixed) {
        leaf["nulls"] = json!(if include { "include" } else { "exclude" });
    }
    leaf
}

fn leaves() -> impl Strategy<Value = Value> {
    let text_fields = prop::sample::select(vec!["customer.name", "customer.city", "title"]);
    let text = (
        text_fields,
        prop::sample::select(vec![
            "is",
            "is_not",
            "contains",
            "does_not_contain",
            "starts",
            "is_empty",
            "has_value",
        ]),
        words(),
    )
        .prop_map(|(field, operator, word)| {
            let empty = matches!(operator, "is_empty" | "has_value");
            let word = if crate::text::fold(&word).is_empty() { "a".to_owned() } else { word };
            leaf(field, operator, if empty { Value::Null } else { json!(word) })
        });
    let number = (prop::sample::select(vec!["=", "!=", "<", "<=", ">", ">="]), -2_i64..3)
        .prop_map(|(operator, n)| leaf("value_minor", operator, json!(n)));
    let choice = (
        prop::sample::select(vec!["any_of", "none_of"]),
        prop::sample::select(vec!["lead", "active", "churned"]),
    )
        .prop_map(|(operator, word)| leaf("customer.status", operator, json!([word, "lead"])));
    let refs = (
        prop::sample::select(vec!["customer.owner_id", "stage_id", "customer_id"]),
        prop::sample::select(vec!["any_of", "none_of", "is_empty"]),
        1_i64..4,
    )
        .prop_map(|(field, operator, id)| {
            leaf(field, operator, if operator == "is_empty" { Value::Null } else { json!(id) })
        });
    let tags = (
        prop::sample::select(vec!["any_of", "none_of", "all_of", "is_empty", "has_value"]),
        prop::sample::subsequence(vec!["VIP", "gold PLAN", "åre"], 1..3),
    )
        .prop_map(|(operator, names)| {
            let empty = matches!(operator, "is_empty" | "has_value");
            leaf("customer.tags", operator, if empty { Value::Null } else { json!(names) })
        });
    let yes = prop::sample::select(vec!["is_yes", "is_no"])
        .prop_map(|operator| leaf("customer.has_email", operator, Value::Null));
    let days = (
        prop::sample::select(vec!["customer.created_ms", "closed_ms", "expected_close_on"]),
        prop::sample::select(vec!["in_last_days", "older_than_days"]),
        0_i64..4,
    )
        .prop_map(|(field, operator, n)| leaf(field, operator, json!(n)));
    let dates = (
        prop::sample::select(vec!["closed_ms", "expected_close_on"]),
        prop::sample::select(vec!["before", "after"]),
        17_u32..23,
    )
        .prop_map(|(field, operator, day)| leaf(field, operator, json!(format!("2026-11-{day}"))));
    let outcome = prop::sample::select(vec!["open", "won"])
        .prop_map(|word| leaf("stage_kind", "any_of", json!([word])));
    (prop_oneof![text, number, choice, refs, tags, yes, days, dates, outcome], maybe(any::<bool>()))
        .prop_map(|(leaf, nulls)| with_nulls(leaf, nulls))
}

fn trees() -> impl Strategy<Value = Value> {
    let group = |rules: BoxedStrategy<Value>| {
        (any::<bool>(), any::<bool>(), prop::collection::vec(rules, 1..4))
            .prop_map(|(and, not, rules)| json!({ "combinator": if and { "and" } else { "or" }, "not": not, "rules": rules }))
            .boxed()
    };
    let inner = leaves().prop_recursive(2, 12, 3, move |rules| group(rules.boxed()));
    group(inner.boxed())
}

fn desk(customers: &[Customer], deals: &[Deal]) -> Connection {
    let conn = crate::db::migrated_in_memory().unwrap();
    install(&conn).unwrap();
    conn.execute_batch(
        "INSERT INTO users (id, name, role, created_ms) VALUES (1, 'Ada', 'agent', 0), (2, 'Bo', 'agent', 0);
         INSERT INTO tags (id, name, name_folded, created_ms, trashed_ms) VALUES (1, 'VIP', 'vip', 0, NULL), (2, 'Gold plan', 'gold plan', 0, NULL), (3, 'Åre', 'are', 0, 5);
         INSERT INTO pipelines (id, name, position, created_ms) VALUES (1, 'Sales', 1, 0);
         INSERT INTO stages (id, pipeline_id, name, probability_pct, position, kind) VALUES (1, 1, 'New', 10, 1, 'open'), (2, 1, 'Won', 100, 2, 'won');",
    )
    .unwrap();
    for (n, c) in customers.iter().enumerate() {
        let id = n as i64 + 1;
        let created = NOW_MS - c.age_days * DAY_MS;
        conn.execute(
            "INSERT INTO customers (id, kind, name, name_folded, status, city, owner_id, created_ms, updated_ms) VALUES (?1, 'person', ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
            params![id, c.name, crate::text::fold(&c.name), c.status, c.city, c.owner, created],
        )
        .unwrap();
        for tag in &c.tags {
            conn.execute(
                "INSERT INTO customer_tags (customer_id, tag_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                [id, *tag],
            )
            .unwrap();
        }
        if c.email {
            conn.execute("INSERT INTO contact_points (customer_id, kind, value, value_folded, position) VALUES (?1, 'email', 'a@b', 'a@b', 0)", [id]).unwrap();
        }
    }
    for d in deals {
        let customer = d.customer.filter(|n| *n < customers.len()).map(|n| n as i64 + 1);
        let closes = d.closes.map(|days| at().days_ago(days).format("%Y-%m-%d").to_string());
        conn.execute(
            "INSERT INTO deals (title, title_folded, customer_id, pipeline_id, stage_id, value_minor, currency, expected_close_on, stage_entered_ms, closed_ms, created_ms, updated_ms)
             VALUES (?1, ?2, ?3, 1, ?4, ?5, 'GBP', ?6, 0, ?7, 0, 0)",
            params![d.title, crate::text::fold(&d.title), customer, d.stage, d.value, closes, d.closed_days.map(|days| NOW_MS - days * DAY_MS)],
        )
        .unwrap();
    }
    conn
}

fn by_sql(conn: &Connection, tree: &Condition) -> Vec<i64> {
    let (clause, bound) = compile(Record::Deal, tree, at(), "t").unwrap();
    let mut statement =
        conn.prepare(&format!("SELECT t.id FROM deals t WHERE {clause} ORDER BY t.id")).unwrap();
    statement
        .query_map(rusqlite::params_from_iter(bound), |row| row.get(0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap()
}

fn by_memory(conn: &Connection, tree: &Condition) -> Vec<i64> {
    let node = resolve(Record::Deal, tree, Purpose::List).unwrap();
    let ids: Vec<i64> = conn
        .prepare("SELECT id FROM deals ORDER BY id")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    let mut loader = Loader::new(conn, at());
    ids.into_iter()
        .filter(|id| {
            let seen = loader.now(Record::Deal, *id).unwrap();
            let held = loader.holds(&node, &seen).unwrap();
            assert_eq!(loader.explain(&node, &seen).unwrap().result(), held);
            held
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn both_evaluators_agree_and_not_is_the_complement(
        customers in prop::collection::vec(customer(), 0..4),
        deals in prop::collection::vec(deal(), 1..6),
        tree in prop::collection::vec(trees(), 6),
    ) {
        let conn = desk(&customers, &deals);
        for tree in tree {
            let tree: Condition = serde_json::from_value(tree).unwrap();
            let found = by_sql(&conn, &tree);
            prop_assert_eq!(&found, &by_memory(&conn, &tree), "{}", serde_json::to_string(&tree).unwrap());
            let opposite = Condition { not: !tree.not, ..tree.clone() };
            let others = by_sql(&conn, &opposite);
            prop_assert_eq!(&others, &by_memory(&conn, &opposite));
            prop_assert_eq!(found.len() + others.len(), deals.len());
            prop_assert!(found.iter().all(|id| !others.contains(id)));
            let twice = Condition { combinator: Combinator::And, not: true, rules: vec![Rule::Group(opposite)] };
            prop_assert_eq!(&by_sql(&conn, &twice), &found);
        }
    }
}

#[test]
fn what_does_not_resolve_is_named() {
    let tree = |value: Value| serde_json::from_value::<Condition>(value).unwrap();
    let problems = |value: Value| resolve(Record::Ticket, &tree(value), Purpose::List).unwrap_err();
    let group = |rules: Value| json!({ "combinator": "and", "rules": rules });
    assert_eq!(problems(group(json!([])))[0].path, "conditions");
    let unknown = problems(group(json!([{ "field": "colour", "operator": "is", "value": "x" }])));
    assert_eq!(unknown[0].path, "conditions.rules[0]");
    assert!(unknown[0].message.contains("colour"));
    assert_eq!(problems(group(json!([group(json!([]))])))[0].path, "conditions.rules[0]");
    assert_eq!(problems(group(json!([{ "field": "subject", "operator": "<", "value": 3 }]))).len(), 1);
    assert_eq!(
        problems(group(json!([{ "field": "state", "operator": "any_of", "value": ["lost"] }]))).len(),
        1
    );
    assert_eq!(problems(group(json!([{ "field": "status_id", "operator": "changed" }]))).len(), 1);
    let deep =
        (0..6).fold(json!({ "field": "subject", "operator": "has_value" }), |inner, _| group(json!([inner])));
    assert!(problems(deep)[0].message.contains("deep"));
    let many = vec![json!({ "field": "subject", "operator": "has_value" }); 51];
    assert!(problems(group(json!(many)))[0].message.contains("50"));
    assert!(
        serde_json::from_value::<Condition>(json!({ "combinator": "and", "rules": [], "extra": 1 })).is_err()
    );
    assert!(
        serde_json::from_value::<Rule>(
            json!({ "field": "subject", "operator": "is", "value": "x", "sql": "1" })
        )
        .is_err()
    );
}

#[test]
fn changed_fields_are_read_from_the_event() {
    let conn = desk(
        &[],
        &[Deal {
            title: "Boiler".into(),
            customer: None,
            value: 1,
            closes: None,
            closed_days: None,
            stage: 2,
        }],
    );
    let tree: Condition = serde_json::from_value(json!({ "combinator": "and", "rules": [
        { "field": "stage_id", "operator": "changed_to", "value": 1 }, { "field": "stage_kind", "operator": "is", "value": "open" } ] }))
    .unwrap();
    let node = resolve(Record::Deal, &tree, Purpose::Workflow).unwrap();
    let mut loader = Loader::new(&conn, at());
    let changes = json!({ "stage_id": { "before": 2, "after": 1 } });
    let seen = loader.as_left_by(Record::Deal, 1, changes.as_object()).unwrap();
    assert!(loader.holds(&node, &seen).unwrap());
    let now = loader.now(Record::Deal, 1).unwrap();
    assert!(!loader.holds(&node, &now).unwrap());
}
