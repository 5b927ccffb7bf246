//! Markdown as safe HTML, made when it is read; the source is what is kept.
//!
//! Raw HTML is shown as text, links carry `rel`, links that run something lose their address, and images become links:
//! nothing is fetched from anywhere because somebody opened a text.

use comrak::html::{ChildRendering, dangerous_url, escape, escape_href};
use comrak::nodes::NodeValue;
use comrak::{Arena, Options, create_formatter, parse_document};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::LazyLock;

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.autolink = true;
    options.render.escape = true;
    // People press Enter once and mean it.
    options.render.hardbreaks = true;
    options
});

create_formatter!(SafeFormatter, {
    NodeValue::Link(ref link) => |context, entering| {
        if entering {
            context.write_str("<a href=\"")?;
            if !dangerous_url(&link.url) {
                escape_href(context, &link.url, false)?;
            }
            if !link.title.is_empty() {
                context.write_str("\" title=\"")?;
                escape(context, &link.title)?;
            }
            context.write_str("\" rel=\"noopener noreferrer nofollow\">")?;
        } else {
            context.write_str("</a>")?;
        }
    },
    NodeValue::Image(ref image) => |context, node, entering| {
        // Inside a link the description alone stands; links do not nest.
        let linked = node.ancestors().skip(1).any(|above| matches!(above.data().value, NodeValue::Link(_)));
        if !linked {
            if entering {
                context.write_str("<a class=\"image\" href=\"")?;
                if !dangerous_url(&image.url) {
                    escape_href(context, &image.url, false)?;
                }
                context.write_str("\" rel=\"noopener noreferrer nofollow\">")?;
                if node.first_child().is_none() {
                    escape(context, &image.url)?;
                }
            } else {
                context.write_str("</a>")?;
            }
        }
        return Ok(ChildRendering::HTML);
    },
});

/// Markdown (CommonMark 0.31 with GitHub's tables, strikethrough, task lists and bare links) as safe HTML.
pub fn html(source: &str) -> String {
    if is_prose(source) {
        return prose(source);
    }
    let arena = Arena::new();
    let document = parse_document(&arena, source, &OPTIONS);
    let mut out = String::with_capacity(source.len() + source.len() / 2);
    match SafeFormatter::format_document(document, &OPTIONS, &mut out) {
        Ok(()) => out,
        // Writing to a string cannot fail; if it ever does, the plain text is still right.
        Err(_) => plain(source),
    }
}

/// Plain text as HTML: escaped, with its paragraphs and line breaks.
pub fn plain(source: &str) -> String {
    prose(source)
}

/// What is left to read without the markup, with a space between one piece and the next: for the line or two that lists show.
pub fn words(source: &str) -> Cow<'_, str> {
    if is_prose(source) {
        return source.into();
    }
    let arena = Arena::new();
    let mut out = String::with_capacity(source.len());
    for node in parse_document(&arena, source, &OPTIONS).descendants() {
        let data = node.data();
        match &data.value {
            NodeValue::Text(text) => out.push_str(text),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::HtmlInline(text) => out.push_str(text),
            NodeValue::CodeBlock(block) => out.extend([" ", &block.literal]),
            NodeValue::HtmlBlock(block) => out.extend([" ", &block.literal]),
            value if value.block() || matches!(value, NodeValue::SoftBreak | NodeValue::LineBreak) => {
                out.push(' ')
            }
            _ => {}
        }
    }
    out.into()
}

/// Whether the text holds nothing that Markdown would read as more than words; most messages do, and parsing them costs
/// many times what fetching them does.
fn is_prose(source: &str) -> bool {
    let inert = |byte: u8| {
        !matches!(
            byte,
            b'*' | b'_' | b'`' | b'[' | b']' | b'<' | b'&' | b'\\' | b'~' | b'|' | b'@' | b'\t' | b'\r' | 0
        )
    };
    if !source.bytes().all(inert) || source.contains("://") || source.contains("www.") {
        return false;
    }
    source.split('\n').all(|line| {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let first = line.as_bytes().get(spaces).copied();
        spaces == 0
            && !line.ends_with(' ')
            && !first
                .is_some_and(|byte| matches!(byte, b'#' | b'>' | b'-' | b'+' | b'=' | b'0'..=b'9' | b':'))
    })
}

fn prose(source: &str) -> String {
    let source: Cow<'_, str> =
        if source.contains('\r') { source.replace("\r\n", "\n").into() } else { source.into() };
    let mut out = String::with_capacity(source.len() + source.len() / 8 + 16);
    let mut open = false;
    for line in source.split('\n') {
        if line.trim_matches([' ', '\t']).is_empty() {
            if std::mem::take(&mut open) {
                out.push_str("</p>\n");
            }
            continue;
        }
        out.push_str(if std::mem::replace(&mut open, true) { "<br />\n" } else { "<p>" });
        // Writing to a string cannot fail.
        let _ = escape(&mut out, line);
    }
    if open {
        let _ = out.write_str("</p>\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(source: &str) -> String {
        let arena = Arena::new();
        let mut out = String::new();
        SafeFormatter::format_document(parse_document(&arena, source, &OPTIONS), &OPTIONS, &mut out).unwrap();
        out
    }

    #[test]
    fn markup_is_rendered_and_html_is_shown() {
        assert_eq!(html("**No** heat"), "<p><strong>No</strong> heat</p>\n");
        assert_eq!(html("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;\n");
        assert!(!html("a <img src=x onerror=alert(1)> b").contains("<img"));
        assert_eq!(html("one\ntwo\n\nthree"), "<p>one<br />\ntwo</p>\n<p>three</p>\n");
    }

    #[test]
    fn links_are_marked_and_nothing_is_fetched() {
        let link = html("[here](https://example.org/?a=1&b=2 \"x\")");
        assert_eq!(
            link,
            "<p><a href=\"https://example.org/?a=1&amp;b=2\" title=\"x\" rel=\"noopener noreferrer nofollow\">here</a></p>\n"
        );
        assert!(html("https://example.org").contains("rel=\"noopener noreferrer nofollow\""));
        assert!(!html("[x](javascript:alert(1))").contains("javascript"));
        let image = html("![the display](https://example.org/f28.jpg)");
        assert!(!image.contains("<img") && image.contains(">the display</a>"), "{image}");
        let nested = html("[![the display](https://example.org/f28.jpg)](https://example.org)");
        assert_eq!(nested.matches("<a ").count(), 1, "{nested}");
        assert!(!html("![x](data:text/html;base64,AAAA)").contains("data:text"));
    }

    #[test]
    fn words_are_what_is_left_without_the_markup() {
        let told = |source| words(source).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            told("The **Potterton Gold** shows `F.28`,\nsee [here](https://example.org)."),
            "The Potterton Gold shows F.28, see here."
        );
        assert_eq!(
            told("# Codes\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n"),
            "Codes one two a b c d"
        );
        assert_eq!(
            told("```\ncut | here\n```\n<b>loud</b> ![the display](f28.jpg)"),
            "cut | here <b>loud</b> the display"
        );
        assert_eq!(told("2 * 3 is 6_000, isn’t it?"), "2 * 3 is 6_000, isn’t it?");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_short_way_says_what_the_parser_says(source in "[ -~é…—\n\u{a0}]{0,60}") {
            if is_prose(&source) {
                prop_assert_eq!(prose(&source), parsed(&source));
            }
        }

        #[test]
        fn no_text_makes_an_element_that_fetches_or_runs(source in "[<>!\\[\\]()a-z:/\"'= \n]{0,80}") {
            let html = html(&source).to_lowercase();
            for forbidden in ["<img", "<script", "<iframe", "<style", "<svg", "href=\"javascript"] {
                prop_assert!(!html.contains(forbidden), "{}", html);
            }
        }
    }
}
