//! The log of runs, and starting one again.

use super::actions;
use super::sql;
use super::types::{Definition, ListRuns, RetryRun, Run, RunStatus, RunStep, StepStatus};
use crate::ctx::Ctx;
use crate::error::{Code, Error, Result};
use crate::filter::Filter;
use crate::log::events::{actor_name, title};
use crate::log::tables::Record;
use crate::log::unit::none;
use crate::page::{self, Page};
use rusqlite::{Row, params_from_iter};

/// `workflows.runs`: newest first, each with its steps and its conditions. Errors: `invalid`.
pub fn runs(ctx: &Ctx<'_>, args: ListRuns) -> Result<Page<Run>> {
    let limit = page::limit(args.limit)?;
    let mut filter = Filter::new();
    filter.and_some("r.workflow_id = ?", args.workflow_id.map(|id| id.0));
    filter.and_some("r.status = ?", args.status.map(|status| status.word().to_owned()));
    if args.subject_type.is_some() != args.subject_id.is_some() {
        return Err(Error::invalid("subject_id", "Name both the kind of record and its id, or neither."));
    }
    filter.and_some("r.subject_type = ?", args.subject_type);
    filter.and_some("r.subject_id = ?", args.subject_id);
    filter.and_some("r.id < ?", page::after::<i64>(args.after.as_deref())?);
    let mut statement = ctx.conn().prepare_cached(&filter.statement(sql::RUN_COLUMNS, "r.id DESC", limit))?;
    let rows =
        statement.query_map(params_from_iter(filter.bound()), row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let found = page::page(rows, limit, |(run, _)| run.id)?;
    let items = found.items.into_iter().map(|(run, more)| complete(ctx, run, more)).collect::<Result<_>>()?;
    Ok(Page { items, next: found.next })
}

/// `workflows.retry`: goes on at the failed step, or starts what was skipped. Errors: `not_found`, `conflict`.
pub fn retry(ctx: &Ctx<'_>, args: RetryRun) -> Result<Run> {
    ctx.unit()?;
    let (run, more) = one(ctx, args.id.0)?;
    if ctx.conn().prepare_cached(sql::AGAIN)?.execute([args.id])? == 0 {
        let what = match run.status {
            RunStatus::Completed => "It was completed; there is nothing to do again.",
            RunStatus::Pending | RunStatus::Failed | RunStatus::Skipped => "It is about to run already.",
        };
        return Err(Error::new(Code::Conflict, what));
    }
    ctx.conn().prepare_cached(sql::DROP_FAILED_STEP)?.execute([args.id])?;
    complete(ctx, Run { status: RunStatus::Pending, error: None, finished_ms: None, ..run }, more)
}

/// What the row says beside the run itself.
struct More {
    definition: Option<String>,
    explanation: Option<String>,
    kind: Option<String>,
    actor: Option<String>,
}

fn one(ctx: &Ctx<'_>, id: i64) -> Result<(Run, More)> {
    let mut filter = Filter::new();
    filter.and("r.id = ?", [id.into()]);
    let mut statement = ctx.conn().prepare_cached(&filter.statement(sql::RUN_COLUMNS, "r.id", 1))?;
    let found = statement.query_row(params_from_iter(filter.bound()), row).map(Some).or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.run"))
}

fn row(row: &Row<'_>) -> rusqlite::Result<(Run, More)> {
    let run = Run {
        id: row.get("id")?,
        workflow_id: row.get("workflow_id")?,
        workflow_name: row.get("workflow_name")?,
        version: row.get("version")?,
        status: row.get("status")?,
        subject_type: row.get("subject_type")?,
        subject_id: row.get("subject_id")?,
        subject_title: None,
        scheduled_ms: row.get("scheduled_ms")?,
        started_ms: row.get("started_ms")?,
        finished_ms: row.get("finished_ms")?,
        error: row.get("error")?,
        event_seq: row.get("event_seq")?,
        cause: String::new(),
        steps: Vec::new(),
        conditions: None,
    };
    let more = More {
        definition: row.get("definition")?,
        explanation: row.get("explanation")?,
        kind: row.get("event_kind")?,
        actor: row.get("event_actor")?,
    };
    Ok((run, more))
}

/// Adds titles, steps (those still to come included) and the explained conditions.
fn complete(ctx: &Ctx<'_>, mut run: Run, more: More) -> Result<Run> {
    let conn = ctx.conn();
    if let (Some(record), Some(id)) = (run.subject_type.as_deref().and_then(Record::parse), run.subject_id) {
        run.subject_title = Some(title(conn, record, id)?);
    }
    run.cause = match (&more.kind, &more.actor) {
        (Some(kind), Some(actor)) => {
            format!("{} by {}", super::sentence::kind_label(kind), actor_name(conn, actor)?)
        }
        _ if run.scheduled_ms.is_some() => "Its time came".to_owned(),
        _ => String::new(),
    };
    run.conditions = more.explanation.and_then(|text| serde_json::from_str(&text).ok());
    let mut statement = conn.prepare_cached(sql::STEPS)?;
    run.steps = statement.query_map([run.id], step)?.collect::<rusqlite::Result<_>>()?;
    let planned = more
        .definition
        .and_then(|text| serde_json::from_str::<Definition>(&text).ok())
        .map_or_else(Vec::new, |it| it.actions);
    if run.status != RunStatus::Skipped {
        for (place, action) in planned.iter().enumerate().skip(run.steps.len()) {
            run.steps.push(RunStep {
                n: place as i64 + 1,
                title: actions::title(action),
                status: StepStatus::Waiting,
                error: None,
                change_id: None,
                finished_ms: None,
            });
        }
    }
    Ok(run)
}

fn step(row: &Row<'_>) -> rusqlite::Result<RunStep> {
    Ok(RunStep {
        n: row.get("position")?,
        title: row.get("title")?,
        status: row.get("status")?,
        error: row.get("error")?,
        change_id: row.get("change_id")?,
        finished_ms: row.get("finished_ms")?,
    })
}
