//! Their tickets, word for word.

use super::{Cast, CastTicket};
use crate::ctx::Actor;
use crate::drafts::{self, DraftKind, SaveDraft};
use crate::error::Result;
use crate::ids::TicketId;
use crate::people::tags;
use crate::sample::fill::Step;
use crate::sample::house::House;
use crate::sample::when::{MINUTE_MS, When};
use crate::tickets::{
    self, Author, GetTicket, ImportedFields, ImportedTicket, MessageKind, NewMessage, TicketState,
};

impl Cast {
    pub fn tickets(&self, step: &mut Step<'_, '_, '_>, house: &House, when: &When) -> Result<usize> {
        let mut made = 0;
        // In the order in which they came.
        let mut tickets: Vec<&CastTicket> = self.tickets.iter().collect();
        tickets.sort_by_key(|ticket| ticket.said.first().map_or(0, |(_, ago, _)| -ago));
        for written in tickets {
            made += 1 + written.said.len();
            if let Some(id) = self.ticket(step, house, when, written)? {
                self.look(step, house, written, id)?;
            }
        }
        Ok(made)
    }

    fn ticket(
        &self,
        step: &mut Step<'_, '_, '_>,
        house: &House,
        when: &When,
        written: &CastTicket,
    ) -> Result<Option<TicketId>> {
        let (Some(customer), Some(priority_id)) = (self.id(&written.customer), house.priority(written.level))
        else {
            return Ok(None);
        };
        let mut made = None;
        for (place, (who, ago, text)) in written.said.iter().enumerate() {
            let user = who.split(' ').nth(1).and_then(|initials| house.user(initials));
            let author = user.map_or(Author::Customer(customer), Author::User);
            let kind = if who.starts_with("note") { MessageKind::Note } else { MessageKind::Public };
            let message =
                NewMessage { kind, author, channel: written.channel, body: text, attachment_ids: &[] };
            let last = place + 1 == written.said.len();
            let state = if last {
                written.state
            } else if user.is_some() && kind == MessageKind::Public {
                TicketState::WaitingCustomer
            } else if place == 0 {
                TicketState::New
            } else {
                TicketState::Open
            };
            let assignee_id = written
                .assignee
                .as_deref()
                .and_then(|initials| house.user(initials))
                .filter(|_| place > 0 || last);
            let actor = user.map_or(Actor::System, |user| house.actor(user));
            let at_ms = when.anchor_ms - ago * MINUTE_MS;
            let status_id = house.status(state).filter(|_| kind == MessageKind::Public || last);
            match (made, house.status(state)) {
                (Some(id), _) => {
                    let fields = ImportedFields { status_id, assignee_id, ..ImportedFields::default() };
                    step.unit(actor, at_ms, |ctx| {
                        tickets::append(ctx, id, &message)?;
                        tickets::import_fields(ctx, id, &fields)
                    })?;
                }
                (None, Some(status_id)) => {
                    let opened = ImportedTicket {
                        subject: &written.subject,
                        status_id,
                        priority_id,
                        category_id: house.category(&written.about),
                        team_id: house.team_of(&written.about),
                        assignee_id,
                        customer_id: Some(customer),
                        channel: written.channel,
                        external_ref: None,
                    };
                    made = Some(step.unit(actor, at_ms, |ctx| {
                        let id = tickets::import_ticket(ctx, &opened)?;
                        tickets::append(ctx, id, &message)?;
                        for tag in &written.tags {
                            tags::add(ctx, tags::OF_TICKETS, id.0, tag)?;
                        }
                        Ok(id)
                    })?);
                }
                (None, None) => {}
            }
        }
        Ok(made)
    }

    /// What Maren has read, and what she has begun to write.
    fn look(
        &self,
        step: &mut Step<'_, '_, '_>,
        house: &House,
        written: &CastTicket,
        id: TicketId,
    ) -> Result<()> {
        let Some(owner) = house.user("MA").map(|user| house.actor(user)) else { return Ok(()) };
        let draft = written.draft.clone();
        step.now(owner, |ctx| {
            if written.read {
                tickets::mark_read(ctx, GetTicket { id })?;
            }
            if let Some(text) = draft {
                drafts::save(ctx, SaveDraft { ticket_id: id, kind: DraftKind::Reply, text })?;
            }
            Ok(())
        })
    }
}
