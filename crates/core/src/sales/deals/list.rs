//! Deals as cards: the list, and the columns of a board.

use super::sql;
use super::types::{DealCard, DealView, ListDeals, NextStep};
use crate::calendar;
use crate::ctx::Ctx;
use crate::customers;
use crate::error::Result;
use crate::filter::Filter;
use crate::page::{self, Page};
use crate::sales::limits;
use crate::sales::pipelines::{self, StageKind};
use rusqlite::types::Value as Bound;
use rusqlite::{Row, params_from_iter};

/// `deals.list`: the latest to enter their stage first. Errors: `invalid` on `limit` or `after`.
pub fn list(ctx: &Ctx<'_>, args: ListDeals) -> Result<Page<DealCard>> {
    let limit = page::limit(args.limit)?;
    let filter = filter(ctx, &args)?;
    cards(ctx, &filter, limit)
}

/// The WHERE of a list.
pub(in crate::sales) fn filter(ctx: &Ctx<'_>, args: &ListDeals) -> Result<Filter> {
    let mut filter = Filter::new();
    filter.fixed(sql::LIVE);
    match args.view.unwrap_or(DealView::All) {
        DealView::All => {}
        DealView::Open => {
            filter.fixed(sql::OPEN);
        }
        DealView::Mine => {
            filter
                .fixed(sql::OPEN)
                .and("d.owner_id = ?", [ctx.actor.user_id().map_or(Bound::Null, Bound::Integer)]);
        }
        DealView::OverLimit => {
            filter.fixed(sql::OPEN).and(sql::OVER_LIMIT, [over_limits(ctx)?.into()]);
        }
        DealView::Won => {
            filter.fixed(sql::CLOSED).fixed("s.kind = 'won'");
        }
        DealView::Lost => {
            filter.fixed(sql::CLOSED).fixed("s.kind = 'lost'");
        }
    }
    if let Some(id) = args.customer_id {
        filter.and(sql::OF_FAMILY, [customers::family(ctx.conn(), id)?.into()]);
    }
    filter.and_some("d.stage_id = ?", args.stage_id.map(|id| id.0));
    filter.and_some("d.pipeline_id = ?", args.pipeline_id.map(|id| id.0));
    filter.and_some("d.owner_id = ?", args.owner_id.map(|id| id.0));
    if let Some((at, id)) = page::after::<(i64, i64)>(args.after.as_deref())? {
        filter.and("(d.stage_entered_ms, d.id) < (?, ?)", [at.into(), id.into()]);
    }
    Ok(filter)
}

/// One page of cards, newest in their stage first.
pub(crate) fn cards(ctx: &Ctx<'_>, filter: &Filter, limit: usize) -> Result<Page<DealCard>> {
    let mut statement = ctx.conn().prepare_cached(&filter.statement(sql::CARD, sql::ORDER, limit))?;
    let rows = statement.query_map(params_from_iter(filter.bound()), |row| card(ctx, row))?;
    page::page(rows.collect::<rusqlite::Result<Vec<_>>>()?, limit, |card| (card.stage_entered_ms, card.id))
}

/// Each stage with a limit and the instant before which its deals are past it, to bind into [`sql::OVER_LIMIT`].
pub(crate) fn over_limits(ctx: &Ctx<'_>) -> Result<String> {
    let limits: Vec<(i64, i64)> = pipelines::all_stages(ctx)?
        .into_iter()
        .filter(|stage| stage.kind == StageKind::Open)
        .filter_map(|stage| stage.limit_days.map(|days| (stage.id.0, limits::over_before_ms(ctx, days))))
        .collect();
    Ok(serde_json::to_string(&limits)?)
}

/// Reads by position: looking columns up by name costs more than the query.
pub(super) fn card(ctx: &Ctx<'_>, row: &Row<'_>) -> rusqlite::Result<DealCard> {
    let stage_entered_ms = row.get(10)?;
    let closed_ms: Option<i64> = row.get(11)?;
    let days_in_stage = calendar::days_between(stage_entered_ms, ctx.now_ms, ctx.zone);
    let step: Option<String> = row.get(14)?;
    let due_ms = row.get(15)?;
    Ok(DealCard {
        id: row.get(0)?,
        title: row.get(1)?,
        customer_id: row.get(2)?,
        customer_name: row.get(3)?,
        pipeline_id: row.get(4)?,
        stage_id: row.get(5)?,
        value_minor: row.get(6)?,
        currency: row.get(7)?,
        owner_id: row.get(8)?,
        expected_close_on: row.get(9)?,
        stage_entered_ms,
        closed_ms,
        days_in_stage,
        limit_state: limits::state(days_in_stage, row.get(13)?, closed_ms.is_some()),
        next_step: step.map(|text| NextStep { text, due_ms }),
        rev: row.get(12)?,
    })
}
