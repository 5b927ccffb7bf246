//! Messages: replies that the customer sees, and notes that only the team sees.

use super::sql;
use crate::attachments::{self, Attachment};
use crate::ctx::Ctx;
use crate::customers::CustomerKind;
use crate::drafts;
use crate::error::{Error, Result};
use crate::ids::{AttachmentId, CustomerId, MessageId, TicketId, TicketStatusId, UploadId, UserId};
use crate::log::unit::none;
use crate::markdown;
use crate::text;
use crate::tickets::ops::{Head, head, set_status};
use crate::tickets::{Channel, TicketState, statuses};
use crate::wire::wire_enum;
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

wire_enum! {
    MessageKind {
        /// The customer sees it.
        Public = "public",
        /// Only people who work here see it.
        Note = "note",
    }
}
wire_enum! {
    /// Who spoke.
    MessageSide { Customer = "customer", Agent = "agent" }
}
wire_enum! {
    MessageFormat { Text = "text", Markdown = "markdown" }
}

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TicketMessage {
    pub id: MessageId,
    pub ticket_id: TicketId,
    pub at_ms: i64,
    pub kind: MessageKind,
    pub side: MessageSide,
    pub author_name: String,
    pub author_kind: Option<CustomerKind>,
    pub author_user_id: Option<UserId>,
    pub author_customer_id: Option<CustomerId>,
    pub channel: Channel,
    pub format: MessageFormat,
    /// As it was typed.
    pub source: String,
    /// Safe to show: raw HTML is text, nothing is fetched.
    pub html: String,
    pub attachments: Vec<Attachment>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplyToTicket {
    pub id: TicketId,
    pub body: String,
    /// The status afterwards. Without it our answer opens a new ticket, and the customer's opens one that was waiting or done.
    #[serde(default)]
    pub status_id: Option<TicketStatusId>,
    #[serde(default)]
    pub attachment_ids: Vec<UploadId>,
    /// “customer” records what the customer said, for example on the phone. Ours unless said otherwise.
    #[serde(default)]
    pub side: Option<MessageSide>,
    #[serde(default)]
    pub channel: Option<Channel>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteOnTicket {
    pub id: TicketId,
    pub body: String,
    #[serde(default)]
    pub attachment_ids: Vec<UploadId>,
}

/// Who a message is from.
#[derive(Debug, Clone, Copy)]
pub enum Author {
    /// Whoever acts: a person who works here, a workflow, the program.
    Actor,
    /// Somebody who works here, in an import.
    User(UserId),
    Customer(CustomerId),
    /// The customer's side, of whom nothing is known.
    Unknown,
}

/// A message to append.
#[derive(Debug, Clone, Copy)]
pub struct NewMessage<'m> {
    pub kind: MessageKind,
    pub author: Author,
    pub channel: Channel,
    pub body: &'m str,
    pub attachment_ids: &'m [UploadId],
}

impl<'m> NewMessage<'m> {
    pub const fn public(author: Author, body: &'m str, attachment_ids: &'m [UploadId]) -> Self {
        Self { kind: MessageKind::Public, author, channel: Channel::Desk, body, attachment_ids }
    }
}

/// `tickets.reply`: a message that the customer sees. Errors: `not_found`, `invalid`, `too_large`, `conflict` in the trash.
pub fn reply(ctx: &Ctx<'_>, args: ReplyToTicket) -> Result<TicketMessage> {
    let ticket = head(ctx, args.id)?;
    something_to_say(&args.body, &args.attachment_ids)?;
    let side = args.side.unwrap_or(MessageSide::Agent);
    let author = match (side, ticket.customer_id) {
        (MessageSide::Agent, _) => Author::Actor,
        (MessageSide::Customer, Some(customer)) => Author::Customer(customer),
        (MessageSide::Customer, None) => Author::Unknown,
    };
    let channel = args.channel.unwrap_or(Channel::Desk);
    let id = append(
        ctx,
        ticket.id,
        &NewMessage { channel, ..NewMessage::public(author, &args.body, &args.attachment_ids) },
    )?;
    if let Some(status) = status_after(ctx, &ticket, side, args.status_id)? {
        set_status(ctx, ticket.id, status)?;
    }
    if side == MessageSide::Agent {
        drafts::discard(ctx, ticket.id, drafts::DraftKind::Reply)?;
    }
    one(ctx, id)
}

/// `tickets.note`: a message for the team alone. Errors: as [`reply`].
pub fn note(ctx: &Ctx<'_>, args: NoteOnTicket) -> Result<TicketMessage> {
    let ticket = head(ctx, args.id)?;
    something_to_say(&args.body, &args.attachment_ids)?;
    let message = NewMessage {
        kind: MessageKind::Note,
        ..NewMessage::public(Author::Actor, &args.body, &args.attachment_ids)
    };
    let id = append(ctx, ticket.id, &message)?;
    drafts::discard(ctx, ticket.id, drafts::DraftKind::Note)?;
    one(ctx, id)
}

/// Adds a message without a look at statuses. Errors: `too_large`, `invalid` for a file that is not there.
pub fn append(ctx: &Ctx<'_>, ticket: TicketId, message: &NewMessage<'_>) -> Result<MessageId> {
    text::body("body", message.body)?;
    let (side, user, customer) = match message.author {
        Author::Actor => (MessageSide::Agent, ctx.actor.user_id().map(UserId), None),
        Author::User(user) => (MessageSide::Agent, Some(user), None),
        Author::Customer(customer) => (MessageSide::Customer, None, Some(customer)),
        Author::Unknown => (MessageSide::Customer, None, None),
    };
    ctx.conn().prepare_cached(sql::INSERT_MESSAGE)?.execute(params![
        ticket,
        message.kind,
        side,
        user,
        customer,
        message.channel,
        message.body,
        ctx.at_ms()
    ])?;
    let id = MessageId(ctx.conn().last_insert_rowid());
    if !message.attachment_ids.is_empty() {
        attachments::attach(ctx, ticket, id, message.attachment_ids)?;
    }
    Ok(id)
}

/// A message with only files is one; a message with nothing is not.
fn something_to_say(body: &str, files: &[UploadId]) -> Result<()> {
    if files.is_empty() { text::required_body("body", body) } else { Ok(()) }
}

/// The status that a message brings about, if any.
fn status_after(
    ctx: &Ctx<'_>,
    ticket: &Head,
    side: MessageSide,
    wanted: Option<TicketStatusId>,
) -> Result<Option<TicketStatusId>> {
    if let Some(status) = wanted {
        return statuses::usable(ctx, status).map(Some);
    }
    let opens = match (side, ticket.state) {
        (MessageSide::Agent, TicketState::New) => true,
        (MessageSide::Agent, _) | (MessageSide::Customer, TicketState::New | TicketState::Open) => false,
        // Whatever we waited for or thought done, the customer has spoken; otherwise nobody would see it.
        (MessageSide::Customer, _) => true,
    };
    if opens { statuses::first_of(ctx, TicketState::Open).map(Some) } else { Ok(None) }
}

static MESSAGE: LazyLock<String> = LazyLock::new(sql::message);

pub(super) fn one(ctx: &Ctx<'_>, id: MessageId) -> Result<TicketMessage> {
    let found = ctx.conn().prepare_cached(&MESSAGE)?.query_row([id], row).map(Some).or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.message"))
}

pub(super) fn row(row: &Row<'_>) -> rusqlite::Result<TicketMessage> {
    let side: MessageSide = row.get(4)?;
    let (user, customer): (Option<String>, Option<String>) = (row.get(6)?, row.get(8)?);
    let format: MessageFormat = row.get(11)?;
    let source: String = row.get(12)?;
    let html = match format {
        MessageFormat::Markdown => markdown::html(&source),
        MessageFormat::Text => markdown::plain(&source),
    };
    let files: &str = row.get_ref(13)?.as_str()?;
    let attachments = if files == "[]" { Vec::new() } else { files_from(files) };
    Ok(TicketMessage {
        id: row.get(0)?,
        ticket_id: row.get(1)?,
        at_ms: row.get(2)?,
        kind: row.get(3)?,
        side,
        author_name: user.or(customer).unwrap_or_else(|| {
            match side {
                MessageSide::Customer => "Customer",
                MessageSide::Agent => "Onhand",
            }
            .to_owned()
        }),
        author_kind: row.get(9)?,
        author_user_id: row.get(5)?,
        author_customer_id: row.get(7)?,
        channel: row.get(10)?,
        format,
        source,
        html,
        attachments,
    })
}

fn files_from(json: &str) -> Vec<Attachment> {
    let rows: Vec<(AttachmentId, String, String, i64)> = serde_json::from_str(json).unwrap_or_default();
    rows.into_iter()
        .map(|(id, name, media_type, size_bytes)| Attachment { id, name, media_type, size_bytes })
        .collect()
}
