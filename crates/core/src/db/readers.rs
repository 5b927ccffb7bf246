//! Read-only connections, used on the thread that asks.
//!
//! A thread per reading connection costs several times the query itself; a small set that grows to the number of
//! requests at work and keeps the most recently used few costs one lock.

use super::{open, sql};
use crate::error::Result;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Idle connections kept; each holds a page cache and its prepared statements.
const KEPT: usize = 4;

#[derive(Debug)]
pub struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), idle: Mutex::new(Vec::new()) }
    }

    /// Runs `f` on a reading connection inside one read transaction, so that all its statements see one state.
    pub fn with<T>(&self, f: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let conn = match idle {
            Some(conn) => conn,
            None => {
                let conn = open::read_only(&self.path)?;
                conn.execute_batch(sql::READER)?;
                crate::conditions::install(&conn)?;
                conn.set_prepared_statement_cache_capacity(256);
                conn
            }
        };
        let result = f(&conn);
        if conn.is_autocommit() {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            if idle.len() < KEPT {
                idle.push(conn);
            }
        }
        result
    }
}
