//! Serves the operation table: the same router for the window in-process and for browsers on loopback.

mod app;
mod assets;
mod clock;
pub mod commands;
mod files;
mod guards;
mod live;
#[cfg(unix)]
pub mod local;
mod routes;
mod runtime;
mod sign_in;
mod worker;

pub use app::{App, Notifier, Options, default_folder};
pub use clock::SystemClock;
pub use live::LiveMessage;
pub use routes::{desktop_router, router};
pub use runtime::runtime;

/// What is logged where `ONHAND_LOG` says nothing else: what somebody can act on. The search library warns of segments that
/// were merged away by a commit in between, and goes on.
pub const LOG_FILTER: &str = "warn,tantivy::indexer::segment_manager=error";
