//! Starting programs: either plainly, or with their output shown and kept for counting.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::terminal;

/// The journeys take nine minutes on two quiet cores and have taken 25 on busy ones; what takes longer than this hangs, and
/// a hanging run says nothing.
const PATIENCE: Duration = Duration::from_secs(45 * 60);
/// What a program wrote is read by then, unless something that it started in the background still holds its output.
const LAST_WORDS: Duration = Duration::from_secs(3);
const GLANCE: Duration = Duration::from_millis(20);

/// Runs to the end; a failing exit is an error that names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{} could not be started.", title(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status}).", title(command));
    }
    Ok(())
}

/// Runs to the end and returns what it wrote on standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{} could not be started.", title(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({}).", title(command), output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether the command starts and ends well, without showing anything.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}

/// Runs to the end, showing each line as it comes and keeping all of them.
pub fn watch(command: &mut Command) -> Result<(ExitStatus, String)> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} could not be started.", title(command)))?;
    let kept = Arc::new(Mutex::new(String::new()));
    let readers = [child.stdout.take().map(|s| show(s, &kept)), child.stderr.take().map(|s| show(s, &kept))];
    let status = wait(&mut child, &title(command))?;
    let silence = Instant::now() + LAST_WORDS;
    while readers.iter().flatten().any(|reader| !reader.is_finished()) && Instant::now() < silence {
        thread::sleep(GLANCE);
    }
    let text = kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok((status, text))
}

fn wait(child: &mut Child, title: &str) -> Result<ExitStatus> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if Instant::now() > deadline {
            child.kill()?;
            child.wait()?;
            bail!("`{title}` was stopped: it had not ended after {} minutes.", PATIENCE.as_secs() / 60);
        }
        thread::sleep(GLANCE);
    }
}

fn show(stream: impl Read + Send + 'static, kept: &Arc<Mutex<String>>) -> thread::JoinHandle<()> {
    let kept = Arc::clone(kept);
    thread::spawn(move || {
        let mut lines = BufReader::new(stream);
        let mut bytes = Vec::new();
        while lines.read_until(b'\n', &mut bytes).is_ok_and(|n| n > 0) {
            let line = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            terminal::say(&line);
            let mut text = kept.lock().unwrap_or_else(PoisonError::into_inner);
            text.push_str(&line);
            text.push('\n');
            bytes.clear();
        }
    })
}

/// The command as a person would type it.
pub fn title(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_daemon_that_stays_behind_holds_nobody_up() -> Result<()> {
        let started = Instant::now();
        let (status, text) = watch(Command::new("sh").args(["-c", "sleep 60 & echo done"]))?;
        assert!(status.success());
        assert_eq!(text, "done\n");
        assert!(started.elapsed() < Duration::from_secs(30), "it waited for the sleeper");
        Ok(())
    }
}
