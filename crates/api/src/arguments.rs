//! Arguments as they arrive: query strings become typed JSON by the schema, and what does not fit is said in words.

use crate::Operation;
use onhand_core::error::{Code, Error, Result};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

/// What a value of an argument is, as far as a query string needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Text,
    Integer,
    Boolean,
    /// Lists and objects travel as JSON in one parameter.
    Json,
}

static SHAPES: LazyLock<Mutex<HashMap<&'static str, &'static HashMap<String, Shape>>>> =
    LazyLock::new(Mutex::default);

/// The shape of each argument, worked out once per operation.
fn shapes(operation: &'static Operation) -> &'static HashMap<String, Shape> {
    let mut known = SHAPES.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry(operation.name).or_insert_with(|| Box::leak(Box::new(work_out(operation))))
}

fn work_out(operation: &Operation) -> HashMap<String, Shape> {
    let typed = (operation.args)();
    let components: HashMap<String, Value> = typed
        .components
        .into_iter()
        .filter_map(|(name, schema)| Some((name, serde_json::to_value(schema).ok()?)))
        .collect();
    let schema = serde_json::to_value(typed.schema).unwrap_or_default();
    let properties = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    properties.into_iter().map(|(name, schema)| (name, shape(&schema, &components))).collect()
}

fn shape(schema: &Value, components: &HashMap<String, Value>) -> Shape {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()) {
        return components.get(name).map_or(Shape::Json, |schema| shape(schema, components));
    }
    // An optional value is "this or null".
    if let Some(options) = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array) {
        let real = options.iter().find(|option| option.get("type").and_then(Value::as_str) != Some("null"));
        return real.map_or(Shape::Json, |schema| shape(schema, components));
    }
    let named = match schema.get("type") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).find(|name| *name != "null"),
        Some(Value::String(name)) => Some(name.as_str()),
        _ => None,
    };
    match named {
        Some("string") => Shape::Text,
        Some("integer" | "number") => Shape::Integer,
        Some("boolean") => Shape::Boolean,
        _ => Shape::Json,
    }
}

/// One typed value of a path or query. Errors: `invalid` on the argument.
fn value(name: &str, text: &str, shape: Option<Shape>) -> Result<Value> {
    match shape {
        Some(Shape::Integer) => text
            .parse::<i64>()
            .map(Value::from)
            .map_err(|_| Error::invalid(name, "Give a whole number here.")),
        Some(Shape::Boolean) => match text {
            "true" | "1" => Ok(Value::Bool(true)),
            "false" | "0" => Ok(Value::Bool(false)),
            _ => Err(Error::invalid(name, "Give true or false here.")),
        },
        Some(Shape::Json) => serde_json::from_str(text)
            .map_err(|_| Error::invalid(name, "This is not valid JSON. Check brackets and quotes.")),
        // Unknown names go through as text; the operation refuses them by name.
        Some(Shape::Text) | None => Ok(Value::String(text.to_owned())),
    }
}

/// Puts path names and query parameters into one object of typed values. Errors: `invalid`.
pub fn from_query<'q>(
    operation: &'static Operation,
    pairs: impl Iterator<Item = (&'q str, std::borrow::Cow<'q, str>)>,
) -> Result<Map<String, Value>> {
    let shapes = shapes(operation);
    let mut args = Map::new();
    for (name, text) in pairs {
        args.insert(name.to_owned(), value(name, &text, shapes.get(name).copied())?);
    }
    Ok(args)
}

/// Says in plain words why arguments could not be read.
pub(crate) fn explain(cause: &serde_json::Error) -> Error {
    let text = cause.to_string();
    let named = text.split('`').nth(1).unwrap_or_default().to_owned();
    let message = if text.starts_with("missing field") {
        format!("“{named}” is missing. Add it and try again.")
    } else if text.starts_with("unknown field") {
        format!("There is no argument “{named}” here. Leave it out or check its spelling.")
    } else if text.starts_with("unknown variant") {
        let choices =
            text.split_once("expected").map_or("", |(_, rest)| rest).replace("one of", "").replace('`', "");
        return Error::new(
            Code::Invalid,
            format!("“{named}” is not one of the choices. Use {}.", choices.trim()),
        );
    } else {
        let mut plain = text.split(" at line").next().unwrap_or_default().to_owned();
        plain.truncate(plain.char_indices().nth(200).map_or(plain.len(), |(at, _)| at));
        return Error::new(
            Code::Invalid,
            format!("One of the values has the wrong form ({plain}). Correct it and try again."),
        );
    };
    Error::new(Code::Invalid, message).field(named)
}
