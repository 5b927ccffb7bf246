//! `cargo xtask deb`: builds the package, installs it, goes through the window's journey with the installed
//! program, and removes it again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::project::Project;
use crate::setup::{self, Purpose, node};
use crate::terminal::{header, say};
use crate::test;

const WINDOW: &str = "/usr/bin/onhand-desktop";
const COMMAND: &str = "/usr/bin/onhand";

pub fn check(project: &Project, words: &[String]) -> Result<()> {
    let debug = match words {
        [] => false,
        [word] if word == "--debug" => true,
        _ => bail!("`cargo xtask deb` takes nothing but --debug."),
    };
    if !process::succeeds(Command::new("sh").args(["-c", "command -v dpkg && test \"$(id -u)\" = 0"])) {
        bail!(
            "Installing a package needs Debian or Ubuntu, and root. Run this in a machine you can throw away."
        );
    }
    setup::setup(project, Purpose::Test)?;
    let folder = project.root.join("src-tauri");
    node::packages(project, &folder)?;

    header("build");
    let (profile, flag) = if debug { ("debug", None) } else { ("release", Some("--release")) };
    process::run(project.cargo(&["build", "--package", "onhand-server"]).args(flag))?;
    // The package also brings the command line; where cargo put it depends on this machine.
    let command = serde_json::json!({ COMMAND: project.binary(profile, "onhand") });
    let extra = serde_json::json!({ "bundle": { "linux": { "deb": { "files": command } } } });
    let mut build =
        project.npx(&folder, &["tauri", "build", "--bundles", "deb", "--config", &extra.to_string()]);
    process::run(build.args(debug.then_some("--debug")))?;
    let package = newest(&project.target.join(profile).join("bundle/deb"))?;
    say(&format!("built {}", package.display()));

    header("install");
    // By apt, because it also installs what the package depends on.
    process::run(Command::new("apt-get").args(["install", "-y", "-q", "--reinstall"]).arg(&package))?;
    let command = process::run(Command::new(COMMAND).arg("--version"));
    let journey = test::window_journey(project, Path::new(WINDOW));

    header("remove");
    process::run(Command::new("apt-get").args(["remove", "-y", "-q", "onhand"]))?;
    if Path::new(WINDOW).exists() {
        bail!("{WINDOW} is still there after the package was removed.");
    }
    command.and(journey)?;
    say(&format!("{} installs, runs and leaves cleanly", package.display()));
    Ok(())
}

fn newest(folder: &Path) -> Result<PathBuf> {
    let mut found: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} is missing.", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "deb") {
            found.push((path.metadata()?.modified()?, path));
        }
    }
    found.sort();
    found.pop().map(|(_, path)| path).context("No package was built.")
}
