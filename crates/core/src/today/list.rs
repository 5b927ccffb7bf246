//! Ranking what the sources give.

use super::sources::{Asked, Ranked};
use super::sql;
use super::types::{
    ListToday, Today, TodayCounts, TodayFilter, TodayGroup, TodayGroupKey, TodayItem, TodayKind,
};
use crate::calendar;
use crate::ctx::Ctx;
use crate::error::Result;
use rusqlite::params;

/// `today.list`: what needs somebody, what loses most by waiting first.
pub fn list(ctx: &Ctx<'_>, args: ListToday) -> Result<Today> {
    let mine = ctx.actor.user_id().filter(|_| args.mine.unwrap_or(false));
    let asked = Asked { ctx, mine };
    let mut ranked = asked.tickets()?;
    ranked.extend(asked.tasks()?);
    ranked.extend(asked.deals()?);
    ranked.extend(asked.leads()?);
    ranked.extend(asked.runs()?);
    ranked.extend(asked.check()?);
    let counts = counts(&asked, &ranked)?;
    let filter = args.filter.unwrap_or(TodayFilter::All);
    ranked.retain(|ranked| shown(filter, ranked.item.kind));
    ranked.sort_by_key(|ranked| (ranked.weight, ranked.at_ms, ranked.item.subject_id));
    let today_ms = calendar::days_before_ms(ctx.now_ms, 0, ctx.zone);
    let done_today: i64 = ctx.conn().prepare_cached(sql::DONE)?.query_row([today_ms], |row| row.get(0))?;
    let mut groups: Vec<TodayGroup> = TodayGroupKey::ALL
        .iter()
        .map(|key| TodayGroup { key: *key, items: Vec::<TodayItem>::new() })
        .collect();
    for Ranked { group, item, .. } in ranked {
        if let Some(group) = groups.iter_mut().find(|known| known.key == group) {
            group.items.push(item);
        }
    }
    Ok(Today { groups, total_today: done_today + counts.all, done_today, counts })
}

const fn shown(filter: TodayFilter, kind: TodayKind) -> bool {
    match filter {
        TodayFilter::All => true,
        TodayFilter::Tickets => matches!(kind, TodayKind::Ticket),
        TodayFilter::Sales => matches!(kind, TodayKind::Deal | TodayKind::Lead),
        TodayFilter::FollowUps => matches!(kind, TodayKind::Task),
        TodayFilter::Runs => matches!(kind, TodayKind::Run | TodayKind::Check),
    }
}

fn counts(asked: &Asked<'_, '_>, ranked: &[Ranked]) -> Result<TodayCounts> {
    let conn = asked.ctx.conn();
    let tickets: i64 =
        conn.prepare_cached(&sql::ticket_count())?.query_row([asked.mine], |row| row.get(0))?;
    let mut statement = conn.prepare_cached(sql::TASK_COUNT)?;
    let follow_ups: i64 = statement.query_row(params![asked.tomorrow_ms(), asked.mine], |row| row.get(0))?;
    let of = |filter| ranked.iter().filter(|ranked| shown(filter, ranked.item.kind)).count() as i64;
    let (sales, runs) = (of(TodayFilter::Sales), of(TodayFilter::Runs));
    Ok(TodayCounts { all: tickets + follow_ups + sales + runs, tickets, sales, follow_ups, runs })
}
