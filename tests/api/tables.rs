//! What is tried on every operation, whichever road it comes by (HTTP, command line, engine), and what may come back.

use onhand_api::Operation;
use onhand_core::ctx::{Actor, Role};
use onhand_core::db::Lane;
use onhand_core::error::{Code, Error};
use onhand_core::ids::UserId;
use onhand_core::log::unit::ChangeSpec;
use onhand_core::people::users;
use onhand_server::{App, Options};
use serde_json::{Map, Value, json};

/// An open file in a folder of its own; nothing happens in it by itself.
pub struct Desk {
    pub app: App,
    _folder: tempfile::TempDir,
}

impl Desk {
    pub fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::open(Options {
            folder: Some(folder.path().to_owned()),
            without_sync: true,
            without_worker: true,
            ..Options::default()
        });
        Self { app: app.unwrap(), _folder: folder }
    }

    /// A new person with this role.
    pub fn person(&self, role: Role) -> UserId {
        let made = self.app.db().write(Lane::Person, &ChangeSpec::new("test", Actor::System), |ctx| {
            users::create(ctx, users::CreateUser { name: role.name().to_owned(), email: None, role })
        });
        made.unwrap().value.id
    }

    /// Whatever was tried, every row is still what the log says.
    pub fn rows_and_log_agree(&self) {
        let report =
            self.app.db().read(Actor::System, |ctx| onhand_core::log::check::log(ctx.conn(), |_| {}));
        assert_eq!(report.unwrap().problems, Vec::<String>::new(), "rows and log agree after all of it");
    }
}

/// The names of an operation's arguments, from the document.
fn names(operation: &Operation) -> Vec<String> {
    let document = onhand_api::document();
    let entry = &document["paths"][operation.path][operation.method.name().to_lowercase()];
    let parameters = entry["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|p| p["name"].as_str().map(str::to_owned));
    let body = entry["requestBody"]["content"]["application/json"]["schema"]["properties"].as_object();
    parameters.chain(body.into_iter().flat_map(|map| map.keys().cloned())).collect()
}

fn hostile() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(0),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(1.5),
        json!(""),
        json!("'; DROP TABLE customers; --"),
        json!("\u{0}\u{202e}𝒳 😀 ﷽ \u{feff}"),
        json!("x".repeat(3_000)),
        json!([]),
        json!([null, {}, [[]]]),
        json!({ "combinator": "and", "rules": [{ "field": "nothing", "operator": "is", "value": null }] }),
    ]
}

/// Missing, unknown, wrong and hostile: each argument alone beside plausible ones, and all of them at once.
pub fn hostile_arguments(operation: &Operation) -> Vec<Map<String, Value>> {
    let names = names(operation);
    let mut attempts = vec![Map::new(), Map::from_iter([("surprise".to_owned(), json!(1))])];
    for value in hostile() {
        attempts.push(names.iter().map(|name| (name.clone(), value.clone())).collect());
        for name in &names {
            let mut one: Map<String, Value> = names.iter().map(|name| (name.clone(), json!(1))).collect();
            one.insert(name.clone(), value.clone());
            attempts.push(one);
        }
    }
    attempts
}

/// In place of an object with arguments: everything else that JSON can be.
pub fn instead_of_arguments() -> Vec<Value> {
    let deep = (0..100).fold(json!(1), |inside, _| json!([inside]));
    vec![json!(true), json!(1), json!("name"), json!([]), json!([1, "two", null]), deep]
}

/// An argument that no operation knows: whoever may call it is told so, whoever may not is told that.
pub fn unknown_argument(operation: &Operation) -> Map<String, Value> {
    let in_path = operation.path.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    let mut args = Map::from_iter([("surprise".to_owned(), json!(1))]);
    args.extend(in_path.map(|(name, _)| (name.to_owned(), json!(1))));
    args
}

/// Nothing that is asked for is a fault of the program, and every refusal is a sentence.
pub fn judge(operation: &Operation, args: &str, outcome: &Result<(), Error>) {
    let Err(error) = outcome else { return };
    let shown = args.chars().take(300).collect::<String>();
    assert!(
        !matches!(
            error.code,
            Code::Internal | Code::Damaged | Code::Busy | Code::Unavailable | Code::NewerFile
        ),
        "{} failed on {shown}: {error:?}",
        operation.name
    );
    assert!(
        error.message.len() > 10 && error.message.contains(' '),
        "{} gave no message for {shown}: {error:?}",
        operation.name
    );
}

/// The role may exactly what the table says, whatever comes with the call.
pub fn judge_right(operation: &Operation, role: Role, outcome: &Result<(), Error>) {
    let forbidden = outcome.as_ref().is_err_and(|error| error.code == Code::Forbidden);
    assert_eq!(forbidden, !role.may(operation.may), "{} as {}: {outcome:?}", operation.name, role.name());
}
