//! What can be said on the command line.

use std::path::PathBuf;

use clap::Parser;

#[derive(Parser)]
#[command(name = "onhand-desktop", version, about = "Onhand in its own window")]
pub struct Options {
    /// Folder of the data file; without it, the usual place of this system.
    #[arg(long, value_name = "DIR", env = "ONHAND_DATA_DIR")]
    pub data: Option<PathBuf>,
}

pub fn read() -> Options {
    Options::parse()
}
