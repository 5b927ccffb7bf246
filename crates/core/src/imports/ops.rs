//! Imports from the screen: an uploaded file is rehearsed, then imported as a job.

use super::rejects::RejectsFile;
use super::run::{Source, rehearse_source, run};
use super::types::{ImportKind, ImportReport, ListImports, Mapping, RehearseImport, Reject, StartImport};
use super::{rows, sql};
use crate::attachments::{self, Incoming, Label, StoredFile};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::{JobId, UploadId};
use crate::jobs::{self, GetJob, Job, JobKind, ListJobs, Progress, Started};
use crate::log::unit::none;
use crate::page::Page;
use crate::phrases::say;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

/// `imports.rehearse`: what importing this file would do; nothing is changed. Errors: `not_found`, `invalid`.
pub fn rehearse(ctx: &Ctx<'_>, args: RehearseImport) -> Result<ImportReport> {
    rehearse_source(ctx, source(ctx.conn(), args.upload_id, args.kind, args.mapping)?)
}

/// `imports.start`: imports the file in the background; the job carries the change to undo. Errors: `not_found`.
pub fn start(ctx: &Ctx<'_>, args: StartImport) -> Result<Started> {
    let name = upload(ctx.conn(), args.upload_id)?.0;
    let job = json!({ "upload_id": args.upload_id, "kind": args.kind, "mapping": args.mapping });
    Ok(Started { job_id: jobs::start(ctx, JobKind::Import, &format!("Import of {name}"), &job)? })
}

/// `imports.list`: imports among the jobs, newest first.
pub fn list(ctx: &Ctx<'_>, args: ListImports) -> Result<Page<Job>> {
    jobs::list_of(ctx, JobKind::Import, &ListJobs { limit: args.limit, after: args.after })
}

/// The file of all rows that an import could not use. Errors: `not_found` where the import has none.
pub fn rejects(ctx: &Ctx<'_>, job: JobId) -> Result<StoredFile> {
    let job = jobs::get(ctx, GetJob { id: job })?;
    let id = job.result.as_ref().and_then(|report| report.get("rejects_upload_id")?.as_i64());
    let id = id.ok_or_else(|| Error::not_found("error.gone.file"))?;
    attachments::open_upload(ctx, UploadId(id))
}

/// The work of an import job; `folder` is where its list of rejected rows is written meanwhile.
pub fn perform(progress: &mut Progress<'_>, folder: &Path) -> Result<Value> {
    #[derive(serde::Deserialize)]
    struct Args {
        upload_id: UploadId,
        kind: ImportKind,
        mapping: Option<Mapping>,
    }
    let args: Args = serde_json::from_value(progress.args.clone())?;
    let db = progress.db();
    let source =
        db.read(progress.actor, |ctx| source(ctx.conn(), args.upload_id, args.kind, args.mapping.clone()))?;
    // The number of rows is known after one quick look, so that the page can say how long it will take.
    let counted = db.read(progress.actor, |ctx| source_rows(ctx.conn(), args.upload_id))?;
    progress.total = counted;
    let (name, headers) = (format!("{}.rejects.csv", source.name), Arc::clone(&source.rows.headers));
    let mut file: Option<RejectsFile<Incoming>> = None;
    let mut whole = Ok(());
    let (mut report, _) = run(progress, source, &mut |reject| {
        if whole.is_ok() {
            whole = list_reject(&mut file, folder, &headers, reject);
        }
    })?;
    // A list that grew too large, or a full disk, does not take the import back; what was written until then is kept.
    if let Err(error) = whole {
        tracing::warn!(%error, "the list of rejected rows ends early");
    }
    let kept = file.map(|file| {
        let label = Label { name: &name, media_type: Some("text/csv") };
        attachments::store(db, progress.actor, label, file.finish()?.finish()?)
    });
    match kept.transpose() {
        Ok(list) => report.rejects_upload_id = list.map(|list| list.id),
        Err(error) => tracing::warn!(%error, "the list of rejected rows could not be kept"),
    }
    Ok(serde_json::to_value(report)?)
}

fn list_reject(
    file: &mut Option<RejectsFile<Incoming>>,
    folder: &Path,
    headers: &[String],
    reject: &Reject,
) -> Result<()> {
    let file = match file {
        Some(file) => file,
        None => file.insert(RejectsFile::begin(Incoming::begin(folder)?, headers)?),
    };
    file.add(reject)
}

fn source_rows(conn: &Connection, upload: UploadId) -> Result<i64> {
    Ok(open_upload(conn, upload)?.1.count() as i64)
}

fn source(conn: &Connection, upload: UploadId, kind: ImportKind, mapping: Option<Mapping>) -> Result<Source> {
    let (name, rows) = open_upload(conn, upload)?;
    Ok(Source { kind, name, mapping: mapping.unwrap_or_default(), rows })
}

fn open_upload(conn: &Connection, id: UploadId) -> Result<(String, rows::Rows)> {
    let (name, blob) = upload(conn, id)?;
    let mut statement = conn.prepare_cached(sql::CHUNKS)?;
    let chunks =
        statement.query_map([blob], |row| row.get::<_, Vec<u8>>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok((name, rows::open(Box::new(std::io::Cursor::new(chunks.concat())))?))
}

fn upload(conn: &Connection, id: UploadId) -> Result<(String, i64)> {
    let found = conn
        .prepare_cached(sql::UPLOAD)?
        .query_row([id], |row| Ok((row.get("name")?, row.get("blob_id")?)))
        .map(Some)
        .or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.upload").hint(say("error.import.choose_again")))
}
