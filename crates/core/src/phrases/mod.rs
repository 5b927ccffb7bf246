//! Sentences that core makes for the screen: a key and its values, so that the screen can say it in the reader's
//! language, and the English text for everybody else (scripts, the command line, the log).
//!
//! The sentences stand where all texts stand, in the interface's locale files; nothing is written twice.

use crate::calendar;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use std::fmt;
use std::sync::OnceLock;

const ENGLISH: &str = include_str!("../../../../ui/src/locales/en/phrases.json");

/// One sentence, or what a person typed where a sentence may stand.
#[derive(Debug, Clone, PartialEq, utoipa::ToSchema)]
pub struct Phrase {
    /// Its place in `phrases.json`; empty for a person's own words, which are in `text`.
    #[schema(value_type = String)]
    key: &'static str,
    /// What its placeholders stand for; lengths of time in milliseconds.
    #[schema(value_type = Object)]
    values: Map<String, Value>,
    /// In English.
    #[schema(value_type = String)]
    text: Option<String>,
}

/// The sentence at `key`; a test finds every key in the file.
pub fn say(key: &'static str) -> Phrase {
    debug_assert!(["", "_one"].iter().any(|plural| at(key, plural).is_some()), "phrases.json has no “{key}”");
    Phrase { key, values: Map::new(), text: None }
}

fn at(key: &str, plural: &str) -> Option<&'static str> {
    let (path, last) = key.rsplit_once('.').unwrap_or(("", key));
    let folder = path.split('.').try_fold(english(), |texts, name| texts.get(name))?;
    folder.get(format!("{last}{plural}"))?.as_str()
}

impl Phrase {
    /// A person's own words.
    pub fn typed(text: impl Into<String>) -> Self {
        Self { key: "", values: Map::new(), text: Some(text.into()) }
    }

    /// Gives a placeholder its value; `count` also chooses between singular and plural.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }

    /// Whether it is a sentence of the file, not somebody's own words.
    pub const fn has_key(&self) -> bool {
        !self.key.is_empty()
    }

    /// In English.
    pub fn text(&self) -> String {
        match &self.text {
            Some(text) => text.clone(),
            None => {
                self.sentence().map_or_else(|| self.key.to_owned(), |sentence| fill(sentence, &self.values))
            }
        }
    }

    fn sentence(&self) -> Option<&'static str> {
        let plural = match self.values.get("count").and_then(Value::as_i64) {
            Some(1) => "_one",
            Some(_) => "_other",
            None => "",
        };
        at(self.key, plural)
    }
}

/// Words without a key.
impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Self::typed(text)
    }
}

/// Words without a key.
impl From<&str> for Phrase {
    fn from(text: &str) -> Self {
        Self::typed(text)
    }
}

/// In English.
impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.text, self.sentence()) {
            (Some(text), _) => f.write_str(text),
            (None, Some(sentence)) => f.write_str(&fill(sentence, &self.values)),
            (None, None) => f.write_str(self.key),
        }
    }
}

impl Serialize for Phrase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut phrase = serializer.serialize_struct("Phrase", 3)?;
        phrase.serialize_field("key", self.key)?;
        phrase.serialize_field("values", &self.values)?;
        phrase.serialize_field("text", &self.to_string())?;
        phrase.end()
    }
}

fn english() -> &'static Value {
    static TEXTS: OnceLock<Value> = OnceLock::new();
    // The file is a part of the program; a test reads it.
    TEXTS.get_or_init(|| serde_json::from_str(ENGLISH).unwrap_or_default())
}

/// Puts values into `{{name}}` and lengths of time into `{{name, span}}`.
fn fill(sentence: &str, values: &Map<String, Value>) -> String {
    let mut text = String::with_capacity(sentence.len() + 32);
    let mut pieces = sentence.split("{{");
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (inside, after) = piece.split_once("}}").unwrap_or(("", piece));
        let (name, form) = inside.split_once(',').unwrap_or((inside, ""));
        match (values.get(name.trim()), form.trim()) {
            (Some(value), "span") => text.push_str(&calendar::span(value.as_i64().unwrap_or_default())),
            (Some(Value::String(value)), _) => text.push_str(value),
            (Some(value), _) => text.push_str(&value.to_string()),
            (None, _) => {}
        }
        text.push_str(after);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_lengths_are_put_in() {
        let waits = say("customer.answer.why").with("subject", "No {{heat}}").with("waited", 7_200_000);
        assert_eq!(waits.to_string(), "“No {{heat}}” has waited 2 hours.");
        let failed = |times| say("today.run.title").with("name", "Nurture").with("count", times).to_string();
        assert_eq!((failed(1), failed(3)), ("“Nurture” failed".into(), "“Nurture” failed 3 times".into()));
        assert_eq!(Phrase::typed("{{x}}").to_string(), "{{x}}");
    }

    /// Every key that stands in core is in the file, and every sentence of the file is said somewhere.
    #[test]
    fn keys_and_sentences_agree() {
        let mut said = Vec::new();
        for part in ["core", "api", "server"] {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(part).join("src");
            collect(&folder, &mut said);
        }
        let texts: Value = serde_json::from_str(ENGLISH).unwrap();
        let mut known = Vec::new();
        flatten(&texts, "", &mut known);
        let missing: Vec<_> = said.iter().filter(|key| !known.contains(key)).collect();
        assert!(missing.is_empty(), "not in phrases.json: {missing:?}");
        let unsaid: Vec<_> = known.iter().filter(|key| !said.contains(key)).collect();
        assert!(unsaid.is_empty(), "nobody says: {unsaid:?}");
    }

    #[test]
    #[should_panic(expected = "phrases.json has no “This deal”")]
    fn a_sentence_in_place_of_a_key_is_noticed() {
        say("This deal");
    }

    fn collect(folder: &std::path::Path, keys: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, keys);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let code = std::fs::read_to_string(&path).unwrap();
                // What is said here itself is an example.
                let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap();
                let texts = code.split('"').skip(1);
                keys.extend(texts.filter(|text| is_key(text)).map(str::to_owned));
                // Whatever is given to these two is meant as a key, however it looks.
                for given in ["say(\"", "not_found(\""].iter().flat_map(|door| code.split(door).skip(1)) {
                    keys.extend(given.split('"').next().map(str::to_owned));
                }
            }
        }
    }

    fn is_key(text: &str) -> bool {
        let starts = ["today.", "timeline.", "ticket.", "customer.", "error."]
            .iter()
            .any(|area| text.starts_with(area));
        starts
            && text.matches('.').count() >= if text.starts_with("timeline.") { 1 } else { 2 }
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.' || byte == b'_')
            && !text.ends_with('.')
            && text != "timeline.get"
    }

    fn flatten(texts: &Value, path: &str, keys: &mut Vec<String>) {
        for (name, text) in texts.as_object().unwrap() {
            match text {
                Value::String(_) => {
                    let key = format!("{path}{name}");
                    let single = key.trim_end_matches("_one").trim_end_matches("_other").to_owned();
                    if !keys.contains(&single) {
                        keys.push(single);
                    }
                }
                _ => flatten(text, &format!("{path}{name}."), keys),
            }
        }
    }
}
