//! `onhand call`: one operation, from the command line.

use super::Output;
use crate::App;
use onhand_api::find;
use onhand_core::error::{Code, Error, Result};

/// Result on standard output; change id and error JSON on standard error.
pub fn call(app: &App, name: &str, arguments: &str, out: &mut dyn Output) -> Result<()> {
    let operation = find(name).ok_or_else(|| {
        Error::new(
            Code::NotFound,
            format!("There is no operation called {name}. `onhand operations` lists them all."),
        )
    })?;
    let args = serde_json::from_str(arguments).map_err(|cause| {
        Error::new(
            Code::Invalid,
            "The arguments are not valid JSON. Put them in single quotes: '{\"name\": \"Ada\"}'.",
        )
        .caused_by(cause)
    })?;
    match onhand_api::call(app.db(), app.owner(), operation, args, None) {
        Ok(answer) => {
            if let Some(change) = answer.change {
                out.note(&format!("onhand-change: {change}"))?;
            } else if operation.writes() {
                // Jobs and rebuilds are queued without events.
                app.wake();
            }
            out.line(&String::from_utf8_lossy(&answer.body))
        }
        Err(error) => {
            out.note(&serde_json::to_string(&error)?)?;
            Err(error)
        }
    }
}
