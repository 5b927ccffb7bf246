//! The OpenAPI 3.1 document, built from the table.

use crate::table::{Effect, Method, Operation, typed};
use onhand_core::attachments::Upload;
use onhand_core::conditions::{Condition, Explained, Rule};
use serde_json::{Map, Value, json};

/// The document for this program's version. `operationId` is the operation's name.
pub fn document() -> Value {
    let mut components = Map::new();
    let mut paths: Map<String, Value> = Map::new();
    // The condition tree refers to itself, which the derive cannot follow; its parts are registered by hand.
    for (name, typed) in
        [("Rule", typed::<Rule>()), ("Condition", typed::<Condition>()), ("Explained", typed::<Explained>())]
    {
        components.insert(name.to_owned(), serde_json::to_value(typed.schema).unwrap_or_default());
        for (name, schema) in typed.components {
            components.entry(name).or_insert_with(|| serde_json::to_value(schema).unwrap_or_default());
        }
    }
    components.insert("Error".to_owned(), json!({
        "type": "object", "required": ["code", "message"],
        "properties": { "code": {"type": "string"}, "message": {"type": "string"}, "phrase": { "$ref": "#/components/schemas/Phrase" },
            "field": {"type": ["string", "null"]}, "hint": {"type": ["string", "null"]}, "hint_phrase": { "$ref": "#/components/schemas/Phrase" } }
    }));
    for operation in crate::operations() {
        let entry = describe(operation, &mut components);
        let path = paths.entry(operation.path.to_owned()).or_insert_with(|| json!({}));
        if let Value::Object(path) = path {
            path.insert(operation.method.name().to_lowercase(), entry);
        }
    }
    files(&mut paths, &mut components);
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Onhand", "version": env!("CARGO_PKG_VERSION"), "description": "Everything Onhand can do, on the computer it runs on." },
        "servers": [{ "url": "/api/v1" }],
        "paths": paths,
        "components": { "schemas": components, "securitySchemes": { "session": { "type": "http", "scheme": "bearer" } } },
        "security": [{ "session": [] }]
    })
}

/// Files travel as raw bytes on three routes of the server; they stand in the document so that clients know them.
fn files(paths: &mut Map<String, Value>, components: &mut Map<String, Value>) {
    let upload = typed::<Upload>();
    components.insert("Upload".to_owned(), serde_json::to_value(upload.schema).unwrap_or_default());
    for (name, schema) in upload.components {
        components.entry(name).or_insert_with(|| serde_json::to_value(schema).unwrap_or_default());
    }
    let bytes = json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } });
    let failure = json!({ "description": "What went wrong and what to do.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } } });
    paths.insert("/attachments".to_owned(), json!({ "post": {
        "operationId": "attachments.upload", "tags": ["attachments"], "x-onhand-role": "agent", "x-onhand-writes": true,
        "summary": "Sends a file of at most 25 MB; a message or an import takes it by its id.",
        "parameters": [{ "name": "name", "in": "query", "required": true, "schema": { "type": "string" } }],
        "requestBody": { "required": true, "content": bytes.clone() },
        "responses": {
            "200": { "description": "Done.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Upload" } } } },
            "default": failure.clone()
        }
    } }));
    paths.insert("/attachments/{id}".to_owned(), json!({ "get": {
        "operationId": "attachments.download", "tags": ["attachments"], "x-onhand-role": "viewer", "x-onhand-topics": [],
        "summary": "The bytes of a file, whole or a range.",
        "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer", "format": "int64" } }],
        "responses": { "200": { "description": "Done.", "content": bytes.clone() }, "default": failure.clone() }
    } }));
    paths.insert("/imports/{id}/rejects".to_owned(), json!({ "get": {
        "operationId": "imports.rejects", "tags": ["imports"], "x-onhand-role": "admin", "x-onhand-topics": [],
        "summary": "Every row that an import could not use, and why, as CSV.",
        "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer", "format": "int64" } }],
        "responses": { "200": { "description": "Done.", "content": bytes }, "default": failure }
    } }));
}

fn describe(operation: &Operation, components: &mut Map<String, Value>) -> Value {
    let args = (operation.args)();
    let result = (operation.result)();
    for (name, schema) in args.components.into_iter().chain(result.components) {
        components.entry(name).or_insert_with(|| serde_json::to_value(schema).unwrap_or_default());
    }
    let name = component_name(operation.result_type);
    components.entry(name.clone()).or_insert_with(|| serde_json::to_value(result.schema).unwrap_or_default());
    let schema = serde_json::to_value(args.schema).unwrap_or_default();
    let properties = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    let required: Vec<String> = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    let in_path = |name: &str| operation.path.contains(&format!("{{{name}}}"));
    let mut parameters = Vec::new();
    let mut body = Map::new();
    for (name, schema) in properties {
        let place = if in_path(&name) {
            "path"
        } else if matches!(operation.method, Method::Get | Method::Delete) {
            "query"
        } else {
            body.insert(name, schema);
            continue;
        };
        parameters.push(json!({ "name": name, "in": place, "required": place == "path" || required.contains(&name), "schema": schema }));
    }
    let mut entry = json!({
        "operationId": operation.name,
        "tags": [operation.feature],
        "summary": operation.doc.trim(),
        "x-onhand-role": operation.may.name(),
        "responses": {
            "200": { "description": "Done.", "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } } },
            "default": { "description": "What went wrong and what to do.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } } }
        }
    });
    if let Value::Object(entry) = &mut entry {
        match operation.effect {
            Effect::Reads(topics) | Effect::Scans(topics) => {
                entry.insert("x-onhand-topics".to_owned(), json!(topics))
            }
            Effect::Writes | Effect::Marks(_) => entry.insert("x-onhand-writes".to_owned(), json!(true)),
        };
        if !parameters.is_empty() {
            entry.insert("parameters".to_owned(), Value::Array(parameters));
        }
        if !body.is_empty() {
            let required: Vec<&String> = required.iter().filter(|name| body.contains_key(*name)).collect();
            let content = json!({ "application/json": { "schema": { "type": "object", "additionalProperties": false, "properties": body, "required": required } } });
            entry.insert(
                "requestBody".to_owned(),
                json!({ "required": !required.is_empty(), "content": content }),
            );
        }
    }
    entry
}

/// `Page<customers::CustomerRow>` → `CustomerRowPage`.
pub(crate) fn component_name(rust: &str) -> String {
    let plain: String = rust.chars().filter(|c| !c.is_whitespace()).collect();
    let last = |path: &str| path.rsplit("::").next().unwrap_or(path).to_owned();
    match plain.split_once('<') {
        Some((outer, inner)) => format!("{}{}", component_name(inner.trim_end_matches('>')), last(outer)),
        None => last(&plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generic_results_get_names_of_their_own() {
        assert_eq!(component_name("Page < customers :: CustomerRow >"), "CustomerRowPage");
        assert_eq!(component_name("users::User"), "User");
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn walk(value: &Value, components: &Map<String, Value>) {
            match value {
                Value::Object(map) => {
                    if let Some(name) =
                        map.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next())
                    {
                        assert!(components.contains_key(name), "{name} is referred to but not described");
                    }
                    map.values().for_each(|value| walk(value, components));
                }
                Value::Array(items) => items.iter().for_each(|value| walk(value, components)),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        let document = document();
        walk(&document, document["components"]["schemas"].as_object().unwrap());
    }

    #[test]
    fn one_component_name_means_one_schema() {
        let mut seen: std::collections::HashMap<String, Value> = std::collections::HashMap::new();
        for operation in crate::operations() {
            let named = [(component_name(operation.result_type), (operation.result)().schema)];
            let referred = (operation.args)().components.into_iter().chain((operation.result)().components);
            for (name, schema) in named.into_iter().chain(referred) {
                let schema = serde_json::to_value(schema).unwrap();
                let known = seen.entry(name.clone()).or_insert_with(|| schema.clone());
                assert_eq!(*known, schema, "{name} means two things ({})", operation.name);
            }
        }
    }
}
