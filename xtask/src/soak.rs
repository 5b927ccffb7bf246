//! `cargo xtask soak`: the long form of the tests that try chance: kills at many more moments, longer random walks.

use std::time::Instant;

use anyhow::Result;

use crate::process;
use crate::project::Project;
use crate::terminal;

/// Kills of a busy server, and walks through random operations with their length; a number that is set already stays.
const LONG: &[(&str, &str)] =
    &[("ONHAND_KILL_ROUNDS", "200"), ("ONHAND_SPINE_ROUNDS", "200"), ("ONHAND_SPINE_STEPS", "400")];

/// Needs nothing but Rust. A failed walk names its seed; `ONHAND_SPINE_SEED` repeats that one.
pub fn soak(project: &Project) -> Result<()> {
    let started = Instant::now();
    terminal::header("build");
    // The killed server is the program beside the tests.
    process::run(&mut project.cargo(&["build"]))?;
    terminal::header("soak");
    let mut tests = project.cargo(&["test", "--no-fail-fast", "--test", "files", "--test", "spine", "--"]);
    tests.args(["kill::", "walk::", "--nocapture"]);
    for (name, value) in LONG {
        if std::env::var_os(name).is_none() {
            tests.env(name, value);
        }
    }
    process::run(&mut tests)?;
    terminal::say(&format!("\nnothing was lost, in {}", terminal::took(started.elapsed())));
    Ok(())
}
