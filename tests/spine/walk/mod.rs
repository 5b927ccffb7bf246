//! A random walk through everything people, workflows, imports and crashes do, compared with the log at every step and
//! walked back to its beginning at the end.

mod agreement;

use crate::arguments::Arguments;
use crate::desk::{Desk, OWNER};
use crate::picture::{self, Picture};
use onhand_api::Operation;
use onhand_core::clock::Clock;
use onhand_core::ctx::{Actor, Role};
use onhand_core::db::Lane;
use onhand_core::error::{Code, Error};
use onhand_core::imports::{self, ImportKind, Mapping, Source};
use onhand_core::jobs::{JobKind, Progress};
use onhand_core::log::undo;
use onhand_core::log::unit::ChangeSpec;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

const ROUNDS: u64 = 8;
const STEPS: usize = 150;

/// Writes that made-up arguments cannot reach, and why.
const OUT_OF_REACH: &[(&str, &str)] = &[
    ("consumers.release", "needs an event that a consumer cannot digest"),
    ("workflows.retry", "needs a run that failed"),
    ("outbox.release", "needs a message that is held"),
    ("outbox.cancel", "needs a message that still waits"),
    ("search.rebuild", "this desk has no index"),
];

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn the_log_explains_every_row_at_every_moment() {
    let steps = number("ONHAND_SPINE_STEPS", STEPS as u64) as usize;
    let mut reached: BTreeSet<&'static str> = BTreeSet::new();
    let seeds: Vec<u64> = match std::env::var("ONHAND_SPINE_SEED") {
        Ok(seed) => vec![seed.parse().unwrap()],
        Err(_) => (1..=number("ONHAND_SPINE_ROUNDS", ROUNDS)).collect(),
    };
    let last = seeds.last().copied();
    for seed in seeds {
        let mut round = Round::begin(seed);
        for _ in 0..steps {
            round.step();
        }
        reached.append(&mut round.reached);
        if Some(seed) == last {
            for operation in writes().filter(|one| !OUT_OF_REACH.iter().any(|(name, _)| *name == one.name)) {
                let found = reached.contains(operation.name) || round.reaches(operation);
                assert!(found, "{} never succeeded; teach `arguments.rs` how to call it", operation.name);
            }
        }
        round.walk_back();
        round.derived_rows_follow();
    }
}

fn writes() -> impl Iterator<Item = &'static Operation> {
    onhand_api::operations().iter().filter(|operation| operation.writes())
}

/// What the file held after a step.
struct Moment {
    seq: i64,
    at_ms: i64,
    picture: Rc<Picture>,
}

struct Round {
    seed: u64,
    desk: Desk,
    make: Arguments,
    pack: Vec<&'static Operation>,
    moments: Vec<Moment>,
    hash: String,
    last: String,
    /// Operations that succeeded.
    reached: BTreeSet<&'static str>,
}

impl Round {
    fn begin(seed: u64) -> Self {
        let desk = Desk::open();
        let mut round = Self {
            seed,
            make: Arguments::new(seed),
            pack: Vec::new(),
            moments: Vec::new(),
            hash: String::new(),
            last: "set-up".to_owned(),
            reached: BTreeSet::new(),
            desk,
        };
        let nothing = Rc::new(Picture::new());
        round.moments.push(Moment { seq: 0, at_ms: 0, picture: nothing });
        round.compare(false);
        round
    }

    /// What to type to see a failure again.
    fn place(&self) -> String {
        format!("ONHAND_SPINE_SEED={} step {}: {}", self.seed, self.moments.len(), self.last)
    }

    fn step(&mut self) {
        match self.make.random.below(100) {
            0..=1 => self.fails(),
            2 => self.panics(),
            3..=4 => self.is_killed(),
            5 => {
                self.last = "reopened".to_owned();
                self.desk.reopen();
                self.compare(false);
            }
            6..=9 => self.batch(),
            10..=17 => {
                self.last = "worker".to_owned();
                self.desk.clock.advance(400_000);
                (0..3).for_each(|_| self.desk.tick());
                self.compare(false);
            }
            18..=19 => self.import(),
            20..=22 => self.upload(),
            _ => self.operation(),
        }
    }

    /// Mostly what people do all day, so that there is something to act on.
    fn choose(&mut self) -> (&'static Operation, Actor, Value) {
        let creates: Vec<&'static Operation> =
            writes().filter(|one| matches!(one.verb, "create" | "log")).collect();
        let operation = if self.make.random.chance(30) {
            self.make.random.of(&creates)
        } else {
            // Like cards from a pack: in the long run each operation gets its turn.
            if self.pack.is_empty() {
                self.pack = writes().collect();
            }
            let card = self.make.random.below(self.pack.len());
            self.pack.swap_remove(card)
        };
        let actor = match self.make.random.below(20) {
            0 => Actor::User { id: 1, role: Role::Viewer },
            1..=3 => Actor::User { id: 1, role: Role::Agent },
            4 => Actor::System,
            _ => OWNER,
        };
        (operation, actor, self.arguments(operation, actor))
    }

    fn arguments(&mut self, operation: &'static Operation, actor: Actor) -> Value {
        let args = self.make.of(operation, self.desk.outside(), self.desk.clock.now_ms());
        self.last = format!("{} as {} with {args}", operation.name, actor.role().name());
        args
    }

    /// Whether any arguments make the operation succeed; a few hundred are tried.
    fn reaches(&mut self, operation: &'static Operation) -> bool {
        (0..300).any(|_| {
            let args = self.arguments(operation, OWNER);
            self.perform(operation, OWNER, args);
            self.reached.contains(operation.name)
        })
    }

    fn operation(&mut self) {
        let (operation, actor, args) = self.choose();
        self.perform(operation, actor, args);
    }

    fn perform(&mut self, operation: &'static Operation, actor: Actor, args: Value) {
        let before = (self.desk.content_hash(), picture::whole_file(self.desk.outside()));
        match self.desk.call(actor, operation, args) {
            Ok(answer) => {
                self.reached.insert(operation.name);
                self.compare(true);
                if let Some(change) = answer.change
                    && self.make.random.chance(30)
                {
                    self.there_and_back(change.0, operation.name, before.0);
                }
            }
            Err(error) => {
                self.plain(&error);

                assert_eq!(before.1, picture::whole_file(self.desk.outside()), "{}", self.place());
            }
        }
    }

    /// A refusal tells the person what to do; it never is a fault of the program.
    fn plain(&self, error: &Error) {
        assert_ne!(error.code, Code::Internal, "{}: {error:?}", self.place());
        assert!(
            !error.message.starts_with("This does not fit with other records"),
            "a constraint of the file refused it instead of the operation: {}: {error:?}",
            self.place()
        );
    }

    /// The newest change: undo brings back the very content, redo what it had left.
    fn there_and_back(&mut self, change: i64, name: &'static str, before: String) {
        let after = self.desk.content_hash();
        let operation = onhand_api::find("undo.apply").unwrap();
        let undo = |round: &mut Self, change: i64, wanted: &str, what: &str| -> Option<i64> {
            let whole = format!("{what} of {}", round.last);
            let done = round.desk.call(OWNER, operation, json!({ "change_id": change }));
            if undo::NOT_UNDOABLE.contains(&name) {
                assert_eq!(done.unwrap_err().code, Code::NotUndoable, "{}", round.place());
                return None;
            }
            let done = done.unwrap_or_else(|error| panic!("{whole}: {} {error:?}", round.place()));
            let told: Value = serde_json::from_slice(&done.body).unwrap();
            assert_eq!(told["conflicts"], json!([]), "{whole}: {}", round.place());
            round.compare(true);
            assert_eq!(round.desk.content_hash(), wanted, "{whole}: {}", round.place());
            done.change.map(|id| id.0)
        };
        if let Some(undone) = undo(self, change, &before, "undo") {
            undo(self, undone, &after, "redo");
        }
    }

    /// An operation whose unit fails after it did its work.
    fn fails(&mut self) {
        let (operation, actor, args) = self.choose();
        self.last = format!("failing {}", self.last);
        let before = picture::whole_file(self.desk.outside());
        let done = self.desk.db().write(Lane::Person, &ChangeSpec::new(operation.name, actor), |ctx| {
            operation.perform(ctx, args)?;
            Err::<(), _>(Error::new(Code::Conflict, "on purpose"))
        });
        assert!(done.is_err());
        assert_eq!(before, picture::whole_file(self.desk.outside()), "{}", self.place());
        self.compare(false);
    }

    /// An operation whose thread dies in the middle.
    fn panics(&mut self) {
        let (operation, actor, args) = self.choose();
        self.last = format!("panicking {}", self.last);
        let before = picture::whole_file(self.desk.outside());
        let quiet = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let died = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            self.desk.db().write(
                Lane::Person,
                &ChangeSpec::new(operation.name, actor),
                |ctx| -> onhand_core::Result<()> {
                    let _ = operation.perform(ctx, args);
                    panic!("on purpose")
                },
            )
        }));
        std::panic::set_hook(quiet);
        assert!(died.is_err());
        assert_eq!(before, picture::whole_file(self.desk.outside()), "{}", self.place());
        self.compare(false);
    }

    fn is_killed(&mut self) {
        let (operation, _, args) = self.choose();
        self.last = format!("killed {}", self.last);
        let before = bookkeeping_apart(picture::whole_file(self.desk.outside()));
        self.desk.killed_before_commit(|ctx| operation.perform(ctx, args).map(|_| ()));
        assert_eq!(before, bookkeeping_apart(picture::whole_file(self.desk.outside())), "{}", self.place());
        self.compare(false);
    }

    /// A change of many units, some of which fail; now and then the program dies before the change is finished.
    fn batch(&mut self) {
        let spec = ChangeSpec::new("imports.start", OWNER);
        let cut_off = self.make.random.chance(30);
        let units: Vec<_> = (0..2 + self.make.random.below(5)).map(|_| self.choose()).collect();
        let names: Vec<&str> = units.iter().map(|(operation, ..)| operation.name).collect();
        self.last = format!("batch of {names:?}");
        self.desk.clock.advance(1_000);
        let mut batch = self.desk.db().batch(spec).unwrap();
        for pair in units.chunks(2) {
            batch
                .transaction(|transaction| {
                    for (operation, actor, args) in pair {
                        // A unit that fails takes back only itself.
                        let _ =
                            transaction.unit(|ctx| operation.perform(&ctx.acting_as(*actor), args.clone()));
                    }
                    Ok(())
                })
                .unwrap();
        }
        if cut_off {
            drop(batch);
            self.desk.reopen();
        } else {
            batch.finish(Some("A batch")).unwrap();
        }
        self.compare(false);
    }

    fn import(&mut self) {
        let n = self.make.random.below(6);
        let (kind, text, mapping) = if self.make.random.chance(50) {
            let rows: String = (0..3)
                .map(|row| format!("Person {n},p{n}{row}@example.org,Town {}\n", self.make.random.below(3)))
                .collect();
            (ImportKind::Contacts, format!("Name,E-mail,City\n{rows},,\n"), Mapping::default())
        } else {
            let states = ["New", "Active", "Waiting", "Resolved", "Closed"];
            let rows: String = (0..4)
                .map(|row| {
                    let state = self.make.random.of(&states);
                    format!(
                        "T{n},{state},Desk {},{row}/2/2026 09:{}0,High\n",
                        self.make.random.below(2),
                        5 - row
                    )
                })
                .collect();
            let map = json!({ "columns": { "key": "number", "status": "state", "team": "group", "at": "at", "priority": "prio" },
                "date_format": "%d/%m/%Y %H:%M", "zone": "Etc/UTC" });
            let text = format!("number,state,group,at,prio\n{rows}");
            (ImportKind::TicketsLog, text, serde_json::from_value(map).unwrap())
        };
        self.last = format!("import of {text:?}");
        self.desk.clock.advance(1_000);
        let rows = imports::open(Box::new(std::io::Cursor::new(text.into_bytes()))).unwrap();
        let source = Source { kind, name: format!("file {n}"), mapping, rows };
        let mut progress = Progress::unlisted(self.desk.db(), JobKind::Import, OWNER, None);
        imports::run(&mut progress, source, &mut |_| {}).unwrap();
        self.compare(false);
    }

    /// A file that later replies may carry.
    fn upload(&mut self) {
        use onhand_core::attachments::{Incoming, Label, store};
        self.last = "upload".to_owned();
        let mut incoming = Incoming::begin(self.desk.folder()).unwrap();
        incoming.push(&self.make.random.next().to_le_bytes()).unwrap();
        let label = Label { name: "f28.jpg", media_type: None };
        store(self.desk.db(), OWNER, label, incoming.finish().unwrap()).unwrap();
        self.compare(false);
    }
}

/// Opening marks the file as open, whatever happened to it.
fn bookkeeping_apart(mut file: BTreeMap<String, Vec<String>>) -> BTreeMap<String, Vec<String>> {
    file.remove("installation");
    file
}
