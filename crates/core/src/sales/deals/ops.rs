//! Making, changing, moving and removing deals.

use super::sql;
use super::types::{CreateDeal, Deal, GetDeal, MoveDeal, UpdateDeal};
use crate::calendar;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::{DealId, PipelineId, StageId, UserId};
use crate::log::{revision, tables::Record, unit::none};
use crate::people::business;
use crate::phrases::say;
use crate::sales::pipelines::{self, Stage, StageKind};
use crate::{references, text};
use rusqlite::params;
use std::sync::LazyLock;

static GET: LazyLock<String> = LazyLock::new(sql::get);

/// The largest value of one deal; sums over millions of them still fit.
const VALUE_MAX_MINOR: i64 = 1_000_000_000_000;

/// `deals.create`: the new deal, in the first open stage unless said otherwise. Errors: `invalid` naming the field.
pub fn create(ctx: &Ctx<'_>, args: CreateDeal) -> Result<Deal> {
    let title = text::line("title", &args.title)?;
    let owner_id = args.owner_id.over(ctx.actor.user_id().map(UserId));
    references::check(ctx, "customer_id", Record::Customer, args.customer_id.map(|id| id.0))?;
    references::check(ctx, "owner_id", Record::User, owner_id.map(|id| id.0))?;
    let (stage, pipeline) = entry(ctx, &args)?;
    ctx.conn().prepare_cached(sql::INSERT)?.execute(params![
        title,
        text::fold(&title),
        args.customer_id,
        pipeline,
        stage.id,
        value(args.value_minor.unwrap_or(0))?,
        currency(ctx, args.currency)?,
        owner_id,
        date(args.expected_close_on)?,
        ctx.at_ms(),
        (stage.kind != StageKind::Open).then_some(ctx.at_ms()),
    ])?;
    get(ctx, GetDeal { id: DealId(ctx.conn().last_insert_rowid()) })
}

/// `deals.get`. Errors: `not_found`.
pub fn get(ctx: &Ctx<'_>, args: GetDeal) -> Result<Deal> {
    let mut statement = ctx.conn().prepare_cached(&GET)?;
    let found = statement.query_row([args.id], |row| {
        Ok(Deal {
            card: super::list::card(ctx, row)?,
            lost_reason: row.get(16)?,
            created_ms: row.get(17)?,
            updated_ms: row.get(18)?,
            trashed_ms: row.get(19)?,
        })
    });
    found.map(Some).or_else(none)?.ok_or_else(|| Error::not_found("error.gone.deal"))
}

/// `deals.update`: absent fields stay; the stage changes by `deals.move` only. Errors: `not_found`, `invalid`, `conflict`.
pub fn update(ctx: &Ctx<'_>, args: UpdateDeal) -> Result<Deal> {
    let Deal { card: now, lost_reason, .. } = get(ctx, GetDeal { id: args.id })?;
    revision::check(ctx, (Record::Deal, now.id.0), args.rev, &named(&args))?;
    let title = text::line("title", &args.title.unwrap_or(now.title))?;
    let customer_id = args.customer_id.over(now.customer_id);
    let ids = (customer_id.map(|id| id.0), now.customer_id.map(|id| id.0));
    references::check_new(ctx, "customer_id", Record::Customer, ids)?;
    let owner_id = args.owner_id.over(now.owner_id);
    references::check_new(
        ctx,
        "owner_id",
        Record::User,
        (owner_id.map(|id| id.0), now.owner_id.map(|id| id.0)),
    )?;
    let (stage, _) = pipelines::stage(ctx, now.stage_id)?;
    let lost_reason = args.lost_reason.line_over("lost_reason", lost_reason)?;
    only_when_lost(&stage, lost_reason.as_deref())?;
    ctx.conn().prepare_cached(sql::UPDATE)?.execute(params![
        now.id,
        title,
        text::fold(&title),
        customer_id,
        value(args.value_minor.unwrap_or(now.value_minor))?,
        currency(ctx, Some(args.currency.unwrap_or(now.currency)))?,
        owner_id,
        date(args.expected_close_on.over(now.expected_close_on))?,
        lost_reason,
    ])?;
    get(ctx, GetDeal { id: now.id })
}

/// `deals.move`: into another stage, as of now. Won and lost stages close the deal, open ones open it again.
///
/// Errors: `not_found`, `invalid`, `conflict` when somebody else moved it since `rev`.
pub fn r#move(ctx: &Ctx<'_>, args: MoveDeal) -> Result<Deal> {
    let now = ctx
        .conn()
        .prepare_cached(sql::PLACE)?
        .query_row([args.id], |row| {
            Ok(Place { stage_id: row.get(0)?, entered_ms: row.get(1)?, lost_reason: row.get(2)? })
        })
        .map(Some)
        .or_else(none)?
        .ok_or_else(|| Error::not_found("error.gone.deal"))?;
    revision::check(ctx, (Record::Deal, args.id.0), args.rev, &["stage_id"])?;
    let (stage, pipeline) = pipelines::stage(ctx, args.stage_id)?;
    let reason = text::optional_line("lost_reason", args.lost_reason)?;
    only_when_lost(&stage, reason.as_deref())?;
    let (entered_ms, reason) = if stage.id == now.stage_id {
        (now.entered_ms, reason.or(now.lost_reason))
    } else {
        (ctx.at_ms(), reason)
    };
    let closed_ms = (stage.kind != StageKind::Open).then_some(entered_ms);
    ctx.conn()
        .prepare_cached(sql::MOVE)?
        .execute(params![args.id, pipeline, stage.id, entered_ms, closed_ms, reason])?;
    get(ctx, GetDeal { id: args.id })
}

/// Where a deal stands: all that moving it has to know.
struct Place {
    stage_id: StageId,
    entered_ms: i64,
    lost_reason: Option<String>,
}

/// `deals.delete`: into the trash. Errors: `not_found`.
pub fn delete(ctx: &Ctx<'_>, args: GetDeal) -> Result<Deal> {
    get(ctx, args.clone())?;
    ctx.conn().prepare_cached(sql::TRASH)?.execute(params![args.id, ctx.now_ms])?;
    get(ctx, args)
}

/// Where a new deal begins. Errors: `invalid` when the stage belongs to another pipeline or the pipeline is gone.
fn entry(ctx: &Ctx<'_>, args: &CreateDeal) -> Result<(Stage, PipelineId)> {
    if let Some(id) = args.stage_id {
        let (stage, pipeline) = pipelines::stage(ctx, id)?;
        if args.pipeline_id.is_some_and(|wanted| wanted != pipeline) {
            return Err(Error::invalid("stage_id", say("error.choice.foreign_stage")));
        }
        return Ok((stage, pipeline));
    }
    let pipeline = match args.pipeline_id {
        Some(id) => id,
        None => pipelines::first(ctx)?,
    };
    let first = pipelines::stages(ctx, pipeline)?.into_iter().find(|stage| stage.kind == StageKind::Open);
    let gone = || Error::invalid("pipeline_id", say("error.choice.pipeline"));
    first.map(|stage| (stage, pipeline)).ok_or_else(gone)
}

fn only_when_lost(stage: &Stage, reason: Option<&str>) -> Result<()> {
    match (reason, stage.kind) {
        (Some(_), StageKind::Open | StageKind::Won) => {
            Err(Error::invalid("lost_reason", say("error.value.lost_reason")))
        }
        (Some(_), StageKind::Lost) | (None, _) => Ok(()),
    }
}

fn value(minor: i64) -> Result<i64> {
    if (0..=VALUE_MAX_MINOR).contains(&minor) {
        return Ok(minor);
    }
    Err(Error::invalid("value_minor", say("error.value.money")))
}

fn currency(ctx: &Ctx<'_>, code: Option<String>) -> Result<String> {
    let Some(code) = code else { return Ok(business::get(ctx)?.currency) };
    let code = code.trim().to_uppercase();
    business::currency_code("currency", &code)?;
    Ok(code)
}

fn date(text: Option<String>) -> Result<Option<String>> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    let why = say("error.value.date");
    calendar::parse_date(text.trim())
        .map(|date| Some(date.to_string()))
        .ok_or_else(|| Error::invalid("expected_close_on", why))
}

fn named(args: &UpdateDeal) -> Vec<&'static str> {
    let kept = [
        ("title", args.title.is_none()),
        ("customer_id", args.customer_id.is_keep()),
        ("value_minor", args.value_minor.is_none()),
        ("currency", args.currency.is_none()),
        ("owner_id", args.owner_id.is_keep()),
        ("expected_close_on", args.expected_close_on.is_keep()),
        ("lost_reason", args.lost_reason.is_keep()),
    ];
    kept.into_iter().filter(|(_, keep)| !keep).map(|(field, _)| field).collect()
}
