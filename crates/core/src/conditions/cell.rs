//! Values of fields and the records that hold them, as the evaluator in memory reads them.

use super::fields::Subject;
use crate::text;
use rusqlite::types::ValueRef;
use serde_json::Value;
use std::cell::OnceCell;

/// A value of a field.
#[derive(Debug, Clone)]
pub enum Cell {
    Null,
    Int(i64),
    Text { raw: String, folded: OnceCell<String> },
}

impl Cell {
    fn text(raw: String) -> Self {
        Self::Text { raw, folded: OnceCell::new() }
    }

    pub(super) const fn int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            Self::Null | Self::Text { .. } => None,
        }
    }

    pub(super) fn raw(&self) -> Option<&str> {
        match self {
            Self::Text { raw, .. } => Some(raw),
            Self::Null | Self::Int(_) => None,
        }
    }

    pub(super) fn folded(&self) -> Option<&str> {
        match self {
            Self::Text { raw, folded } => Some(folded.get_or_init(|| text::fold(raw))),
            Self::Null | Self::Int(_) => None,
        }
    }

    /// As sent to screens.
    pub fn json(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Int(number) => Value::from(*number),
            Self::Text { raw, .. } => Value::from(raw.clone()),
        }
    }

    pub(super) fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(Self::Null),
            Value::Bool(flag) => Some(Self::Int(i64::from(*flag))),
            Value::Number(number) => number.as_i64().map(Self::Int),
            Value::String(raw) => Some(Self::text(raw.clone())),
            // A fingerprint stands for a long text; the row itself holds it.
            Value::Object(_) | Value::Array(_) => None,
        }
    }
}

/// One record as read; its tags are read when a test first asks for them.
#[derive(Debug)]
pub struct Loaded {
    pub(super) subject: &'static Subject,
    pub(super) id: i64,
    pub(super) cells: Vec<Cell>,
    pub(super) links: Vec<Option<i64>>,
    pub(super) tags: OnceCell<Vec<String>>,
}

/// A value as SQLite gives it.
pub(super) fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Integer(number) => Cell::Int(number),
        ValueRef::Text(bytes) => Cell::text(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => Cell::Null,
    }
}
