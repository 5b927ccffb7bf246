//! The task list.

use super::sql;
use super::types::{ListTasks, Task, TaskView};
use crate::ctx::Ctx;
use crate::customers;
use crate::error::Result;
use crate::filter::Filter;
use crate::page::{self, Page};
use rusqlite::params_from_iter;
use rusqlite::types::Value as Bound;

/// `tasks.list`: open tasks by when they fall due, done ones by when they were done. Errors: `invalid` on `limit` or `after`.
pub fn list(ctx: &Ctx<'_>, args: ListTasks) -> Result<Page<Task>> {
    let limit = page::limit(args.limit)?;
    let (filter, done) = filter(ctx, &args)?;
    let order = if done { "t.done_ms DESC, t.id DESC".to_owned() } else { format!("{}, t.id", sql::DUE) };
    let mut statement = ctx.conn().prepare_cached(&filter.statement(sql::ROW, &order, limit))?;
    let rows = statement.query_map(params_from_iter(filter.bound()), super::ops::row)?;
    let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    page::page(rows, limit, |task| {
        (if done { task.done_ms } else { task.due_ms }.unwrap_or(sql::DUE_NEVER_MS), task.id)
    })
}

/// The WHERE of a list, and whether it shows what is done.
pub(super) fn filter(ctx: &Ctx<'_>, args: &ListTasks) -> Result<(Filter, bool)> {
    let mut filter = Filter::new();
    let view = args.view.unwrap_or(TaskView::Open);
    let done = match view {
        TaskView::Open => false,
        TaskView::Mine => {
            filter.and("t.assignee_id = ?", [ctx.actor.user_id().map_or(Bound::Null, Bound::Integer)]);
            false
        }
        TaskView::Done => true,
    };
    filter.fixed(if done { sql::DONE } else { sql::OPEN });
    if let Some(id) = args.customer_id {
        filter.and(sql::OF_FAMILY, [customers::family(ctx.conn(), id)?.into()]);
    }
    filter.and_some("t.ticket_id = ?", args.ticket_id.map(|id| id.0));
    filter.and_some("t.deal_id = ?", args.deal_id.map(|id| id.0));
    filter.and_some("t.assignee_id = ?", args.assignee_id.map(|id| id.0));
    if let Some(before_ms) = args.due_before_ms {
        // The expression of the indexes; tasks without a date lie behind every date.
        filter.and(sql::DUE_BEFORE, [before_ms.min(sql::DUE_NEVER_MS).into()]);
    }
    if let Some((at, id)) = page::after::<(i64, i64)>(args.after.as_deref())? {
        let place = if done {
            "(t.done_ms, t.id) < (?, ?)".to_owned()
        } else {
            format!("({}, t.id) > (?, ?)", sql::DUE)
        };
        filter.and(&place, [at.into(), id.into()]);
    }
    Ok((filter, done))
}
