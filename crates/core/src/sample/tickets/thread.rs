//! Who says what when in one ticket, and how it stands after each message.

use crate::sample::chance::Chance;
use crate::sample::scenario::{Scenario, Voice};
use crate::sample::texts::{TEXTS, Text};
use crate::sample::when::{DAY_MS, HOUR_MS, MINUTE_MS, When};
use crate::tickets::TicketState;

/// A message with the instant at which it was written.
pub struct Said<'t> {
    pub at_ms: i64,
    pub voice: Voice,
    pub then: Option<TicketState>,
    pub text: &'t Text,
}

/// How a ticket stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    Done,
    Open(TicketState),
}

/// Who says what when. Done tickets run to their end; open ones are cut where the state wants it.
pub fn plan(
    when: &When,
    (scenario, created_ms): (&'static Scenario, i64),
    (stand, missing): (Stand, usize),
    chance: &mut Chance,
) -> Vec<Said<'static>> {
    let mut at_ms = created_ms;
    let mut said: Vec<Said<'static>> = Vec::with_capacity(scenario.steps.len() + 2);
    for step in &scenario.steps {
        at_ms += step.after_ms * chance.between(60, 180) / 100 + chance.between(0, 5 * MINUTE_MS);
        if step.voice != Voice::Them && stand == Stand::Done {
            at_ms = when.by_day(at_ms, chance);
        }
        if let Some(text) = chance.pick(&step.wordings) {
            said.push(Said { at_ms, voice: step.voice, then: step.then, text });
        }
    }
    match stand {
        Stand::Done => {
            let mut room = missing.saturating_sub(said.len());
            while room >= 2
                && let (Some(thanks), Some(welcome)) =
                    (chance.pick(&TEXTS.thanks), chance.pick(&TEXTS.welcomes))
            {
                at_ms += chance.mostly_short(20 * MINUTE_MS, 2 * DAY_MS);
                said.push(Said { at_ms, voice: Voice::Them, then: None, text: thanks });
                at_ms = when.by_day(at_ms + chance.between(4, 90) * MINUTE_MS, chance);
                said.push(Said { at_ms, voice: Voice::Us, then: None, text: welcome });
                room = (room - 2).min(2);
            }
            let late = at_ms - (when.anchor_ms - chance.between(10, 300) * MINUTE_MS);
            if late > 0 {
                said.iter_mut().for_each(|said| said.at_ms -= late);
            }
        }
        Stand::Open(state) => {
            said.truncate(cut(&said, state, chance));
            let last = said.last().map_or(at_ms, |said| said.at_ms);
            let ago_ms = match state {
                TicketState::New | TicketState::Open => chance.mostly_short(4 * MINUTE_MS, 30 * HOUR_MS),
                TicketState::WaitingCustomer
                | TicketState::WaitingThirdParty
                | TicketState::OnHold
                | TicketState::Solved
                | TicketState::Closed => chance.mostly_short(2 * HOUR_MS, 16 * DAY_MS),
            };
            let shift = when.anchor_ms - ago_ms - last;
            said.iter_mut().for_each(|said| said.at_ms += shift);
        }
    }
    said
}

/// How the last tickets stand, so that even a few of them show every state.
pub fn open_state(from_the_end: usize) -> TicketState {
    use TicketState::{New, OnHold, Open, WaitingCustomer, WaitingThirdParty};
    const STATES: [TicketState; 14] = [
        Open,
        New,
        WaitingCustomer,
        OnHold,
        WaitingThirdParty,
        Open,
        WaitingCustomer,
        New,
        Open,
        WaitingCustomer,
        New,
        WaitingThirdParty,
        Open,
        WaitingCustomer,
    ];
    STATES.get(from_the_end % STATES.len()).copied().unwrap_or(Open)
}

/// How many messages are there when the ticket stands like this.
fn cut(said: &[Said<'_>], state: TicketState, chance: &mut Chance) -> usize {
    let wanted = match state {
        TicketState::New => return 1,
        TicketState::Open | TicketState::Solved | TicketState::Closed => Voice::Them,
        TicketState::WaitingCustomer | TicketState::WaitingThirdParty | TicketState::OnHold => Voice::Us,
    };
    let asked = said.iter().position(|line| line.then == Some(state)).map(|place| place + 1);
    let last = said.len().saturating_sub(usize::from(wanted == Voice::Us));
    let places: Vec<usize> =
        (0..last.max(1)).filter(|place| said.get(*place).is_some_and(|line| line.voice == wanted)).collect();
    asked.or_else(|| chance.pick(&places).map(|place| place + 1)).unwrap_or(said.len().min(2))
}

/// The state that a message brings about. Not everybody who answers says that the ticket now `waits`.
pub fn state_after(said: &[Said<'_>], place: usize, (stand, waits): (Stand, bool)) -> Option<TicketState> {
    let line = said.get(place)?;
    if place + 1 == said.len() {
        return Some(match stand {
            Stand::Done => TicketState::Solved,
            Stand::Open(state) => state,
        });
    }
    if line.then.is_some() {
        return line.then;
    }
    match line.voice {
        Voice::Note => None,
        Voice::Them if place == 0 => None,
        Voice::Them => Some(TicketState::Open),
        Voice::Us => {
            let next = said.get(place + 1..)?.iter().find(|next| next.voice != Voice::Note)?;
            Some(if waits && next.voice == Voice::Them {
                TicketState::WaitingCustomer
            } else {
                TicketState::Open
            })
        }
    }
}
