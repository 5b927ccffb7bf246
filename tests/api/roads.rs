//! The same tables by the two roads that do not lead through the router: the command line and the engine of workflows.

use crate::tables::{self, Desk};
use onhand_api::{Engine, Operation};
use onhand_core::ctx::{Actor, Role};
use onhand_core::db::Lane;
use onhand_core::error::{Code, Error, Result};
use onhand_core::log::unit::ChangeSpec;
use onhand_core::operations::Operations;
use onhand_server::commands::{self, Command, Output};
use serde_json::{Value, json};

/// What a command wrote.
#[derive(Debug, Default)]
struct Written {
    lines: Vec<String>,
    notes: Vec<String>,
}

impl Output for Written {
    fn line(&mut self, text: &str) -> Result<()> {
        self.lines.push(text.to_owned());
        Ok(())
    }

    fn note(&mut self, text: &str) -> Result<()> {
        self.notes.push(text.to_owned());
        Ok(())
    }

    fn progress(&mut self, text: &str, _: bool) -> Result<()> {
        self.note(text)
    }
}

/// `onhand call`, as it reaches an app that runs: as one line of JSON.
fn command_line(desk: &Desk, operation: &str, arguments: &str) -> Result<()> {
    let command = Command::Call { operation: operation.to_owned(), arguments: arguments.to_owned() };
    let sent = serde_json::to_string(&command).unwrap();
    let mut written = Written::default();
    let done = commands::perform(&desk.app, &serde_json::from_str(&sent).unwrap(), &mut written);
    match &done {
        Ok(()) => {
            let answers: Vec<Value> =
                written.lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
            assert_eq!(answers.len(), 1, "{operation} answered {written:?}");
        }
        Err(_) => assert_eq!(written.lines, Vec::<String>::new(), "{operation} failed and answered"),
    }
    done
}

/// One step of a workflow: an operation within a unit of somebody else's.
fn engine(desk: &Desk, actor: Actor, operation: &str, args: Value) -> Result<()> {
    let spec = ChangeSpec::new("test", Actor::System);
    let step = desk
        .app
        .db()
        .write(Lane::Person, &spec, |ctx| Engine.perform(&ctx.acting_as(actor), operation, args).map(drop));
    step.map(|done| done.value)
}

/// Everybody who may come to the engine: a person of each role, and a workflow, which may what agents may.
fn actors(desk: &Desk) -> Vec<Actor> {
    let people = Role::ALL.map(|role| Actor::User { id: desk.person(role).0, role });
    people.into_iter().chain([Actor::Workflow { id: 1, run: 1 }]).collect()
}

/// Every operation with everything that is tried on it.
fn attempts() -> impl Iterator<Item = (&'static Operation, Value)> {
    onhand_api::operations().iter().flat_map(|operation| {
        let objects = tables::hostile_arguments(operation).into_iter().map(Value::Object);
        objects.chain(tables::instead_of_arguments()).map(move |args| (operation, args))
    })
}

/// Whoever can write into the data folder or open its socket is the person whose computer it is: the command line is the
/// owner and knows no other role, so there is nothing in which roles could differ. What is proved instead is that the
/// owner is refused nothing.
#[test]
fn no_argument_breaks_the_command_line() {
    let desk = Desk::open();
    let mut calls = 0;
    for (operation, args) in attempts() {
        let args = args.to_string();
        let outcome = command_line(&desk, operation.name, &args);
        tables::judge(operation, &args, &outcome);
        calls += 1;
    }
    assert!(calls > 1_000, "only {calls} calls were made");
    for operation in onhand_api::operations() {
        for args in ["", " ", "{", "{\"name\"", "name=Ada", "\u{0}", "{}{}"] {
            let outcome = command_line(&desk, operation.name, args);
            assert!(
                outcome.is_err_and(|error| error.code == Code::Invalid),
                "{} took {args:?} for arguments",
                operation.name
            );
        }
        let args = Value::Object(tables::unknown_argument(operation)).to_string();
        tables::judge_right(operation, Role::Owner, &command_line(&desk, operation.name, &args));
    }
    desk.rows_and_log_agree();
}

#[test]
fn no_argument_breaks_the_engine_whoever_acts() {
    let desk = Desk::open();
    let mut calls = 0;
    for actor in actors(&desk) {
        for (operation, args) in attempts() {
            let shown = args.to_string();
            let outcome = engine(&desk, actor, operation.name, args);
            tables::judge(operation, &shown, &outcome);
            if !actor.role().may(operation.may) {
                tables::judge_right(operation, actor.role(), &outcome);
            }
            calls += 1;
        }
    }
    assert!(calls > 5_000, "only {calls} calls were made");
    desk.rows_and_log_agree();
}

#[test]
fn each_role_may_exactly_what_the_table_says_in_the_engine() {
    let desk = Desk::open();
    for actor in actors(&desk) {
        for operation in onhand_api::operations() {
            let args = Value::Object(tables::unknown_argument(operation));
            let outcome = engine(&desk, actor, operation.name, args);
            tables::judge_right(operation, actor.role(), &outcome);
        }
    }
}

#[test]
fn an_operation_that_does_not_exist_is_refused_by_name() {
    let desk = Desk::open();
    let owner = desk.app.owner();
    for name in ["", "customers", "customers.", "Customers.list", "customers.list;", "\u{0}"] {
        let ways: [Result<(), Error>; 2] =
            [command_line(&desk, name, "{}"), engine(&desk, owner, name, json!({}))];
        for outcome in ways {
            assert!(outcome.is_err_and(|error| error.code == Code::NotFound), "{name:?} was found");
        }
    }
}
