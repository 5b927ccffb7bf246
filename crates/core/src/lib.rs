//! The rules of Onhand: records, the event log that explains them, and the operations that change them.
//!
//! No window, no network, no clock and no environment here: a caller hands in the file's folder, the time and who asks.

pub mod calendar;
pub mod clock;
pub mod conditions;
pub mod consumers;
pub mod ctx;
pub mod customers;
pub mod data;
pub mod db;
pub mod error;
pub mod filter;
pub mod idempotency;
pub mod ids;
pub mod imports;
pub mod interactions;
pub mod jobs;
pub mod knowledge;
pub mod log;
pub mod markdown;
pub mod next_actions;
pub mod notifications;
pub mod operations;
pub mod outbox;
pub mod page;
pub mod patch;
pub mod people;
pub mod phrases;
pub mod references;
pub mod retention;
pub mod sales;
pub mod sample;
pub mod search;
pub mod tasks;
#[cfg(test)]
pub(crate) mod testing;
pub mod text;
pub mod tickets;
pub mod timeline;
pub mod today;
mod wire;
pub mod words;
pub mod worker;
pub mod workflows;

pub use ctx::{Actor, Ctx, Role};
pub use error::{Code, Error, Result};
pub use tickets::{
    attachments, categories as ticket_categories, drafts, priorities as ticket_priorities,
    statuses as ticket_statuses,
};

// The operation table names its handlers `feature::verb`; these are features that live inside others.
pub use knowledge::{articles, categories as article_categories};
pub use log::events;
pub use log::history as records;
pub use log::undo;
pub use log::{changes, trash};
pub use people::{business, tags, teams};
/// `backups.*`.
pub mod backups {
    pub use crate::data::create_backup as create;
}
pub use sales::{deals, pipelines};
/// `stages.*`; a pipeline is changed with its stages as a whole, and deleted from one by one.
pub mod stages {
    pub use crate::sales::pipelines::delete_stage as delete;
}
/// `users.*`.
pub mod users {
    pub use crate::people::sign_in::sign_in_link;
    pub use crate::people::users::*;
}
/// `session.get`.
pub mod session {
    pub use crate::people::business::session as get;
}

/// The operation under which [`set_up`] is logged.
pub const SET_UP: &str = "setup";

/// What a new file holds before anybody works in it: the business, its owner, and the words everybody starts with.
/// A file that has a business but nobody who owns it gets its owner back.
pub fn set_up(ctx: &Ctx<'_>, owner: &str) -> Result<()> {
    if people::business::is_there(ctx.conn())? {
        return people::users::mend_owner(ctx, owner);
    }
    people::business::set_up(ctx, owner)?;
    tickets::set_up(ctx)?;
    sales::pipelines::set_up(ctx)
}
