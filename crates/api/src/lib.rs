//! The operation table: every thing that Onhand can do, once. Routes, permissions, the OpenAPI document, the typed
//! client, the command line, workflow actions and the tests that walk all operations come from its rows.

mod arguments;
mod engine;
mod openapi;
mod operations;
mod table;

pub use arguments::{Shape, from_query};
pub use engine::{Answer, Engine, call};
pub use openapi::document;
pub use operations::operations;
pub use table::{Effect, Method, Operation, find};
