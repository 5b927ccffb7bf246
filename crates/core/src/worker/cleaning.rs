//! Throwing away what [`crate::retention`] keeps no longer, and asking for the check that is due.

use crate::Actor;
use crate::attachments::{self, Unused};
use crate::data;
use crate::db::{Db, Lane};
use crate::error::Result;
use crate::idempotency;
use crate::log::unit::ChangeSpec;
use crate::outbox;
use crate::people::sign_in;
use crate::workflows;

/// Once in this running time; the wall clock may be set back.
const EVERY_US: u64 = 3_600_000_000;
/// Content that nobody refers to is looked for every so many times.
const FILES_EVERY: u32 = 24;
/// Whether the check is due is looked at this often, and first after this time: at the start there is enough to do.
const LOOK_EVERY_US: u64 = 600_000_000;

#[derive(Debug, Default)]
pub struct Cleaning {
    last_us: Option<u64>,
    looked_us: Option<u64>,
    times: u32,
    files: Unused,
}

impl Cleaning {
    /// Does what is due; a piece of what takes long.
    pub fn tick(&mut self, db: &Db) -> Result<()> {
        let (now_ms, running_us) = (db.clock().now_ms(), db.clock().monotonic_us());
        if self.last_us.is_none_or(|last_us| running_us - last_us >= EVERY_US) {
            let forgotten = db.maintain(Lane::Background, |conn| {
                Ok(idempotency::forget_old(conn, now_ms)?
                    + workflows::forget_old(conn, now_ms)?
                    + outbox::forget_old(conn, now_ms)?
                    + sign_in::forget_ended(conn, now_ms)?
                    + attachments::forget_uploads(conn, now_ms)?)
            })?;
            // A piece at a time, so that nobody waits long; while there was something, the next turn goes on.
            if forgotten == 0 {
                if self.times.is_multiple_of(FILES_EVERY) {
                    self.files.begin(db, now_ms)?;
                }
                self.times = self.times.wrapping_add(1);
                self.last_us = Some(running_us);
            } else {
                self.last_us = None;
            }
        }
        if self.files.is_under_way() {
            self.files.go_on(db, now_ms)?;
        }
        let looked_us = *self.looked_us.get_or_insert(running_us);
        if running_us - looked_us >= LOOK_EVERY_US {
            self.looked_us = Some(running_us);
            if db.read(Actor::System, data::is_check_due)? {
                let spec = ChangeSpec::new("data.check", Actor::System);
                db.write(Lane::Background, &spec, data::check_regularly)?;
            }
        }
        Ok(())
    }
}
