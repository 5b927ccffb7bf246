//! The registry: which fields conditions may name, per kind of record, and where their values are.
//!
//! Expressions say `{t}` for the record's row; they and nothing else become SQL text.

use super::sql;
use super::types::Operator;
use crate::log::tables::Record;

/// What a field holds, and with it which operators it allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    /// One of fixed words.
    Choice(&'static [&'static str]),
    /// The id of something that people name.
    Ref(Of),
    Tags,
    YesNo,
    /// UTC milliseconds.
    Instant,
    /// A calendar date.
    Date,
}

/// What an id refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Of {
    User,
    Team,
    Customer,
    TicketStatus,
    TicketPriority,
    TicketCategory,
    Pipeline,
    Stage,
    ArticleCategory,
}

/// A field of a record.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub key: &'static str,
    pub label: &'static str,
    pub kind: Kind,
    pub(super) expr: &'static str,
    /// The stored folded copy of a text.
    pub(super) folded: Option<&'static str>,
    /// For a value that follows from another field: that field and how to look it up.
    pub(super) follows: Option<(&'static str, &'static str)>,
}

/// The way to a related record.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    pub path: &'static str,
    pub(super) column: &'static str,
    pub to: Record,
}

/// What conditions know about a kind of record.
#[derive(Debug)]
pub struct Subject {
    pub record: Record,
    pub fields: &'static [Field],
    pub links: &'static [Link],
    /// The link table of its tags and the owner's column in it.
    pub(super) tags: Option<(&'static str, &'static str)>,
}

const fn field(key: &'static str, label: &'static str, kind: Kind, expr: &'static str) -> Field {
    Field { key, label, kind, expr, folded: None, follows: None }
}
const fn folded(mut field: Field, expr: &'static str) -> Field {
    field.folded = Some(expr);
    field
}
const fn follows(mut field: Field, of: &'static str, lookup: &'static str) -> Field {
    field.follows = Some((of, lookup));
    field
}

const CUSTOMER_LINK: Link = Link { path: "customer", column: "customer_id", to: Record::Customer };
const STATES: &[&str] =
    &["new", "open", "waiting_customer", "waiting_third_party", "on_hold", "solved", "closed"];

const CUSTOMER: Subject = Subject {
    record: Record::Customer,
    fields: &[
        folded(field("name", "name", Kind::Text, "{t}.name"), "{t}.name_folded"),
        field("status", "status", Kind::Choice(&["lead", "active", "churned"]), "{t}.status"),
        field("kind", "kind", Kind::Choice(&["person", "organisation"]), "{t}.kind"),
        field("tags", "tags", Kind::Tags, ""),
        field("source", "source", Kind::Text, "{t}.source"),
        field("owner_id", "owner", Kind::Ref(Of::User), "{t}.owner_id"),
        field("organisation_id", "organisation", Kind::Ref(Of::Customer), "{t}.organisation_id"),
        field("job_title", "job title", Kind::Text, "{t}.job_title"),
        field("about", "about", Kind::Text, "{t}.about"),
        field("street", "street", Kind::Text, "{t}.street"),
        field("postal_code", "postal code", Kind::Text, "{t}.postal_code"),
        field("city", "city", Kind::Text, "{t}.city"),
        field("country", "country", Kind::Text, "{t}.country"),
        field("has_email", "has an e-mail address", Kind::YesNo, sql::HAS_EMAIL),
        field("has_phone", "has a phone number", Kind::YesNo, sql::HAS_PHONE),
        field("created_ms", "created", Kind::Instant, "{t}.created_ms"),
        field("updated_ms", "last changed", Kind::Instant, "{t}.updated_ms"),
    ],
    links: &[],
    tags: Some(("customer_tags", "customer_id")),
};

const TICKET: Subject = Subject {
    record: Record::Ticket,
    fields: &[
        field("subject", "subject", Kind::Text, "{t}.subject"),
        field("status_id", "status", Kind::Ref(Of::TicketStatus), "{t}.status_id"),
        follows(
            field("state", "state", Kind::Choice(STATES), "{t}.state"),
            "status_id",
            sql::STATE_OF_STATUS,
        ),
        field("priority_id", "priority", Kind::Ref(Of::TicketPriority), "{t}.priority_id"),
        follows(
            field("priority_level", "priority level", Kind::Number, sql::PRIORITY_LEVEL),
            "priority_id",
            sql::LEVEL_OF_PRIORITY,
        ),
        field("category_id", "category", Kind::Ref(Of::TicketCategory), "{t}.category_id"),
        field("team_id", "team", Kind::Ref(Of::Team), "{t}.team_id"),
        field("assignee_id", "assignee", Kind::Ref(Of::User), "{t}.assignee_id"),
        field("customer_id", "customer", Kind::Ref(Of::Customer), "{t}.customer_id"),
        field("tags", "tags", Kind::Tags, ""),
        field("channel", "channel", Kind::Text, "{t}.channel"),
        field("number", "number", Kind::Number, "{t}.number"),
        field("needs_answer", "needs an answer", Kind::YesNo, "({t}.needs_answer_ms IS NOT NULL)"),
        field("needs_answer_ms", "waiting since", Kind::Instant, "{t}.needs_answer_ms"),
        field("last_message_ms", "last message", Kind::Instant, "{t}.last_message_ms"),
        field("solved_ms", "solved", Kind::Instant, "{t}.solved_ms"),
        field("created_ms", "created", Kind::Instant, "{t}.created_ms"),
        field("updated_ms", "last changed", Kind::Instant, "{t}.updated_ms"),
    ],
    links: &[CUSTOMER_LINK],
    tags: Some(("ticket_tags", "ticket_id")),
};

const DEAL: Subject = Subject {
    record: Record::Deal,
    fields: &[
        folded(field("title", "title", Kind::Text, "{t}.title"), "{t}.title_folded"),
        field("pipeline_id", "pipeline", Kind::Ref(Of::Pipeline), "{t}.pipeline_id"),
        field("stage_id", "stage", Kind::Ref(Of::Stage), "{t}.stage_id"),
        follows(
            field("stage_kind", "outcome", Kind::Choice(&["open", "won", "lost"]), sql::STAGE_KIND),
            "stage_id",
            sql::KIND_OF_STAGE,
        ),
        field("value_minor", "value", Kind::Number, "{t}.value_minor"),
        field("currency", "currency", Kind::Text, "{t}.currency"),
        field("owner_id", "owner", Kind::Ref(Of::User), "{t}.owner_id"),
        field("customer_id", "customer", Kind::Ref(Of::Customer), "{t}.customer_id"),
        field("expected_close_on", "expected close", Kind::Date, "{t}.expected_close_on"),
        field("stage_entered_ms", "stage entered", Kind::Instant, "{t}.stage_entered_ms"),
        field("closed_ms", "closed", Kind::Instant, "{t}.closed_ms"),
        field("lost_reason", "reason it was lost", Kind::Text, "{t}.lost_reason"),
        field("created_ms", "created", Kind::Instant, "{t}.created_ms"),
        field("updated_ms", "last changed", Kind::Instant, "{t}.updated_ms"),
    ],
    links: &[CUSTOMER_LINK],
    tags: None,
};

const TASK: Subject = Subject {
    record: Record::Task,
    fields: &[
        field("title", "title", Kind::Text, "{t}.title"),
        field("kind", "kind", Kind::Choice(&["todo", "call", "email"]), "{t}.kind"),
        field("assignee_id", "assignee", Kind::Ref(Of::User), "{t}.assignee_id"),
        field("customer_id", "customer", Kind::Ref(Of::Customer), "{t}.customer_id"),
        field("done", "done", Kind::YesNo, "({t}.done_ms IS NOT NULL)"),
        field("due_ms", "due", Kind::Instant, "{t}.due_ms"),
        field("done_ms", "done on", Kind::Instant, "{t}.done_ms"),
        field("created_ms", "created", Kind::Instant, "{t}.created_ms"),
    ],
    links: &[
        CUSTOMER_LINK,
        Link { path: "ticket", column: "ticket_id", to: Record::Ticket },
        Link { path: "deal", column: "deal_id", to: Record::Deal },
    ],
    tags: None,
};

const ARTICLE: Subject = Subject {
    record: Record::Article,
    fields: &[
        field("title", "title", Kind::Text, "{t}.title"),
        field("status", "status", Kind::Choice(&["draft", "published", "archived"]), "{t}.status"),
        field("category_id", "category", Kind::Ref(Of::ArticleCategory), "{t}.category_id"),
        field("author_id", "author", Kind::Ref(Of::User), "{t}.author_id"),
        field("published_ms", "published", Kind::Instant, "{t}.published_ms"),
        field("created_ms", "created", Kind::Instant, "{t}.created_ms"),
        field("updated_ms", "last changed", Kind::Instant, "{t}.updated_ms"),
    ],
    links: &[],
    tags: None,
};

const INTERACTION: Subject = Subject {
    record: Record::Interaction,
    fields: &[
        field("kind", "kind", Kind::Choice(&["call", "email", "sms", "meeting", "note"]), "{t}.kind"),
        field("direction", "direction", Kind::Choice(&["inbound", "outbound"]), "{t}.direction"),
        field("subject", "subject", Kind::Text, "{t}.subject"),
        field("body", "text", Kind::Text, "{t}.body"),
        field("at_ms", "happened", Kind::Instant, "{t}.at_ms"),
        field("created_ms", "created", Kind::Instant, "{t}.created_ms"),
    ],
    links: &[CUSTOMER_LINK],
    tags: None,
};

/// Every kind of record that conditions can be about.
pub const SUBJECTS: &[&Subject] = &[&CUSTOMER, &TICKET, &DEAL, &TASK, &ARTICLE, &INTERACTION];

/// The registry of one kind of record.
pub fn of(record: Record) -> Option<&'static Subject> {
    SUBJECTS.iter().copied().find(|subject| subject.record == record)
}

impl Subject {
    pub fn position(&self, key: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.key == key)
    }

    /// The table of the record.
    pub(super) fn table(&self) -> &'static str {
        self.record.table().map_or("", |table| table.table)
    }
}

impl Kind {
    /// The operators that a form offers, best first.
    pub const fn operators(self) -> &'static [Operator] {
        use Operator::{
            After, AllOf, AnyOf, Before, Between, Contains, DoesNotContain, Equal, Greater, GreaterOrEqual,
            HasValue, InLastDays, Is, IsEmpty, IsNo, IsNot, IsYes, Less, LessOrEqual, NoneOf, NotEqual,
            OlderThanDays, OneOf, Starts,
        };
        match self {
            Self::Text => &[Is, IsNot, Contains, DoesNotContain, Starts, OneOf, IsEmpty, HasValue],
            Self::Number => {
                &[Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Between, IsEmpty, HasValue]
            }
            Self::Choice(_) | Self::Ref(_) => &[AnyOf, NoneOf, IsEmpty, HasValue],
            Self::Tags => &[AnyOf, NoneOf, AllOf, IsEmpty, HasValue],
            Self::YesNo => &[IsYes, IsNo],
            Self::Instant | Self::Date => &[InLastDays, OlderThanDays, Before, After, IsEmpty, HasValue],
        }
    }

    /// As named in the vocabulary.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Choice(_) => "choice",
            Self::Ref(_) => "reference",
            Self::Tags => "tags",
            Self::YesNo => "yes_no",
            Self::Instant => "instant",
            Self::Date => "date",
        }
    }
}
