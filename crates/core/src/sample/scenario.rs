//! Conversations as they were written in `texts/scenarios/`.
//!
//! A scenario begins with `== its-key` and lines of `word: value`; then every `> them`, `> us` or `> note` starts a
//! message, with the time that passed before it (`+20m`, `+3h`, `+2d`) and, where it is not plain, what the ticket waits
//! for afterwards (`supplier`, `hold`). A line of `~~` separates wordings of the same message.

use super::texts::Text;
use super::when::{DAY_MS, HOUR_MS, MINUTE_MS};
use crate::tickets::TicketState;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    Them,
    Us,
    /// Us among ourselves.
    Note,
}

/// One message.
#[derive(Debug)]
pub struct Step {
    pub voice: Voice,
    pub after_ms: i64,
    /// What the ticket waits for afterwards, where it does not follow from who speaks next.
    pub then: Option<TicketState>,
    pub wordings: Vec<Text>,
}

/// A conversation that can happen again with other people, machines and dates.
#[derive(Debug, Default)]
pub struct Scenario {
    /// The category of its tickets.
    pub about: &'static str,
    /// `home`, `business` or `any`.
    pub who: &'static str,
    /// The kind of machine it is about; empty for any.
    pub unit: &'static str,
    pub language: &'static str,
    /// The trades of organisations that it can happen to; empty for all.
    pub trades: Vec<&'static str>,
    /// How often it comes up, against 2 for the usual one.
    pub often: usize,
    /// Levels from 1 to 4; one that stands twice comes twice as often.
    pub levels: Vec<i64>,
    pub tags: Vec<&'static str>,
    pub subjects: Vec<Text>,
    pub steps: Vec<Step>,
}

impl Scenario {
    /// Whether it can happen to a home or to an organisation of this trade.
    pub fn suits(&self, trade: Option<&str>, organisation: bool) -> bool {
        let place = self.who == "any" || (self.who == "business") == organisation;
        place
            && (self.trades.is_empty()
                || !organisation
                || trade.is_some_and(|trade| self.trades.contains(&trade)))
    }
}

/// Every scenario, in the order of the files.
pub fn all() -> Vec<Scenario> {
    [
        include_str!("texts/scenarios/heating.txt"),
        include_str!("texts/scenarios/cooling.txt"),
        include_str!("texts/scenarios/visits.txt"),
        include_str!("texts/scenarios/money.txt"),
        include_str!("texts/scenarios/languages.txt"),
    ]
    .into_iter()
    .flat_map(|source| source.split("\n== ").filter(|part| part.contains("\n>")).map(parse))
    .collect()
}

fn parse(source: &'static str) -> Scenario {
    let source = source.trim_start_matches("== ");
    let mut parts = source.split("\n>");
    // The first line is the scenario's name, for whoever edits the file.
    let head = parts.next().unwrap_or_default().lines().skip(1);
    let mut scenario = Scenario { who: "any", language: "en", often: 2, ..Scenario::default() };
    for line in head {
        let Some((word, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match word.trim() {
            "about" => scenario.about = value,
            "who" => scenario.who = value,
            "unit" => scenario.unit = value,
            "language" => scenario.language = value,
            "levels" => scenario.levels = value.split_whitespace().filter_map(|n| n.parse().ok()).collect(),
            "trades" => scenario.trades = value.split(',').map(str::trim).collect(),
            "often" => scenario.often = value.parse().unwrap_or(2),
            "tags" => scenario.tags = value.split(',').map(str::trim).collect(),
            "subject" => scenario.subjects.push(Text::parse(value)),
            _ => {}
        }
    }
    scenario.steps = parts.filter_map(step).collect();
    scenario
}

fn step(source: &'static str) -> Option<Step> {
    let (head, text) = source.split_once('\n')?;
    let mut words = head.split_whitespace();
    let voice = match words.next()? {
        "them" => Voice::Them,
        "us" => Voice::Us,
        "note" => Voice::Note,
        _ => return None,
    };
    let mut step = Step { voice, after_ms: 0, then: None, wordings: Vec::new() };
    for word in words {
        match word {
            "supplier" => step.then = Some(TicketState::WaitingThirdParty),
            "hold" => step.then = Some(TicketState::OnHold),
            _ => step.after_ms = length(word)?,
        }
    }
    step.wordings = text.split("\n~~\n").map(|wording| Text::parse(wording.trim())).collect();
    Some(step)
}

/// `+20m`, `+3h`, `+2d`
fn length(word: &str) -> Option<i64> {
    let word = word.strip_prefix('+')?;
    let unit = word.chars().last()?;
    let count: i64 = word.strip_suffix(unit)?.parse().ok()?;
    Some(
        count
            * match unit {
                'm' => MINUTE_MS,
                'h' => HOUR_MS,
                'd' => DAY_MS,
                _ => return None,
            },
    )
}
