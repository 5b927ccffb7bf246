//! The kinds of records, with their names outside and their tables.

use super::tables::{TRACKED, Tracked};

/// A kind of record: what events are about, what undo, history and the trash act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Record {
    Business,
    User,
    Team,
    Tag,
    Customer,
    Interaction,
    Task,
    TicketStatus,
    TicketPriority,
    TicketCategory,
    Ticket,
    Pipeline,
    Deal,
    ArticleCategory,
    Article,
    Workflow,
}

impl Record {
    pub const ALL: [Self; 16] = [
        Self::Business,
        Self::User,
        Self::Team,
        Self::Tag,
        Self::Customer,
        Self::Interaction,
        Self::Task,
        Self::TicketStatus,
        Self::TicketPriority,
        Self::TicketCategory,
        Self::Ticket,
        Self::Pipeline,
        Self::Deal,
        Self::ArticleCategory,
        Self::Article,
        Self::Workflow,
    ];

    /// The stable name in events, topics and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Business => "business",
            Self::User => "user",
            Self::Team => "team",
            Self::Tag => "tag",
            Self::Customer => "customer",
            Self::Interaction => "interaction",
            Self::Task => "task",
            Self::TicketStatus => "ticket_status",
            Self::TicketPriority => "ticket_priority",
            Self::TicketCategory => "ticket_category",
            Self::Ticket => "ticket",
            Self::Pipeline => "pipeline",
            Self::Deal => "deal",
            Self::ArticleCategory => "article_category",
            Self::Article => "article",
            Self::Workflow => "workflow",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|record| record.name() == name)
    }

    /// The table of the record itself.
    pub fn table(self) -> Option<&'static Tracked> {
        TRACKED.iter().find(|table| table.record == self && table.owner.is_none())
    }

    /// Whether other records name it to say something about themselves, as a ticket does with its status.
    pub const fn is_word(self) -> bool {
        match self {
            Self::User
            | Self::Team
            | Self::Tag
            | Self::TicketStatus
            | Self::TicketPriority
            | Self::TicketCategory
            | Self::Pipeline
            | Self::ArticleCategory => true,
            Self::Business
            | Self::Customer
            | Self::Interaction
            | Self::Task
            | Self::Ticket
            | Self::Deal
            | Self::Article
            | Self::Workflow => false,
        }
    }

    /// The table of its child rows at this path.
    pub fn child(self, path: &str) -> Option<&'static Tracked> {
        self.children().find(|table| table.owner.is_some_and(|owner| owner.path == path))
    }

    /// The tables of its child rows.
    pub fn children(self) -> impl Iterator<Item = &'static Tracked> {
        TRACKED.iter().filter(move |table| table.record == self && table.owner.is_some())
    }
}
