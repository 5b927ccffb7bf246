//! `onhand call`: one operation, from the command line.

use super::output;
use onhand_api::find;
use onhand_core::error::{Code, Error, Result};
use onhand_server::{App, Options};
use std::io::Read;
use std::path::PathBuf;

/// Result on standard output; change id and error JSON on standard error.
pub fn call(data: Option<PathBuf>, name: &str, arguments: &str) -> Result<()> {
    let operation = find(name).ok_or_else(|| {
        Error::new(
            Code::NotFound,
            format!("There is no operation called {name}. `onhand operations` lists them all."),
        )
    })?;
    let mut text = arguments.to_owned();
    if arguments == "-" {
        text.clear();
        std::io::stdin().read_to_string(&mut text)?;
    }
    let args = serde_json::from_str(&text).map_err(|cause| {
        Error::new(
            Code::Invalid,
            "The arguments are not valid JSON. Put them in single quotes: '{\"name\": \"Ada\"}'.",
        )
        .caused_by(cause)
    })?;
    let app = App::open(Options { folder: data, without_worker: true, ..Options::default() })?;
    let done = onhand_api::call(app.db(), app.owner(), operation, args, None);
    app.shutdown()?;
    match done {
        Ok(answer) => {
            if let Some(change) = answer.change {
                output::note(&format!("onhand-change: {change}"));
            }
            output::line(&String::from_utf8_lossy(&answer.body))
        }
        Err(error) => {
            output::note(&serde_json::to_string(&error)?);
            Err(error)
        }
    }
}
