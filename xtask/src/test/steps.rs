//! The steps of a test run, in their order.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::counts::{self, Counts};
use super::server::Server;
use crate::gen_client;
use crate::process;
use crate::project::Project;
use crate::setup::tools::{self, CARGO_DENY, TAURI_DRIVER};

pub enum Outcome {
    Ran(Counts),
    /// Not possible on this machine, and why.
    Skipped(String),
}

pub struct Step {
    pub name: &'static str,
    /// The steps after it make no sense when it fails.
    pub others_need_it: bool,
    pub run: fn(&Project, Option<&str>) -> Result<Outcome>,
}

const fn step(name: &'static str, run: fn(&Project, Option<&str>) -> Result<Outcome>) -> Step {
    Step { name, others_need_it: false, run }
}

const fn base(name: &'static str, run: fn(&Project, Option<&str>) -> Result<Outcome>) -> Step {
    Step { name, others_need_it: true, run }
}

/// The cheap checks come first; the interface is built early because the desktop window embeds it.
pub const ALL: &[Step] = &[
    step("fmt", fmt),
    step("deny", deny),
    base("interface", |project, _| check(&mut project.npm(&project.ui(), &["run", "--silent", "build"]))),
    step("ui-lint", |project, _| check(&mut project.npm(&project.ui(), &["run", "--silent", "lint"]))),
    step("ui-unused", |project, _| check(&mut project.npm(&project.ui(), &["run", "--silent", "knip"]))),
    step("ui-unit", ui_unit),
    // One selection of packages for every call of cargo: another one would build the dependencies again.
    base("build", |project, _| check(&mut whole(project, &["build", "--all-targets"]))),
    step("clippy", clippy),
    step("rust", rust),
    step("api", |project, _| gen_client::check(project).map(|()| Outcome::Ran(Counts::one(true)))),
    step("journeys", journeys),
    step("window", window),
];

/// Cargo on the whole workspace. On a build server the lock file must already say what is built.
fn whole(project: &Project, words: &[&str]) -> Command {
    let mut command = project.cargo(words);
    command.arg("--workspace").args(project.ci.then_some("--locked"));
    command
}

fn check(command: &mut Command) -> Result<Outcome> {
    let (status, _) = process::watch(command)?;
    Ok(Outcome::Ran(Counts::one(status.success())))
}

/// Runs a test runner. One that ends badly without naming a failed test, or that found no test, has failed too.
fn suite(command: &mut Command, read: fn(&str) -> Counts) -> Result<Outcome> {
    let (status, output) = process::watch(command)?;
    let mut counts = read(&output);
    if counts.failed == 0 && (!status.success() || counts.passed == 0) {
        counts.failed = 1;
    }
    Ok(Outcome::Ran(counts))
}

fn with_data<'a>(command: &'a mut Command, data: Option<&str>) -> &'a mut Command {
    if let Some(folder) = data {
        command.env("ONHAND_DATA", folder);
    }
    command
}

/// Names the files only; `cargo fmt --all` mends them.
fn fmt(project: &Project, _: Option<&str>) -> Result<Outcome> {
    check(&mut project.cargo(&["fmt", "--all", "--", "--check", "--files-with-diff"]))
}

/// Advisories are left to the scheduled audit: they come from the network and change without a commit.
fn deny(project: &Project, _: Option<&str>) -> Result<Outcome> {
    let program = if project.ci { Some(CARGO_DENY.get(project)?) } else { CARGO_DENY.find(project) };
    let Some(program) = program else {
        return Ok(Outcome::Skipped(
            "cargo-deny is not installed (cargo install --locked cargo-deny)".into(),
        ));
    };
    let mut command = Command::new(program);
    command.args(["--workspace", "check", "bans", "licenses", "sources"]).current_dir(&project.root);
    suite(&mut command, counts::deny)
}

fn ui_unit(project: &Project, _: Option<&str>) -> Result<Outcome> {
    suite(project.npm(&project.ui(), &["test"]).env("NO_COLOR", "1"), counts::vitest)
}

fn clippy(project: &Project, _: Option<&str>) -> Result<Outcome> {
    check(whole(project, &["clippy", "--all-targets"]).args(["--", "-D", "warnings"]))
}

/// On a build server the slow tests that are marked as ignored run too.
fn rust(project: &Project, data: Option<&str>) -> Result<Outcome> {
    let nextest = process::succeeds(&mut project.cargo(&["nextest", "--version"]));
    if nextest {
        let mut command = whole(project, &["nextest", "run", "--no-fail-fast"]);
        command.args(project.ci.then_some("--run-ignored=all"));
        return suite(with_data(&mut command, data), counts::nextest);
    }
    let mut command = whole(project, &["test", "--no-fail-fast", "--all-targets"]);
    if project.ci {
        command.args(["--", "--include-ignored"]);
    }
    suite(with_data(&mut command, data), counts::libtest)
}

/// Playwright in Chromium, against the server that was just built.
fn journeys(project: &Project, data: Option<&str>) -> Result<Outcome> {
    let server = Server::start(project)?;
    let mut command = project.npx(&project.ui(), &["playwright", "test"]);
    command.env("ONHAND_E2E_URL", &server.address).env("ONHAND_E2E_SIGN_IN", &server.sign_in);
    command.env("ONHAND_BIN", project.binary("debug", "onhand")).env("FORCE_COLOR", "0");
    suite(with_data(&mut command, data), counts::playwright)
}

/// The real window on a display of its own, driven through the system's WebDriver.
fn window(project: &Project, _: Option<&str>) -> Result<Outcome> {
    if !cfg!(target_os = "linux") {
        return Ok(Outcome::Skipped("the window is driven on Linux only".into()));
    }
    let needed = ["dbus-run-session", "xvfb-run", "WebKitWebDriver"];
    if let Some(absent) = needed.into_iter().find(|name| !tools::on_path(name)) {
        return Ok(Outcome::Skipped(format!("{absent} is not installed")));
    }
    suite(&mut journey_in(project, &project.binary("debug", "onhand-desktop"))?, counts::node)
}

/// The journey through the window of any build of the program.
pub fn journey_in(project: &Project, program: &Path) -> Result<Command> {
    let driver = TAURI_DRIVER.get(project)?;
    // The session bus starts inside the display, so that what it starts finds the display too.
    let mut command = Command::new("xvfb-run");
    command.args(["-a", "-s", "-screen 0 1600x1000x24", "dbus-run-session", "--config-file"]);
    command.arg(project.root.join("tests/desktop/session-bus.conf")).arg("--");
    command.args(["node", "--test", "--test-reporter=spec"]);
    command.arg(project.root.join("tests/desktop/journey.test.mjs")).current_dir(&project.root);
    command.env("TAURI_DRIVER", driver).env("ONHAND_DESKTOP_BIN", program);
    command.env("ONHAND_PICTURES", project.target.join("window-pictures"));
    // The accessibility bus is absent on a virtual display, and Wayland would open the window elsewhere.
    command.env("NO_AT_BRIDGE", "1").env("GDK_BACKEND", "x11").env("NO_COLOR", "1");
    if env::var_os("LANG").is_none() {
        command.env("LANG", "C.UTF-8");
    }
    Ok(command)
}
