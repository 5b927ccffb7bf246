//! Tickets: what somebody asks of us, from the first word until it is closed.
//!
//! A ticket has a status from the business's own list; rules read the status's category (new, open, waiting for the
//! customer or a third party, on hold, solved, closed). Its conversation holds public messages and internal notes.
//! Our first answer opens a new ticket; a word of the customer opens one that was waiting, on hold, solved or closed.
//!
//! Invariants
//! - A number is never given twice, from 1001 on.
//! - `state`, `needs_answer_ms`, `last_message_ms` and `solved_ms` follow from other rows; no operation writes them.
//! - A merged ticket points to the one that survives (`merged_into_id`, flattened): reading or changing it by its old id
//!   reaches the survivor, whose conversation is the [`family`]'s.
//! - What a customer may see is only what is public; notes never leave the house.

pub mod attachments;
mod conversation;
pub mod drafts;
mod family;
mod import;
mod list;
mod next;
mod ops;
mod sql;
#[cfg(test)]
mod tests;
mod types;
mod vocabulary;

pub use conversation::messages::{
    Author, MessageFormat, MessageKind, MessageSide, NewMessage, NoteOnTicket, ReplyToTicket, TicketMessage,
    append, note, reply,
};
pub use conversation::{Entry, EventLine, EventLineKind, GetConversation, TicketEvent, conversation};
pub use family::family;
pub use import::{ImportedFields, ImportedTicket, find_by_ref, import_fields, import_place, import_ticket};
pub use list::{counts, list};
pub use next::{SUGGESTED, next_actions};
pub use ops::{assign, create, delete, exists, get, mark_read, reopen, solve, survivor, update};
pub use types::*;
pub use vocabulary::{categories, priorities, set_up, statuses};
