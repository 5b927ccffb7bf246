//! SQL of conditions: expressions of the registry, the loader's statements, and the compiler from trees to clauses.

use super::fields::{self, Field, Kind, Link, Subject};
use super::moment::Moment;
use super::resolve::{Check, Cmp, Edge, Node, Path, Test};
use super::types::Combinator;
use crate::error::Result;
use crate::log::tables::Record;
use rusqlite::types::Value as Bound;
use rusqlite::{Connection, functions::FunctionFlags};
use std::collections::HashMap;
use std::sync::LazyLock;

pub const HAS_EMAIL: &str =
    "EXISTS (SELECT 1 FROM contact_points p WHERE p.customer_id = {t}.id AND p.kind = 'email')";
pub const HAS_PHONE: &str =
    "EXISTS (SELECT 1 FROM contact_points p WHERE p.customer_id = {t}.id AND p.kind = 'phone')";
pub const PRIORITY_LEVEL: &str = "(SELECT level FROM ticket_priorities p WHERE p.id = {t}.priority_id)";
pub const STAGE_KIND: &str = "(SELECT kind FROM stages s WHERE s.id = {t}.stage_id)";
pub const STATE_OF_STATUS: &str = "SELECT category FROM ticket_statuses WHERE id = ?1";
pub const LEVEL_OF_PRIORITY: &str = "SELECT level FROM ticket_priorities WHERE id = ?1";
pub const KIND_OF_STAGE: &str = "SELECT kind FROM stages WHERE id = ?1";
const TAGS_OF_TICKET: &str = "SELECT g.name FROM ticket_tags l JOIN tags g ON g.id = l.tag_id WHERE l.ticket_id = ?1 AND g.trashed_ms IS NULL ORDER BY l.id";
const TAGS_OF_CUSTOMER: &str = "SELECT g.name FROM customer_tags l JOIN tags g ON g.id = l.tag_id WHERE l.customer_id = ?1 AND g.trashed_ms IS NULL ORDER BY l.id";
/// What amounts in conditions are in.
pub const CURRENCY: &str = "SELECT currency FROM business WHERE id = 1";
pub const STAGE_NAME: &str = "SELECT name FROM stages WHERE id = ?1";

/// Teaches a connection to fold text as the program does; texts without a stored folded copy need it.
pub fn install(conn: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("onhand_fold", 1, flags, |call| {
        Ok(call.get::<Option<String>>(0)?.map(|text| crate::text::fold(&text)))
    })?;
    Ok(())
}

/// One record with every field of the registry except tags, then its links.
pub fn load(subject: &Subject) -> &'static str {
    static WRITTEN: LazyLock<HashMap<Record, String>> = LazyLock::new(|| {
        fields::SUBJECTS.iter().map(|subject| (subject.record, write_load(subject))).collect()
    });
    WRITTEN.get(&subject.record).map_or("", String::as_str)
}

fn write_load(subject: &Subject) -> String {
    let fields = subject
        .fields
        .iter()
        .map(|field| if field.kind == Kind::Tags { "NULL".to_owned() } else { own(field.expr, "t") });
    let links = subject.links.iter().map(|link| format!("t.{}", link.column));
    format!(
        "SELECT {} FROM {} t WHERE t.id = ?1",
        fields.chain(links).collect::<Vec<_>>().join(", "),
        subject.table()
    )
}

/// The names of a record's tags.
pub fn tags((table, _): (&str, &str)) -> &'static str {
    if table == "ticket_tags" { TAGS_OF_TICKET } else { TAGS_OF_CUSTOMER }
}

/// The ids of records in use that match a clause over `t`, lowest first.
pub fn matching(record: Record, clause: &str, limit: usize) -> String {
    let table = record.table();
    let live = |column: &str| {
        let there = table.is_some_and(|t| t.fields.contains(&column));
        if there { format!("t.{column} IS NULL AND ") } else { String::new() }
    };
    let name = table.map_or("", |t| t.table);
    format!(
        "SELECT t.id FROM {name} t WHERE {}{}({clause}) ORDER BY t.id LIMIT {limit}",
        live("trashed_ms"),
        live("merged_into_id")
    )
}

/// A tree as a clause over the row `alias`, with its bound values in order.
pub fn clause(root: Record, node: &Node, at: Moment, alias: &str) -> (String, Vec<Bound>) {
    let mut bound = Vec::new();
    let text = fields::of(root)
        .map_or_else(|| "0".to_owned(), |subject| write(subject, node, at, alias, &mut bound));
    (text, bound)
}

fn write(subject: &Subject, node: &Node, at: Moment, alias: &str, bound: &mut Vec<Bound>) -> String {
    match node {
        Node::Group { combinator, not, nodes } => {
            let between = match combinator {
                Combinator::And => " AND ",
                Combinator::Or => " OR ",
            };
            let inner = nodes
                .iter()
                .map(|node| write(subject, node, at, alias, bound))
                .collect::<Vec<_>>()
                .join(between);
            format!("{}({inner})", if *not { "NOT " } else { "" })
        }
        Node::Test(test) => {
            let positive = match test.path {
                Path::Own => positive(subject, test, at, alias, bound),
                Path::Link(at_link) => match subject.links.get(at_link) {
                    Some(link) => related(link, test, at, alias, bound),
                    None => "0".to_owned(),
                },
            };
            if test.negate { format!("NOT {positive}") } else { positive }
        }
    }
}

/// A leaf on another table: the inner index leads, and no related record counts as an empty field.
fn related(link: &Link, test: &Test, at: Moment, alias: &str, bound: &mut Vec<Bound>) -> String {
    let Some(subject) = fields::of(link.to) else { return "0".to_owned() };
    let inner = positive(subject, test, at, "r", bound);
    let (column, table) = (link.column, subject.table());
    let (empty, join) = if test.null { ("IS NULL", "OR") } else { ("IS NOT NULL", "AND") };
    format!(
        "({alias}.{column} {empty} {join} {alias}.{column} IN (SELECT r.id FROM {table} r WHERE {inner}))"
    )
}

/// The leaf without its negation; true or false, never NULL.
fn positive(subject: &Subject, test: &Test, at: Moment, alias: &str, bound: &mut Vec<Bound>) -> String {
    let Some(field) = subject.fields.get(test.field) else { return "0".to_owned() };
    if field.kind == Kind::Tags {
        return tag_clause(subject, &test.check, alias, bound);
    }
    let value = own(field.expr, alias);
    if matches!(test.check, Check::Present) {
        let blank = if field.kind == Kind::Text { format!(" AND {value} <> ''") } else { String::new() };
        return format!("({value} IS NOT NULL{blank})");
    }
    let check = checked(field, &test.check, at, alias, bound);
    if test.null {
        format!("({value} IS NULL OR {check})")
    } else {
        format!("({value} IS NOT NULL AND {check})")
    }
}

fn checked(field: &Field, check: &Check, at: Moment, alias: &str, bound: &mut Vec<Bound>) -> String {
    let value = own(field.expr, alias);
    let folded = || field.folded.map_or_else(|| format!("onhand_fold({value})"), |expr| own(expr, alias));
    let mut bind = |value: Bound| bound.push(value);
    match check {
        Check::Present => format!("{value} IS NOT NULL"),
        Check::TextIn(texts) => one_of(&folded(), texts, |text| text.clone().into(), bind),
        Check::WordIn(words) => one_of(&value, words, |word| word.clone().into(), bind),
        Check::IdIn(ids) => one_of(&value, ids, |id| (*id).into(), bind),
        Check::Contains(text) => {
            bind(text.clone().into());
            format!("instr({}, ?) > 0", folded())
        }
        Check::Starts(from, to) => {
            bind(from.clone().into());
            bind(to.clone().into());
            format!("({0} >= ? AND {0} < ?)", folded())
        }
        Check::Compare(cmp, number) => {
            bind((*number).into());
            let sign = match cmp {
                Cmp::Equal => "=",
                Cmp::Less => "<",
                Cmp::LessOrEqual => "<=",
                Cmp::Greater => ">",
                Cmp::GreaterOrEqual => ">=",
            };
            format!("{value} {sign} ?")
        }
        Check::Between(from, to) => {
            bind((*from).into());
            bind((*to).into());
            format!("({value} >= ? AND {value} <= ?)")
        }
        Check::Yes => format!("{value} = 1"),
        Check::Within(from, to) => {
            let mut parts = Vec::with_capacity(2);
            for (edge, sign) in [(from, ">="), (to, "<")] {
                if let Some(edge) = edge {
                    bind(edge_value(field.kind, *edge, at));
                    parts.push(format!("{value} {sign} ?"));
                }
            }
            format!("({})", parts.join(" AND "))
        }
        // Lists have no event and tags their own table; resolving refuses the one and branches off the other.
        Check::AnyTag(_)
        | Check::AllTags(_)
        | Check::Changed
        | Check::ChangedTo(_)
        | Check::ChangedFrom(_) => "0".to_owned(),
    }
}

/// One value compares by itself, so that a plain index serves; more travel as one JSON array.
fn one_of<T: serde::Serialize>(
    value: &str,
    all: &[T],
    single: impl Fn(&T) -> Bound,
    mut bind: impl FnMut(Bound),
) -> String {
    if let [one] = all {
        bind(single(one));
        return format!("{value} = ?");
    }
    bind(serde_json::to_string(all).unwrap_or_default().into());
    format!("{value} IN (SELECT value FROM json_each(?))")
}

fn tag_clause(subject: &Subject, check: &Check, alias: &str, bound: &mut Vec<Bound>) -> String {
    let Some((table, owner)) = subject.tags else { return "0".to_owned() };
    let mut having = |names: &[String]| {
        bound.push(serde_json::to_string(names).unwrap_or_default().into());
        format!(
            "{alias}.id IN (SELECT l.{owner} FROM tags g JOIN {table} l ON l.tag_id = g.id
               WHERE g.trashed_ms IS NULL AND g.name_folded IN (SELECT value FROM json_each(?)))"
        )
    };
    match check {
        Check::AnyTag(names) => format!("({})", having(names)),
        Check::AllTags(names) => {
            let each = names.iter().map(|name| having(std::slice::from_ref(name))).collect::<Vec<_>>();
            format!("({})", each.join(" AND "))
        }
        Check::Present => {
            format!(
                "(EXISTS (SELECT 1 FROM {table} l JOIN tags g ON g.id = l.tag_id WHERE l.{owner} = {alias}.id AND g.trashed_ms IS NULL))"
            )
        }
        Check::TextIn(_)
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
        | Check::ChangedFrom(_) => "0".to_owned(),
    }
}

/// The value that an edge of time has for an instant or a date.
fn edge_value(kind: Kind, edge: Edge, at: Moment) -> Bound {
    if kind == Kind::Date { at.edge_on(edge).into() } else { at.edge_ms(edge).into() }
}

fn own(expr: &str, alias: &str) -> String {
    expr.replace("{t}", alias)
}
