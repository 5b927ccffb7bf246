//! What is measured, one file per subject.

pub mod engine;
pub mod import;
pub mod reads;
pub mod search;
pub mod writes;

use crate::client::Client;
use crate::desk::Desk;
use crate::floor::Floor;
use anyhow::Result;
use onhand_server::App;

/// An open copy of a generated file, with somebody signed in and a hand that reads beside.
pub struct Bench {
    pub app: App,
    pub client: Client,
    pub floor: Floor,
}

impl Bench {
    pub fn open(desk: &Desk, with_sync: bool) -> Result<Self> {
        let app = desk.app(with_sync)?;
        let client = Client::new(&app)?;
        Ok(Self { client, floor: Floor::open(&desk.file())?, app })
    }

    /// Ends the worker and marks the file as closed.
    pub fn close(self) -> Result<()> {
        Ok(self.app.shutdown()?)
    }
}
