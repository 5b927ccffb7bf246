//! Files on messages, kept in the same file as everything else.
//!
//! A file is hashed into a temporary file while it arrives ([`Incoming`]), then stored once per content in chunks, a few
//! per transaction ([`store`]), so that no upload holds the writer. Reading takes one chunk per question
//! ([`open`], [`read_range`]), so that no download holds a read transaction.
//!
//! Invariant: an upload or attachment exists only for a blob all of whose chunks are there.

mod incoming;
mod sql;
#[cfg(test)]
mod tests;
mod unused;

pub use incoming::{Incoming, Received, check_size, sweep};
pub use unused::{Unused, forget_uploads};

use crate::ctx::{Actor, Ctx};
use crate::db::{Db, Lane};
use crate::error::{Code, Error, Result};
use crate::ids::{AttachmentId, MessageId, TicketId, UploadId};
use crate::log::unit::none;
use crate::phrases::say;
use rusqlite::params;
use serde::{Deserialize, Serialize};
use std::io::Read;

/// Largest file, in bytes.
pub const SIZE_MAX_BYTES: u64 = 25 * 1024 * 1024;
/// Size of a stored piece, in bytes.
pub const CHUNK_BYTES: usize = 256 * 1024;
/// Pieces per transaction while a file is stored.
const CHUNKS_AT_ONCE: usize = 8;

/// A file on a message.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Attachment {
    pub id: AttachmentId,
    pub name: String,
    pub media_type: String,
    pub size_bytes: i64,
}

/// A file that was sent and waits for its message; name its id in `attachment_ids`.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Upload {
    pub id: UploadId,
    pub name: String,
    pub media_type: String,
    pub size_bytes: i64,
}

#[derive(Debug, Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetAttachment {
    pub id: AttachmentId,
}

/// What a file is called and is said to be.
#[derive(Debug, Clone, Copy)]
pub struct Label<'l> {
    pub name: &'l str,
    /// Guessed from the name when absent.
    pub media_type: Option<&'l str>,
}

/// Stores a received file in pieces; the upload belongs to the actor until a message takes it.
///
/// Storing the same content again, or after a crash half-way, costs only what is missing.
pub fn store(db: &Db, actor: Actor, label: Label<'_>, mut received: Received) -> Result<Upload> {
    let name = clean_name(label.name);
    let media_type =
        label.media_type.filter(|given| is_media_type(given)).map_or_else(|| guess(&name), str::to_owned);
    let (size_bytes, now_ms) = (received.size_bytes() as i64, db.clock().now_ms());
    let sha256 = received.sha256().to_owned();
    let (blob, complete) = db.maintain(Lane::Background, |conn| {
        conn.prepare_cached(sql::INSERT_BLOB)?.execute(params![sha256, size_bytes, now_ms])?;
        let mut found = conn.prepare_cached(sql::FIND_BLOB)?;
        Ok(found.query_row([&sha256], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?)))?)
    })?;
    if !complete {
        let mut position = 0_i64;
        loop {
            let pieces = next_pieces(received.reader())?;
            if pieces.is_empty() {
                break;
            }
            db.maintain(Lane::Background, |conn| {
                let mut insert = conn.prepare_cached(sql::INSERT_CHUNK)?;
                for piece in &pieces {
                    insert.execute(params![blob, position, piece])?;
                    position += 1;
                }
                Ok(())
            })?;
        }
    }
    // The person's lane waits for the disk, and with it for every piece before.
    let id = db.maintain(Lane::Person, |conn| {
        conn.prepare_cached(sql::COMPLETE)?.execute([blob])?;
        let bound = params![name, media_type, size_bytes, blob, actor.to_string(), now_ms];
        conn.prepare_cached(sql::INSERT_UPLOAD)?.execute(bound)?;
        Ok(UploadId(conn.last_insert_rowid()))
    })?;
    Ok(Upload { id, name, media_type, size_bytes })
}

/// A stored file, ready to be read in pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    pub name: String,
    pub media_type: String,
    pub size_bytes: u64,
    /// Of the content, in hex; serves as ETag.
    pub sha256: String,
    blob: i64,
}

/// What to send for an attachment. Serve it as a download or sandboxed: its type is only what the sender said. Errors: `not_found`.
pub fn open(ctx: &Ctx<'_>, args: GetAttachment) -> Result<StoredFile> {
    stored(ctx, sql::OPEN, args.id.0)
}

/// The same for a file that belongs to no message. Errors: `not_found`.
pub(crate) fn open_upload(ctx: &Ctx<'_>, id: UploadId) -> Result<StoredFile> {
    stored(ctx, sql::OPEN_UPLOAD, id.0)
}

fn stored(ctx: &Ctx<'_>, statement: &str, id: i64) -> Result<StoredFile> {
    let found = ctx
        .conn()
        .prepare_cached(statement)?
        .query_row([id], |row| {
            Ok(StoredFile {
                name: row.get(0)?,
                media_type: row.get(1)?,
                size_bytes: row.get::<_, i64>(2)?.unsigned_abs(),
                blob: row.get(3)?,
                sha256: row.get(4)?,
            })
        })
        .map(Some)
        .or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.file"))
}

/// The bytes from `from` on, at most `max_bytes` and at most to the end of the piece they stand in; empty at the end.
///
/// Call it again from where it stopped, each time in a read of its own. Errors: `damaged` when a piece is missing.
pub fn read_range(ctx: &Ctx<'_>, file: &StoredFile, from: u64, max_bytes: usize) -> Result<Vec<u8>> {
    if from >= file.size_bytes {
        return Ok(Vec::new());
    }
    let (position, skip) = (from / CHUNK_BYTES as u64, (from % CHUNK_BYTES as u64) as usize);
    let mut statement = ctx.conn().prepare_cached(sql::CHUNK)?;
    let mut rows = statement.query(params![file.blob, position as i64])?;
    let Some(row) = rows.next()? else { return Err(torn()) };
    let piece = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
    let rest = piece.get(skip..).ok_or_else(torn)?;
    Ok(rest.get(..max_bytes.min(rest.len())).unwrap_or_default().to_vec())
}

/// Moves uploads onto a message. Errors: `invalid` on `attachment_ids`.
pub(crate) fn attach(
    ctx: &Ctx<'_>,
    ticket: TicketId,
    message: MessageId,
    uploads: &[UploadId],
) -> Result<()> {
    for upload in uploads {
        let taken = ctx
            .conn()
            .prepare_cached(sql::TAKE_UPLOAD)?
            .query_row(params![upload, ctx.actor.to_string()], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, i64>(2)?,
                    row.get::<_, i64>(3)?,
                ))
            })
            .map(Some)
            .or_else(none)?;
        let (name, media_type, size_bytes, blob) =
            taken.ok_or_else(|| Error::invalid("attachment_ids", say("error.choice.attachment")))?;
        ctx.conn()
            .prepare_cached(sql::INSERT)?
            .execute(params![ticket, message, name, media_type, size_bytes, blob])?;
    }
    Ok(())
}

fn next_pieces(mut file: impl Read) -> Result<Vec<Vec<u8>>> {
    let mut pieces = Vec::new();
    while pieces.len() < CHUNKS_AT_ONCE {
        let mut piece = Vec::new();
        file.by_ref().take(CHUNK_BYTES as u64).read_to_end(&mut piece)?;
        if piece.is_empty() {
            break;
        }
        pieces.push(piece);
    }
    Ok(pieces)
}

/// The last part of a path, without what file systems and headers stumble over.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    let clean = clean.trim().trim_matches('.').trim();
    if clean.is_empty() { "file".to_owned() } else { clean.to_owned() }
}

/// The shape `type/subtype` of RFC 6838.
fn is_media_type(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    text.len() <= 127 && text.split_once('/').is_some_and(|(kind, sub)| part(kind) && part(sub))
}

fn guess(name: &str) -> String {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("pdf") => "application/pdf",
        Some("txt" | "log" | "md") => "text/plain",
        Some("csv") => "text/csv",
        Some("zip") => "application/zip",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("mp4") => "video/mp4",
        Some("mp3") => "audio/mpeg",
        Some(_) | None => "application/octet-stream",
    }
    .to_owned()
}

fn torn() -> Error {
    Error::new(Code::Damaged, "A part of this file is missing. Restore the newest backup to get it back.")
}
