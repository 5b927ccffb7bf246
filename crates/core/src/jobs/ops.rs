//! Starting, watching and cancelling jobs.

use super::progress::written;
use super::sql;
use super::types::{GetJob, Job, JobKind, JobStatus, ListJobs};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::JobId;
use crate::log::unit::none;
use crate::page::{self, Page};
use rusqlite::{Row, params};
use serde_json::Value;

/// Queues a job of this caller; the worker takes it up at once.
pub fn start(ctx: &Ctx<'_>, kind: JobKind, title: &str, args: &Value) -> Result<JobId> {
    ctx.conn().prepare_cached(sql::INSERT)?.execute(params![
        kind,
        title,
        args.to_string(),
        written(ctx.actor),
        ctx.now_ms
    ])?;
    Ok(JobId(ctx.conn().last_insert_rowid()))
}

/// Whether a job of this kind waits to be taken up.
pub fn is_queued(ctx: &Ctx<'_>, kind: JobKind) -> Result<bool> {
    Ok(ctx.conn().prepare_cached(sql::QUEUED)?.exists([kind])?)
}

/// `jobs.list`: newest first.
pub fn list(ctx: &Ctx<'_>, args: ListJobs) -> Result<Page<Job>> {
    page_of(ctx, None, &args)
}

/// Those of one kind, newest first.
pub fn list_of(ctx: &Ctx<'_>, kind: JobKind, args: &ListJobs) -> Result<Page<Job>> {
    page_of(ctx, Some(kind), args)
}

fn page_of(ctx: &Ctx<'_>, kind: Option<JobKind>, args: &ListJobs) -> Result<Page<Job>> {
    let limit = page::limit(args.limit)?;
    let before = page::after::<i64>(args.after.as_deref())?.unwrap_or(i64::MAX);
    let mut statement = ctx.conn().prepare_cached(sql::LIST)?;
    let jobs = statement.query_map(params![before, limit as i64 + 1, kind], |row| job(row, ctx.now_ms))?;
    page::page(jobs.collect::<rusqlite::Result<_>>()?, limit, |job| job.id)
}

/// `jobs.get`. Errors: `not_found`.
pub fn get(ctx: &Ctx<'_>, args: GetJob) -> Result<Job> {
    let found = ctx
        .conn()
        .prepare_cached(sql::GET)?
        .query_row([args.id], |row| job(row, ctx.now_ms))
        .map(Some)
        .or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.job"))
}

/// `jobs.cancel`: stops after the row it is at; what was done stays and can be undone. Errors: `not_found`.
pub fn cancel(ctx: &Ctx<'_>, args: GetJob) -> Result<Job> {
    get(ctx, args.clone())?;
    ctx.conn().prepare_cached(sql::CANCEL)?.execute(params![args.id, ctx.now_ms])?;
    get(ctx, args)
}

fn job(row: &Row<'_>, now_ms: i64) -> rusqlite::Result<Job> {
    let (status, done, total): (JobStatus, i64, i64) =
        (row.get("status")?, row.get("done")?, row.get("total")?);
    let (started_ms, finished_ms): (i64, Option<i64>) = (row.get("started_ms")?, row.get("finished_ms")?);
    let spent_ms = finished_ms.unwrap_or(now_ms) - started_ms;
    let rate = (done > 0 && spent_ms > 0).then(|| done as f64 * 1_000.0 / spent_ms as f64);
    let left = rate
        .filter(|_| status == JobStatus::Running && total > done)
        .map(|rate| ((total - done) as f64 / rate).ceil() as i64);
    let result: Option<String> = row.get("result")?;
    Ok(Job {
        id: row.get("id")?,
        kind: row.get("kind")?,
        title: row.get("title")?,
        status,
        done,
        total,
        rate_per_s: rate.map(|rate| (rate * 10.0).round() / 10.0),
        left_s: left,
        message: row.get("message")?,
        change_id: row.get("change_id")?,
        result: result.and_then(|text| serde_json::from_str(&text).ok()),
        started_ms,
        finished_ms,
    })
}
