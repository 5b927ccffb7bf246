//! `cargo xtask bench`: builds the measuring profile and compares Onhand with hand-written statements.

use std::process::Stdio;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::project::{Project, data_folder};

/// The shipped code without the link-time pass; the shipped binary is never slower.
const PROFILE: &str = "measure";

/// Passes `--size`, `--only` and `--json` on; only the rows reach standard output then.
pub fn bench(project: &Project, words: &[String]) -> Result<()> {
    let mut build = project.cargo(&["build", "--quiet", "--profile", PROFILE]);
    // Incremental builds divide the code more finely and make it slower.
    build.env("CARGO_INCREMENTAL", "0").stdout(Stdio::null());
    process::run(&mut build)?;
    let mut bench = std::process::Command::new(project.binary(PROFILE, "onhand-bench"));
    bench.args(words).current_dir(&project.root).env("ONHAND_COMMIT", commit(project));
    if let Some(folder) = data_folder(project) {
        bench.env("ONHAND_DATA", folder);
    }
    let status = bench.status().context("The bench could not be started.")?;
    if !status.success() {
        bail!("A limit was missed, or a row could not be measured.");
    }
    Ok(())
}

/// What is measured; with a mark where files differ from it.
fn commit(project: &Project) -> String {
    let mut git = std::process::Command::new("git");
    git.args(["describe", "--always", "--dirty", "--abbrev=12"]).current_dir(&project.root);
    process::output(&mut git).map_or_else(|_| "unknown".to_owned(), |text| text.trim().to_owned())
}
