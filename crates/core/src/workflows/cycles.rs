//! Whether the workflows that are on can lead from one back to itself: what each writes against what each waits for.

use super::book::listens;
use super::types::{Action, Definition, Trigger};
use super::{sentence, settable, sql};
use crate::error::Result;
use crate::log::tables::Record;
use rusqlite::Connection;
use serde_json::{Map, Value};

/// A workflow as a node of the graph.
struct Node {
    name: String,
    trigger: Trigger,
    actions: Vec<Action>,
}

/// The names on the way from this workflow back to itself, if there is one; empty when it starts itself directly.
pub fn back_to_itself(conn: &Connection, id: i64, definition: &Definition) -> Result<Option<Vec<String>>> {
    let own = Node {
        name: String::new(),
        trigger: definition.trigger.clone(),
        actions: definition.actions.clone(),
    };
    let mut nodes = vec![own];
    let mut statement = conn.prepare_cached(sql::OTHERS)?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        let (trigger, actions): (String, String) = (row.get("trigger")?, row.get("actions")?);
        if let (Ok(trigger), Ok(actions)) = (serde_json::from_str(&trigger), serde_json::from_str(&actions)) {
            nodes.push(Node { name: row.get("name")?, trigger, actions });
        }
    }
    // Breadth first, so that the shortest way is the one shown.
    let mut ways: Vec<(usize, Vec<String>)> = vec![(0, Vec::new())];
    let mut visited = vec![false; nodes.len()];
    let mut next = 0;
    while let Some((from, way)) = ways.get(next).cloned() {
        next += 1;
        let Some(node) = nodes.get(from) else { continue };
        let written = writes(node);
        for (to, target) in nodes.iter().enumerate() {
            if !written.iter().any(|(kind, changes)| waits_for(&target.trigger, kind, changes)) {
                continue;
            }
            if to == 0 {
                return Ok(Some(way));
            }
            if let Some(seen) = visited.get_mut(to).filter(|seen| !**seen) {
                *seen = true;
                let mut longer = way.clone();
                longer.push(format!("“{}”", target.name));
                ways.push((to, longer));
            }
        }
    }
    Ok(None)
}

fn waits_for(trigger: &Trigger, kind: &str, changes: &Map<String, Value>) -> bool {
    match trigger {
        Trigger::Event { kind: wanted } => listens(kind, Some(changes), wanted),
        Trigger::Schedule { .. } => false,
    }
}

/// The events that the actions of a workflow lead to.
fn writes(node: &Node) -> Vec<(String, Map<String, Value>)> {
    let record = sentence::root(&node.trigger);
    let changed = |record: Record, field: &str| {
        let mut changes = Map::new();
        changes.insert(field.to_owned(), Value::Null);
        (format!("{}.updated", record.name()), changes)
    };
    node.actions
        .iter()
        .filter_map(|action| match action {
            Action::AddTag { .. } | Action::RemoveTag { .. } => Some(changed(
                if record == Some(Record::Ticket) { Record::Ticket } else { Record::Customer },
                "tags[0]",
            )),
            Action::SetField { field, .. } => {
                let found = settable::find(record?, field)?;
                Some(changed(found.record, found.field.key))
            }
            Action::CreateTask { .. } => Some(("task.created".to_owned(), Map::new())),
            Action::CreateDeal { .. } => Some(("deal.created".to_owned(), Map::new())),
            Action::Notify { .. } => None,
        })
        .collect()
}
