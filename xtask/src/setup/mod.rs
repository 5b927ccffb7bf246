//! Makes a machine ready: system libraries, npm packages, and the few extra programs the tests need.
//!
//! Everything here may be called again at any time; what is present is left alone.

mod browser;
pub mod node;
pub mod system;
pub mod tools;

use anyhow::Result;

use crate::project::Project;

/// What the machine is made ready for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Serving to browsers: Rust and Node suffice.
    Serve,
    /// The desktop window: WebKit on Linux.
    Window,
    /// Every test: also a browser, a virtual display and a WebDriver.
    Test,
}

pub fn setup(project: &Project, purpose: Purpose) -> Result<()> {
    node::check_version()?;
    system::install(project, purpose)?;
    node::packages(project, &project.ui())?;
    if purpose == Purpose::Test {
        node::packages(project, &project.ui().join("tools/openapi"))?;
        node::packages(project, &project.root.join("tests/desktop"))?;
        browser::install(project)?;
    }
    Ok(())
}
