//! An article's name in links.

use super::sql;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::ArticleId;
use crate::text;
use rusqlite::params;

/// Longest slug, characters; the number behind it comes on top.
const SLUG_MAX: usize = 80;

/// A free slug from a title: `boiler-pressure`, and where that is taken `boiler-pressure-2`.
pub fn free(ctx: &Ctx<'_>, title: &str) -> Result<String> {
    let slug = from_title(title);
    if !taken(ctx, &slug, None)? {
        return Ok(slug);
    }
    let mut statement = ctx.conn().prepare_cached(sql::LAST_NUMBER)?;
    let last: i64 =
        statement.query_row(params![slug, format!("{slug}-"), format!("{slug}.")], |row| row.get(0))?;
    Ok(format!("{slug}-{}", last.saturating_add(1)))
}

/// A slug that somebody chose. Errors: `invalid` when it is taken.
pub fn chosen(ctx: &Ctx<'_>, slug: &str, own: Option<ArticleId>) -> Result<String> {
    let slug = from_title(&text::line("slug", slug)?);
    if taken(ctx, &slug, own)? {
        return Err(Error::invalid(
            "slug",
            format!("Another article is called “{slug}” in links. Choose another name."),
        ));
    }
    Ok(slug)
}

/// Letters and digits of any script, folded, with hyphens between.
pub fn from_title(title: &str) -> String {
    let mut slug = String::new();
    for word in text::fold(title).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let room = SLUG_MAX.saturating_sub(slug.chars().count() + 1);
        if !slug.is_empty() && word.chars().count() > room {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(SLUG_MAX));
    }
    if slug.is_empty() { "article".to_owned() } else { slug }
}

fn taken(ctx: &Ctx<'_>, slug: &str, own: Option<ArticleId>) -> Result<bool> {
    Ok(ctx.conn().prepare_cached(sql::SLUG_TAKEN)?.exists(params![slug, own])?)
}
