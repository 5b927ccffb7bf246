//! The firm's workflows, from `texts/workflows.json`, where `@priority 4` or `@team Engineers` stand for ids.

use super::house::House;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::workflows::{self, CreateWorkflow, GetWorkflow};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    enabled: bool,
    #[serde(flatten)]
    workflow: Value,
}

/// Sets up those that the file does not have yet.
pub fn set_up(ctx: &Ctx<'_>, house: &House) -> Result<()> {
    let written: Vec<Written> = serde_json::from_str(include_str!("texts/workflows.json"))?;
    let known = workflows::list(ctx, workflows::ListWorkflows { limit: Some(200), ..Default::default() })?;
    for mut one in written {
        resolve(&mut one.workflow, house);
        let args: CreateWorkflow = serde_json::from_value(one.workflow)?;
        if known.items.iter().any(|workflow| workflow.name == args.name) {
            continue;
        }
        let made = workflows::create(ctx, args)?;
        if one.enabled {
            workflows::enable(ctx, GetWorkflow { id: made.id })?;
        }
    }
    Ok(())
}

fn resolve(value: &mut Value, house: &House) {
    match value {
        Value::String(text) => {
            if let Some(id) = text.strip_prefix('@').and_then(|named| id(named, house)) {
                *value = Value::from(id);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| resolve(item, house)),
        Value::Object(fields) => fields.values_mut().for_each(|field| resolve(field, house)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn id(named: &str, house: &House) -> Option<i64> {
    let (kind, name) = named.split_once(' ')?;
    match kind {
        "priority" => house.priority(name.parse().ok()?).map(|id| id.0),
        "category" => house.category(name).map(|id| id.0),
        "team" => house.team(name).map(|id| id.0),
        "user" => house.user(name).map(|id| id.0),
        "stage" => {
            let (pipeline, stage) = name.split_once('/')?;
            let pipe = house.pipe(pipeline)?;
            match stage {
                "Won" => Some(pipe.won.0),
                "Lost" => Some(pipe.lost.0),
                _ => pipe.open.iter().find(|known| known.name == stage).map(|known| known.id.0),
            }
        }
        "pipeline" => house.pipe(name).map(|pipe| pipe.id.0),
        _ => None,
    }
}
