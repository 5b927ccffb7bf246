//! The folder of an index: recognising it, setting a useless one aside, starting a new one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tantivy::Index;
use tantivy::directory::MmapDirectory;

use super::position::Reason;
use super::schema::{Fields, Layout, settings};
use crate::error::{Code, Error, Result};

/// Names the layout; written last when a folder is made, so that a half-made one is recognised.
const MARKER: &str = "onhand-search.json";

/// The file that every tantivy index has.
const TANTIVY_META: &str = "meta.json";

/// Opens the index in `dir`, or makes a new, empty one and says why.
///
/// Fails when the folder holds other people's files, or cannot be read or written.
pub(super) fn open_or_create(dir: &Path) -> Result<(Index, Option<Reason>)> {
    match open(dir) {
        Ok(index) => Ok((index, None)),
        Err(reason) => {
            refuse_foreign_files(dir)?;
            Ok((create(dir)?, Some(reason)))
        }
    }
}

/// Makes an empty index in `dir` in place of whatever index is there.
pub(super) fn create(dir: &Path) -> Result<Index> {
    start_anew(dir).map_err(|err| unusable(dir, err))
}

/// Makes the next opening rebuild the index: a folder without its marker counts as damaged.
pub(super) fn condemn(dir: &Path) {
    if let Err(err) = fs::remove_file(dir.join(MARKER)) {
        tracing::warn!(error = %err, "the marker of the search index cannot be removed");
    }
}

fn open(dir: &Path) -> std::result::Result<Index, Reason> {
    let marker = match fs::read_to_string(dir.join(MARKER)) {
        Ok(marker) => marker,
        Err(err) if err.kind() == io::ErrorKind::NotFound => {
            return Err(if dir.join(TANTIVY_META).exists() { Reason::Damaged } else { Reason::Missing });
        }
        Err(_) => return Err(Reason::Damaged),
    };
    let layout: Layout = serde_json::from_str(&marker).map_err(|_| Reason::Damaged)?;
    if layout != Layout::current() {
        return Err(Reason::OtherSchema);
    }
    let index = Index::open_in_dir(dir).map_err(|_| Reason::Damaged)?;
    if index.schema() != Fields::schema().0 {
        return Err(Reason::OtherSchema);
    }
    Ok(index)
}

/// The index can always be rebuilt, but a folder chosen by mistake cannot: nothing unknown is removed.
fn refuse_foreign_files(dir: &Path) -> Result<()> {
    let Ok(mut entries) = fs::read_dir(dir) else { return Ok(()) };
    let ours = dir.join(MARKER).exists() || dir.join(TANTIVY_META).exists();
    if ours || entries.next().is_none() {
        return Ok(());
    }
    Err(Error::new(Code::Unavailable, "The folder for the search index holds other files.")
        .hint("Move them elsewhere, or choose an empty folder for the data, and start again."))
}

/// A rename is one step: a crash in between leaves either the old folder or none, never half of one.
fn start_anew(dir: &Path) -> io::Result<Index> {
    let aside = aside(dir);
    if aside.exists() {
        fs::remove_dir_all(&aside)?;
    }
    if dir.exists() {
        fs::rename(dir, &aside)?;
        fs::remove_dir_all(&aside)?;
    }
    fs::create_dir_all(dir)?;
    let directory = MmapDirectory::open(dir).map_err(io::Error::other)?;
    let builder = Index::builder().schema(Fields::schema().0).settings(settings());
    let index = builder.open_or_create(directory).map_err(io::Error::other)?;
    fs::write(dir.join(MARKER), serde_json::to_string(&Layout::current())?)?;
    Ok(index)
}

fn aside(dir: &Path) -> PathBuf {
    let mut name = dir.file_name().unwrap_or_default().to_owned();
    name.push(".discarded");
    dir.with_file_name(name)
}

fn unusable(dir: &Path, err: io::Error) -> Error {
    tracing::warn!(dir = %dir.display(), error = %err, "search folder cannot be prepared");
    Error::new(Code::Unavailable, "The search index could not be created.")
        .hint(
            "Check that the disk has free space and that you may write to the data folder, then start again.",
        )
        .caused_by(err)
}
