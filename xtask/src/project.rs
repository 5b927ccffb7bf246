//! Where things are: the project folder, cargo's target folder, and the cache that outlives a checkout.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

pub struct Project {
    pub root: PathBuf,
    /// Cargo's target folder, which `CARGO_TARGET_DIR` may have moved out of the project.
    pub target: PathBuf,
    /// Tools that are installed once and shared by every checkout.
    pub tools: PathBuf,
    /// On a build server nothing may be skipped: a missing tool is a failure there.
    pub ci: bool,
}

impl Project {
    pub fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().context("The project folder was not found.")?.to_path_buf();
        let target = target_folder(&root)?;
        let tools = cache_folder(&target).join("tools");
        // Set to anything, as the tests read it.
        let ci = env::var_os("CI").is_some();
        Ok(Self { root, target, tools, ci })
    }

    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A command line for cargo in the project folder.
    pub fn cargo(&self, words: &[&str]) -> Command {
        let mut command = Command::new(cargo());
        command.args(words).current_dir(&self.root);
        // Set by `cargo run` for xtask itself; the crates built next have their own.
        for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
            command.env_remove(name);
        }
        command
    }

    /// A command line for npm in one of the folders that have a `package.json`.
    pub fn npm(&self, folder: &Path, words: &[&str]) -> Command {
        let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        command.args(words).current_dir(folder);
        command
    }

    /// A program of an npm package, run without asking the network for it.
    pub fn npx(&self, folder: &Path, words: &[&str]) -> Command {
        let mut command = Command::new(if cfg!(windows) { "npx.cmd" } else { "npx" });
        command.arg("--no-install").args(words).current_dir(folder);
        command
    }

    /// A binary that cargo built.
    pub fn binary(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }
}

fn cargo() -> std::ffi::OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn target_folder(root: &Path) -> Result<PathBuf> {
    let output = Command::new(cargo())
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .context("cargo could not be started.")?;
    if !output.status.success() {
        bail!("cargo metadata failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let folder = metadata.get("target_directory").and_then(|value| value.as_str());
    Ok(PathBuf::from(folder.context("cargo metadata names no target folder.")?))
}

fn cache_folder(target: &Path) -> PathBuf {
    if let Some(folder) = env::var_os("ONHAND_CACHE") {
        return PathBuf::from(folder);
    }
    match env::home_dir() {
        Some(home) => home.join(".cache").join("onhand"),
        None => target.to_path_buf(),
    }
}

/// The real data that some tests and the bench read; it lies beside the project and is named by `ONHAND_DATA` elsewhere.
pub fn data_folder(project: &Project) -> Option<String> {
    let beside = || project.root.parent().map(|parent| parent.join("shared").join("data"));
    let folder = env::var_os("ONHAND_DATA").map(Into::into).or_else(beside)?;
    folder.canonicalize().ok().map(|path| path.display().to_string())
}
