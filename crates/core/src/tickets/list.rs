//! The ticket list and the counts of its views.
//!
//! Every list walks one index that already has its order, from the place where the previous page ended; which one is
//! decided here and named in the statement. A filter beyond that index looks at each row on the way, which is quick
//! where it is common among recent tickets and slow where it is rare in a long list.

use super::sql;
use super::types::{CountTickets, ListTickets, TicketCounts, TicketRow, TicketSort, TicketView, TicketViewCounts};
use crate::conditions::{self, Moment};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::filter::Filter;
use crate::log::tables::Record;
use crate::page::{self, Count, Page};
use rusqlite::types::Value as Bound;
use rusqlite::{Row, params, params_from_iter};
use std::sync::LazyLock;

/// How far back “solved this week” looks.
const WEEK_MS: i64 = 7 * 24 * 3_600 * 1_000;

/// By what a list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Created,
    Updated,
    Waiting,
    Solved,
}

impl Order {
    const fn column(self) -> &'static str {
        match self {
            Self::Created => "t.created_ms",
            Self::Updated => "t.updated_ms",
            Self::Waiting => "t.needs_answer_ms",
            Self::Solved => "t.solved_ms",
        }
    }

    const fn key(self, row: &TicketRow) -> (i64, i64) {
        let at = match self {
            Self::Created => Some(row.created_ms),
            Self::Updated => Some(row.updated_ms),
            Self::Waiting => row.needs_answer_ms,
            Self::Solved => row.solved_ms,
        };
        (match at { Some(at) => at, None => 0 }, row.id.0)
    }
}

/// `tickets.list`. Errors: `invalid` on `limit`, `after` or `where`.
pub fn list(ctx: &Ctx<'_>, args: ListTickets) -> Result<Page<TicketRow>> {
    let limit = page::limit(args.limit)?;
    let after = page::after::<(i64, i64)>(args.after.as_deref())?;
    let (order, filter, statement) = statement(ctx, &args, after, limit)?;
    let mut statement = ctx.conn().prepare_cached(&statement)?;
    let mut rows = statement.query(params_from_iter(filter.bound()))?;
    let mut found = Vec::with_capacity(limit + 1);
    while let Some(next) = rows.next()? {
        found.push(row(next)?);
    }
    page::page(found, limit, |row| order.key(row))
}

/// The statement of a page with what is bound to it.
fn statement(ctx: &Ctx<'_>, args: &ListTickets, after: Option<(i64, i64)>, limit: usize) -> Result<(Order, Filter, String)> {
    let view = args.view.unwrap_or(TicketView::All);
    let order = match (view, args.sort) {
        (TicketView::SolvedWeek, _) => Order::Solved,
        (_, Some(TicketSort::WaitingLongest)) | (TicketView::NeedsAnswer, None) => Order::Waiting,
        (_, Some(TicketSort::Updated)) => Order::Updated,
        (_, Some(TicketSort::Newest) | None) => Order::Created,
    };
    let mut filter = Filter::new();
    filter.bind(ctx.actor.user_id().map_or(Bound::Null, Bound::Integer));
    filter.fixed(sql::LIVE);
    let mut assigned = args.assignee_id.is_some();
    let mut open = true;
    match view {
        TicketView::NeedsAnswer => {
            filter.fixed(sql::NEEDS_ANSWER);
        }
        TicketView::Mine => {
            filter.and("t.assignee_id = ?", [ctx.actor.user_id().map_or(Bound::Null, Bound::Integer)]);
            assigned = true;
        }
        TicketView::Unassigned => {
            filter.fixed("t.assignee_id IS NULL");
            assigned = true;
        }
        TicketView::Waiting => {
            filter.fixed(sql::WAITING);
        }
        TicketView::OnHold => {
            filter.fixed("t.state = 'on_hold'");
        }
        TicketView::SolvedWeek => {
            filter.and("t.solved_ms > ?", [(ctx.now_ms - WEEK_MS).into()]);
            open = false;
        }
        TicketView::All => open = false,
        TicketView::Open => {}
    }
    if open {
        filter.fixed(sql::OPEN);
    }
    filter.and_some("t.customer_id = ?", args.customer_id.map(|id| id.0));
    filter.and_some("t.status_id = ?", args.status_id.map(|id| id.0));
    filter.and_some("t.priority_id = ?", args.priority_id.map(|id| id.0));
    filter.and_some("t.assignee_id = ?", args.assignee_id.map(|id| id.0));
    filter.and_some("t.team_id = ?", args.team_id.map(|id| id.0));
    if let Some(tree) = &args.condition {
        let (clause, bound) = conditions::compile(Record::Ticket, tree, Moment::of(ctx), "t")?;
        filter.and(&clause, bound);
    }
    // The first page starts before everything, so that all pages share one statement and none begins with a scan.
    let (compare, direction, start) = if order == Order::Waiting { (">", "", i64::MIN) } else { ("<", " DESC", i64::MAX) };
    let (at, id) = after.unwrap_or((start, start));
    let column = order.column();
    if order == Order::Waiting {
        filter.fixed(sql::NEEDS_ANSWER);
    }
    filter.and(&format!("({column}, t.id) {compare} (?, ?)"), [at.into(), id.into()]);
    let index = index(args, order, open, assigned);
    let text = filter.statement(&sql::rows(index), &format!("{column}{direction}, t.id{direction}"), limit);
    Ok((order, filter, text))
}

/// The index that has the order and as many of the filters as one index can.
fn index(args: &ListTickets, order: Order, open: bool, assigned: bool) -> &'static str {
    let view = args.view.unwrap_or(TicketView::All);
    match order {
        Order::Solved => "tickets_solved",
        Order::Waiting if assigned => "tickets_needing_by_assignee",
        Order::Waiting if args.team_id.is_some() => "tickets_needing_by_team",
        Order::Waiting => "tickets_needing_answer",
        Order::Updated if args.customer_id.is_some() => "tickets_by_customer_updated",
        Order::Updated if assigned && open => "tickets_open_by_assignee_updated",
        Order::Updated if open => "tickets_open_updated",
        Order::Updated => "tickets_live_updated",
        Order::Created if args.customer_id.is_some() => "tickets_by_customer",
        Order::Created if args.status_id.is_some() && args.priority_id.is_some() => "tickets_by_status_priority",
        Order::Created if assigned && open => "tickets_open_by_assignee",
        Order::Created if assigned => "tickets_by_assignee",
        Order::Created if args.team_id.is_some() && open => "tickets_open_by_team",
        Order::Created if args.team_id.is_some() => "tickets_by_team",
        Order::Created if args.status_id.is_some() => "tickets_by_status",
        Order::Created if view == TicketView::OnHold => "tickets_by_state",
        Order::Created if view == TicketView::Waiting => "tickets_waiting",
        Order::Created if args.priority_id.is_some() => "tickets_by_priority",
        Order::Created if open => "tickets_open_newest",
        Order::Created => "tickets_live_newest",
    }
}

static VIEW_COUNTS: LazyLock<String> = LazyLock::new(sql::view_counts);
static TEAM_COUNTS: LazyLock<String> = LazyLock::new(sql::team_counts);

/// `tickets.counts`: how many each view shows and each team has to do, exact to a thousand.
pub fn counts(ctx: &Ctx<'_>, _args: CountTickets) -> Result<TicketCounts> {
    let mut statement = ctx.conn().prepare_cached(&VIEW_COUNTS)?;
    let views = statement.query_row(params![ctx.actor.user_id(), ctx.now_ms - WEEK_MS], |row| {
        let count = |at: usize| row.get(at).map(Count::capped);
        Ok(TicketViewCounts {
            needs_answer: count(0)?,
            mine: count(1)?,
            unassigned: count(2)?,
            waiting: count(3)?,
            on_hold: count(4)?,
            solved_week: count(5)?,
            all: count(6)?,
            open: count(7)?,
        })
    })?;
    let mut statement = ctx.conn().prepare_cached(&TEAM_COUNTS)?;
    let teams = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?.to_string(), Count::capped(row.get(1)?))))?;
    Ok(TicketCounts { views, teams: teams.collect::<rusqlite::Result<_>>()? })
}

fn row(row: &Row<'_>) -> rusqlite::Result<TicketRow> {
    Ok(TicketRow {
        id: row.get(0)?,
        number: row.get(1)?,
        subject: row.get(2)?,
        status_id: row.get(3)?,
        state: row.get(4)?,
        priority_id: row.get(5)?,
        customer_id: row.get(6)?,
        customer_name: row.get(7)?,
        customer_kind: row.get(8)?,
        assignee_id: row.get(9)?,
        team_id: row.get(10)?,
        needs_answer_ms: row.get(11)?,
        last_message_ms: row.get(12)?,
        created_ms: row.get(13)?,
        updated_ms: row.get(14)?,
        solved_ms: row.get(15)?,
        unread: row.get(16)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{CustomerId, TeamId, TicketPriorityId, TicketStatusId, UserId};
    use crate::testing::Desk;

    /// Every view, order and set of filters walks an index in its order; nothing is scanned, nothing sorted.
    #[test]
    fn no_list_scans_or_sorts() {
        let desk = Desk::open();
        let views = TicketView::ALL.iter().copied().map(Some).chain([None]);
        let sorts: Vec<_> = TicketSort::ALL.iter().copied().map(Some).chain([None]).collect();
        let mut plans = 0;
        for view in views {
            for sort in &sorts {
                for filters in 0..32_u32 {
                    let has = |bit: u32| filters & (1 << bit) != 0;
                    let args = ListTickets {
                        view,
                        sort: *sort,
                        status_id: has(0).then_some(TicketStatusId(1)),
                        priority_id: has(1).then_some(TicketPriorityId(2)),
                        team_id: has(2).then_some(TeamId(1)),
                        assignee_id: has(3).then_some(UserId(1)),
                        customer_id: has(4).then_some(CustomerId(1)),
                        ..ListTickets::default()
                    };
                    let lines = desk.read(|ctx| {
                        let (_, filter, text) = statement(ctx, &args, None, 50)?;
                        let mut explained = ctx.conn().prepare(&format!("EXPLAIN QUERY PLAN {text}"))?;
                        let lines = explained.query_map(params_from_iter(filter.bound()), |row| row.get::<_, String>(3))?;
                        Ok(lines.collect::<rusqlite::Result<Vec<_>>>()?)
                    });
                    for line in &lines {
                        assert!(!line.contains("SCAN") && !line.contains("TEMP B-TREE"), "{args:?}: {lines:?}");
                    }
                    plans += 1;
                }
            }
        }
        assert_eq!(plans, 9 * 4 * 32);
    }

    #[test]
    fn counts_read_indexes_only() {
        let desk = Desk::open();
        for text in [&*VIEW_COUNTS, &*TEAM_COUNTS] {
            let lines: Vec<String> = desk.read(|ctx| {
                let mut explained = ctx.conn().prepare(&format!("EXPLAIN QUERY PLAN {text}"))?;
                let bound: &[&dyn rusqlite::ToSql] = if text.contains("?1") { &[&1, &1] } else { &[] };
                let lines = explained.query_map(bound, |row| row.get(3))?;
                Ok(lines.collect::<rusqlite::Result<_>>()?)
            });
            for line in &lines {
                assert!(!line.contains("TEMP B-TREE"), "{lines:?}");
                assert!(!line.contains(" t USING") || line.starts_with("SEARCH t USING COVERING INDEX"), "{lines:?}");
            }
        }
    }
}
