//! Node and the npm packages: installed from the lock file, and only when it changed.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::project::Project;
use crate::terminal::say;

const OLDEST_NODE: (u32, u32) = (20, 20);

pub fn check_version() -> Result<()> {
    let advice = format!(
        "Onhand's interface is built with Node {}.{} or newer: https://nodejs.org/download",
        OLDEST_NODE.0, OLDEST_NODE.1
    );
    let Ok(version) = process::output(Command::new("node").arg("--version")) else {
        bail!("Node was not found. {advice}");
    };
    match parse(&version) {
        Some(found) if found >= OLDEST_NODE => Ok(()),
        _ => bail!("Node {} is too old. {advice}", version.trim()),
    }
}

fn parse(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.trim().trim_start_matches('v').split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// `npm ci` in `folder`, unless its lock file is the one that was installed last.
pub fn packages(project: &Project, folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("{} is missing.", lock.display()))?;
    let stamp = folder.join("node_modules").join(".onhand-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let shown = folder.strip_prefix(&project.root).unwrap_or(folder);
    say(&format!("Installing npm packages in {}", shown.display()));
    process::run(&mut project.npm(folder, &["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    fs::write(&stamp, wanted).with_context(|| format!("{} could not be written.", stamp.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert_eq!(parse("v20.20.2\n"), Some((20, 20)));
        assert!(parse("v22.3.0") > Some(OLDEST_NODE) && parse("v8.17.0") < Some(OLDEST_NODE));
        assert_eq!(parse("nonsense"), None);
    }
}
