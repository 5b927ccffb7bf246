//! The worker's side of a job: taking one up, saying how far it is, and noticing that somebody cancelled it or that the
//! program ends.

use super::sql;
use super::types::{JobKind, JobStatus};
use crate::ctx::{Actor, Role};
use crate::db::{Db, Lane};
use crate::error::{Code, Error, Result};
use crate::ids::{ChangeId, JobId};
use crate::log::unit::none;
use rusqlite::params;
use serde_json::Value;

/// As at the next start after a crash.
const INTERRUPTED: &str = "Onhand ended while this ran. Start it again to go on, or undo what it did.";

/// What is done without a name would be done with rights that nobody gave.
const NOBODYS: &str = "The file does not say who asked for this, so it was not done. Start it again.";

/// Progress is written at most this often.
const EVERY_US: u64 = 200_000;

/// Hears how much is done of how much; its error ends the work.
pub type Listener<'d> = &'d mut dyn FnMut(i64, i64) -> Result<()>;

/// A job taken up.
pub struct Progress<'d> {
    db: &'d Db,
    pub id: Option<JobId>,
    pub kind: JobKind,
    pub args: Value,
    pub actor: Actor,
    pub total: i64,
    written_us: u64,
    change: Option<ChangeId>,
    listener: Option<Listener<'d>>,
    gave_way: bool,
}

impl std::fmt::Debug for Progress<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Progress").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Takes the oldest waiting job; what Onhand does by itself comes after what people asked for. One that does not say who
/// asked for it fails: nobody else's rights may take the place of theirs.
pub fn claim(db: &Db) -> Result<Option<Progress<'_>>> {
    // A look does not hold up anybody who writes; taking up a job does.
    while db.read(Actor::System, |ctx| Ok(ctx.conn().prepare_cached(sql::WAITING)?.exists([])?))? {
        let now_ms = db.clock().now_ms();
        let row: Option<(JobId, JobKind, String, String)> = db.maintain(Lane::Background, |conn| {
            let found = conn.query_row(sql::CLAIM, [now_ms], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            });
            Ok(found.map(Some).or_else(none)?)
        })?;
        let Some((id, kind, args, actor)) = row else { return Ok(None) };
        if let Some(actor) = read(&actor) {
            let args = serde_json::from_str(&args)?;
            return Ok(Some(Progress { id: Some(id), args, ..Progress::unlisted(db, kind, actor, None) }));
        }
        tracing::warn!(%id, actor, "a job names nobody who could have asked for it");
        let failed = params![id, JobStatus::Failed, NOBODYS, None::<String>, None::<ChangeId>, now_ms];
        db.maintain(Lane::Background, |conn| Ok(conn.execute(sql::FINISH, failed)?))?;
    }
    Ok(None)
}

/// At start: what was running when the program ended is marked so.
pub fn interrupted(db: &Db) -> Result<usize> {
    let now_ms = db.clock().now_ms();
    db.maintain(Lane::Background, |conn| Ok(conn.execute(sql::INTERRUPT, params![now_ms, INTERRUPTED])?))
}

/// Who asked, as it stands in the job's row: with the role, so that the worker acts with the same rights.
pub(super) fn written(actor: Actor) -> String {
    match actor {
        Actor::User { id, role } => format!("user:{id}:{}", role.name()),
        Actor::Workflow { id, run } => format!("workflow:{id}:{run}"),
        Actor::System => "system".to_owned(),
    }
}

fn read(actor: &str) -> Option<Actor> {
    if actor == "system" {
        return Some(Actor::System);
    }
    let (kind, rest) = actor.split_once(':')?;
    let (id, last) = rest.split_once(':')?;
    let id = id.parse().ok()?;
    match kind {
        "user" => Some(Actor::User { id, role: Role::parse(last)? }),
        "workflow" => Some(Actor::Workflow { id, run: last.parse().ok()? }),
        _ => None,
    }
}

impl<'d> Progress<'d> {
    /// Work without a row: the command line, which shows progress itself and ends the work by an error.
    pub const fn unlisted(db: &'d Db, kind: JobKind, actor: Actor, listener: Option<Listener<'d>>) -> Self {
        let args = Value::Null;
        Self {
            db,
            id: None,
            kind,
            args,
            actor,
            total: 0,
            written_us: 0,
            change: None,
            listener,
            gave_way: false,
        }
    }

    pub const fn db(&self) -> &'d Db {
        self.db
    }

    /// The change under which the work is logged.
    pub const fn belongs_to(&mut self, change: ChangeId) {
        self.change = Some(change);
    }

    /// The change under which the work is logged, once there is one.
    pub const fn change(&self) -> Option<ChangeId> {
        self.change
    }

    /// Says how far it is. Errors: `conflict` once somebody cancelled it, `unavailable` when the program ends.
    pub fn at(&mut self, done: i64, message: &str) -> Result<()> {
        // Whoever closes Onhand does not wait for the end of an import; a command line's work ends with its process.
        if self.id.is_some() && self.db.is_ending() {
            return Err(Error::new(Code::Unavailable, INTERRUPTED));
        }
        let now_us = self.db.clock().monotonic_us();
        if now_us < self.written_us + EVERY_US && done > 0 {
            return Ok(());
        }
        self.written_us = now_us;
        if let Some(listener) = &mut self.listener {
            listener(done, self.total)?;
        }
        let Some(id) = self.id else { return Ok(()) };
        let (total, change) = (self.total.max(done), self.change);
        let status: JobStatus = self.db.maintain(Lane::Background, |conn| {
            conn.prepare_cached(sql::PROGRESS)?.execute(params![id, done, total, message, change])?;
            Ok(conn.prepare_cached(sql::STATUS)?.query_row([id], |row| row.get(0))?)
        })?;
        if status == JobStatus::Cancelled {
            return Err(Error::new(
                Code::Conflict,
                "This was cancelled. What was done until then can be undone.",
            ));
        }
        Ok(())
    }

    /// For work that nobody asked for and that can begin anew. Errors: `busy` when somebody waits for a job of theirs;
    /// this one is then taken up after it.
    pub fn give_way(&mut self) -> Result<()> {
        if self.actor != Actor::System
            || !self
                .db
                .read(Actor::System, |ctx| Ok(ctx.conn().prepare_cached(sql::PERSON_WAITS)?.exists([])?))?
        {
            return Ok(());
        }
        self.gave_way = true;
        Err(Error::new(
            Code::Busy,
            "Somebody waits for other work, which goes first. This is done afterwards.",
        ))
    }

    /// Ends the job with its result or its error.
    pub fn finish(self, outcome: &Result<Value>) -> Result<()> {
        let Some(id) = self.id else { return Ok(()) };
        if self.gave_way && outcome.is_err() {
            return self
                .db
                .maintain(Lane::Background, |conn| Ok(conn.execute(sql::WAIT_AGAIN, [id]).map(drop)?));
        }
        let now_ms = self.db.clock().now_ms();
        let (status, message, result) = match outcome {
            Err(_) if self.db.is_ending() => (JobStatus::Interrupted, Some(INTERRUPTED.to_owned()), None),
            Ok(result) => (JobStatus::Done, None, Some(result.to_string())),
            Err(error) => (JobStatus::Failed, Some(error.to_string()), None),
        };
        self.db.maintain(Lane::Person, |conn| {
            let present: JobStatus = conn.prepare_cached(sql::STATUS)?.query_row([id], |row| row.get(0))?;
            let status = if present == JobStatus::Cancelled { JobStatus::Cancelled } else { status };
            if let Some(change) = self.change {
                // However it ended, from here on the change can be undone.
                conn.prepare_cached(sql::END_CHANGE)?.execute(params![change, now_ms])?;
            }
            Ok(conn.prepare_cached(sql::FINISH)?.execute(params![
                id,
                status,
                message,
                result,
                self.change,
                now_ms
            ])?)
        })?;
        Ok(())
    }
}
