//! Files that leave the program for the downloads folder.

use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, ensure};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, header};
use percent_encoding::percent_decode_str;
use tauri::webview::DownloadEvent;
use tauri::{AppHandle, Manager, Runtime, Url, Webview};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::road::{self, Road};
use crate::{notify, texts};

/// Saves the file behind one of our own addresses and says where it is.
pub fn save(app: &AppHandle, url: &Url) {
    let (app, path) = (app.clone(), road::decoded(url.path()));
    tauri::async_runtime::spawn(async move {
        match fetch(&app, path).await {
            Ok(name) => tell(app, name),
            Err(error) => {
                tracing::warn!(%error, "a file could not be saved");
                let dialog = app.dialog().message(texts::NOT_SAVED).title(texts::NAME);
                dialog.kind(MessageDialogKind::Error).show(|_| {});
            }
        }
    });
}

/// Says where the file is; in a dialog where the system shows no notifications.
fn tell<R: Runtime>(app: AppHandle<R>, name: String) {
    thread::spawn(move || {
        let text = texts::saved(&name);
        if notify::deliver(texts::NAME, &text).is_err() {
            app.dialog().message(text).title(texts::NAME).show(|_| {});
        }
    });
}

async fn fetch(app: &AppHandle, path: String) -> Result<String> {
    let road = app.try_state::<Road>().context("the data is not open")?;
    let response = road.call(Request::get(path).body(Body::empty())?).await;
    ensure!(response.status().is_success(), "the file was refused: {}", response.status());
    let name = offered_name(response.headers()).unwrap_or_else(|| texts::NAME.to_owned());
    let target = free_name(&folder(app)?, &name);
    // What can be uploaded is small enough to be held; larger exports are written by the program itself.
    let bytes = to_bytes(response.into_body(), usize::MAX).await?;
    let written = target.clone();
    tokio::task::spawn_blocking(move || std::fs::write(written, bytes)).await??;
    Ok(target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or(name))
}

/// The name after `filename*=UTF-8''` (RFC 6266), without folders.
fn offered_name(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(header::CONTENT_DISPOSITION)?.to_str().ok()?;
    let (_, encoded) = text.split_once("filename*=UTF-8''")?;
    let name = percent_decode_str(encoded.split(';').next()?.trim()).decode_utf8_lossy();
    let name: String =
        name.chars().map(|c| if matches!(c, '/' | '\\' | ':' | '\0') { '_' } else { c }).collect();
    let name = name.trim_matches(['.', ' ']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// Puts what the page itself offers (a file it made) in the downloads folder, beside a file of the same name instead of over it.
pub fn offered<R: Runtime>(webview: Webview<R>, event: DownloadEvent<'_>) -> bool {
    match event {
        DownloadEvent::Requested { destination, .. } => {
            let Ok(folder) = folder(webview.app_handle()) else { return false };
            let name = destination.file_name().map(|name| name.to_string_lossy().into_owned());
            *destination = free_name(&folder, &name.unwrap_or_else(|| "onhand".to_owned()));
            true
        }
        DownloadEvent::Finished { path, success, .. } => {
            let name = path.as_deref().and_then(Path::file_name);
            if let (true, Some(name)) = (success, name) {
                tell(webview.app_handle().clone(), name.to_string_lossy().into_owned());
            }
            true
        }
        _ => true,
    }
}

/// The downloads folder; on a system that names none, the home folder.
fn folder<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<PathBuf> {
    app.path().download_dir().or_else(|_| {
        let home = app.path().home_dir()?;
        let downloads = home.join("Downloads");
        Ok(if downloads.is_dir() { downloads } else { home })
    })
}

fn free_name(folder: &Path, name: &str) -> PathBuf {
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let numbered = (2..1000).map(|n| folder.join(format!("{stem} ({n}){ending}")));
    let mut candidates = std::iter::once(folder.join(name)).chain(numbered);
    candidates.find(|path| !path.exists()).unwrap_or_else(|| folder.join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_download_never_replaces_a_file() {
        let folder = std::env::temp_dir().join(format!("onhand-downloads-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        assert_eq!(free_name(&folder, "a.pdf"), folder.join("a.pdf"));
        std::fs::write(folder.join("a.pdf"), "").unwrap();
        assert_eq!(free_name(&folder, "a.pdf"), folder.join("a (2).pdf"));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn an_offered_name_stays_in_its_folder() {
        let offered = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_DISPOSITION, text.parse().unwrap());
            offered_name(&headers)
        };
        assert_eq!(
            offered("attachment; filename*=UTF-8''Kessel%20%C3%BCbersicht.pdf").unwrap(),
            "Kessel übersicht.pdf"
        );
        assert_eq!(offered("attachment; filename*=UTF-8''..%2F..%2F.bashrc").unwrap(), "_.._.bashrc");
        assert_eq!(offered("attachment; filename*=UTF-8''.."), None);
        assert_eq!(offered("inline"), None);
    }
}
