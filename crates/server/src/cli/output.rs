//! Standard output for results, standard error for people.

use onhand_core::error::{Error, Result};
use onhand_server::commands::Output;
use std::io::{IsTerminal, Write};

/// One line of result. A reader that closed the pipe (`| head`) has what it wanted.
pub fn line(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(format!("{text}\n").as_bytes()).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
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
#[derive(Debug, Default)]
pub struct Terminal {
    /// A line of progress stands there that nothing has ended yet.
    unfinished: bool,
}

impl Terminal {
    fn end_progress(&mut self) {
        if std::mem::take(&mut self.unfinished) {
            note("");
        }
    }
}

/// A command that failed leaves its error a line of its own too.
impl Drop for Terminal {
    fn drop(&mut self) {
        self.end_progress();
    }
}

impl Output for Terminal {
    fn line(&mut self, text: &str) -> Result<()> {
        self.end_progress();
        line(text)
    }

    fn note(&mut self, text: &str) -> Result<()> {
        self.end_progress();
        note(text);
        Ok(())
    }

    /// On a line that is written over; in a file or a pipe, now and then on a line of its own.
    fn progress(&mut self, text: &str, worth_a_line: bool) -> Result<()> {
        let mut err = std::io::stderr().lock();
        // As above.
        if err.is_terminal() {
            self.unfinished = true;
            let _ = write!(err, "\r{text}\u{1b}[K");
        } else if worth_a_line {
            let _ = writeln!(err, "{text}");
        }
        Ok(())
    }
}
