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
    if let Some(answer) = onhand_server::local::ask(&folder, command, &mut Terminal::default()) {
        return answer;
    }
    let app = App::open(Options { folder: Some(folder), without_worker: true, ..Options::default() })?;
    let done =
        catch_up(&app, command).and_then(|()| commands::perform(&app, command, &mut Terminal::default()));
    app.shutdown()?;
    done
}

/// No worker feeds the index here, and a question has too little time to build a large one.
fn catch_up(app: &App, command: &Command) -> Result<()> {
    match command {
        Command::Call { operation, .. } if operation.contains("search") => {
            app.db().follow(app.owner(), |ctx| ctx.search()?.feed(ctx.conn(), &|| false))?;
            Ok(())
        }
        Command::Call { .. } | Command::Import(_) | Command::Demo(_) | Command::RebuildSearch => Ok(()),
    }
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
