//! The loop of a fill: one change, many transactions that let people go first, each record a unit of its own.

use crate::ctx::{Actor, Ctx};
use crate::db::{Batch, Transaction};
use crate::error::Result;
use crate::ids::ChangeId;
use crate::jobs::Progress;
use crate::log::unit::ChangeSpec;

/// The operation under which a fill is logged; workflows do not listen to it.
const OPERATION: &str = "demo.fill";
/// The same for a fill that is too large to be taken back: an undo is one transaction.
pub const FINAL_OPERATION: &str = "demo.fill_large";
/// Records up to which a fill can be undone.
const UNDOABLE_RECORDS: usize = 50_000;

/// A fill under way.
pub struct Filler<'d, 'p> {
    batch: Batch<'d>,
    progress: &'p mut Progress<'d>,
    done: usize,
}

/// The open transaction of a fill.
pub struct Step<'s, 't, 'd> {
    transaction: &'s mut Transaction<'t, 'd>,
}

impl<'d, 'p> Filler<'d, 'p> {
    pub fn start(progress: &'p mut Progress<'d>, label: &str, records: usize) -> Result<Self> {
        let operation = if records > UNDOABLE_RECORDS { FINAL_OPERATION } else { OPERATION };
        let spec = ChangeSpec { label: Some(label.to_owned()), ..ChangeSpec::new(operation, progress.actor) };
        let batch = progress.db().batch(spec)?;
        progress.belongs_to(batch.change());
        progress.total = records as i64;
        Ok(Self { batch, progress, done: 0 })
    }

    /// Calls `make` for each number below `n`; it answers how many records it made. Errors: its own, and `conflict`
    /// once somebody cancelled the job.
    pub fn each(
        &mut self,
        n: usize,
        mut make: impl FnMut(&mut Step<'_, '_, '_>, usize) -> Result<usize>,
    ) -> Result<()> {
        let mut next = 0;
        while next < n {
            let done = &mut self.done;
            self.batch.transaction(|transaction| {
                while next < n && !transaction.should_yield() {
                    *done += make(&mut Step { transaction }, next)?;
                    next += 1;
                }
                Ok(())
            })?;
            self.progress.at(self.done as i64, "")?;
        }
        Ok(())
    }

    pub const fn done(&self) -> usize {
        self.done
    }

    pub fn finish(self) -> Result<ChangeId> {
        self.batch.finish(None)
    }
}

impl Step<'_, '_, '_> {
    /// One unit: what `actor` did at this instant.
    pub fn unit<T>(&mut self, actor: Actor, at_ms: i64, f: impl FnOnce(&Ctx<'_>) -> Result<T>) -> Result<T> {
        self.transaction.unit_to_the_end(actor, |ctx| {
            ctx.unit()?.happened_at(at_ms);
            f(ctx)
        })
    }

    /// One unit that happens now.
    pub fn now<T>(&mut self, actor: Actor, f: impl FnOnce(&Ctx<'_>) -> Result<T>) -> Result<T> {
        self.transaction.unit_to_the_end(actor, f)
    }
}
