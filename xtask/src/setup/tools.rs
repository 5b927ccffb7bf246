//! Programs from crates.io that the tests call: taken from the path, or built once into the cache.

use std::env;
use std::path::PathBuf;

use anyhow::Result;

use crate::process;
use crate::project::Project;
use crate::terminal::say;

/// A program and the version that is installed when it is not on the path.
pub struct Tool {
    pub name: &'static str,
    pub version: &'static str,
}

pub const TAURI_DRIVER: Tool = Tool { name: "tauri-driver", version: "2.1.0" };
pub const CARGO_DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };

pub fn on_path(name: &str) -> bool {
    find_on_path(name).is_some()
}

fn find_on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

impl Tool {
    /// Where the program is, if it is on this machine.
    pub fn find(&self, project: &Project) -> Option<PathBuf> {
        let cached = self.cached(project);
        if cached.is_file() { Some(cached) } else { find_on_path(self.name) }
    }

    /// Where the program is; builds it when it is missing.
    pub fn get(&self, project: &Project) -> Result<PathBuf> {
        if let Some(path) = self.find(project) {
            return Ok(path);
        }
        say(&format!(
            "Building {} {} once (it is kept in {})",
            self.name,
            self.version,
            project.tools.display()
        ));
        let mut install =
            project.cargo(&["install", "--locked", "--quiet", "--version", self.version, self.name]);
        // A debug build: these programs run for seconds, an optimised build takes minutes.
        install.arg("--debug").arg("--root").arg(&project.tools);
        install.env("CARGO_TARGET_DIR", project.tools.join("target"));
        process::run(&mut install)?;
        Ok(self.cached(project))
    }

    fn cached(&self, project: &Project) -> PathBuf {
        project.tools.join("bin").join(format!("{}{}", self.name, env::consts::EXE_SUFFIX))
    }
}
