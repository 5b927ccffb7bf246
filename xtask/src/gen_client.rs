//! The UI's typed client: generated from the operation table, committed, and checked for freshness.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::project::Project;
use crate::setup::node;

/// Writes the client into the UI again.
pub fn write(project: &Project) -> Result<()> {
    node::packages(project, &project.ui().join("tools/openapi"))?;
    process::run(&mut project.cargo(&["build", "--package", "onhand-server"]))?;
    process::run(&mut generator(project)?)
}

/// Fails when the committed files differ from what the operation table gives now.
pub fn check(project: &Project) -> Result<()> {
    let fresh = process::run(generator(project)?.arg("--check"));
    fresh.context("The typed client is older than the operation table. Run `cargo xtask gen`.")
}

/// The generator, with the document that the freshly built program prints about itself.
fn generator(project: &Project) -> Result<Command> {
    let mut dump = Command::new(project.binary("debug", "onhand"));
    let document = process::output(dump.arg("openapi"))?;
    let input: PathBuf = project.target.join("openapi.json");
    fs::write(&input, document).with_context(|| format!("{} could not be written.", input.display()))?;
    let mut generate = Command::new("node");
    generate.arg("tools/openapi/generate.mjs").arg(input).current_dir(project.ui());
    Ok(generate)
}
