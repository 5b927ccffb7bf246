//! What workflows and filters can be made of: everything a form needs to offer choices.

use super::{sentence, settable, sql, variables};
use crate::conditions::Operator;
use crate::conditions::fields::{self, Field, Kind, Of};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::log::kinds;
use crate::log::tables::Record;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetVocabulary {}

/// An event that can start a workflow.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct TriggerWord {
    pub kind: String,
    pub label: String,
    pub record: String,
}

/// One choice of a field.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FieldOption {
    pub value: Value,
    pub label: String,
}

/// A field that conditions about this kind of record may name.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FieldWord {
    /// The kind of record that the condition is about.
    pub record: String,
    /// As named in a condition: `state`, `customer.status`.
    pub key: String,
    pub label: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub operators: Vec<Operator>,
    pub options: Option<Vec<FieldOption>>,
    /// Whether an action may set it, and whether it may be cleared.
    pub settable: bool,
    pub clearable: bool,
}

/// A thing a workflow can do.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ActionWord {
    #[serde(rename = "type")]
    pub kind: String,
    pub label: String,
}

/// The variables that texts about a kind of record may carry.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct VariableWords {
    /// Absent for schedules without a record.
    pub record: Option<String>,
    pub names: Vec<String>,
}

#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Vocabulary {
    pub triggers: Vec<TriggerWord>,
    pub fields: Vec<FieldWord>,
    pub actions: Vec<ActionWord>,
    pub variables: Vec<VariableWords>,
}

/// `workflows.vocabulary`.
pub fn vocabulary(ctx: &Ctx<'_>, _args: GetVocabulary) -> Result<Vocabulary> {
    let mut options = Options { conn: ctx.conn(), known: HashMap::new() };
    let mut words = Vec::new();
    for subject in fields::SUBJECTS {
        let settable = settable::all(subject.record);
        for field in subject.fields {
            words.push(options.word(subject.record, None, field, &settable)?);
        }
        for link in subject.links {
            for field in fields::of(link.to).into_iter().flat_map(|linked| linked.fields) {
                words.push(options.word(subject.record, Some(link.path), field, &settable)?);
            }
        }
    }
    let records = Record::ALL.into_iter().filter(|record| *record != Record::Business);
    let triggers = records.flat_map(|record| {
        kinds::offered(record).into_iter().map(move |kind| TriggerWord {
            label: sentence::kind_label(&kind),
            kind,
            record: record.name().to_owned(),
        })
    });
    let actions = [
        ("add_tag", "Add a tag"),
        ("remove_tag", "Remove a tag"),
        ("set_field", "Set a field"),
        ("create_task", "Create a task"),
        ("create_deal", "Create a deal"),
        ("notify", "Notify somebody"),
    ];
    let named = |record: Option<Record>| VariableWords {
        record: record.map(|record| record.name().to_owned()),
        names: variables::of(record)
            .iter()
            .map(|(name, _)| *name)
            .chain(variables::ALWAYS.iter().copied())
            .map(str::to_owned)
            .collect(),
    };
    Ok(Vocabulary {
        triggers: triggers.collect(),
        fields: words,
        actions: actions
            .into_iter()
            .map(|(kind, label)| ActionWord { kind: kind.to_owned(), label: label.to_owned() })
            .collect(),
        variables: fields::SUBJECTS
            .iter()
            .map(|subject| named(Some(subject.record)))
            .chain([named(None)])
            .collect(),
    })
}

/// Choices, read once each.
struct Options<'c> {
    conn: &'c Connection,
    known: HashMap<&'static str, Vec<FieldOption>>,
}

impl Options<'_> {
    fn word(
        &mut self,
        record: Record,
        path: Option<&str>,
        field: &Field,
        settable: &[(String, settable::Settable)],
    ) -> Result<FieldWord> {
        let key = path.map_or_else(|| field.key.to_owned(), |path| format!("{path}.{}", field.key));
        let set = settable.iter().find(|(name, _)| *name == key).map(|(_, found)| *found);
        let label =
            path.map_or_else(|| capital(field.label), |path| format!("{}: {}", capital(path), field.label));
        Ok(FieldWord {
            record: record.name().to_owned(),
            key,
            label,
            kind: field.kind.name().to_owned(),
            operators: field.kind.operators().to_vec(),
            options: self.of(field.kind)?,
            settable: set.is_some(),
            clearable: set.is_some_and(|set| set.optional),
        })
    }

    fn of(&mut self, kind: Kind) -> Result<Option<Vec<FieldOption>>> {
        let statement = match kind {
            Kind::Choice(words) => {
                let option = |word: &&str| FieldOption {
                    value: Value::from(*word),
                    label: capital(&word.replace('_', " ")),
                };
                return Ok(Some(words.iter().map(option).collect()));
            }
            Kind::Tags => sql::TAGS,
            Kind::Ref(of) => match of {
                Of::User => sql::USERS,
                Of::Team => sql::TEAMS,
                Of::TicketStatus => sql::STATUSES,
                Of::TicketPriority => sql::PRIORITIES,
                Of::TicketCategory => sql::CATEGORIES,
                Of::Pipeline => sql::PIPELINES,
                Of::Stage => sql::STAGES,
                Of::ArticleCategory => sql::ARTICLE_CATEGORIES,
                // Too many to list; a form searches for them.
                Of::Customer => return Ok(None),
            },
            Kind::Text | Kind::Number | Kind::YesNo | Kind::Instant | Kind::Date => return Ok(None),
        };
        if let Some(known) = self.known.get(statement) {
            return Ok(Some(known.clone()));
        }
        let mut rows = self.conn.prepare_cached(statement)?;
        let found = rows
            .query_map([], |row| {
                let label: String = row.get("name")?;
                // Tags are named in conditions, everything else goes by its id.
                let value = if kind == Kind::Tags {
                    Value::from(label.clone())
                } else {
                    Value::from(row.get::<_, i64>("id")?)
                };
                Ok(FieldOption { value, label })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        self.known.insert(statement, found.clone());
        Ok(Some(found))
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
