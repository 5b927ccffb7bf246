//! What is stored for a record, and in which fields of the index.

use serde::{Deserialize, Serialize};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Index, IndexSettings, TantivyDocument, Term};
use utoipa::ToSchema;

use super::tokenizer::{exact_analyzer, stem_analyzer};
use crate::markdown;

/// To be raised with every change of the fields, of what is stored in them, or of how words are split.
const LAYOUT: u32 = 4;

/// Only this much of a body is stored; the whole of it is searched. It suffices for snippets, and the
/// full text is in the database anyway.
const STORED_BODY_BYTES: usize = 2048;

/// A hit is read by unpacking a whole block: small ones suit single records.
const STORE_BLOCK_BYTES: usize = 4096;

const EXACT: &str = "onhand_exact";
const STEM: &str = "onhand_stem";

/// What kinds of record are searched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[default]
    Article,
    Customer,
    Deal,
    Ticket,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::Article, Kind::Customer, Kind::Deal, Kind::Ticket];

    /// As the event log names its subjects.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Customer => "customer",
            Kind::Deal => "deal",
            Kind::Ticket => "ticket",
        }
    }

    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One record as search sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// What it is; together with the id its key.
    pub kind: Kind,
    /// The record's id.
    pub id: i64,
    /// What the list of hits shows; counts double.
    pub title: String,
    /// Everything else that should be found, as plain text.
    pub body: String,
    /// One word to filter by, e.g. `published`.
    pub status: String,
    /// When it last changed: between equally good hits the newer comes first.
    pub updated_ms: i64,
}

/// Which layout and format a folder was written with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Layout {
    layout: u32,
    format: u32,
}

impl Layout {
    pub fn current() -> Layout {
        Layout { layout: LAYOUT, format: tantivy::INDEX_FORMAT_VERSION }
    }
}

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub key: Field,
    pub kind: Field,
    pub id: Field,
    pub status: Field,
    pub updated_ms: Field,
    /// The beginning of the body with its white space collapsed, for snippets.
    pub excerpt: Field,
    texts: [Texts; Kind::ALL.len()],
}

/// The text fields of one kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Texts {
    /// Stems, with positions for phrases. `text` has the title and the body, so that words of one question
    /// which stand partly here and partly there add up; `title` has the title again.
    pub title: Field,
    pub text: Field,
    /// Words as written: for beginnings of words, typing errors, names and other languages.
    pub title_exact: Field,
    pub text_exact: Field,
}

fn indexed(tokenizer: &str, option: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option);
    TextOptions::default().set_indexing_options(indexing)
}

impl Fields {
    pub fn schema() -> (Schema, Fields) {
        let mut builder = Schema::builder();
        let fields = Fields {
            key: builder.add_text_field("key", STRING),
            kind: builder.add_text_field("kind", STRING),
            id: builder.add_i64_field("id", INDEXED | FAST | STORED),
            status: builder.add_text_field("status", STRING | FAST),
            updated_ms: builder.add_i64_field("updated_ms", FAST | STORED),
            excerpt: builder.add_text_field("excerpt", STORED),
            texts: Kind::ALL.map(|kind| Texts::add(&mut builder, kind.name())),
        };
        (builder.build(), fields)
    }

    /// The one term that identifies a record.
    pub fn key_term(&self, kind: Kind, id: i64) -> Term {
        Term::from_field_text(self.key, &key(kind, id))
    }

    /// The term that all records of a kind have.
    pub fn kind_term(&self, kind: Kind) -> Term {
        Term::from_field_text(self.kind, kind.name())
    }

    pub const fn texts(&self, kind: Kind) -> Texts {
        let [article, customer, deal, ticket] = self.texts;
        match kind {
            Kind::Article => article,
            Kind::Customer => customer,
            Kind::Deal => deal,
            Kind::Ticket => ticket,
        }
    }

    pub fn document(&self, doc: &Doc) -> TantivyDocument {
        let mut fields = TantivyDocument::default();
        fields.add_text(self.key, key(doc.kind, doc.id));
        fields.add_text(self.kind, doc.kind.name());
        fields.add_i64(self.id, doc.id);
        fields.add_text(self.status, &doc.status);
        fields.add_i64(self.updated_ms, doc.updated_ms);
        let texts = self.texts(doc.kind);
        fields.add_text(texts.title, &doc.title);
        fields.add_text(texts.title_exact, &doc.title);
        for field in [texts.text, texts.text_exact] {
            fields.add_text(field, &doc.title);
            fields.add_text(field, &doc.body);
        }
        fields.add_text(self.excerpt, excerpt(&doc.body));
        fields
    }
}

impl Texts {
    fn add(builder: &mut SchemaBuilder, kind: &str) -> Texts {
        let stems = || indexed(STEM, IndexRecordOption::WithFreqsAndPositions);
        let exact = || indexed(EXACT, IndexRecordOption::WithFreqs);
        Texts {
            title: builder.add_text_field(&format!("{kind}_title"), stems().set_stored()),
            text: builder.add_text_field(&format!("{kind}_text"), stems()),
            title_exact: builder.add_text_field(&format!("{kind}_title_exact"), exact()),
            text_exact: builder.add_text_field(&format!("{kind}_text_exact"), exact()),
        }
    }
}

fn key(kind: Kind, id: i64) -> String {
    format!("{}:{id}", kind.name())
}

/// The beginning of a body, on one line and without its markup.
fn excerpt(body: &str) -> String {
    let mut out = String::with_capacity(body.len().min(STORED_BODY_BYTES));
    // Markup is seldom longer than what it marks.
    let beginning = body.get(..body.floor_char_boundary(2 * STORED_BODY_BYTES)).unwrap_or(body);
    for word in markdown::words(beginning).split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars().filter(|c| !c.is_control()) {
            if out.len() + c.len_utf8() > STORED_BODY_BYTES {
                return out;
            }
            out.push(c);
        }
    }
    out
}

pub(super) fn settings() -> IndexSettings {
    IndexSettings { docstore_blocksize: STORE_BLOCK_BYTES, ..IndexSettings::default() }
}

/// Makes the index know how our fields are split into words; an opened index knows only their names.
pub(super) fn register_tokenizers(index: &Index) {
    let manager: &TokenizerManager = index.tokenizers();
    manager.register(EXACT, exact_analyzer());
    manager.register(STEM, stem_analyzer());
}
