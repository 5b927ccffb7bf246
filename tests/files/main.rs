//! Real data and real faults: a ticket log of another program with its whole history, a server killed at work, the
//! system calls it makes, and files and folders that cannot be used.

mod after_crash;
mod beside;
mod damaged;
#[cfg(target_os = "linux")]
mod disk_full;
mod first_start;
mod index;
mod kill;
mod log;
mod malformed;
#[cfg(unix)]
mod read_only;
mod refused;
mod server;
mod signed_out;
#[cfg(target_os = "linux")]
mod sync;

use std::path::PathBuf;
use std::process::Command;

/// The headless program, built beside this test.
fn onhand() -> Command {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().unwrap().parent().unwrap();
    Command::new(folder.join(format!("onhand{}", std::env::consts::EXE_SUFFIX)))
}

/// The shared data; absence is a failure on build servers and a clear line elsewhere.
fn data(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("ONHAND_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let file = root.join(path);
    if file.exists() {
        return Some(file);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing; set ONHAND_DATA", file.display());
    eprintln!("skipped: {} is not here; set ONHAND_DATA to the folder of the shared data", file.display());
    None
}

/// Runs a command that must succeed; answers its standard output.
fn succeed(command: &mut Command) -> String {
    let done = command.output().unwrap();
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}
