//! Logging, correcting and removing interactions.

use super::sql;
use super::types::{GetInteraction, Interaction, LogInteraction, UpdateInteraction};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::InteractionId;
use crate::log::{revision, tables::Record, unit::none};
use crate::phrases::say;
use crate::{references, text};
use rusqlite::{Row, params};

/// Longest conversation that can be logged, seconds: a week.
const DURATION_MAX_S: i64 = 7 * 24 * 3_600;

/// `interactions.log`: the new interaction, dated when it took place. Errors: `invalid` naming the field.
pub fn log(ctx: &Ctx<'_>, args: LogInteraction) -> Result<Interaction> {
    references::check(ctx, "customer_id", Record::Customer, Some(args.customer_id.0))?;
    references::check(ctx, "ticket_id", Record::Ticket, args.ticket_id.map(|id| id.0))?;
    references::check(ctx, "deal_id", Record::Deal, args.deal_id.map(|id| id.0))?;
    let subject = text::optional_line("subject", args.subject)?;
    let body = written(args.body)?;
    duration(args.duration_s)?;
    if let Some(at_ms) = args.at_ms {
        past(ctx, at_ms)?;
        ctx.unit()?.happened_at(at_ms);
    }
    ctx.conn().prepare_cached(sql::INSERT)?.execute(params![
        args.customer_id,
        args.kind,
        args.direction,
        subject,
        body,
        ctx.at_ms(),
        args.duration_s,
        ctx.actor.user_id(),
        args.ticket_id,
        args.deal_id,
        ctx.at_ms(),
    ])?;
    get(ctx, GetInteraction { id: InteractionId(ctx.conn().last_insert_rowid()) })
}

/// `interactions.get`. Errors: `not_found`.
pub fn get(ctx: &Ctx<'_>, args: GetInteraction) -> Result<Interaction> {
    let found = ctx.conn().prepare_cached(sql::GET)?.query_row([args.id], row).map(Some).or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.interaction"))
}

/// `interactions.update`: absent fields stay. Errors: `not_found`, `invalid`, `conflict`.
pub fn update(ctx: &Ctx<'_>, args: UpdateInteraction) -> Result<Interaction> {
    let now = get(ctx, GetInteraction { id: args.id })?;
    revision::check(ctx, (Record::Interaction, now.id.0), args.rev, &named(&args))?;
    let ticket_id = args.ticket_id.over(now.ticket_id);
    let ids = (ticket_id.map(|id| id.0), now.ticket_id.map(|id| id.0));
    references::check_new(ctx, "ticket_id", Record::Ticket, ids)?;
    let deal_id = args.deal_id.over(now.deal_id);
    references::check_new(
        ctx,
        "deal_id",
        Record::Deal,
        (deal_id.map(|id| id.0), now.deal_id.map(|id| id.0)),
    )?;
    let at_ms = args.at_ms.unwrap_or(now.at_ms);
    if at_ms != now.at_ms {
        past(ctx, at_ms)?;
    }
    let duration_s = args.duration_s.over(now.duration_s);
    duration(duration_s)?;
    ctx.conn().prepare_cached(sql::UPDATE)?.execute(params![
        now.id,
        args.kind.unwrap_or(now.kind),
        args.direction.over(now.direction),
        args.subject.line_over("subject", now.subject)?,
        written(args.body.over(now.body))?,
        at_ms,
        duration_s,
        ticket_id,
        deal_id,
    ])?;
    get(ctx, GetInteraction { id: now.id })
}

/// `interactions.delete`: into the trash. Errors: `not_found`.
pub fn delete(ctx: &Ctx<'_>, args: GetInteraction) -> Result<Interaction> {
    get(ctx, args.clone())?;
    ctx.conn().prepare_cached(sql::TRASH)?.execute(params![args.id, ctx.now_ms])?;
    get(ctx, args)
}

/// A text that is kept exactly as typed; blank counts as absent.
fn written(body: Option<String>) -> Result<Option<String>> {
    let body = body.filter(|body| !body.trim().is_empty());
    text::body("body", body.as_deref().unwrap_or_default())?;
    Ok(body)
}

fn past(ctx: &Ctx<'_>, at_ms: i64) -> Result<()> {
    if (0..=ctx.now_ms).contains(&at_ms) {
        return Ok(());
    }
    Err(Error::invalid("at_ms", say("error.value.not_yet")))
}

fn duration(seconds: Option<i64>) -> Result<()> {
    if seconds.is_none_or(|s| (0..=DURATION_MAX_S).contains(&s)) {
        return Ok(());
    }
    Err(Error::invalid("duration_s", say("error.value.duration")))
}

fn named(args: &UpdateInteraction) -> Vec<&'static str> {
    let kept = [
        ("kind", args.kind.is_none()),
        ("direction", args.direction.is_keep()),
        ("subject", args.subject.is_keep()),
        ("body", args.body.is_keep()),
        ("at_ms", args.at_ms.is_none()),
        ("duration_s", args.duration_s.is_keep()),
        ("ticket_id", args.ticket_id.is_keep()),
        ("deal_id", args.deal_id.is_keep()),
    ];
    kept.into_iter().filter(|(_, keep)| !keep).map(|(field, _)| field).collect()
}

fn row(row: &Row<'_>) -> rusqlite::Result<Interaction> {
    Ok(Interaction {
        id: row.get("id")?,
        customer_id: row.get("customer_id")?,
        customer_name: row.get("customer_name")?,
        kind: row.get("kind")?,
        direction: row.get("direction")?,
        subject: row.get("subject")?,
        body: row.get("body")?,
        at_ms: row.get("at_ms")?,
        duration_s: row.get("duration_s")?,
        user_id: row.get("user_id")?,
        user_name: row.get("user_name")?,
        ticket_id: row.get("ticket_id")?,
        deal_id: row.get("deal_id")?,
        created_ms: row.get("created_ms")?,
        trashed_ms: row.get("trashed_ms")?,
        rev: row.get("rev")?,
    })
}
