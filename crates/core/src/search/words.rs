//! How text becomes words: one splitter for indexing, for queries and for marking hits.
//!
//! Words are folded: lower case, compatibility forms unified, Latin accents dropped (å, ä and é become
//! a, a and e), so that a query finds a name however its author's keyboard spelt it. Scripts written
//! without spaces give single characters and pairs of neighbours. A sequence of signs that stands
//! alone ("=>", "!@#$") is a word too, and so is an emoji: whatever was stored can be found again.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are cut here, in documents and queries alike, so that even they are found.
const MAX_WORD_BYTES: usize = 64;

/// What kind of thing a span of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word between spaces or punctuation.
    Word,
    /// One character of a script without spaces, with a neighbour.
    Char,
    /// One character of a script without spaces, on its own.
    Lone,
    /// Two neighbouring characters of a script without spaces.
    Pair,
    /// An emoji, or signs without any letter.
    Sign,
}

/// One word, by its place in the source text (bytes) and its place among the words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub shape: Shape,
    pub start: usize,
    pub end: usize,
    pub position: usize,
    from: usize,
    to: usize,
}

/// The words of a text, with their folded forms in one shared buffer.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    spans: Vec<Span>,
    folded: String,
    next_position: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    /// Belongs to the word it stands in and starts none: accents, joiners, soft hyphens.
    Joining,
    Spaceless,
    Emoji,
    Space,
    Other,
}

fn class_of(c: char) -> Class {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() {
            Class::Letter
        } else if c.is_ascii_whitespace() || c == '\u{b}' {
            Class::Space
        } else {
            Class::Other
        };
    }
    match u32::from(c) {
        // Thai, Lao, Burmese, Khmer; Hangul letters and syllables, kana, Han and its extensions.
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x1100..=0x11FF => Class::Spaceless,
        0x3005..=0x3007 | 0x3040..=0x30FA | 0x30FC..=0x31BF | 0x31F0..=0x31FF => Class::Spaceless,
        0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7FF | 0xF900..=0xFAFF => Class::Spaceless,
        0xFF66..=0xFF9F | 0x20000..=0x3FFFF => Class::Spaceless,
        0x2190..=0x2BFF | 0x1F000..=0x1FAFF => Class::Emoji,
        0x00AD | 0x200C..=0x200D | 0x2060 | 0xFE00..=0xFE0F => Class::Joining,
        _ if c.is_alphanumeric() => Class::Letter,
        _ if c.is_whitespace() => Class::Space,
        _ if is_combining_mark(c) => Class::Joining,
        _ => Class::Other,
    }
}

/// Marks that people leave out when they type: Latin accents, Hebrew points, Arabic vowel signs, kana voicing.
fn is_dropped_mark(c: char) -> bool {
    matches!(u32::from(c), 0x0300..=0x036F | 0x0591..=0x05C7 | 0x064B..=0x065F | 0x0670 | 0x3099..=0x309A)
}

/// Letters that no decomposition splits, as they are commonly typed without their stroke or ligature.
fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ς' => "σ",
        _ => return None,
    })
}

/// Appends the folded form of one word.
fn fold(word: &str, out: &mut String) {
    let limit = out.len() + MAX_WORD_BYTES;
    if word.is_ascii() {
        let from = out.len();
        out.push_str(word.get(..MAX_WORD_BYTES).unwrap_or(word));
        if let Some(added) = out.get_mut(from..) {
            added.make_ascii_lowercase();
        }
        return;
    }
    let kept = word
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_dropped_mark(*c) && (c.is_alphanumeric() || is_combining_mark(*c)));
    for c in kept.nfc() {
        match plain_letters(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
        if out.len() >= limit {
            return;
        }
    }
}

impl Words {
    /// The words of `text`.
    pub fn of(text: &str) -> Words {
        let mut words = Words::default();
        words.read(text);
        words
    }

    /// Each span with its folded form, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = (Span, &str)> {
        (0..self.spans.len()).filter_map(|at| self.get(at))
    }

    /// The span at a place in the order of the text.
    pub fn get(&self, at: usize) -> Option<(Span, &str)> {
        let span = self.spans.get(at)?;
        Some((*span, self.folded.get(span.from..span.to).unwrap_or_default()))
    }

    /// Replaces the contents with the words of `text`; the buffers are kept.
    pub fn read(&mut self, text: &str) {
        self.spans.clear();
        self.folded.clear();
        self.next_position = 0;
        let mut word: Option<(usize, usize)> = None;
        let mut run: Vec<(usize, usize)> = Vec::new();
        let mut chunk_start = 0;
        let mut spans_before_chunk = 0;
        for (at, c) in text.char_indices() {
            let after = at + c.len_utf8();
            let class = class_of(c);
            if class == Class::Joining {
                if let Some((_, end)) = word.as_mut() {
                    *end = after;
                }
                continue;
            }
            if class != Class::Letter {
                self.finish_word(text, word.take());
            }
            if class != Class::Spaceless {
                self.finish_run(text, &mut run);
            }
            match class {
                Class::Letter => word = Some((word.map_or(at, |(start, _)| start), after)),
                Class::Spaceless => run.push((at, after)),
                Class::Emoji => self.push_sign(at, text.get(at..after).unwrap_or_default()),
                Class::Space => {
                    self.finish_chunk(text, chunk_start..at, spans_before_chunk);
                    chunk_start = after;
                    spans_before_chunk = self.spans.len();
                }
                Class::Joining | Class::Other => {}
            }
        }
        self.finish_word(text, word);
        self.finish_run(text, &mut run);
        self.finish_chunk(text, chunk_start..text.len(), spans_before_chunk);
    }

    fn push(&mut self, shape: Shape, start: usize, source: &str) -> bool {
        let from = self.folded.len();
        fold(source, &mut self.folded);
        let to = self.folded.len();
        if from == to {
            return false;
        }
        let (end, position) = (start + source.len(), self.next_position);
        self.spans.push(Span { shape, start, end, position, from, to });
        true
    }

    fn finish_word(&mut self, text: &str, word: Option<(usize, usize)>) {
        if let Some((start, end)) = word
            && self.push(Shape::Word, start, text.get(start..end).unwrap_or_default())
        {
            self.next_position += 1;
        }
    }

    fn finish_run(&mut self, text: &str, run: &mut Vec<(usize, usize)>) {
        let single = if run.len() == 1 { Shape::Lone } else { Shape::Char };
        for (index, &(start, end)) in run.iter().enumerate() {
            if !self.push(single, start, text.get(start..end).unwrap_or_default()) {
                continue;
            }
            if let Some(&(_, pair_end)) = run.get(index + 1) {
                self.push(Shape::Pair, start, text.get(start..pair_end).unwrap_or_default());
            }
            self.next_position += 1;
        }
        run.clear();
    }

    /// Signs are stored as they are: folding would leave nothing of them. They take no position, so
    /// that a phrase still matches across a dash or a bullet.
    fn push_sign(&mut self, start: usize, source: &str) {
        let from = self.folded.len();
        for c in source.chars() {
            if self.folded.len() + c.len_utf8() > from + MAX_WORD_BYTES {
                break;
            }
            self.folded.push(c);
        }
        let (to, position) = (self.folded.len(), self.next_position.saturating_sub(1));
        self.spans.push(Span { shape: Shape::Sign, start, end: start + source.len(), position, from, to });
    }

    /// A single sign between spaces is nearly always a dash or a bullet, hence the two.
    fn finish_chunk(&mut self, text: &str, chunk: std::ops::Range<usize>, spans_before: usize) {
        let source = text.get(chunk.clone()).unwrap_or_default();
        if self.spans.len() == spans_before && source.chars().nth(1).is_some() {
            self.push_sign(chunk.start, source);
        }
    }
}
