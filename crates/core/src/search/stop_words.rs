//! Words that say nothing about what a question is about.
//!
//! They are indexed like all others, so that phrases keep them and a query of nothing else still works;
//! beside better words they only tell, among the records found by those, the title with the same turn of
//! phrase ("how do I …"). Words that ask for a place, a time, a person or a reason are not among them.
//! English only: in other languages BM25 itself gives such words next to no weight.

/// Sorted, for binary search.
const STOP_WORDS: &[&str] = &[
    "a", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could", "d", "did",
    "do", "does", "for", "had", "has", "have", "he", "her", "hi", "his", "how", "i", "if", "in", "is", "it",
    "its", "ll", "m", "me", "my", "of", "on", "or", "our", "please", "re", "s", "she", "should", "so", "t",
    "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "to", "us", "ve",
    "was", "we", "were", "what", "will", "would", "you", "your",
];

/// Whether a folded word is one of them.
pub(super) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{STOP_WORDS, is_stop_word};

    #[test]
    fn they_are_sorted_and_found() {
        assert!(STOP_WORDS.is_sorted());
        assert!(STOP_WORDS.iter().all(|word| is_stop_word(word)));
        assert!(!is_stop_word("printer"));
    }
}
