//! The evaluator for single records: each record is read once, then any number of trees is tested against it.

use super::cell::{Cell, Loaded, cell};
use super::fields::{self, Field, Kind, Subject};
use super::moment::Moment;
use super::resolve::{Check, Cmp, Edge, Node, Path, Test};
use super::sql;
use super::types::{Combinator, Explained};
use super::words;
use crate::error::Result;
use crate::log::state::sides;
use crate::log::tables::Record;
use crate::log::unit::none;
use crate::text;
use rusqlite::Connection;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Reads records once each; lives as long as one snapshot of the file.
pub struct Loader<'c> {
    conn: &'c Connection,
    at: Moment,
    rows: HashMap<(Record, i64), Option<Rc<Loaded>>>,
    /// Ends of spans already resolved; the calendar is asked once per span, not once per record.
    edges: HashMap<i64, i64>,
}

/// A record as an event left it: the row, with the event's own values over it.
pub struct Seen<'e> {
    row: Option<Rc<Loaded>>,
    over: Vec<(usize, Cell)>,
    changes: Option<&'e Map<String, Value>>,
}

impl<'c> Loader<'c> {
    pub fn new(conn: &'c Connection, at: Moment) -> Self {
        Self { conn, at, rows: HashMap::new(), edges: HashMap::new() }
    }

    /// The record as it is now.
    pub fn now(&mut self, record: Record, id: i64) -> Result<Seen<'static>> {
        Ok(Seen { row: self.row(record, id)?, over: Vec::new(), changes: None })
    }

    /// The record with the values that the event gave its changed fields, whatever happened to them since.
    pub fn as_left_by<'e>(
        &mut self,
        record: Record,
        id: i64,
        changes: Option<&'e Map<String, Value>>,
    ) -> Result<Seen<'e>> {
        let row = self.row(record, id)?;
        let mut over = Vec::new();
        if let (Some(changes), Some(subject)) = (changes, fields::of(record)) {
            for (place, field) in subject.fields.iter().enumerate() {
                if let Some(cell) = self.left(field, changes)? {
                    over.push((place, cell));
                }
            }
        }
        Ok(Seen { row, over, changes })
    }

    fn left(&self, field: &Field, changes: &Map<String, Value>) -> Result<Option<Cell>> {
        let Some((base, lookup)) = field.follows else {
            return Ok(changes.get(field.key).and_then(|entry| Cell::from_json(entry.get("after")?)));
        };
        let Some(id) = changes.get(base).and_then(|entry| entry.get("after")?.as_i64()) else {
            return Ok(None);
        };
        let mut statement = self.conn.prepare_cached(lookup)?;
        Ok(statement.query_row([id], |row| row.get_ref(0).map(cell)).map(Some).or_else(none)?)
    }

    fn row(&mut self, record: Record, id: i64) -> Result<Option<Rc<Loaded>>> {
        if let Some(known) = self.rows.get(&(record, id)) {
            return Ok(known.clone());
        }
        let found = match fields::of(record) {
            Some(subject) => self.read(subject, id)?.map(Rc::new),
            None => None,
        };
        self.rows.insert((record, id), found.clone());
        Ok(found)
    }

    fn read(&self, subject: &'static Subject, id: i64) -> Result<Option<Loaded>> {
        let mut statement = self.conn.prepare_cached(sql::load(subject))?;
        let read = statement.query_row([id], |row| {
            let fields = subject.fields.len();
            let cells = (0..fields).map(|n| row.get_ref(n).map(cell)).collect::<rusqlite::Result<_>>()?;
            let links = (fields..fields + subject.links.len())
                .map(|n| row.get(n))
                .collect::<rusqlite::Result<_>>()?;
            Ok(Loaded { subject, id, cells, links, tags: OnceCell::new() })
        });
        Ok(read.map(Some).or_else(none)?)
    }

    fn tags<'r>(&self, row: &'r Loaded) -> Result<&'r [String]> {
        if let Some(known) = row.tags.get() {
            return Ok(known);
        }
        let names = match row.subject.tags {
            Some(links) => {
                let mut statement = self.conn.prepare_cached(sql::tags(links))?;
                statement.query_map([row.id], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?
            }
            None => Vec::new(),
        };
        Ok(row.tags.get_or_init(|| names))
    }

    /// Whether the tree means this record.
    pub fn holds(&mut self, node: &Node, seen: &Seen<'_>) -> Result<bool> {
        match node {
            Node::Group { combinator, not, nodes } => {
                let decides = *combinator == Combinator::Or;
                for node in nodes {
                    if self.holds(node, seen)? == decides {
                        return Ok(decides != *not);
                    }
                }
                Ok(decides == *not)
            }
            Node::Test(test) => self.test(test, seen),
        }
    }

    /// The tree with the value and the outcome of every node; nothing is cut short.
    pub fn explain(&mut self, node: &Node, seen: &Seen<'_>) -> Result<Explained> {
        Ok(match node {
            Node::Group { combinator, not, nodes } => {
                let rules = nodes.iter().map(|node| self.explain(node, seen)).collect::<Result<Vec<_>>>()?;
                let mut outcomes = rules.iter().map(Explained::result);
                let inner = match combinator {
                    Combinator::And => outcomes.all(|held| held),
                    Combinator::Or => outcomes.any(|held| held),
                };
                Explained::Group { combinator: *combinator, not: *not, result: inner != *not, rules }
            }
            Node::Test(test) => {
                let (label, value, actual) = self.in_words(test, seen)?;
                Explained::Leaf {
                    field: test.leaf.field.clone(),
                    label,
                    operator: test.leaf.operator,
                    value,
                    actual,
                    result: self.test(test, seen)?,
                }
            }
        })
    }

    fn test(&mut self, test: &Test, seen: &Seen<'_>) -> Result<bool> {
        let outcome = match &test.check {
            Check::Changed => self.change(test, seen)?.is_some(),
            Check::ChangedTo(wanted) => {
                self.change(test, seen)?.is_some_and(|(_, after)| wanted.contains(&after))
            }
            Check::ChangedFrom(wanted) => {
                self.change(test, seen)?.is_some_and(|(before, _)| wanted.contains(&before))
            }
            Check::Present
            | Check::TextIn(_)
            | Check::Contains(_)
            | Check::Starts(..)
            | Check::WordIn(_)
            | Check::IdIn(_)
            | Check::Compare(..)
            | Check::Between(..)
            | Check::Yes
            | Check::AnyTag(_)
            | Check::AllTags(_)
            | Check::Within(..) => self.value_test(test, seen)?,
        };
        Ok(outcome != test.negate)
    }

    /// What the event did to the tested field: before and after. A value that follows from another field is looked up
    /// for both sides; it did not change where both say the same.
    fn change(&self, test: &Test, seen: &Seen<'_>) -> Result<Option<(Value, Value)>> {
        let Some((before, after)) = seen.change(test) else { return Ok(None) };
        let field = seen.row.as_ref().and_then(|row| row.subject.fields.get(test.field));
        let Some((_, lookup)) = field.and_then(|field| field.follows) else {
            return Ok(Some((before, after)));
        };
        let sides = (self.looked_up(lookup, &before)?, self.looked_up(lookup, &after)?);
        Ok((sides.0 != sides.1).then_some(sides))
    }

    fn looked_up(&self, lookup: &str, id: &Value) -> Result<Value> {
        let Some(id) = id.as_i64() else { return Ok(Value::Null) };
        let mut statement = self.conn.prepare_cached(lookup)?;
        let found = statement.query_row([id], |row| row.get_ref(0).map(cell)).map(Some).or_else(none)?;
        Ok(found.map_or(Value::Null, |found| found.json()))
    }

    fn value_test(&mut self, test: &Test, seen: &Seen<'_>) -> Result<bool> {
        let Some(row) = self.target(test.path, seen)? else { return Ok(test.null) };
        let Some(field) = row.subject.fields.get(test.field) else { return Ok(test.null) };
        if field.kind == Kind::Tags {
            let names = self.tags(&row)?;
            let has = |wanted: &String| names.iter().any(|name| text::fold(name) == *wanted);
            return Ok(match &test.check {
                Check::AnyTag(wanted) => wanted.iter().any(has),
                Check::AllTags(wanted) => wanted.iter().all(has),
                Check::Present
                | Check::TextIn(_)
                | Check::Contains(_)
                | Check::Starts(..)
                | Check::WordIn(_)
                | Check::IdIn(_)
                | Check::Compare(..)
                | Check::Between(..)
                | Check::Yes
                | Check::Within(..)
                | Check::Changed
                | Check::ChangedTo(_)
                | Check::ChangedFrom(_) => !names.is_empty(),
            });
        }
        let Some(value) = seen.cell(test, &row) else { return Ok(test.null) };
        if matches!(test.check, Check::Present) {
            return Ok(!(matches!(value, Cell::Null) || field.kind == Kind::Text && value.raw() == Some("")));
        }
        if matches!(value, Cell::Null) {
            return Ok(test.null);
        }
        self.passes(field.kind, &test.check, value)
    }

    fn passes(&mut self, kind: Kind, check: &Check, value: &Cell) -> Result<bool> {
        let folded = || value.folded().unwrap_or_default();
        let number = || value.int().unwrap_or_default();
        Ok(match check {
            Check::TextIn(texts) => texts.iter().any(|text| text == folded()),
            Check::Contains(text) => folded().contains(text.as_str()),
            Check::Starts(from, to) => folded() >= from.as_str() && folded() < to.as_str(),
            Check::WordIn(words) => words.iter().any(|word| Some(word.as_str()) == value.raw()),
            Check::IdIn(ids) => ids.contains(&number()),
            Check::Compare(cmp, other) => match cmp {
                Cmp::Equal => number() == *other,
                Cmp::Less => number() < *other,
                Cmp::LessOrEqual => number() <= *other,
                Cmp::Greater => number() > *other,
                Cmp::GreaterOrEqual => number() >= *other,
            },
            Check::Between(from, to) => (*from..=*to).contains(&number()),
            Check::Yes => number() == 1,
            Check::Within(from, to) if kind == Kind::Date => {
                let day = value.raw().unwrap_or_default();
                from.is_none_or(|edge| day >= self.at.edge_on(edge).as_str())
                    && to.is_none_or(|edge| day < self.at.edge_on(edge).as_str())
            }
            Check::Within(from, to) => {
                let (from, to) = (from.map(|edge| self.edge(edge)), to.map(|edge| self.edge(edge)));
                from.is_none_or(|ms| number() >= ms) && to.is_none_or(|ms| number() < ms)
            }
            Check::Present
            | Check::AnyTag(_)
            | Check::AllTags(_)
            | Check::Changed
            | Check::ChangedTo(_)
            | Check::ChangedFrom(_) => false,
        })
    }

    fn edge(&mut self, edge: Edge) -> i64 {
        match edge {
            Edge::DaysAgo(days) => {
                let at = self.at;
                *self.edges.entry(days).or_insert_with(|| at.edge_ms(edge))
            }
            Edge::Ms(_) | Edge::Day(_) => self.at.edge_ms(edge),
        }
    }

    /// The record that a leaf reads.
    fn target(&mut self, path: Path, seen: &Seen<'_>) -> Result<Option<Rc<Loaded>>> {
        let Some(own) = &seen.row else { return Ok(None) };
        match path {
            Path::Own => Ok(Some(Rc::clone(own))),
            Path::Link(at) => {
                let link = own.subject.links.get(at);
                let id = link.and_then(|link| seen.linked(link.column, own, at));
                match (link, id) {
                    (Some(link), Some(id)) => self.row(link.to, id),
                    _ => Ok(None),
                }
            }
        }
    }

    /// What the field is called, what was asked of it and what it is, by the names that all of it has now.
    fn in_words(&mut self, test: &Test, seen: &Seen<'_>) -> Result<(String, Value, Value)> {
        let nothing = || (test.leaf.field.clone(), test.leaf.value.clone(), Value::Null);
        let Some(row) = self.target(test.path, seen)? else { return Ok(nothing()) };
        let Some(field) = row.subject.fields.get(test.field) else { return Ok(nothing()) };
        let actual = if field.kind == Kind::Tags {
            Value::from(self.tags(&row)?.to_vec())
        } else {
            seen.cell(test, &row).map_or(Value::Null, Cell::json)
        };
        let label =
            if row.subject.record == seen.row.as_ref().map_or(row.subject.record, |own| own.subject.record) {
                field.label.to_owned()
            } else {
                format!("{} {}", row.subject.record.name(), field.label)
            };
        let value = words::named(self.conn, field, &test.leaf.value)?;
        Ok((label, value, words::named(self.conn, field, &actual)?))
    }

    /// One field of a record as text variables need it: its own or, by path, a related record's.
    pub fn value(&mut self, name: &str, seen: &Seen<'_>) -> Result<Option<(Field, Cell)>> {
        let Some(own) = seen.row.clone() else { return Ok(None) };
        let (row, key) = match name.split_once('.') {
            None => (Some(own), name),
            Some((path, key)) => match own.subject.links.iter().position(|link| link.path == path) {
                Some(at) => (self.target(Path::Link(at), seen)?, key),
                None => return Ok(None),
            },
        };
        Ok(row.and_then(|row| {
            let at = row.subject.position(key)?;
            Some((*row.subject.fields.get(at)?, row.cells.get(at)?.clone()))
        }))
    }
}

impl Seen<'_> {
    /// No record at all, for schedules that start once.
    pub const fn nothing() -> Self {
        Self { row: None, over: Vec::new(), changes: None }
    }

    /// Whether the record is there at all.
    pub const fn exists(&self) -> bool {
        self.row.is_some()
    }

    /// The record that a link leads to.
    pub fn link(&self, path: &str) -> Option<i64> {
        let row = self.row.as_ref()?;
        let at = row.subject.links.iter().position(|link| link.path == path)?;
        self.linked(row.subject.links.get(at)?.column, row, at)
    }

    fn linked(&self, column: &str, row: &Loaded, at: usize) -> Option<i64> {
        let over = row
            .subject
            .position(column)
            .and_then(|place| self.over.iter().find(|(known, _)| *known == place));
        match over {
            Some((_, cell)) => cell.int(),
            None => row.links.get(at).copied().flatten(),
        }
    }

    fn cell<'s>(&'s self, test: &Test, row: &'s Loaded) -> Option<&'s Cell> {
        let over = match test.path {
            Path::Own => self.over.iter().find(|(place, _)| *place == test.field).map(|(_, cell)| cell),
            Path::Link(_) => None,
        };
        over.or_else(|| row.cells.get(test.field))
    }

    /// The stored values of the tested field, or of the one it follows from, before and after the event.
    fn change(&self, test: &Test) -> Option<(Value, Value)> {
        let field = self.row.as_ref()?.subject.fields.get(test.field)?;
        let changes = self.changes?;
        if field.kind == Kind::Tags {
            return changes.keys().any(|key| key.starts_with("tags[")).then_some((Value::Null, Value::Null));
        }
        let key: Cow<'_, str> =
            field.follows.map_or(Cow::Borrowed(field.key), |(base, _)| Cow::Owned(base.to_owned()));
        changes.get(&*key).map(sides)
    }
}

impl Explained {
    pub const fn result(&self) -> bool {
        match self {
            Self::Group { result, .. } | Self::Leaf { result, .. } => *result,
        }
    }
}
