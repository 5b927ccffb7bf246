//! `cargo xtask icons`: every size of the icon from its one vector source.

use std::fs;

use anyhow::{Context, Result};

use crate::process;
use crate::project::Project;
use crate::setup::node;

/// What the bundles of the three systems take; the generator also draws for phones, which we do not ship to.
const WANTED: &[&str] =
    &["32x32.png", "64x64.png", "128x128.png", "128x128@2x.png", "icon.png", "icon.ico", "icon.icns"];

pub fn draw(project: &Project) -> Result<()> {
    let folder = project.root.join("src-tauri");
    node::packages(project, &folder)?;
    let icons = project.root.join("icons");
    let drawn = project.target.join("icons");
    let source = icons.join("onhand.svg").display().to_string();
    let words = ["tauri", "icon", &source, "--output", &drawn.display().to_string()];
    process::run(&mut project.npx(&folder, &words))?;
    for name in WANTED {
        fs::copy(drawn.join(name), icons.join(name)).with_context(|| format!("{name} was not drawn."))?;
    }
    // The browser's tab shows the vector itself.
    fs::copy(icons.join("onhand.svg"), project.ui().join("public/icon.svg"))?;
    Ok(())
}
