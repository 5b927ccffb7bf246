//! What goes in and out of the ticket operations.

use crate::conditions::Condition;
use crate::customers::CustomerKind;
use crate::ids::{
    CustomerId, TeamId, TicketCategoryId, TicketId, TicketPriorityId, TicketStatusId, UploadId, UserId,
};
use crate::page::Count;
use crate::patch::Patch;
use crate::wire::wire_enum;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

wire_enum! {
    /// What a status means to the rules; names are the business's own.
    TicketState {
        /// Nobody has looked at it yet.
        New = "new",
        Open = "open",
        WaitingCustomer = "waiting_customer",
        /// A supplier, another firm or another department has to act.
        WaitingThirdParty = "waiting_third_party",
        OnHold = "on_hold",
        Solved = "solved",
        Closed = "closed",
    }
}

impl TicketState {
    /// Solved and closed tickets ask for nothing any more.
    pub const fn is_done(self) -> bool {
        match self {
            Self::Solved | Self::Closed => true,
            Self::New | Self::Open | Self::WaitingCustomer | Self::WaitingThirdParty | Self::OnHold => false,
        }
    }
}

wire_enum! {
    /// The way a ticket or message came in.
    Channel {
        Email = "email",
        Phone = "phone",
        Portal = "portal",
        Chat = "chat",
        Sms = "sms",
        /// Typed in by somebody who works here.
        Desk = "desk",
        Other = "other",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Ticket {
    pub id: TicketId,
    /// What people call it; never given twice.
    pub number: i64,
    pub subject: String,
    pub status_id: TicketStatusId,
    /// The category of its status.
    pub state: TicketState,
    pub priority_id: TicketPriorityId,
    pub category_id: Option<TicketCategoryId>,
    pub team_id: Option<TeamId>,
    pub assignee_id: Option<UserId>,
    pub customer_id: Option<CustomerId>,
    pub customer_name: Option<String>,
    pub customer_kind: Option<CustomerKind>,
    pub channel: Channel,
    pub tags: Vec<String>,
    /// Since when the customer waits for us; absent while they do not.
    pub needs_answer_ms: Option<i64>,
    pub last_message_ms: Option<i64>,
    pub solved_ms: Option<i64>,
    pub merged_into_id: Option<TicketId>,
    /// Its name in the system it came from.
    pub external_ref: Option<String>,
    pub created_ms: i64,
    pub updated_ms: i64,
    pub trashed_ms: Option<i64>,
    pub rev: i64,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTicket {
    pub subject: String,
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    /// Becomes the first message: what somebody wants of us, the customer where one is named.
    #[serde(default)]
    pub body: Option<String>,
    /// The first status of the kind “new” unless said otherwise.
    #[serde(default)]
    pub status_id: Option<TicketStatusId>,
    /// Normal unless said otherwise.
    #[serde(default)]
    pub priority_id: Option<TicketPriorityId>,
    #[serde(default)]
    pub category_id: Option<TicketCategoryId>,
    #[serde(default)]
    pub team_id: Option<TeamId>,
    #[serde(default)]
    pub assignee_id: Option<UserId>,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub channel: Option<Channel>,
    /// Files sent before, by the ids that `attachments.upload` gave.
    #[serde(default)]
    pub attachment_ids: Vec<UploadId>,
}

#[derive(Debug, Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetTicket {
    pub id: TicketId,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateTicket {
    pub id: TicketId,
    #[serde(default)]
    pub subject: Option<String>,
    #[serde(default)]
    pub status_id: Option<TicketStatusId>,
    #[serde(default)]
    pub priority_id: Option<TicketPriorityId>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub category_id: Patch<TicketCategoryId>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub team_id: Patch<TeamId>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub assignee_id: Patch<UserId>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub customer_id: Patch<CustomerId>,
    /// Replaces all tags.
    #[serde(default)]
    pub tags: Option<Vec<String>>,
    /// The revision that was read; protects what others changed since.
    #[serde(default)]
    pub rev: Option<i64>,
}

impl UpdateTicket {
    /// An update that changes nothing yet.
    pub const fn of(id: TicketId) -> Self {
        Self {
            id,
            subject: None,
            status_id: None,
            priority_id: None,
            category_id: Patch::Keep,
            team_id: Patch::Keep,
            assignee_id: Patch::Keep,
            customer_id: Patch::Keep,
            tags: None,
            rev: None,
        }
    }
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignTicket {
    pub id: TicketId,
    /// `null` takes it from whoever has it.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub assignee_id: Patch<UserId>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub team_id: Patch<TeamId>,
    #[serde(default)]
    pub rev: Option<i64>,
}

wire_enum! {
    TicketView {
        /// The customer waits for us.
        NeedsAnswer = "needs_answer",
        /// Assigned to whoever asks, not solved.
        Mine = "mine",
        /// Assigned to nobody, not solved.
        Unassigned = "unassigned",
        /// On the customer or a third party.
        Waiting = "waiting",
        OnHold = "on_hold",
        /// Solved in the last seven days, the latest first.
        SolvedWeek = "solved_week",
        All = "all",
        /// Neither solved nor closed.
        Open = "open",
    }
}
wire_enum! {
    TicketSort {
        Newest = "newest",
        Updated = "updated",
        /// Tickets that need an answer only, the longest wait first.
        WaitingLongest = "waiting_longest",
    }
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListTickets {
    /// All unless said otherwise.
    #[serde(default)]
    pub view: Option<TicketView>,
    #[serde(default)]
    pub status_id: Option<TicketStatusId>,
    #[serde(default)]
    pub priority_id: Option<TicketPriorityId>,
    #[serde(default)]
    pub team_id: Option<TeamId>,
    #[serde(default)]
    pub assignee_id: Option<UserId>,
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    /// A condition tree over tickets, besides the other filters.
    #[serde(default, rename = "where")]
    pub condition: Option<Condition>,
    /// Longest wait first where answers are needed, newest first elsewhere; “solved_week” keeps its own order.
    #[serde(default)]
    pub sort: Option<TicketSort>,
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}

/// A ticket in a list.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TicketRow {
    pub id: TicketId,
    pub number: i64,
    pub subject: String,
    pub status_id: TicketStatusId,
    pub state: TicketState,
    pub priority_id: TicketPriorityId,
    pub customer_id: Option<CustomerId>,
    pub customer_name: Option<String>,
    pub customer_kind: Option<CustomerKind>,
    pub assignee_id: Option<UserId>,
    pub team_id: Option<TeamId>,
    pub needs_answer_ms: Option<i64>,
    pub last_message_ms: Option<i64>,
    pub created_ms: i64,
    pub updated_ms: i64,
    pub solved_ms: Option<i64>,
    /// Needs an answer and has something that the person who asks has not seen.
    pub unread: bool,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CountTickets {}

/// How many tickets each view shows, and how many unsolved ones each team has.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct TicketCounts {
    pub views: TicketViewCounts,
    /// By the team's id.
    pub teams: BTreeMap<String, Count>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct TicketViewCounts {
    pub needs_answer: Count,
    pub mine: Count,
    pub unassigned: Count,
    pub waiting: Count,
    pub on_hold: Count,
    pub solved_week: Count,
    pub all: Count,
    pub open: Count,
}

/// Until when somebody has read a ticket.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct TicketRead {
    pub id: TicketId,
    pub read_ms: i64,
}
