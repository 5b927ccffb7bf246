//! Serves the built screens; every path that is not a file is the app's own and gets its page.

use crate::App;
use std::path::PathBuf;
use tower_http::services::{ServeDir, ServeFile};

/// The folder of built screens: named, beside the program, where a package installs it, or the workspace's
/// during development.
pub fn folder(app: &App) -> Option<PathBuf> {
    let named = app.inner.options.ui.clone().or_else(|| std::env::var_os("ONHAND_UI").map(PathBuf::from));
    let program = std::env::current_exe().ok().and_then(|exe| exe.parent().map(PathBuf::from));
    let beside = program.as_ref().map(|folder| folder.join("ui"));
    let installed = program.as_ref().map(|folder| folder.join("../share/onhand/ui"));
    let workspace = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/dist"));
    [named, beside, installed, Some(workspace)]
        .into_iter()
        .flatten()
        .find(|folder| folder.join("index.html").is_file())
}

/// Files of the folder, the page for everything else.
pub fn service(folder: &std::path::Path) -> ServeDir<ServeFile> {
    ServeDir::new(folder).fallback(ServeFile::new(folder.join("index.html")))
}
