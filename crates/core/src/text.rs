//! Text as people type it: folded for comparison, bounded in length, cleaned of nothing else.

use crate::error::{Error, Result};
use crate::phrases::say;
use unicode_normalization::UnicodeNormalization;

/// Longest line-like value (names, subjects, tags), in characters.
pub const LINE_MAX: usize = 500;
/// Longest text (messages, articles), in bytes.
pub const TEXT_MAX_BYTES: usize = 1_000_000;

/// Folds for comparison and sorting: compatibility-decomposed (NFKD), marks dropped, lower case, spaces joined.
///
/// SQLite folds only ASCII letters; å, ä, ö and İ need the Unicode rules (UAX #15).
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        // Most names are ASCII; the tables are not needed for them.
        for word in text.split_ascii_whitespace() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        }
        return folded;
    }
    let mut gap = false;
    for c in text
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        if c.is_whitespace() {
            gap = !folded.is_empty();
        } else if !unicode_normalization::char::is_combining_mark(c) {
            if std::mem::take(&mut gap) {
                folded.push(' ');
            }
            folded.push(c);
        }
    }
    folded
}

/// A required line: not blank, not too long, outer blanks removed. Errors: `invalid` on `field`.
pub fn line(field: &str, text: &str) -> Result<String> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Error::invalid(field, say("error.text.empty")));
    }
    if trimmed.chars().nth(LINE_MAX).is_some() {
        return Err(Error::invalid(field, say("error.text.long").with("max", LINE_MAX)));
    }
    Ok(trimmed.to_owned())
}

/// An optional line: blank counts as absent. Errors: `invalid` on `field`.
pub fn optional_line(field: &str, text: Option<String>) -> Result<Option<String>> {
    match text {
        Some(text) if !text.trim().is_empty() => line(field, &text).map(Some),
        _ => Ok(None),
    }
}

/// A text of any shape, kept exactly as typed. Errors: `too_large`.
pub fn body(field: &str, text: &str) -> Result<()> {
    if text.len() > TEXT_MAX_BYTES {
        return Err(Error::new(crate::error::Code::TooLarge, say("error.text.too_long")).field(field));
    }
    Ok(())
}

/// A required text, kept exactly as typed. Errors: `invalid` when blank, `too_large`.
pub fn required_body(field: &str, text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(Error::invalid(field, say("error.text.nothing")));
    }
    body(field, text)
}

/// Cuts after `max` characters at a word where possible, with an ellipsis.
pub fn shorten(text: &str, max: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(max) {
        None => flat,
        Some((cut, _)) => {
            let head = flat.get(..cut).unwrap_or_default();
            let end = head.rfind(' ').filter(|space| *space > cut / 2).unwrap_or(cut);
            format!("{}…", head.get(..end).unwrap_or(head).trim_end())
        }
    }
}

/// An amount with its code; ISO 4217 gives most currencies two decimals.
pub fn money(minor: i64, currency: &str) -> String {
    let decimals: u32 = match currency {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" | "UGX" | "XAF" | "XOF" | "PYG" => 0,
        "BHD" | "KWD" | "OMR" | "JOD" | "TND" | "IQD" | "LYD" => 3,
        _ => 2,
    };
    let scale = 10_u64.pow(decimals);
    let (whole, rest) = (minor.unsigned_abs() / scale, minor.unsigned_abs() % scale);
    let sign = if minor < 0 { "−" } else { "" };
    if decimals == 0 {
        format!("{sign}{whole} {currency}")
    } else {
        format!("{sign}{whole}.{rest:0width$} {currency}", width = decimals as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_beyond_ascii() {
        assert_eq!(fold("  Åsa   LINDQVIST "), "asa lindqvist");
        assert_eq!(fold("Nguyễn Thị Lan"), "nguyen thi lan");
        assert_eq!(fold("İstanbul"), "istanbul");
        assert_eq!(fold("ﬁnch"), "finch");
    }

    #[test]
    fn amounts_have_the_decimals_of_their_currency() {
        assert_eq!(money(123_456, "GBP"), "1234.56 GBP");
        assert_eq!(money(-5, "GBP"), "−0.05 GBP");
        assert_eq!(money(500, "JPY"), "500 JPY");
    }

    #[test]
    fn shortens_at_words() {
        assert_eq!(shorten("one two three four", 9), "one two…");
        assert_eq!(shorten("short", 9), "short");
    }
}
