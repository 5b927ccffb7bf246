//! Commands that write. They are performed by whichever process has the file open: the command line opens it itself
//! when nobody has, and otherwise hands the command to the running app (see [`crate::local`]), which answers with the
//! same lines.

mod call;
mod demo;
mod import;
mod search;

pub use demo::Demo;
pub use import::Import;

use crate::App;
use onhand_core::error::Result;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    Call { operation: String, arguments: String },
    Import(Import),
    Demo(Demo),
    RebuildSearch,
}

/// Where a command's words go.
pub trait Output {
    /// One line of result. Errors: nobody reads any more.
    fn line(&mut self, text: &str) -> Result<()>;
    /// One line for the person who waits. Errors: nobody waits any more.
    fn note(&mut self, text: &str) -> Result<()>;
    /// How far long work is; each takes the place of the one before. Where lines cannot be written over, only those that
    /// are `worth_a_line` are written. Errors: nobody waits any more.
    fn progress(&mut self, text: &str, worth_a_line: bool) -> Result<()>;
}

/// Performs one command on an open file.
pub fn perform(app: &App, command: &Command, out: &mut dyn Output) -> Result<()> {
    match command {
        Command::Call { operation, arguments } => call::call(app, operation, arguments, out),
        Command::Import(import) => import::import(app, import, out),
        Command::Demo(demo) => demo::demo(app, demo, out),
        Command::RebuildSearch => search::rebuild(app, out),
    }
}
