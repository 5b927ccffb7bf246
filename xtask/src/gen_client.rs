//! The UI's typed client: generated from the operation table, committed, and checked for freshness.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::project::Project;
use crate::setup::node;

/// Writes the client into the UI again.
pub fn write(project: &Project) -> Result<()> {
    node::packages(project, &project.ui().join("tools/openapi"))?;
    process::run(&mut project.cargo(&["build", "--package", "onhand-server"]))?;
    generate(project, &project.ui().join("src/lib/api"))
}

/// Says which committed file differs from what the operation table gives now.
pub fn check(project: &Project) -> Result<()> {
    let fresh = project.target.join("api-freshness");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    generate(project, &fresh)?;
    let committed = project.ui().join("src/lib/api");
    let mut stale = Vec::new();
    for entry in fs::read_dir(&fresh)? {
        let name = entry?.file_name();
        if fs::read(fresh.join(&name)).ok() != fs::read(committed.join(&name)).ok() {
            stale.push(name.to_string_lossy().into_owned());
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    bail!("The typed client is older than the operation table ({}). Run `cargo xtask gen`.", stale.join(", "))
}

fn generate(project: &Project, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut dump = std::process::Command::new(project.binary("debug", "onhand"));
    let document = process::output(dump.arg("openapi"))?;
    let input = project.target.join("openapi.json");
    fs::write(&input, document).with_context(|| format!("{} could not be written.", input.display()))?;
    let mut node = std::process::Command::new("node");
    node.arg(project.ui().join("tools/openapi/generate.mjs")).arg(&input).arg(folder);
    process::run(&mut node)
}
