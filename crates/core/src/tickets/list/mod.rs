//! The ticket list and the counts of its views.
//!
//! Every list walks one index that already has its order, from the place where the previous page ended; which one is
//! decided here and named in the statement. A filter beyond that index looks at each row on the way, which is quick
//! where it is common among recent tickets and slow where it is rare in a long list.

use super::sql;
use super::types::{
    CountTickets, ListTickets, TicketCounts, TicketRow, TicketSort, TicketView, TicketViewCounts,
};
use crate::conditions::{self, Moment};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::filter::Filter;
use crate::log::tables::Record;
use crate::page::{self, Count, Page};
use rusqlite::types::Value as Bound;
use rusqlite::{Row, params, params_from_iter};
use std::sync::LazyLock;

#[cfg(test)]
mod tests;

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
        (
            match at {
                Some(at) => at,
                None => 0,
            },
            row.id.0,
        )
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
fn statement(
    ctx: &Ctx<'_>,
    args: &ListTickets,
    after: Option<(i64, i64)>,
    limit: usize,
) -> Result<(Order, Filter, String)> {
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
        TicketView::NeedsAnswer if order == Order::Waiting => {}
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
    if order == Order::Waiting {
        filter.fixed(sql::NEEDS_ANSWER);
    } else if open {
        // Who needs an answer is open; saying so costs two steps per row where the index does not.
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
    let (compare, direction, start) =
        if order == Order::Waiting { (">", "", i64::MIN) } else { ("<", " DESC", i64::MAX) };
    let column = order.column();
    match after {
        Some((at, id)) => filter.and(&format!("({column}, t.id) {compare} (?, ?)"), [at.into(), id.into()]),
        // Starting before everything makes a search of what would be a scan.
        None => filter.and(&format!("{column} {compare} ?"), [start.into()]),
    };
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
        Order::Created if args.status_id.is_some() && args.priority_id.is_some() => {
            "tickets_by_status_priority"
        }
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
    let teams =
        statement.query_map([], |row| Ok((row.get::<_, i64>(0)?.to_string(), Count::capped(row.get(1)?))))?;
    Ok(TicketCounts { views, teams: teams.collect::<rusqlite::Result<_>>()? })
}

fn row(row: &Row<'_>) -> rusqlite::Result<TicketRow> {
    let needs_answer_ms: Option<i64> = row.get(11)?;
    let last_message_ms: Option<i64> = row.get(12)?;
    let created_ms: i64 = row.get(13)?;
    let read_ms: Option<i64> = row.get(16)?;
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
        needs_answer_ms,
        last_message_ms,
        created_ms,
        updated_ms: row.get(14)?,
        solved_ms: row.get(15)?,
        unread: needs_answer_ms.is_some()
            && read_ms.is_none_or(|read| last_message_ms.unwrap_or(created_ms) > read),
    })
}
