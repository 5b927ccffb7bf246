//! What a person sees of a hit: plain text, with the places to mark given apart from it.
//!
//! Text and marks stay separate so that no screen ever has to trust markup made from users' texts.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::clauses::Marks;
use super::tokenizer::WordStemmer;
use super::words::{Shape, Span, Words};

/// How long a snippet is, more or less: about two lines.
const SNIPPET_BYTES: usize = 240;
/// How much of it may stand before the first marked word.
const LEAD_BYTES: usize = 60;
const ELLIPSIS: &str = "…";

/// A piece of a text to be marked, in UTF-16 units, as JavaScript counts: `text.slice(start, end)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Mark {
    pub start: u32,
    pub end: u32,
}

/// Plain text with the places where the query's words stand, in order and without overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Marked {
    pub text: String,
    pub marks: Vec<Mark>,
}

/// A word of the text that the query asked for, in bytes.
struct Match {
    start: usize,
    end: usize,
    word: String,
}

/// Marks the query's words in texts.
pub(super) struct Marker {
    marks: Marks,
    /// A stem nearly always begins like its word: others need not be stemmed to know that they differ.
    beginnings: HashSet<[Option<char>; 2]>,
    /// Words already stemmed, with the stem where the query asked for it: hits share most of their words.
    known: HashMap<String, Option<String>>,
    stemmer: WordStemmer,
    words: Words,
}

impl Marker {
    pub fn new(marks: Marks) -> Marker {
        let beginnings = marks.stems.iter().map(|stem| beginning(stem)).collect();
        Marker {
            marks,
            beginnings,
            known: HashMap::new(),
            stemmer: WordStemmer::new(),
            words: Words::default(),
        }
    }

    /// The whole text, marked.
    pub fn whole(&mut self, text: &str) -> Marked {
        let matches = self.matches(text);
        marked(text, &matches, 0..text.len())
    }

    /// The passage with the most different words of the query, or the beginning when there is none.
    pub fn snippet(&mut self, text: &str) -> Marked {
        let matches = self.matches(text);
        let first = densest(&matches).and_then(|at| matches.get(at)).map_or(0, |found| found.start);
        let start = if first <= LEAD_BYTES { 0 } else { word_start(text, first - LEAD_BYTES, first) };
        let end = word_end(text, start, start + SNIPPET_BYTES);
        marked(text, &matches, start..end)
    }

    fn matches(&mut self, text: &str) -> Vec<Match> {
        let mut words = std::mem::take(&mut self.words);
        words.read(text);
        let mut found: Vec<Match> = Vec::new();
        for (span, word) in words.iter() {
            let Some(word) = self.matching(span, word) else { continue };
            match found.last_mut() {
                // Pairs of a script without spaces overlap: one mark covers them.
                Some(last) if span.start < last.end => last.end = last.end.max(span.end),
                _ => found.push(Match { start: span.start, end: span.end, word }),
            }
        }
        self.words = words;
        found
    }

    /// The word by which the query found this one.
    fn matching(&mut self, span: Span, word: &str) -> Option<String> {
        if self.marks.exact.contains(word) {
            return Some(self.stemmer.stem(word));
        }
        if span.shape != Shape::Word {
            return None;
        }
        if let Some(prefix) = &self.marks.prefix
            && word.starts_with(prefix.as_str())
        {
            return Some(prefix.clone());
        }
        if !self.beginnings.contains(&beginning(word)) {
            return None;
        }
        if let Some(known) = self.known.get(word) {
            return known.clone();
        }
        let stem = Some(self.stemmer.stem(word)).filter(|stem| self.marks.stems.contains(stem));
        self.known.insert(word.to_owned(), stem.clone());
        stem
    }
}

fn beginning(word: &str) -> [Option<char>; 2] {
    let mut chars = word.chars();
    [chars.next(), chars.next()]
}

/// The match with which the passage should begin.
fn densest(matches: &[Match]) -> Option<usize> {
    let value = |from: usize, first: &Match| {
        let near =
            matches.iter().skip(from).take_while(|m| m.end <= first.start + SNIPPET_BYTES - LEAD_BYTES);
        let (mut different, mut count) = (HashSet::new(), 0);
        for found in near {
            different.insert(found.word.as_str());
            count += 1;
        }
        (different.len(), count)
    };
    // Of equally good passages the first: hence the reversed place as the last criterion.
    let rated = matches.iter().enumerate().map(|(at, first)| (value(at, first), std::cmp::Reverse(at)));
    rated.max().map(|(_, at)| at.0)
}

/// Where to cut at the front: after a space between the two places, or else at the latter.
fn word_start(text: &str, from: usize, to: usize) -> usize {
    let from = (from..=to).find(|at| text.is_char_boundary(*at)).unwrap_or(to);
    let lead = text.get(from..to).unwrap_or_default();
    lead.find(' ').map_or(from, |at| from + at + 1)
}

/// Where to cut at the end: before the last space that leaves more than half, or else between two characters.
fn word_end(text: &str, start: usize, end: usize) -> usize {
    if end >= text.len() {
        return text.len();
    }
    let end = (start..=end).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(start);
    let half = start + (end - start) / 2;
    let passage = text.get(start..end).unwrap_or_default();
    passage.rfind(' ').map(|at| start + at).filter(|at| *at > half).unwrap_or(end)
}

fn utf16_len(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// A part of the text with the matches inside it, and dots where something was left out.
fn marked(text: &str, matches: &[Match], part: std::ops::Range<usize>) -> Marked {
    let mut out = String::new();
    if part.start > 0 {
        out.push_str(ELLIPSIS);
    }
    let mut units = utf16_len(&out);
    let mut done = part.start;
    let mut marks = Vec::new();
    for found in matches.iter().filter(|m| m.start >= part.start && m.end <= part.end) {
        let before = text.get(done..found.start).unwrap_or_default();
        let word = text.get(found.start..found.end).unwrap_or_default();
        let start = units + utf16_len(before);
        units = start + utf16_len(word);
        marks.push(Mark { start, end: units });
        done = found.end;
    }
    out.push_str(text.get(part.clone()).unwrap_or_default());
    if part.end < text.len() {
        out.push_str(ELLIPSIS);
    }
    Marked { text: out, marks }
}
