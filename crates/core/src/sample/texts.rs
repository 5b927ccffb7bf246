//! The written part of the sample: read from `texts/`, with gaps that each ticket fills in its own way.

use super::scenario::{self, Scenario};
use crate::articles::ArticleStatus;
use std::sync::LazyLock;

/// Words between braces in a text, such as `{first}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap(usize);

/// What texts may ask for, in the order of [`Filling`].
pub const GAPS: &[&str] = &[
    "first", "name", "street", "city", "agent", "engineer", "unit", "room", "code", "part", "day", "date",
    "window", "lately", "amount", "deposit", "invoice", "estimate", "year", "months", "temp", "phone",
    "count",
];

/// What one ticket, deal or note says in each gap.
#[derive(Debug, Clone, Default)]
pub struct Filling(Vec<String>);

impl Filling {
    /// Values in the order of [`GAPS`]; a gap without one stays empty.
    pub fn new(values: Vec<String>) -> Self {
        Self(values)
    }

    fn get(&self, gap: Gap) -> &str {
        self.0.get(gap.0).map_or("", String::as_str)
    }
}

#[derive(Debug, Clone)]
enum Piece {
    Words(&'static str),
    Gap(Gap),
}

/// A text cut at its gaps.
#[derive(Debug, Clone)]
pub struct Text(Vec<Piece>);

impl Text {
    /// Braces around anything that is no gap stay as they are.
    pub fn parse(source: &'static str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = source;
        let mut from = 0;
        while let Some(open) = rest.get(from..).and_then(|text| text.find('{')).map(|at| at + from) {
            let inside = rest.get(open + 1..).unwrap_or_default();
            let name = inside.split('}').next().unwrap_or_default();
            match GAPS.iter().position(|known| *known == name) {
                Some(gap) => {
                    pieces.push(Piece::Words(rest.get(..open).unwrap_or_default()));
                    pieces.push(Piece::Gap(Gap(gap)));
                    rest = inside.get(name.len() + 1..).unwrap_or_default();
                    from = 0;
                }
                None => from = open + 1,
            }
        }
        pieces.push(Piece::Words(rest));
        Self(pieces)
    }

    /// Replaces what `into` holds.
    pub fn fill(&self, filling: &Filling, into: &mut String) {
        into.clear();
        for piece in &self.0 {
            into.push_str(match piece {
                Piece::Words(words) => words,
                Piece::Gap(gap) => filling.get(*gap),
            });
        }
    }

    pub fn filled(&self, filling: &Filling) -> String {
        let mut text = String::new();
        self.fill(filling, &mut text);
        text
    }
}

/// A thing that warms or cools, as people call it.
#[derive(Debug)]
pub struct Unit {
    /// `boiler`, `heat pump`, `cooling`, `cold room`, `thermostat`, `ventilation`
    pub kind: &'static str,
    pub name: &'static str,
    pub codes: Vec<&'static str>,
    pub parts: Vec<&'static str>,
}

/// Names that occur together.
#[derive(Debug)]
pub struct Names {
    pub weight: usize,
    /// The language in which some of them write; `en` where nothing else is offered.
    pub writes: &'static str,
    pub family_first: bool,
    pub given: Vec<&'static str>,
    pub family: Vec<&'static str>,
}

/// A kind of organisation.
#[derive(Debug)]
pub struct Trade {
    pub name: &'static str,
    pub tag: &'static str,
    pub jobs: Vec<&'static str>,
}

/// A line of a deal: the pipeline it stands in, whose it can be, its title, and what it is worth in whole pounds.
#[derive(Debug)]
pub struct DealLine {
    pub pipeline: &'static str,
    /// `home` or `business`.
    pub who: &'static str,
    pub title: &'static str,
    pub from: i64,
    pub to: i64,
}

/// An article: its category and Markdown.
#[derive(Debug)]
pub struct Article {
    pub category: &'static str,
    pub title: &'static str,
    pub status: ArticleStatus,
    pub body: &'static str,
}

/// An entry of a conversation outside tickets.
#[derive(Debug)]
pub struct Talk {
    pub kind: &'static str,
    pub direction: &'static str,
    pub subject: Text,
    pub body: Text,
}

/// Everything that was written by hand.
#[derive(Debug)]
pub struct Texts {
    pub scenarios: Vec<Scenario>,
    /// Per language the places of its scenarios, those that come up often more than once.
    spoken: Vec<(&'static str, Vec<usize>)>,
    pub units: Vec<Unit>,
    pub names: Vec<Names>,
    pub trades: Vec<Trade>,
    pub places: Vec<&'static str>,
    pub streets: Vec<&'static str>,
    /// City and postal district.
    pub cities: Vec<(&'static str, &'static str)>,
    pub rooms: Vec<&'static str>,
    pub abouts: Vec<Text>,
    pub thanks: Vec<Text>,
    pub welcomes: Vec<Text>,
    pub deals: Vec<DealLine>,
    pub lost: Vec<&'static str>,
    pub talks: Vec<Talk>,
    pub tasks: Vec<(&'static str, Text)>,
    pub steps: Vec<(&'static str, Text)>,
    pub articles: Vec<Article>,
    pub guides: Vec<(Text, Text)>,
    pub notes: Vec<Text>,
}

impl Texts {
    /// What can happen to somebody who writes in this language.
    pub fn spoken(&self, language: &str) -> &[usize] {
        self.spoken.iter().find(|(known, _)| *known == language).map_or(&[], |(_, places)| places)
    }
}

fn spoken(scenarios: &[Scenario]) -> Vec<(&'static str, Vec<usize>)> {
    let mut spoken: Vec<(&'static str, Vec<usize>)> = Vec::new();
    for (place, scenario) in scenarios.iter().enumerate() {
        let times = std::iter::repeat_n(place, scenario.often);
        match spoken.iter_mut().find(|(known, _)| *known == scenario.language) {
            Some((_, places)) => places.extend(times),
            None => spoken.push((scenario.language, times.collect())),
        }
    }
    spoken
}

pub static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts {
    spoken: spoken(&scenario::all()),
    scenarios: scenario::all(),
    units: rows(include_str!("texts/equipment.txt"), |cells| {
        let [kind, name, codes, parts] = cells else { return None };
        Some(Unit { kind, name, codes: list(codes), parts: list(parts) })
    }),
    names: rows(include_str!("texts/names.txt"), |cells| {
        let [weight, writes, order, given, family] = cells else { return None };
        let (weight, family_first) = (weight.parse().ok()?, *order == "family first");
        Some(Names { weight, writes, family_first, given: list(given), family: list(family) })
    }),
    trades: rows(include_str!("texts/trades.txt"), |cells| {
        let [name, tag, jobs] = cells else { return None };
        Some(Trade { name, tag, jobs: list(jobs) })
    }),
    places: section(PLACES, "places"),
    streets: section(PLACES, "streets"),
    cities: section(PLACES, "cities")
        .into_iter()
        .filter_map(|line| line.split_once('|').map(|(city, code)| (city.trim(), code.trim())))
        .collect(),
    rooms: section(PLACES, "rooms"),
    abouts: section(LINES, "about").into_iter().map(Text::parse).collect(),
    thanks: section(LINES, "thanks").into_iter().map(Text::parse).collect(),
    welcomes: section(LINES, "welcome").into_iter().map(Text::parse).collect(),
    deals: rows(include_str!("texts/deals.txt"), |cells| {
        let [pipeline, who, title, from, to] = cells else { return None };
        Some(DealLine { pipeline, who, title, from: from.parse().ok()?, to: to.parse().ok()? })
    }),
    lost: section(LINES, "lost"),
    talks: rows(include_str!("texts/talks.txt"), |cells| {
        let [kind, direction, subject, body] = cells else { return None };
        Some(Talk { kind, direction, subject: Text::parse(subject), body: Text::parse(body) })
    }),
    tasks: kinded(&section(LINES, "tasks")),
    steps: kinded(&section(LINES, "steps")),
    articles: articles(),
    guides: section_blocks(include_str!("texts/guides.md")),
    notes: section(LINES, "site notes").into_iter().map(Text::parse).collect(),
});

const PLACES: &str = include_str!("texts/places.txt");
const LINES: &str = include_str!("texts/lines.txt");

/// Lines that are neither blank nor a remark.
fn lines(source: &'static str) -> impl Iterator<Item = &'static str> {
    source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn rows<T>(source: &'static str, read: impl Fn(&[&'static str]) -> Option<T>) -> Vec<T> {
    lines(source).filter_map(|line| read(&line.split('|').map(str::trim).collect::<Vec<_>>())).collect()
}

/// The lines under `[name]`.
fn section(source: &'static str, name: &str) -> Vec<&'static str> {
    lines(source)
        .skip_while(|line| line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) != Some(name))
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .collect()
}

fn list(cell: &'static str) -> Vec<&'static str> {
    cell.split(',').map(str::trim).filter(|word| !word.is_empty()).collect()
}

/// Lines such as `call: Ring {first}`.
fn kinded(lines: &[&'static str]) -> Vec<(&'static str, Text)> {
    lines
        .iter()
        .filter_map(|line| line.split_once(':'))
        .map(|(kind, text)| (kind.trim(), Text::parse(text.trim())))
        .collect()
}

fn section_blocks(source: &'static str) -> Vec<(Text, Text)> {
    titled(source).map(|(title, body)| (Text::parse(title), Text::parse(body))).collect()
}

/// The parts of a Markdown file under its first-level headings.
fn titled(source: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    source.split("\n# ").filter_map(|part| {
        let (title, body) = part.split_once('\n')?;
        let body = body.trim();
        (!body.is_empty()).then(|| (title.trim_start_matches("# ").trim(), body))
    })
}

fn articles() -> Vec<Article> {
    let files: [(&'static str, &'static str); 6] = [
        ("Heating", include_str!("texts/articles/heating.md")),
        ("Cooling and refrigeration", include_str!("texts/articles/cooling.md")),
        ("Controls and thermostats", include_str!("texts/articles/controls.md")),
        ("Plans, visits and invoices", include_str!("texts/articles/visits.md")),
        ("Safety", include_str!("texts/articles/safety.md")),
        ("For the team", include_str!("texts/articles/team.md")),
    ];
    files
        .into_iter()
        .flat_map(|(category, source)| {
            titled(source).map(move |(line, body)| {
                let (title, status) = match (line.strip_suffix(" [draft]"), line.strip_suffix(" [archived]"))
                {
                    (Some(title), _) => (title, ArticleStatus::Draft),
                    (_, Some(title)) => (title, ArticleStatus::Archived),
                    (None, None) => (line, ArticleStatus::Published),
                };
                Article { category, title, status, body }
            })
        })
        .collect()
}
