//! Commands that write: to the running app when there is one, otherwise to the file itself.

use super::output::Terminal;
use onhand_core::error::Result;
use onhand_server::commands::{self, Command};
use onhand_server::{App, Options, default_folder};
use std::io::Read;
use std::path::PathBuf;

/// Performs the command where the file is open.
pub fn perform(data: Option<PathBuf>, command: &Command) -> Result<()> {
    let folder = data.map_or_else(default_folder, Ok)?;
    #[cfg(unix)]
    if let Some(answer) = onhand_server::local::ask(&folder, command, &mut Terminal) {
        return answer;
    }
    let app = App::open(Options { folder: Some(folder), without_worker: true, ..Options::default() })?;
    let done = commands::perform(&app, command, &mut Terminal);
    app.shutdown()?;
    done
}

/// `-` stands for what comes in on standard input.
pub fn or_standard_input(arguments: String) -> Result<String> {
    if arguments != "-" {
        return Ok(arguments);
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text)
}
