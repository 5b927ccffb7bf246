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

const INSTALLED: &str = "/usr/bin/onhand-desktop";

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
    let mut build = project.npx(&folder, &["tauri", "build", "--bundles", "deb"]);
    if debug {
        build.arg("--debug");
    }
    process::run(&mut build)?;
    let package = newest(&project.target.join(if debug { "debug" } else { "release" }).join("bundle/deb"))?;
    say(&format!("built {}", package.display()));

    header("install");
    // By apt, because it also installs what the package depends on.
    process::run(Command::new("apt-get").args(["install", "-y", "-q", "--reinstall"]).arg(&package))?;
    let journey = test::window_journey(project, Path::new(INSTALLED));

    header("remove");
    process::run(Command::new("apt-get").args(["remove", "-y", "-q", "onhand"]))?;
    if Path::new(INSTALLED).exists() {
        bail!("{INSTALLED} is still there after the package was removed.");
    }
    journey?;
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
