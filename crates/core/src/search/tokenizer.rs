//! The splitter and the stemmer in the shape in which tantivy wants them.

use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer};

use super::words::Words;

/// The splitter as the index uses it.
#[derive(Clone, Default)]
pub(super) struct WordTokenizer {
    words: Words,
    token: Token,
}

/// The words of one text, one by one.
pub(super) struct WordStream<'a> {
    words: &'a Words,
    token: &'a mut Token,
    next: usize,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.words.read(text);
        self.token.reset();
        WordStream { words: &self.words, token: &mut self.token, next: 0 }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((span, word)) = self.words.get(self.next) else { return false };
        self.next += 1;
        self.token.offset_from = span.start;
        self.token.offset_to = span.end;
        self.token.position = span.position;
        self.token.text.clear();
        self.token.text.push_str(word);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// Folded words, as written.
pub(super) fn exact_analyzer() -> TextAnalyzer {
    TextAnalyzer::from(WordTokenizer::default())
}

/// Folded words, reduced to their English stem; words of other languages mostly stay as they are.
pub(super) fn stem_analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(WordTokenizer::default()).filter(Stemmer::new(Language::English)).build()
}

/// Stems single folded words just as the index does.
pub(super) struct WordStemmer(TextAnalyzer);

impl WordStemmer {
    pub fn new() -> WordStemmer {
        let english = Stemmer::new(Language::English);
        WordStemmer(TextAnalyzer::builder(RawTokenizer::default()).filter(english).build())
    }

    /// The stem of a folded word.
    pub fn stem(&mut self, word: &str) -> String {
        let mut stream = self.0.token_stream(word);
        if stream.advance() { stream.token().text.clone() } else { word.to_owned() }
    }
}
