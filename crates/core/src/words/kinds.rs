//! The kinds of words: where each stands, what deletes it, and how conditions refer to it.

use crate::conditions::fields::Of;
use crate::log::tables::Record;
use crate::wire::wire_enum;

wire_enum! {
    WordKind {
        TicketStatus = "ticket_status",
        TicketPriority = "ticket_priority",
        TicketCategory = "ticket_category",
        ArticleCategory = "article_category",
        Team = "team",
        Tag = "tag",
        Pipeline = "pipeline",
        Stage = "stage",
    }
}

impl WordKind {
    /// The operation that deletes one.
    pub const fn operation(self) -> &'static str {
        match self {
            Self::TicketStatus => "ticket_statuses.delete",
            Self::TicketPriority => "ticket_priorities.delete",
            Self::TicketCategory => "ticket_categories.delete",
            Self::ArticleCategory => "article_categories.delete",
            Self::Team => "teams.delete",
            Self::Tag => "tags.delete",
            Self::Pipeline => "pipelines.delete",
            Self::Stage => "stages.delete",
        }
    }

    pub const fn table(self) -> &'static str {
        match self {
            Self::TicketStatus => "ticket_statuses",
            Self::TicketPriority => "ticket_priorities",
            Self::TicketCategory => "ticket_categories",
            Self::ArticleCategory => "article_categories",
            Self::Team => "teams",
            Self::Tag => "tags",
            Self::Pipeline => "pipelines",
            Self::Stage => "stages",
        }
    }

    /// Whether these words stand below one another.
    pub const fn is_tree(self) -> bool {
        matches!(self, Self::TicketCategory | Self::ArticleCategory)
    }

    /// How conditions and actions refer to it; tags go by their name.
    pub const fn referred(self) -> Option<Of> {
        match self {
            Self::TicketStatus => Some(Of::TicketStatus),
            Self::TicketPriority => Some(Of::TicketPriority),
            Self::TicketCategory => Some(Of::TicketCategory),
            Self::ArticleCategory => Some(Of::ArticleCategory),
            Self::Team => Some(Of::Team),
            Self::Pipeline => Some(Of::Pipeline),
            Self::Stage => Some(Of::Stage),
            Self::Tag => None,
        }
    }

    /// The sentence for one that is not there.
    pub const fn gone(self) -> &'static str {
        match self {
            Self::TicketStatus => "error.gone.status",
            Self::TicketPriority => "error.gone.priority",
            Self::TicketCategory | Self::ArticleCategory => "error.gone.category",
            Self::Team => "error.gone.team",
            Self::Tag => "error.gone.tag",
            Self::Pipeline => "error.gone.pipeline",
            Self::Stage => "error.gone.stage",
        }
    }

    /// The record that its rows belong to.
    pub const fn record(self) -> Record {
        match self {
            Self::TicketStatus => Record::TicketStatus,
            Self::TicketPriority => Record::TicketPriority,
            Self::TicketCategory => Record::TicketCategory,
            Self::ArticleCategory => Record::ArticleCategory,
            Self::Team => Record::Team,
            Self::Tag => Record::Tag,
            Self::Pipeline | Self::Stage => Record::Pipeline,
        }
    }
}
