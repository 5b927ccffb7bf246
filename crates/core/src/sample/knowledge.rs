//! Articles: those written by hand first, then guides per machine, then notes per building, as many as are asked for.

use super::chance::Chance;
use super::fill::Step;
use super::house::House;
use super::people;
use super::texts::{Filling, GAPS, TEXTS};
use super::when::{DAY_MS, When};
use crate::articles::{self, ArticleStatus, CreateArticle, GetArticle};
use crate::error::Result;
use crate::ids::ArticleCategoryId;

/// Makes the `n`th of `of` articles; answers how many records that was.
pub fn add(
    step: &mut Step<'_, '_, '_>,
    house: &House,
    when: &When,
    (n, of, seed): (usize, usize, u64),
) -> Result<usize> {
    let mut chance = Chance::new(seed, "articles").of(n as u64);
    let (title, body, shelf) = written(n, house, &mut chance);
    // The handbook grew over the years; the last one was written last week.
    let at_ms = when.nth_ms(n, of.max(1), &mut chance) - 3 * DAY_MS;
    let status = match (TEXTS.articles.get(n), n % 20) {
        (Some(article), _) => article.status,
        (None, 7) => ArticleStatus::Draft,
        (None, 13) => ArticleStatus::Archived,
        (None, _) => ArticleStatus::Published,
    };
    let author = house.user(chance.word(&["MA", "TF", "IO", "RM"]));
    let actor = author.map_or(crate::ctx::Actor::System, |user| house.actor(user));
    let slug = (n >= TEXTS.articles.len()).then(|| format!("{n} {title}"));
    let first = if status == ArticleStatus::Archived { ArticleStatus::Published } else { status };
    let args = CreateArticle { title, body, category_id: shelf, slug, status: Some(first) };
    let id = step.unit(actor, at_ms, |ctx| Ok(articles::create(ctx, args)?.id))?;
    if status == ArticleStatus::Archived {
        let later = (at_ms + 200 * DAY_MS).min(when.anchor_ms);
        step.unit(actor, later, |ctx| articles::archive(ctx, GetArticle { id }))?;
    }
    Ok(1)
}

fn written(n: usize, house: &House, chance: &mut Chance) -> (String, String, Option<ArticleCategoryId>) {
    if let Some(article) = TEXTS.articles.get(n) {
        return (article.title.to_owned(), article.body.to_owned(), house.shelf(article.category));
    }
    let n = n - TEXTS.articles.len();
    let guides = TEXTS.units.len() * TEXTS.guides.len();
    if n < guides
        && let (Some(unit), Some((title, body))) =
            (TEXTS.units.get(n % TEXTS.units.len()), TEXTS.guides.get(n / TEXTS.units.len()))
    {
        let filling = filling(chance, unit.name, (&unit.codes, &unit.parts));
        return (title.filled(&filling), body.filled(&filling), house.shelf("Equipment"));
    }
    let unit = chance.pick(&TEXTS.units);
    let filling =
        unit.map_or_else(Filling::default, |unit| filling(chance, unit.name, (&unit.codes, &unit.parts)));
    let address = people::address(chance);
    let title = format!("{}, {}", address.street, address.postal_code);
    let mut body = String::new();
    let first = chance.below(TEXTS.notes.len().max(1));
    for place in 0..chance.between(3, 7) as usize {
        // Each note once, from a place that differs from building to building.
        let at = (first + place * 7) % TEXTS.notes.len().max(1);
        if let Some(note) = TEXTS.notes.get(at) {
            body.push_str("- ");
            body.push_str(&note.filled(&filling));
            body.push('\n');
        }
    }
    (title, body, house.shelf("Site notes"))
}

fn filling(chance: &mut Chance, unit: &str, (codes, parts): (&[&'static str], &[&'static str])) -> Filling {
    let values = GAPS.iter().map(|gap| match *gap {
        "unit" => unit.to_owned(),
        "code" => chance.word(codes).to_owned(),
        "part" => chance.word(parts).to_owned(),
        "room" => chance.word(&TEXTS.rooms).to_owned(),
        "year" => chance.between(2009, 2025).to_string(),
        "months" => chance.between(3, 24).to_string(),
        "count" => chance.between(2, 9).to_string(),
        "temp" => chance.between(18, 24).to_string(),
        "phone" => format!("07700 900 {:03}", chance.below(1_000)),
        "engineer" => chance.word(&["Tom", "Rhys"]).to_owned(),
        "amount" => format!("£{}", chance.between(40, 320)),
        _ => String::new(),
    });
    Filling::new(values.collect())
}
