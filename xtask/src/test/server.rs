//! A real server for the browser journeys: on a data folder of its own, and ended with the step.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::terminal;

const PATIENCE: Duration = Duration::from_secs(30);

pub struct Server {
    process: Child,
    folder: PathBuf,
    /// Where it answers: `http://127.0.0.1:40123`.
    pub address: String,
    /// The address that signs the owner in, once.
    pub sign_in: String,
}

impl Server {
    /// Starts `onhand serve` on a free port and waits until it has said where it answers.
    pub fn start(project: &Project) -> Result<Self> {
        let folder = project.target.join(format!("journeys-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let mut serve = Command::new(project.binary("debug", "onhand"));
        serve
            .arg("--data")
            .arg(&folder)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .current_dir(&project.root);
        let mut process =
            serve.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("onhand did not start.")?;
        let output = process.stdout.take().context("onhand has no output.")?;
        let (found, link) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                terminal::say(&line);
                if let Some(address) = line
                    .split_whitespace()
                    .find(|word| word.starts_with("http://") && word.contains("/sign-in"))
                {
                    // Nobody listens any more once the link was taken.
                    let _ = found.send(address.to_owned());
                }
            }
        });
        let mut server = Self { process, folder, address: String::new(), sign_in: String::new() };
        server.sign_in = link.recv_timeout(PATIENCE).context("onhand did not say where it answers.")?;
        server.address = origin(&server.sign_in).to_owned();
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, and the folder lies below the target folder in any case.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The address without its path.
fn origin(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    let path = address.get(host..).and_then(|rest| rest.find(['/', '?', '#']));
    path.and_then(|at| address.get(..host + at)).unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_has_no_path() {
        assert_eq!(origin("http://127.0.0.1:4780/sign-in/abc?x=1"), "http://127.0.0.1:4780");
        assert_eq!(origin("http://127.0.0.1:4780"), "http://127.0.0.1:4780");
    }
}
