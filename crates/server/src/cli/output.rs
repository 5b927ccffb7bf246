//! Standard output for results, standard error for people.

use onhand_core::error::{Error, Result};
use onhand_server::commands::Output;
use std::io::{IsTerminal, Write};

/// One line of result. A reader that closed the pipe is an error like any other.
pub fn line(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}

/// One line for the person at the terminal.
pub fn note(text: &str) {
    let mut err = std::io::stderr().lock();
    // There is nowhere left to say that standard error is closed.
    let _ = writeln!(err, "{text}");
}

/// What went wrong, in one line.
pub fn error(error: &Error) {
    note(&error.to_string());
    if let Some(cause) = std::error::Error::source(error) {
        // Below what is shown by default: what went wrong is one line.
        tracing::info!(%cause, "cause");
    }
}

/// The terminal, for commands.
pub struct Terminal;

impl Output for Terminal {
    fn line(&mut self, text: &str) -> Result<()> {
        line(text)
    }

    fn note(&mut self, text: &str) -> Result<()> {
        note(text);
        Ok(())
    }

    /// On a line that is written over; nothing where nobody looks.
    fn progress(&mut self, text: &str) -> Result<()> {
        let mut err = std::io::stderr().lock();
        if err.is_terminal() {
            // As above.
            let _ = write!(err, "\r{text}\u{1b}[K");
        }
        Ok(())
    }
}
