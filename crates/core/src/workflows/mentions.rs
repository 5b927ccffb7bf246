//! Which workflows refer to a status, a tag or another word that somebody wants to delete.

use super::book::stored;
use super::types::{Action, Definition};
use super::{sentence, settable, sql};
use crate::conditions::any_value;
use crate::conditions::fields::{Kind, Of};
use crate::error::Result;
use crate::ids::WorkflowId;
use crate::log::tables::Record;
use crate::text;
use rusqlite::Connection;
use serde_json::Value;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub enum Mention<'m> {
    /// Any of these, by id.
    Ids(Of, &'m [i64]),
    /// A tag by its folded name.
    Tag(&'m str),
}

/// Workflows outside the trash, switched on or not, whose conditions or actions refer to it; in their order.
pub fn mentioning(conn: &Connection, mention: &Mention<'_>) -> Result<Vec<(WorkflowId, String)>> {
    let mut statement = conn.prepare_cached(sql::DEFINITIONS)?;
    let rows = statement.query_map([], |row| Ok((WorkflowId(row.get("id")?), stored(row)?)))?;
    let mut found = Vec::new();
    for row in rows {
        let (id, definition) = row?;
        if let Some(definition) = definition.filter(|definition| mention.is_in(definition)) {
            found.push((id, definition.name));
        }
    }
    Ok(found)
}

impl Mention<'_> {
    fn is_in(&self, definition: &Definition) -> bool {
        let record = sentence::root(&definition.trigger);
        let asked = record
            .zip(definition.conditions.as_ref())
            .is_some_and(|(record, tree)| any_value(record, tree, &|kind, value| self.is_value(kind, value)));
        asked || definition.actions.iter().any(|action| self.is_done(record, action))
    }

    /// Whether a field of this kind is compared with it, or set to it.
    fn is_value(&self, kind: Kind, value: &Value) -> bool {
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        match (self, kind) {
            (Self::Ids(of, ids), Kind::Ref(found)) => {
                found == *of && values.iter().filter_map(Value::as_i64).any(|id| ids.contains(&id))
            }
            (Self::Tag(name), Kind::Tags) => {
                values.iter().filter_map(Value::as_str).any(|tag| text::fold(tag) == *name)
            }
            (Self::Ids(..) | Self::Tag(_), _) => false,
        }
    }

    fn is_done(&self, record: Option<Record>, action: &Action) -> bool {
        match (self, action) {
            (Self::Tag(name), Action::AddTag { tag } | Action::RemoveTag { tag }) => text::fold(tag) == *name,
            (_, Action::SetField { field, value }) => record
                .and_then(|record| settable::find(record, field))
                .is_some_and(|settable| self.is_value(settable.field.kind, value)),
            (Self::Ids(Of::Pipeline, ids), Action::CreateDeal { pipeline_id: Some(id), .. }) => {
                ids.contains(&id.0)
            }
            (Self::Ids(Of::Stage, ids), Action::CreateDeal { stage_id: Some(id), .. }) => ids.contains(&id.0),
            (
                _,
                Action::AddTag { .. }
                | Action::RemoveTag { .. }
                | Action::CreateTask { .. }
                | Action::CreateDeal { .. }
                | Action::Notify { .. },
            ) => false,
        }
    }
}
