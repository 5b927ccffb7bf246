//! Making, changing, doing and removing tasks.

use super::sql;
use super::types::{CreateTask, GetTask, Task, TaskKind, UpdateTask};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::{TaskId, UserId};
use crate::log::{revision, tables::Record, unit::none};
use crate::phrases::say;
use crate::{references, text};
use rusqlite::{Row, params};

/// `tasks.create`: the new task. Errors: `invalid` naming the field.
pub fn create(ctx: &Ctx<'_>, args: CreateTask) -> Result<Task> {
    let title = text::line("title", &args.title)?;
    let assignee_id = args.assignee_id.over(ctx.actor.user_id().map(UserId));
    references::check(ctx, "customer_id", Record::Customer, args.customer_id.map(|id| id.0))?;
    references::check(ctx, "ticket_id", Record::Ticket, args.ticket_id.map(|id| id.0))?;
    references::check(ctx, "deal_id", Record::Deal, args.deal_id.map(|id| id.0))?;
    references::check(ctx, "assignee_id", Record::User, assignee_id.map(|id| id.0))?;
    ctx.conn().prepare_cached(sql::INSERT)?.execute(params![
        title,
        written(args.body)?,
        args.kind.unwrap_or(TaskKind::Todo),
        args.customer_id,
        args.ticket_id,
        args.deal_id,
        assignee_id,
        due(args.due_ms)?,
        ctx.at_ms(),
    ])?;
    get(ctx, GetTask { id: TaskId(ctx.conn().last_insert_rowid()) })
}

/// `tasks.get`. Errors: `not_found`.
pub fn get(ctx: &Ctx<'_>, args: GetTask) -> Result<Task> {
    let found = ctx.conn().prepare_cached(&sql::get())?.query_row([args.id], row).map(Some).or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.task"))
}

/// `tasks.update`: absent fields stay. Errors: `not_found`, `invalid`, `conflict`.
pub fn update(ctx: &Ctx<'_>, args: UpdateTask) -> Result<Task> {
    let now = get(ctx, GetTask { id: args.id })?;
    revision::check(ctx, (Record::Task, now.id.0), args.rev, &named(&args))?;
    let title = text::line("title", &args.title.unwrap_or(now.title))?;
    let customer_id = args.customer_id.over(now.customer_id);
    let ids = (customer_id.map(|id| id.0), now.customer_id.map(|id| id.0));
    references::check_new(ctx, "customer_id", Record::Customer, ids)?;
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
    let assignee_id = args.assignee_id.over(now.assignee_id);
    let ids = (assignee_id.map(|id| id.0), now.assignee_id.map(|id| id.0));
    references::check_new(ctx, "assignee_id", Record::User, ids)?;
    ctx.conn().prepare_cached(sql::UPDATE)?.execute(params![
        now.id,
        title,
        written(args.body.over(now.body))?,
        args.kind.unwrap_or(now.kind),
        customer_id,
        ticket_id,
        deal_id,
        assignee_id,
        due(args.due_ms.over(now.due_ms))?,
    ])?;
    get(ctx, GetTask { id: now.id })
}

/// `tasks.complete`: done, as of now; a task that is done stays as it is. Errors: `not_found`, `conflict` in the trash.
pub fn complete(ctx: &Ctx<'_>, args: GetTask) -> Result<Task> {
    get(ctx, args.clone())?;
    revision::outside_trash(ctx, (Record::Task, args.id.0))?;
    ctx.conn().prepare_cached(sql::COMPLETE)?.execute(params![args.id, ctx.at_ms()])?;
    get(ctx, args)
}

/// `tasks.reopen`: open again. Errors: `not_found`, `conflict` in the trash.
pub fn reopen(ctx: &Ctx<'_>, args: GetTask) -> Result<Task> {
    get(ctx, args.clone())?;
    revision::outside_trash(ctx, (Record::Task, args.id.0))?;
    ctx.conn().prepare_cached(sql::REOPEN)?.execute([args.id])?;
    get(ctx, args)
}

/// `tasks.delete`: into the trash. Errors: `not_found`.
pub fn delete(ctx: &Ctx<'_>, args: GetTask) -> Result<Task> {
    get(ctx, args.clone())?;
    ctx.conn().prepare_cached(sql::TRASH)?.execute(params![args.id, ctx.now_ms])?;
    get(ctx, args)
}

fn written(body: Option<String>) -> Result<Option<String>> {
    let body = body.filter(|body| !body.trim().is_empty());
    text::body("body", body.as_deref().unwrap_or_default())?;
    Ok(body)
}

fn due(due_ms: Option<i64>) -> Result<Option<i64>> {
    if due_ms.is_none_or(|due| (0..sql::DUE_NEVER_MS).contains(&due)) {
        return Ok(due_ms);
    }
    Err(Error::invalid("due_ms", say("error.value.due")))
}

fn named(args: &UpdateTask) -> Vec<&'static str> {
    let kept = [
        ("title", args.title.is_none()),
        ("body", args.body.is_keep()),
        ("kind", args.kind.is_none()),
        ("customer_id", args.customer_id.is_keep()),
        ("ticket_id", args.ticket_id.is_keep()),
        ("deal_id", args.deal_id.is_keep()),
        ("assignee_id", args.assignee_id.is_keep()),
        ("due_ms", args.due_ms.is_keep()),
    ];
    kept.into_iter().filter(|(_, keep)| !keep).map(|(field, _)| field).collect()
}

pub(super) fn row(row: &Row<'_>) -> rusqlite::Result<Task> {
    Ok(Task {
        id: row.get("id")?,
        title: row.get("title")?,
        body: row.get("body")?,
        kind: row.get("kind")?,
        customer_id: row.get("customer_id")?,
        customer_name: row.get("customer_name")?,
        ticket_id: row.get("ticket_id")?,
        deal_id: row.get("deal_id")?,
        assignee_id: row.get("assignee_id")?,
        due_ms: row.get("due_ms")?,
        done_ms: row.get("done_ms")?,
        created_ms: row.get("created_ms")?,
        trashed_ms: row.get("trashed_ms")?,
        rev: row.get("rev")?,
    })
}
