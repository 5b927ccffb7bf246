//! Files as raw bytes: uploads in, attachments out in ranges. Nothing here holds a whole file in memory.

use crate::App;
use crate::routes::{Entrance, failed, somebody};
use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt, stream};
use onhand_core::attachments::{self, GetAttachment, Incoming, Label, StoredFile, Upload};
use onhand_core::ctx::{Actor, Role};
use onhand_core::error::{Code, Error, Result};
use onhand_core::ids::{AttachmentId, JobId};
use onhand_core::{Ctx, imports};
use std::ops::Range;
use std::time::Duration;

/// How long the rest of a file is read that is refused already.
const REST_OF_A_REFUSED_FILE: Duration = Duration::from_secs(2);

#[derive(serde::Deserialize)]
pub struct Named {
    name: String,
}

/// `POST /api/v1/attachments?name=…` with the bytes as body: a file that the next message may take, or an import reads.
pub async fn upload(
    entrance: Entrance,
    State(app): State<App>,
    named: Result<Query<Named>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let name = match named {
        Ok(Query(named)) => named.name,
        Err(cause) => {
            return failed(&Error::invalid("name", "Give the file a name: ?name=plan.pdf").caused_by(cause));
        }
    };
    let mut stream = body.into_data_stream();
    match receive(entrance, &app, &name, &headers, &mut stream).await {
        Ok(upload) => axum::Json(upload).into_response(),
        Err(error) => {
            // Senders look for the answer after their last byte; a connection that closes before takes the answer along.
            let rest = async { while let Some(Ok(_)) = stream.next().await {} };
            let _ = tokio::time::timeout(REST_OF_A_REFUSED_FILE, rest).await;
            failed(&error)
        }
    }
}

async fn receive(
    entrance: Entrance,
    app: &App,
    name: &str,
    headers: &HeaderMap,
    stream: &mut BodyDataStream,
) -> Result<Upload> {
    somebody(entrance, app, headers, Role::Agent)?;
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse().ok());
    if let Some(size) = announced {
        attachments::check_size(size)?;
    }
    let mut incoming = Incoming::begin(app.folder())?;
    while let Some(bytes) = stream.next().await {
        let bytes = bytes.map_err(|cause| {
            Error::new(Code::Invalid, "The file did not arrive whole. Send it again.").caused_by(cause)
        })?;
        tokio::task::block_in_place(|| incoming.push(&bytes))?;
    }
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    // The bytes took their time; meanwhile the session may have ended.
    let actor = somebody(entrance, app, headers, Role::Agent)?;
    tokio::task::block_in_place(|| {
        attachments::store(app.db(), actor, Label { name, media_type }, incoming.finish()?)
    })
}

/// `GET /api/v1/attachments/{id}`: the file as a download, whole or a range (RFC 9110, section 14).
pub async fn download(
    entrance: Entrance,
    State(app): State<App>,
    id: Result<Path<i64>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    answer(entrance, &app, id, &headers, Role::Viewer, |ctx, id| {
        attachments::open(ctx, GetAttachment { id: AttachmentId(id) })
    })
}

/// `GET /api/v1/imports/{id}/rejects`: every row that an import could not use, and why, as CSV.
pub async fn rejects(
    entrance: Entrance,
    State(app): State<App>,
    id: Result<Path<i64>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    answer(entrance, &app, id, &headers, Role::Admin, |ctx, id| imports::rejects(ctx, JobId(id)))
}

/// Sends the file that `find` opens, to whoever has at least this role.
fn answer(
    entrance: Entrance,
    app: &App,
    id: Result<Path<i64>, PathRejection>,
    headers: &HeaderMap,
    least: Role,
    find: impl FnOnce(&Ctx<'_>, i64) -> Result<StoredFile>,
) -> Response {
    let opened = somebody(entrance, app, headers, least).and_then(|actor| {
        let Path(id) = id.map_err(|cause| Error::not_found("error.gone.file").caused_by(cause))?;
        let file = tokio::task::block_in_place(|| app.db().read(actor, |ctx| find(ctx, id)))?;
        Ok((actor, file))
    });
    match opened {
        Ok((actor, file)) => {
            send(&Reader { entrance, app: app.clone(), headers: headers.clone(), actor, least }, file)
        }
        Err(error) => failed(&error),
    }
}

/// Who receives a file, for as long as that takes.
#[derive(Clone)]
struct Reader {
    entrance: Entrance,
    app: App,
    headers: HeaderMap,
    actor: Actor,
    /// The role that the file asks for.
    least: Role,
}

impl Reader {
    /// The next piece, in a short read of its own, as long as the reader may see it.
    fn piece(&self, file: &StoredFile, from: u64, most: usize) -> Result<Vec<u8>> {
        somebody(self.entrance, &self.app, &self.headers, self.least)?;
        tokio::task::block_in_place(|| {
            self.app.db().read(self.actor, |ctx| attachments::read_range(ctx, file, from, most))
        })
    }
}

fn send(reader: &Reader, file: StoredFile) -> Response {
    let asked = reader.headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let size = file.size_bytes;
    let (status, range) = match asked.map(|text| range(text, size)) {
        None | Some(None) => (StatusCode::OK, 0..size),
        Some(Some(range)) if range.is_empty() => {
            return (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, format!("bytes */{size}"))])
                .into_response();
        }
        Some(Some(range)) => (StatusCode::PARTIAL_CONTENT, range),
    };
    let mut headers = HeaderMap::new();
    let mut set = |name, text: String| {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_LENGTH, (range.end - range.start).to_string());
    if status == StatusCode::PARTIAL_CONTENT {
        set(header::CONTENT_RANGE, format!("bytes {}-{}/{size}", range.start, range.end - 1));
    }
    set(header::ACCEPT_RANGES, "bytes".to_owned());
    set(header::ETAG, format!("\"{}\"", file.sha256));
    // The type is only what the sender said: never let a browser run it as ours.
    set(header::CONTENT_TYPE, "application/octet-stream".to_owned());
    set(header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", percent(&file.name)));
    (status, headers, Body::from_stream(pieces(reader.clone(), file, range))).into_response()
}

/// Reads piece by piece.
fn pieces(reader: Reader, file: StoredFile, range: Range<u64>) -> impl Stream<Item = Result<Bytes>> {
    stream::unfold(Some(range.start), move |from| {
        let (reader, file, end) = (reader.clone(), file.clone(), range.end);
        async move {
            let from = from.filter(|from| *from < end)?;
            let most = usize::try_from(end - from).unwrap_or(usize::MAX);
            match reader.piece(&file, from, most) {
                Ok(bytes) if bytes.is_empty() => None,
                Ok(bytes) => {
                    let next = from + bytes.len() as u64;
                    Some((Ok(Bytes::from(bytes)), Some(next)))
                }
                Err(error) => Some((Err(error), None)),
            }
        }
    })
}

/// One range of a `Range` header; nothing where it is to be ignored.
fn range(text: &str, size: u64) -> Option<Range<u64>> {
    let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
    match (first.trim(), last.trim()) {
        ("", suffix) => Some(size.saturating_sub(suffix.parse().ok()?)..size),
        (first, "") => Some(first.parse().ok()?..size),
        (first, last) => Some(first.parse().ok()?..last.parse::<u64>().ok()?.saturating_add(1).min(size)),
    }
}

/// Percent-encoding for an extended header parameter (RFC 8187).
fn percent(name: &str) -> String {
    name.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                (byte as char).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        assert_eq!(range("bytes=0-3", 10), Some(0..4));
        assert_eq!(range("bytes=4-", 10), Some(4..10));
        assert_eq!(range("bytes=-3", 10), Some(7..10));
        assert_eq!(range("bytes=4-99", 10), Some(4..10));
        assert_eq!(range("rows=1-2", 10), None);
    }
}
