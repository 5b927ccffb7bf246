//! `cargo xtask …`: the commands a person needs to start, check and package Onhand.
//!
//! Each command is one file; this one only chooses between them.

mod bench;
mod deb;
mod gen_client;
mod icons;
mod process;
mod project;
mod run;
mod setup;
mod soak;
mod terminal;
mod test;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask run [--release]   set everything up, build, and open Onhand
                              (without a display: serve it on http://127.0.0.1:4780)
cargo xtask test [NAME…]      set up and run every check and test, or only the steps whose name starts so
cargo xtask soak              kill a busy server 200 times and walk through long random work (about half an hour)
cargo xtask bench [--size small|medium|large] [--only NAME] [--json]
                              measure against hand-written statements; a missed limit is a failure
cargo xtask gen               write the typed API client of the UI again
cargo xtask icons             draw every icon size again from icons/onhand.svg
cargo xtask deb [--debug]     build the .deb, install it, go through its window, remove it (Debian, Ubuntu; as root)";

fn main() -> ExitCode {
    match perform() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::complain(&format!("\n{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn perform() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let rest: Vec<String> = words.collect();
    let project = project::Project::find()?;
    match command.as_str() {
        "run" => run::run(&project, &rest),
        "test" => test::test(&project, &rest),
        "soak" => soak::soak(&project),
        "gen" => gen_client::write(&project),
        "icons" => icons::draw(&project),
        "bench" => bench::bench(&project, &rest),
        "deb" => deb::check(&project, &rest),
        "" | "help" | "--help" | "-h" => {
            terminal::say(HELP);
            Ok(())
        }
        other => bail!("There is no command `{other}`. These exist:\n{HELP}"),
    }
}
