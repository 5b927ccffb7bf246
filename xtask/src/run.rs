//! `cargo xtask run`: from a fresh checkout to the open window, or to a served address without a display.

use std::env;

use anyhow::{Result, bail};

use crate::process;
use crate::project::Project;
use crate::setup::{self, Purpose};
use crate::terminal::say;

const ADDRESS: &str = "127.0.0.1:4780";

pub fn run(project: &Project, words: &[String]) -> Result<()> {
    let release = match words {
        [] => false,
        [word] if word == "--release" => true,
        _ => bail!("`cargo xtask run` takes nothing but --release."),
    };
    let window = has_display();
    setup::setup(project, if window { Purpose::Window } else { Purpose::Serve })?;

    say("Building the interface");
    process::run(&mut project.npm(&project.ui(), &["run", "--silent", "build"]))?;

    let package = if window { "onhand-desktop" } else { "onhand-server" };
    say("Building Onhand (the first time takes some minutes)");
    let mut build = project.cargo(&["build", "--package", package]);
    if release {
        build.arg("--release");
    }
    process::run(&mut build)?;

    let profile = if release { "release" } else { "debug" };
    if window {
        process::run(&mut std::process::Command::new(project.binary(profile, "onhand-desktop")))
    } else {
        say("There is no display here, so Onhand is served to your browser. Ctrl+C stops it.");
        let mut serve = std::process::Command::new(project.binary(profile, "onhand"));
        process::run(serve.args(["serve", "--listen", ADDRESS]))
    }
}

/// Whether a window can be opened. Only Linux runs without a screen often enough to ask.
fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
