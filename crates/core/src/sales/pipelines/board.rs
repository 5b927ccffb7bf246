//! A pipeline as a board: columns of cards with their sums, and the figures above them.

use super::types::{Board, BoardColumn, BoardTotals, GetBoard, Stage, StageKind};
use super::{ops, sql};
use crate::calendar;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::filter::Filter;
use crate::ids::{PipelineId, UserId};
use crate::page::{self, Count};
use crate::sales::{deals, limits};
use rusqlite::params_from_iter;
use rusqlite::types::Value as Bound;

/// Days over which the win rate is taken.
const WIN_RATE_DAYS: u32 = 90;

/// Figures of one column.
struct Sums {
    every: i64,
    sum_minor: i64,
    other_currencies: i64,
}

/// `pipelines.board`: every stage with its newest cards; won and lost ones of this month. Errors: `not_found`, `invalid`.
///
/// Sums are in the business's currency. A column's weighted value is its sum times the probability, rounded half up;
/// the board's is the total of the columns.
pub fn board(ctx: &Ctx<'_>, args: GetBoard) -> Result<Board> {
    let limit = page::limit(args.limit_per_stage).map_err(|error| error.field("limit_per_stage"))?;
    let pipeline = ops::one(ctx, args.id)?;
    let over_limit = args.over_limit.unwrap_or(false);
    let month_ms = calendar::month_start_ms(ctx.now_ms, ctx.zone);
    let mut totals = BoardTotals {
        open_minor: 0,
        weighted_minor: 0,
        won_month_minor: 0,
        win_rate_pct: win_rate(ctx, args.id, args.owner_id)?,
        over_limit: 0,
        other_currencies: 0,
        currency: pipeline.currency.clone(),
    };
    let mut columns = Vec::with_capacity(pipeline.stages.len());
    for stage in &pipeline.stages {
        let since_ms = (stage.kind != StageKind::Open).then_some(month_ms);
        let mut filter = in_stage(stage, since_ms, args.owner_id);
        let mut sums = sums(ctx, &filter, &pipeline.currency)?;
        totals.over_limit += over(ctx, stage, args.owner_id)?;
        match stage.kind {
            StageKind::Open => {
                totals.open_minor += sums.sum_minor;
                totals.weighted_minor += weighted(sums.sum_minor, stage);
                totals.other_currencies += sums.other_currencies;
            }
            StageKind::Won => totals.won_month_minor += sums.sum_minor,
            StageKind::Lost => {}
        }
        if over_limit {
            filter.and("d.stage_entered_ms < ?", [over_before(ctx, stage)]);
            sums = self::sums(ctx, &filter, &pipeline.currency)?;
        }
        let cards = deals::cards(ctx, &filter, limit)?;
        columns.push(BoardColumn {
            stage_id: stage.id,
            count: Count::capped(sums.every),
            sum_minor: sums.sum_minor,
            weighted_minor: weighted(sums.sum_minor, stage),
            currency: pipeline.currency.clone(),
            other_currencies: sums.other_currencies,
            since_ms,
            cards: cards.items,
            next: cards.next,
        });
    }
    Ok(Board { pipeline, columns, totals })
}

/// The cards of one column, before further filters.
pub(in crate::sales) fn in_stage(stage: &Stage, since_ms: Option<i64>, owner: Option<UserId>) -> Filter {
    let mut filter = Filter::new();
    filter.and("d.stage_id = ?", [stage.id.0.into()]);
    filter.fixed("d.trashed_ms IS NULL");
    filter.and_some("d.stage_entered_ms >= ?", since_ms);
    filter.and_some("d.owner_id = ?", owner.map(|id| id.0));
    filter
}

fn sums(ctx: &Ctx<'_>, filter: &Filter, currency: &str) -> Result<Sums> {
    let mut statement =
        ctx.conn().prepare_cached(&filter.select(&sql::card_counts(filter.bound().count() + 1)))?;
    let bound = filter.bound().cloned().chain([currency.to_owned().into()]);
    Ok(statement.query_row(params_from_iter(bound), |row| {
        Ok(Sums {
            every: row.get("every")?,
            sum_minor: row.get("sum_minor")?,
            other_currencies: row.get("other_currencies")?,
        })
    })?)
}

/// How many deals of a stage are past its limit.
fn over(ctx: &Ctx<'_>, stage: &Stage, owner: Option<UserId>) -> Result<i64> {
    if stage.limit_days.is_none() || stage.kind != StageKind::Open {
        return Ok(0);
    }
    let mut filter = in_stage(stage, None, owner);
    filter.and("d.stage_entered_ms < ?", [over_before(ctx, stage)]);
    let mut statement = ctx.conn().prepare_cached(&filter.select(sql::OVER_LIMIT))?;
    Ok(statement.query_row(params_from_iter(filter.bound()), |row| row.get(0))?)
}

/// The instant before which a deal entered that is past the limit now; none can be where there is no limit.
fn over_before(ctx: &Ctx<'_>, stage: &Stage) -> Bound {
    stage
        .limit_days
        .filter(|_| stage.kind == StageKind::Open)
        .map_or(Bound::Null, |days| limits::over_before_ms(ctx, days).into())
}

fn win_rate(ctx: &Ctx<'_>, pipeline: PipelineId, owner: Option<UserId>) -> Result<Option<i64>> {
    let mut filter = Filter::new();
    filter.and("d.pipeline_id = ?", [pipeline.0.into()]);
    filter.and("d.closed_ms >= ?", [calendar::days_before_ms(ctx.now_ms, WIN_RATE_DAYS, ctx.zone).into()]);
    filter.fixed("d.trashed_ms IS NULL");
    filter.and_some("d.owner_id = ?", owner.map(|id| id.0));
    let mut statement = ctx.conn().prepare_cached(&filter.select(sql::WIN_RATE))?;
    let (won, closed): (i64, i64) = statement
        .query_row(params_from_iter(filter.bound()), |row| Ok((row.get("won")?, row.get("closed")?)))?;
    Ok((closed > 0).then(|| (won * 100 + closed / 2) / closed))
}

/// Rounded half up.
fn weighted(sum_minor: i64, stage: &Stage) -> i64 {
    let product = i128::from(sum_minor) * i128::from(stage.probability_pct) + 50;
    i64::try_from(product.div_euclid(100)).unwrap_or(i64::MAX)
}
