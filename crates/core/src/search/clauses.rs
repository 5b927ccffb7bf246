//! From what a person typed to weighted terms: any text is a query, nothing in it is syntax except quotes.
//!
//! A record matches when it has any of the words; how well is BM25 (Robertson and Zaragoza 2009, as in
//! Lucene), once over all of its text and once more over its title. All clauses are plain terms, so that
//! tantivy can skip whole blocks of records that cannot reach the top; prefixes and typing errors are
//! therefore expanded here, into the words that the index really has. What only tells the better of good
//! records is kept apart as a refinement, which costs nothing for the others.

use std::collections::HashSet;

use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

use super::expand::{Expansion, fuzzy, idf, with_prefix};
use super::schema::Texts;
use super::scope::Scope;
use super::stop_words::is_stop_word;
use super::tokenizer::WordStemmer;
use super::words::{Shape, Words};

/// What the very form of a word adds to its stem: enough to put "Banks" before "bank".
const EXACT_SHARE: f32 = 0.2;
/// A word that merely begins with, or resembles, what was typed counts less than the word itself.
const PREFIX_SHARE: f32 = 0.5;
const FUZZY_SHARE: f32 = 0.4;

/// A pasted mail can have thousands of words: this many distinct ones are looked up …
const MAX_WORDS_READ: usize = 128;
/// … and the rarest of them are searched.
const MAX_WORDS: usize = 24;
/// Beyond this many words their exact forms add nothing that is worth the time.
const MAX_WORDS_EXACT: usize = 8;
/// A word in more records than this does not choose them, if there is a rarer one: it would cost time
/// and say little. Like a stop word it then only orders what the others found.
const COMMON: u64 = 10_000;
/// A word in fewer records than this may be a typing error.
const RARE: u64 = 3;
const MAX_FUZZY_WORDS: usize = 4;
/// How many of the words that begin as typed are searched, in titles and in all text.
const MAX_TITLE_PREFIXES: usize = 12;
const MAX_TEXT_PREFIXES: usize = 4;
const MAX_PHRASE_WORDS: usize = 16;
const MAX_PHRASES: usize = 4;

/// One word of the query.
struct Wanted {
    exact: String,
    stem: String,
    shape: Shape,
    /// How many records have its stem.
    found_in: u64,
}

/// What to search for and what to mark in the results.
#[derive(Default)]
pub(super) struct Plan {
    /// Terms and their weights; a record needs any of them.
    pub clauses: Vec<(Term, f32)>,
    /// Terms that only order the records found by the clauses.
    pub refinements: Vec<(Term, f32)>,
    /// Each quoted phrase as stems by their place in it.
    pub phrases: Vec<Vec<(usize, String)>>,
    pub marks: Marks,
}

/// The words to be marked in titles and snippets.
#[derive(Default)]
pub(super) struct Marks {
    pub stems: HashSet<String>,
    pub exact: HashSet<String>,
    pub prefix: Option<String>,
}

struct Planner<'a> {
    scope: &'a Scope<'a>,
    texts: Texts,
    stemmer: WordStemmer,
    plan: Plan,
}

/// Plans the search for `text`. With `typing` the last word may be only the beginning of one.
pub(super) fn plan(scope: &Scope<'_>, text: &str, typing: bool) -> tantivy::Result<Plan> {
    let planner = Planner { scope, texts: scope.texts, stemmer: WordStemmer::new(), plan: Plan::default() };
    planner.run(text, typing)
}

impl Planner<'_> {
    fn run(mut self, text: &str, typing: bool) -> tantivy::Result<Plan> {
        let words = Words::of(text);
        let mut wanted = self.wanted(&words)?;
        let prefix = if typing { unfinished_word(text, &words) } else { None };
        let says_something =
            |word: &Wanted| !is_stop_word(&word.exact) || prefix.as_ref() == Some(&word.exact);
        if wanted.iter().any(says_something) {
            for stop_word in wanted.extract_if(.., |word| !says_something(word)).take(MAX_WORDS) {
                self.refine(self.texts.title, &stop_word.stem, 1.0);
            }
        }
        // Words that nobody wrote stand last: they may be misspelt, but must not displace real ones.
        wanted.sort_by_key(|word| if word.found_in == 0 { u64::MAX } else { word.found_in });
        wanted.truncate(MAX_WORDS);

        if wanted.iter().any(|word| (1..=COMMON).contains(&word.found_in)) {
            let common = |word: &mut Wanted| word.found_in > COMMON && prefix.as_ref() != Some(&word.exact);
            for word in wanted.extract_if(.., common) {
                self.refine(self.texts.title, &word.stem, 1.0);
                self.refine(self.texts.text, &word.stem, 1.0);
                self.plan.marks.stems.insert(word.stem);
            }
        }

        let with_exact = wanted.len() <= MAX_WORDS_EXACT;
        let mut fuzzy_words = 0;
        for word in &wanted {
            self.add_word(word, with_exact);
            let is_prefix = prefix.as_deref() == Some(word.exact.as_str());
            let completed = is_prefix && self.add_prefix(&word.exact)?;
            if word.found_in < RARE && !completed && fuzzy_words < MAX_FUZZY_WORDS {
                fuzzy_words += usize::from(self.add_fuzzy(word)?);
            }
        }
        self.plan.marks.prefix = prefix;
        self.add_phrases(text);
        Ok(self.plan)
    }

    /// The distinct words of the query, in its order, each with how often it is found.
    fn wanted(&mut self, words: &Words) -> tantivy::Result<Vec<Wanted>> {
        let mut seen = HashSet::new();
        let mut wanted = Vec::new();
        for (span, exact) in words.iter() {
            if span.shape == Shape::Char || !seen.insert(exact) {
                continue;
            }
            let stem = self.stemmer.stem(exact);
            let found_in = self.scope.searcher.doc_freq(&Term::from_field_text(self.texts.text, &stem))?;
            wanted.push(Wanted { exact: exact.to_owned(), stem, shape: span.shape, found_in });
            if wanted.len() == MAX_WORDS_READ {
                break;
            }
        }
        Ok(wanted)
    }

    fn add(&mut self, field: Field, word: &str, weight: f32) {
        self.plan.clauses.push((Term::from_field_text(field, word), weight));
    }

    fn refine(&mut self, field: Field, word: &str, weight: f32) {
        self.plan.refinements.push((Term::from_field_text(field, word), weight));
    }

    fn add_word(&mut self, word: &Wanted, with_exact: bool) {
        self.add(self.texts.title, &word.stem, 1.0);
        self.add(self.texts.text, &word.stem, 1.0);
        if with_exact {
            self.refine(self.texts.title_exact, &word.exact, EXACT_SHARE);
            self.refine(self.texts.text_exact, &word.exact, EXACT_SHARE);
        }
        self.plan.marks.stems.insert(word.stem.clone());
        self.plan.marks.exact.insert(word.exact.clone());
    }

    /// Adds the words that begin with `start`; tells whether there are any.
    fn add_prefix(&mut self, start: &str) -> tantivy::Result<bool> {
        let title = with_prefix(self.scope.searcher, self.texts.title_exact, start, MAX_TITLE_PREFIXES)?;
        // One or two letters begin words of nearly all texts: only titles tell anything then.
        let text = match start.chars().nth(2) {
            Some(_) => with_prefix(self.scope.searcher, self.texts.text_exact, start, MAX_TEXT_PREFIXES)?,
            None => Vec::new(),
        };
        let any = !title.is_empty() || !text.is_empty();
        self.add_expansions(self.texts.title_exact, title, PREFIX_SHARE);
        self.add_expansions(self.texts.text_exact, text, PREFIX_SHARE);
        Ok(any)
    }

    /// Adds words a slip of the fingers away from `word`; tells whether it was long enough to look.
    fn add_fuzzy(&mut self, word: &Wanted) -> tantivy::Result<bool> {
        let letters = word.exact.chars().count();
        if word.shape != Shape::Word || letters < 5 || word.exact.chars().any(|c| c.is_ascii_digit()) {
            return Ok(false);
        }
        let distances: &[u8] = if letters >= 9 { &[1, 2] } else { &[1] };
        for distance in distances {
            let mut any = false;
            // Which field the term names does not matter to the automaton, and building it costs more than its use.
            let term = Term::from_field_text(self.texts.text_exact, &word.exact);
            let automaton = FuzzyTermQuery::new(term, *distance, true).automaton()?;
            for field in [self.texts.title_exact, self.texts.text_exact] {
                let mut found = fuzzy(self.scope.searcher, field, &automaton)?;
                // Other forms of the word itself are found by their stem already.
                found.retain(|expansion| self.stemmer.stem(&expansion.word) != word.stem);
                for expansion in &found {
                    self.plan.marks.exact.insert(expansion.word.clone());
                }
                any |= !found.is_empty();
                self.add_expansions(field, found, FUZZY_SHARE);
            }
            if any {
                break;
            }
        }
        Ok(true)
    }

    /// Gives every expansion the rarity of the most common one; otherwise the oddest word would win.
    fn add_expansions(&mut self, field: Field, found: Vec<Expansion>, weight: f32) {
        let records = self.scope.records;
        let commonest = found.iter().map(|expansion| expansion.found_in).max().unwrap_or(0);
        let target = idf(commonest, records);
        for expansion in found {
            self.add(field, &expansion.word, weight * target / idf(expansion.found_in, records));
        }
    }

    fn add_phrases(&mut self, text: &str) {
        for quoted in quoted(text).into_iter().take(MAX_PHRASES) {
            let words = Words::of(quoted);
            let single = words.iter().filter(|(span, _)| span.shape != Shape::Pair);
            let phrase: Vec<(usize, String)> = single
                .filter(|(span, _)| span.shape != Shape::Sign)
                .take(MAX_PHRASE_WORDS)
                .map(|(span, word)| (span.position, self.stemmer.stem(word)))
                .collect();
            if phrase.len() > 1 {
                self.plan.phrases.push(phrase);
            }
        }
    }
}

/// The last word, unless something after it shows that it is complete.
fn unfinished_word(text: &str, words: &Words) -> Option<String> {
    let (span, word) = words.iter().last()?;
    (span.shape == Shape::Word && span.end == text.len()).then(|| word.to_owned())
}

/// The passages between pairs of quotation marks; one without a partner means nothing.
fn quoted(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text.split(['"', '“', '”', '„', '«', '»']).collect();
    let last = parts.len().saturating_sub(1);
    parts.into_iter().enumerate().filter(|(at, _)| at % 2 == 1 && *at != last).map(|(_, part)| part).collect()
}
