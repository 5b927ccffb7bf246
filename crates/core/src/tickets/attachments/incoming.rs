//! A file while it arrives: written to a temporary file and hashed at once.

use super::SIZE_MAX_BYTES;
use crate::error::{Code, Error, Result};
use crate::phrases::say;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Below the data folder; what a crash left there is swept at the next start.
const FOLDER: &str = "incoming";

/// One process owns the folder, so counting is enough for names.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// Receives bytes as they come. Dropped without [`Incoming::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Incoming {
    file: TemporaryFile,
    hash: Sha256,
    size_bytes: u64,
}

/// A whole file with its hash, ready for [`super::store`].
#[derive(Debug)]
pub struct Received {
    file: TemporaryFile,
    sha256: String,
    size_bytes: u64,
}

#[derive(Debug)]
struct TemporaryFile {
    file: File,
    path: PathBuf,
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        // Nothing depends on it; the sweep at the next start takes what stays.
        let _ = std::fs::remove_file(&self.path);
    }
}

impl Incoming {
    /// Begins a file below the data folder. Errors: `unavailable`.
    pub fn begin(data_folder: &Path) -> Result<Self> {
        let folder = data_folder.join(FOLDER);
        std::fs::create_dir_all(&folder)?;
        loop {
            let path = folder.join(NEXT.fetch_add(1, Ordering::Relaxed).to_string());
            match OpenOptions::new().read(true).write(true).create_new(true).open(&path) {
                Ok(file) => {
                    return Ok(Self {
                        file: TemporaryFile { file, path },
                        hash: Sha256::new(),
                        size_bytes: 0,
                    });
                }
                Err(cause) if cause.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(cause) => return Err(cause.into()),
            }
        }
    }

    /// Takes the next bytes. Errors: `too_large`, `unavailable` when the disk is full.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.size_bytes += bytes.len() as u64;
        check_size(self.size_bytes)?;
        self.hash.update(bytes);
        Ok(self.file.file.write_all(bytes)?)
    }

    /// The whole file. Errors: `invalid` when it is empty.
    pub fn finish(mut self) -> Result<Received> {
        if self.size_bytes == 0 {
            return Err(Error::invalid("file", say("error.value.empty_file")));
        }
        self.file.file.seek(SeekFrom::Start(0))?;
        let sha256 = self.hash.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        Ok(Received { file: self.file, sha256, size_bytes: self.size_bytes })
    }
}

/// For writers that know nothing of our errors; the size limit ends the writing like a full disk.
impl Write for Incoming {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.push(bytes).map_err(std::io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.file.flush()
    }
}

impl Received {
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    pub const fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    pub(super) fn reader(&mut self) -> impl Read {
        &mut self.file.file
    }
}

/// Refuses a size before any byte of it arrived, for callers that know it. Errors: `too_large`.
pub fn check_size(size_bytes: u64) -> Result<()> {
    if size_bytes <= SIZE_MAX_BYTES {
        return Ok(());
    }
    Err(Error::new(
        Code::TooLarge,
        format!(
            "A file may have at most {} MB. Send a smaller one, or a link to it.",
            SIZE_MAX_BYTES / 1024 / 1024
        ),
    )
    .field("file"))
}

/// Removes what uploads left behind that a crash cut off. Call it once, before serving.
pub fn sweep(data_folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(data_folder.join(FOLDER)) {
        Ok(()) => Ok(()),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(cause) => Err(cause.into()),
    }
}
