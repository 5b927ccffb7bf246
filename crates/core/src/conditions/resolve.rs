//! From the tree as written to the tree as meant: every field found in the registry, every value typed.

use super::fields::{self, Field, Kind, Subject};
use super::types::{
    Combinator, Condition, DEPTH_MAX, Leaf, Nulls, Operator, Problem, RULES_MAX, Rule, VALUES_MAX,
};
use crate::log::tables::Record;
use crate::text;
use chrono::NaiveDate;
use serde_json::Value;

/// What a tree is for; only workflows have an event whose changes can be asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    List,
    Workflow,
}

/// A checked tree.
#[derive(Debug, Clone)]
pub enum Node {
    Group { combinator: Combinator, not: bool, nodes: Vec<Self> },
    Test(Test),
}

/// Which record a leaf reads: its own, or one that a link of it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    Own,
    Link(usize),
}

/// A checked leaf: the outcome is `negate` XOR (`null` where the field is empty, else what `check` says).
#[derive(Debug, Clone)]
pub struct Test {
    pub path: Path,
    /// Place of the field in its subject.
    pub field: usize,
    pub check: Check,
    pub negate: bool,
    pub null: bool,
    pub leaf: Leaf,
}

/// What is asked of a value that is there. Texts are folded.
#[derive(Debug, Clone)]
pub enum Check {
    Present,
    TextIn(Vec<String>),
    Contains(String),
    /// From the text up to, but not including, the last possible one that begins with it.
    Starts(String, String),
    WordIn(Vec<String>),
    IdIn(Vec<i64>),
    Compare(Cmp, i64),
    Between(i64, i64),
    Yes,
    AnyTag(Vec<String>),
    AllTags(Vec<String>),
    /// Half-open: from ≤ value < to.
    Within(Option<Edge>, Option<Edge>),
    Changed,
    ChangedTo(Vec<Value>),
    ChangedFrom(Vec<Value>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cmp {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// One end of a span of time, resolved when it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    Ms(i64),
    Day(NaiveDate),
    /// The start of the day so many days before today.
    DaysAgo(i64),
}

/// Checks a tree. Errors: every problem found, with the path of its node.
pub fn resolve(root: Record, tree: &Condition, purpose: Purpose) -> Result<Node, Vec<Problem>> {
    let Some(subject) = fields::of(root) else {
        return Err(vec![Problem::new(
            "conditions",
            "Conditions cannot look at this kind of record yet. Remove them, or choose another trigger.",
        )]);
    };
    let mut reading = Reading { subject, purpose, problems: Vec::new(), rules: 0 };
    let node = reading.group(tree, "conditions", 1);
    if reading.rules > RULES_MAX {
        reading.problems.push(Problem::new("conditions", format!("Use at most {RULES_MAX} rules.")));
    }
    if reading.problems.is_empty() { Ok(node) } else { Err(reading.problems) }
}

struct Reading {
    subject: &'static Subject,
    purpose: Purpose,
    problems: Vec<Problem>,
    rules: usize,
}

impl Reading {
    fn group(&mut self, group: &Condition, path: &str, depth: usize) -> Node {
        let mut nodes = Vec::with_capacity(group.rules.len());
        if depth > DEPTH_MAX {
            self.problems.push(Problem::new(path, format!("Nest groups at most {DEPTH_MAX} deep.")));
        } else if group.rules.is_empty() {
            self.problems.push(Problem::new(path, "This group is empty. Add a rule or remove the group."));
        } else {
            for (n, rule) in group.rules.iter().enumerate() {
                let path = format!("{path}.rules[{n}]");
                match rule {
                    Rule::Group(inner) => nodes.push(self.group(inner, &path, depth + 1)),
                    Rule::Leaf(leaf) => match self.leaf(leaf) {
                        Ok(test) => nodes.push(Node::Test(test)),
                        Err(message) => self.problems.push(Problem::new(path, message)),
                    },
                }
            }
        }
        Node::Group { combinator: group.combinator, not: group.not, nodes }
    }

    fn leaf(&mut self, leaf: &Leaf) -> Result<Test, String> {
        self.rules += 1;
        let (path, owner, position) = find(self.subject, &leaf.field).ok_or_else(|| unknown(&leaf.field))?;
        let field = owner.fields.get(position).ok_or_else(|| unknown(&leaf.field))?;
        let (check, negate) = check(field, leaf)?;
        let event = matches!(check, Check::Changed | Check::ChangedTo(_) | Check::ChangedFrom(_));
        if event && (self.purpose == Purpose::List || path != Path::Own) {
            return Err(
                "“Changed” can only be asked of the record's own fields, and only in a workflow.".to_owned()
            );
        }
        let fixed = event || matches!(check, Check::Present);
        let null = match leaf.nulls {
            None => false,
            Some(_) if fixed => {
                return Err("This rule already says what happens to empty values. Remove “nulls”.".to_owned());
            }
            Some(nulls) => (nulls == Nulls::Include) != negate,
        };
        Ok(Test { path, field: position, check, negate, null, leaf: leaf.clone() })
    }
}

/// Where a field of this name is: the record's own, or one of a record that a link of it leads to.
fn find(subject: &'static Subject, name: &str) -> Option<(Path, &'static Subject, usize)> {
    let own =
        name.strip_prefix(subject.record.name()).and_then(|rest| rest.strip_prefix('.')).unwrap_or(name);
    if let Some(position) = subject.position(own) {
        return Some((Path::Own, subject, position));
    }
    let (link, key) = name.split_once('.')?;
    let at = subject.links.iter().position(|known| known.path == link)?;
    let owner = fields::of(subject.links.get(at)?.to)?;
    Some((Path::Link(at), owner, owner.position(key)?))
}

/// Whether any leaf of the tree compares a field of some kind with a value that `is_meant`; what cannot be found in the
/// registry means nothing.
pub fn any_value(root: Record, tree: &Condition, is_meant: &dyn Fn(Kind, &Value) -> bool) -> bool {
    tree.rules.iter().any(|rule| match rule {
        Rule::Group(group) => any_value(root, group, is_meant),
        Rule::Leaf(leaf) => fields::of(root)
            .and_then(|subject| find(subject, &leaf.field))
            .and_then(|(_, owner, position)| owner.fields.get(position))
            .is_some_and(|field| is_meant(field.kind, &leaf.value)),
    })
}

fn unknown(name: &str) -> String {
    format!("There is no field “{}” here. Choose one from the list.", text::shorten(name, 60))
}

/// What the operator means for this kind of field, and whether it is the opposite of that.
fn check(field: &Field, leaf: &Leaf) -> Result<(Check, bool), String> {
    use Operator as Op;
    let value = &leaf.value;
    let found = match (field.kind, leaf.operator) {
        (Kind::YesNo, Op::IsYes) => (Check::Yes, false),
        (Kind::YesNo, Op::IsNo) => (Check::Yes, true),
        (Kind::YesNo, Op::Is | Op::Equal) => match value {
            Value::Bool(yes) => (Check::Yes, !yes),
            _ => return Err("Choose yes or no.".to_owned()),
        },
        (_, Op::Changed) => (Check::Changed, false),
        (Kind::Choice(_) | Kind::Ref(_), Op::ChangedTo) => (Check::ChangedTo(wanted(field, value)?), false),
        (Kind::Choice(_) | Kind::Ref(_), Op::ChangedFrom) => {
            (Check::ChangedFrom(wanted(field, value)?), false)
        }
        (Kind::Number, Op::ChangedTo) => (Check::ChangedTo(numbers(value)?), false),
        (Kind::Number, Op::ChangedFrom) => (Check::ChangedFrom(numbers(value)?), false),
        (Kind::YesNo, _) => return Err(not_for(field, leaf.operator)),
        (_, Op::HasValue) => (Check::Present, false),
        (_, Op::IsEmpty) => (Check::Present, true),

        (Kind::Text, Op::Is | Op::Equal | Op::OneOf | Op::AnyOf) => (Check::TextIn(texts(value)?), false),
        (Kind::Text, Op::IsNot | Op::NotEqual | Op::NoneOf) => (Check::TextIn(texts(value)?), true),
        (Kind::Text, Op::Contains) => (Check::Contains(one_text(value)?), false),
        (Kind::Text, Op::DoesNotContain) => (Check::Contains(one_text(value)?), true),
        (Kind::Text, Op::Starts) => {
            let from = one_text(value)?;
            let to = format!("{from}\u{10ffff}");
            (Check::Starts(from, to), false)
        }

        (Kind::Number, Op::Equal | Op::Is) => (Check::Compare(Cmp::Equal, number(value)?), false),
        (Kind::Number, Op::NotEqual | Op::IsNot) => (Check::Compare(Cmp::Equal, number(value)?), true),
        (Kind::Number, Op::Less) => (Check::Compare(Cmp::Less, number(value)?), false),
        (Kind::Number, Op::LessOrEqual) => (Check::Compare(Cmp::LessOrEqual, number(value)?), false),
        (Kind::Number, Op::Greater) => (Check::Compare(Cmp::Greater, number(value)?), false),
        (Kind::Number, Op::GreaterOrEqual) => (Check::Compare(Cmp::GreaterOrEqual, number(value)?), false),
        (Kind::Number, Op::Between) => match value.as_array().map(Vec::as_slice) {
            Some([from, to]) => (Check::Between(number(from)?, number(to)?), false),
            _ => return Err("Give the lowest and the highest number.".to_owned()),
        },

        (Kind::Choice(_) | Kind::Ref(_), Op::AnyOf | Op::Is | Op::Equal | Op::OneOf) => {
            (one_of(field, value)?, false)
        }
        (Kind::Choice(_) | Kind::Ref(_), Op::NoneOf | Op::IsNot | Op::NotEqual) => {
            (one_of(field, value)?, true)
        }

        (Kind::Tags, Op::AnyOf | Op::Contains | Op::Is | Op::OneOf) => (Check::AnyTag(texts(value)?), false),
        (Kind::Tags, Op::NoneOf | Op::DoesNotContain | Op::IsNot) => (Check::AnyTag(texts(value)?), true),
        (Kind::Tags, Op::AllOf) => (Check::AllTags(texts(value)?), false),

        (Kind::Instant | Kind::Date, Op::InLastDays) => {
            (Check::Within(Some(Edge::DaysAgo(days(value)?)), Some(Edge::DaysAgo(-1))), false)
        }
        (Kind::Instant | Kind::Date, Op::OlderThanDays) => {
            (Check::Within(None, Some(Edge::DaysAgo(days(value)?))), false)
        }
        (Kind::Instant | Kind::Date, Op::Before) => {
            (Check::Within(None, Some(edge(field.kind, value)?)), false)
        }
        (Kind::Instant | Kind::Date, Op::After) => {
            (Check::Within(Some(following(edge(field.kind, value)?)), None), false)
        }

        (
            Kind::Text
            | Kind::Number
            | Kind::Choice(_)
            | Kind::Ref(_)
            | Kind::Tags
            | Kind::Instant
            | Kind::Date,
            _,
        ) => {
            return Err(not_for(field, leaf.operator));
        }
    };
    Ok(found)
}

fn not_for(field: &Field, operator: Operator) -> String {
    format!("“{}” cannot be asked of {}. Choose another comparison.", operator.word(), field.label)
}

fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(values) => values,
        _ => std::slice::from_ref(value),
    }
}

fn values<T>(value: &Value, read: impl Fn(&Value) -> Result<T, String>) -> Result<Vec<T>, String> {
    let all = list(value);
    if all.is_empty() || value.is_null() {
        return Err("Choose at least one value.".to_owned());
    }
    if all.len() > VALUES_MAX {
        return Err(format!("Use at most {VALUES_MAX} values in one rule."));
    }
    all.iter().map(read).collect()
}

fn texts(value: &Value) -> Result<Vec<String>, String> {
    values(value, one_text)
}

fn one_text(value: &Value) -> Result<String, String> {
    let folded = text::fold(value.as_str().ok_or("Write the text to compare with.")?);
    if folded.is_empty() { Err("Write the text to compare with.".to_owned()) } else { Ok(folded) }
}

fn number(value: &Value) -> Result<i64, String> {
    value.as_i64().ok_or_else(|| "Write a whole number.".to_owned())
}

fn numbers(value: &Value) -> Result<Vec<Value>, String> {
    values(value, |one| number(one).map(Value::from))
}

fn one_of(field: &Field, value: &Value) -> Result<Check, String> {
    match field.kind {
        Kind::Choice(words) => {
            let word = |value: &Value| {
                value
                    .as_str()
                    .filter(|word| words.contains(word))
                    .map(str::to_owned)
                    .ok_or_else(|| format!("Choose from: {}.", words.join(", ")))
            };
            Ok(Check::WordIn(values(value, word)?))
        }
        Kind::Ref(_) => Ok(Check::IdIn(values(value, |id| {
            id.as_i64().ok_or_else(|| "Choose from the list.".to_owned())
        })?)),
        Kind::Text | Kind::Number | Kind::Tags | Kind::YesNo | Kind::Instant | Kind::Date => {
            Err("Choose from the list.".to_owned())
        }
    }
}

fn wanted(field: &Field, value: &Value) -> Result<Vec<Value>, String> {
    one_of(field, value)?;
    Ok(list(value).to_vec())
}

/// More days than a calendar needs are a slip of the keyboard.
const DAYS_MAX: i64 = 36_600;

fn days(value: &Value) -> Result<i64, String> {
    value
        .as_i64()
        .filter(|days| (0..=DAYS_MAX).contains(days))
        .ok_or_else(|| "Write a number of days.".to_owned())
}

fn edge(kind: Kind, value: &Value) -> Result<Edge, String> {
    match (kind, value) {
        (_, Value::String(text)) => text
            .parse()
            .map(Edge::Day)
            .map_err(|_| "Write the date as year-month-day, such as 2026-11-20.".to_owned()),
        (Kind::Instant, Value::Number(number)) => {
            number.as_i64().map(Edge::Ms).ok_or_else(|| "Choose a date.".to_owned())
        }
        _ => Err("Choose a date.".to_owned()),
    }
}

/// The first edge after this one: the next millisecond, or the next day.
fn following(edge: Edge) -> Edge {
    match edge {
        Edge::Ms(ms) => Edge::Ms(ms.saturating_add(1)),
        Edge::Day(day) => Edge::Day(day.succ_opt().unwrap_or(NaiveDate::MAX)),
        Edge::DaysAgo(days) => Edge::DaysAgo(days - 1),
    }
}
