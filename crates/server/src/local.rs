//! The road into a running app for the command line of the same user: a local socket in the data folder that takes
//! one command as a line of JSON and answers with the lines the command writes.
//!
//! Only the user who runs the app may open the socket, so whoever comes in acts as the owner, as at the screen.
//! Systems without Unix sockets have no such road: there a command asks to close the app first.

use crate::App;
use crate::app::Inner;
use crate::commands::{self, Command, Output};
use onhand_core::error::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

const NAME: &str = "socket";
/// A call's arguments, with room for what is around them; the same as over HTTP.
const COMMAND_MAX_BYTES: u64 = 4 * 1024 * 1024;
/// How long a visitor may take to say what it wants.
const FIRST_WORDS: Duration = Duration::from_secs(5);

/// One line of an answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Said {
    Line(String),
    Note(String),
    Progress(String, bool),
    Done,
    Failed(Error),
}

/// An open ear; dropping it closes it.
#[derive(Debug)]
pub struct Listening {
    folder: PathBuf,
    over: Arc<AtomicBool>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Release);
        // The thread waits for a visitor; this one only wakes it up.
        let _ = connect(&self.folder);
    }
}

/// Listens for commands until the answer is dropped. Errors: the folder's path is too long for a socket, or takes none.
pub fn listen(app: &App) -> Result<Listening> {
    let folder = app.folder().canonicalize()?;
    let listener = bind(&folder)?;
    let over = Arc::new(AtomicBool::new(false));
    let (ended, app) = (Arc::clone(&over), Arc::downgrade(&app.inner));
    std::thread::Builder::new().name("local".to_owned()).spawn(move || {
        for visitor in listener.incoming() {
            if ended.load(Ordering::Acquire) {
                return;
            }
            match visitor {
                Ok(stream) => receive(stream, &app),
                Err(cause) => tracing::warn!(%cause, "a command could not come in"),
            }
        }
    })?;
    Ok(Listening { folder, over })
}

/// Each visitor has a thread of its own: an import may take minutes.
fn receive(stream: UnixStream, app: &Weak<Inner>) {
    let Some(inner) = app.upgrade() else { return };
    let spawned = std::thread::Builder::new().name("command".to_owned()).spawn(move || {
        if let Err(error) = serve(stream, &App { inner }) {
            tracing::debug!(%error, "a command's caller went away");
        }
    });
    if let Err(cause) = spawned {
        tracing::warn!(%cause, "a command could not be started");
    }
}

fn serve(stream: UnixStream, app: &App) -> Result<()> {
    stream.set_read_timeout(Some(FIRST_WORDS))?;
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    stream.by_ref().take(COMMAND_MAX_BYTES).read_line(&mut line)?;
    let mut answers = Answers(stream.into_inner());
    let done = serde_json::from_str::<Command>(&line)
        .map_err(|cause| {
            Error::new(
                Code::Invalid,
                "The running Onhand does not understand this command; it is of another version or the command is too long. Close it and try again.",
            )
            .caused_by(cause)
        })
        .and_then(|command| commands::perform(app, &command, &mut answers));
    answers.say(&match done {
        Ok(()) => Said::Done,
        Err(error) => Said::Failed(error),
    })
}

struct Answers(UnixStream);

impl Answers {
    fn say(&mut self, said: &Said) -> Result<()> {
        let mut line = serde_json::to_vec(said)?;
        line.push(b'\n');
        Ok(self.0.write_all(&line)?)
    }
}

impl Output for Answers {
    fn line(&mut self, text: &str) -> Result<()> {
        self.say(&Said::Line(text.to_owned()))
    }

    fn note(&mut self, text: &str) -> Result<()> {
        self.say(&Said::Note(text.to_owned()))
    }

    fn progress(&mut self, text: &str, worth_a_line: bool) -> Result<()> {
        self.say(&Said::Progress(text.to_owned(), worth_a_line))
    }
}

/// Hands a command to the app that runs on this folder; `None` when none does.
pub fn ask(folder: &Path, command: &Command, out: &mut dyn Output) -> Option<Result<()>> {
    let stream = folder.canonicalize().and_then(|folder| connect(&folder)).ok()?;
    Some(converse(stream, command, out))
}

fn converse(mut stream: UnixStream, command: &Command, out: &mut dyn Output) -> Result<()> {
    let mut line = serde_json::to_vec(command)?;
    line.push(b'\n');
    stream.write_all(&line)?;
    for line in BufReader::new(stream).lines() {
        match serde_json::from_str(&line?)? {
            Said::Line(text) => out.line(&text)?,
            Said::Note(text) => out.note(&text)?,
            Said::Progress(text, worth_a_line) => out.progress(&text, worth_a_line)?,
            Said::Done => return Ok(()),
            Said::Failed(error) => return Err(error),
        }
    }
    Err(Error::new(
        Code::Unavailable,
        "Onhand was closed before the command had ended. Open it and look at the history before you try again.",
    ))
}

fn connect(folder: &Path) -> io::Result<UnixStream> {
    UnixStream::connect(folder.join(NAME))
}

/// A socket that nobody but this user can open: it takes its name only when its permissions stand.
fn bind(folder: &Path) -> io::Result<UnixListener> {
    let (fresh, place) = (folder.join("socket.new"), folder.join(NAME));
    // The data folder's lock is held, so what is there was left by a process that was killed.
    if let Err(cause) = fs::remove_file(&fresh)
        && cause.kind() != io::ErrorKind::NotFound
    {
        return Err(cause);
    }
    let listener = UnixListener::bind(&fresh)?;
    fs::set_permissions(&fresh, fs::Permissions::from_mode(0o600))?;
    fs::rename(&fresh, &place)?;
    Ok(listener)
}
