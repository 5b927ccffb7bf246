//! The tree as it is written, sent and stored.

use crate::wire::wire_enum;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// Groups within groups, at most.
pub const DEPTH_MAX: usize = 5;
/// Leaves of one tree, at most.
pub const RULES_MAX: usize = 50;
/// Values of one leaf, at most.
pub const VALUES_MAX: usize = 200;

wire_enum! {
    Combinator { And = "and", Or = "or" }
}

wire_enum! {
    /// What a leaf asks of its field; which ones a field allows stands in the vocabulary.
    Operator {
        Is = "is", IsNot = "is_not", Contains = "contains", DoesNotContain = "does_not_contain", Starts = "starts", OneOf = "one_of",
        IsEmpty = "is_empty", HasValue = "has_value",
        Equal = "=", NotEqual = "!=", Less = "<", LessOrEqual = "<=", Greater = ">", GreaterOrEqual = ">=", Between = "between",
        AnyOf = "any_of", NoneOf = "none_of", AllOf = "all_of",
        IsYes = "is_yes", IsNo = "is_no",
        InLastDays = "in_last_days", OlderThanDays = "older_than_days", Before = "before", After = "after",
        /// Only in workflows: the event that started it changed this field.
        Changed = "changed", ChangedTo = "changed_to", ChangedFrom = "changed_from",
    }
}

wire_enum! {
    /// What a leaf says of a record whose field is empty.
    Nulls { Include = "include", Exclude = "exclude" }
}

/// Which records are meant: all or any of the rules, or with `not` the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    pub combinator: Combinator,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not: bool,
    #[schema(no_recursion)]
    pub rules: Vec<Rule>,
}

/// A group within a group, or a leaf.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum Rule {
    #[schema(no_recursion)]
    Group(Condition),
    Leaf(Leaf),
}

/// One test of one field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// A field of the record (`subject`) or of a related one (`customer.status`).
    pub field: String,
    pub operator: Operator,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub value: Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nulls: Option<Nulls>,
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Decided by shape first, so that the error names what is wrong with the group or the leaf.
        let value = Value::deserialize(deserializer)?;
        let group = value.get("rules").is_some() || value.get("combinator").is_some();
        let read = if group {
            serde_json::from_value(value).map(Self::Group)
        } else {
            serde_json::from_value(value).map(Self::Leaf)
        };
        read.map_err(D::Error::custom)
    }
}

/// What is wrong in a tree or a workflow, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// `conditions.rules[0]`, `actions[2].tag`
    pub path: String,
    pub message: String,
    /// Whether it keeps a workflow from being switched on; else it is a warning.
    pub blocking: bool,
}

impl Problem {
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into(), blocking: true }
    }

    pub fn warning(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { blocking: false, ..Self::new(path, message) }
    }
}

/// A tree with what each node came to for one record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum Explained {
    #[schema(no_recursion)]
    Group { combinator: Combinator, not: bool, result: bool, rules: Vec<Self> },
    Leaf {
        field: String,
        label: String,
        operator: Operator,
        value: Value,
        /// What the record held when it was tested.
        actual: Value,
        result: bool,
    },
}
