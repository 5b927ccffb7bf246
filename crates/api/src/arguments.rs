//! Arguments as they arrive: query strings become typed JSON by the schema, and what does not fit is said in words.

use crate::Operation;
use onhand_core::error::{Code, Error, Result};
use serde::de::DeserializeOwned;
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

/// Says in plain words why arguments could not be read, and where in them.
pub(crate) fn explain<A: DeserializeOwned>(args: &Value) -> Error {
    let Err(cause) = serde_path_to_error::deserialize::<_, A>(args) else {
        return Error::new(Code::Internal, "These arguments could not be read. Try again.");
    };
    let (path, text) = (cause.path().to_string(), cause.inner().to_string());
    if path == "." && text.starts_with("invalid type") {
        return Error::new(Code::Invalid, "The arguments are no object. Put them in curly brackets.");
    }
    let named = text.split('`').nth(1).unwrap_or_default().to_owned();
    if text.starts_with("missing field") {
        let message = format!("“{named}” is missing. Add it and try again.");
        return Error::new(Code::Invalid, message).field(named);
    }
    if text.starts_with("unknown field") {
        let message = format!("There is no argument “{named}” here. Leave it out or check its spelling.");
        return Error::new(Code::Invalid, message).field(named);
    }
    let expected = text.rsplit_once("expected ").map_or("", |(_, expected)| expected);
    if text.starts_with("unknown variant") {
        let choices = expected.replace("one of", "").replace('`', "");
        let message = format!("“{named}” is not one of the choices. Use {}.", choices.trim());
        return Error::new(Code::Invalid, message).field(path);
    }
    let expected = if text.starts_with("invalid type") { expected } else { "" };
    let form = match expected {
        "i64" | "u64" | "i32" | "u32" | "u16" | "u8" => "a whole number of at most 18 digits",
        "f64" => "a number",
        "a string" => "a text in quotes",
        "a boolean" => "true or false",
        "a sequence" => "a list in square brackets",
        "a map" => "an object in curly brackets",
        _ if expected.starts_with("struct ") => "an object in curly brackets",
        _ => {
            let mut plain = text;
            plain.truncate(plain.char_indices().nth(200).map_or(plain.len(), |(at, _)| at));
            let message = format!("“{path}” has the wrong form ({plain}). Correct it and try again.");
            return Error::new(Code::Invalid, message).field(path);
        }
    };
    Error::new(Code::Invalid, format!("“{path}” has the wrong form. Give {form} there.")).field(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use onhand_core::customers::CreateCustomer;
    use serde_json::json;

    #[test]
    fn what_cannot_be_read_is_named_with_its_place() {
        let told = |args: Value| {
            let error = explain::<CreateCustomer>(&args);
            (error.field.unwrap_or_default(), error.message)
        };
        let points = |point: Value| json!({ "name": "Ada", "contact_points": [point] });
        let cases = [
            (json!({ "name": 5 }), "name", "“name” has the wrong form. Give a text in quotes there."),
            (
                points(json!({ "kind": "phone", "value": 5 })),
                "contact_points[0].value",
                "“contact_points[0].value” has the wrong form. Give a text in quotes there.",
            ),
            (
                json!({ "name": "Ada", "owner_id": 1e30 }),
                "owner_id",
                "“owner_id” has the wrong form. Give a whole number of at most 18 digits there.",
            ),
            (json!({}), "name", "“name” is missing. Add it and try again."),
            (
                json!({ "name": "Ada", "colour": 1 }),
                "colour",
                "There is no argument “colour” here. Leave it out or check its spelling.",
            ),
            (
                json!({ "name": "Ada", "tags": 1 }),
                "tags",
                "“tags” has the wrong form. Give a list in square brackets there.",
            ),
        ];
        for (args, field, message) in cases {
            assert_eq!(told(args), (field.to_owned(), message.to_owned()));
        }
        let (field, message) = told(points(json!({ "kind": "pigeon", "value": "1" })));
        assert_eq!(field, "contact_points[0].kind");
        assert!(message.starts_with("“pigeon” is not one of the choices. Use "), "{message}");
    }
}
