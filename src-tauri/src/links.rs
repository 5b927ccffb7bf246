//! Where addresses lead: the program stays in its window, the web opens in the browser, files go to downloads.

use tauri::webview::{DownloadEvent, NewWindowResponse};
use tauri::{AppHandle, Manager, Runtime, Url, Webview};
use tauri_plugin_opener::OpenerExt;

use crate::{notify, texts};

/// Whether the window itself may go there.
pub fn stays_inside(url: &Url) -> bool {
    let own_host = matches!(url.host_str(), Some("tauri.localhost" | "localhost") | None);
    own_host && matches!(url.scheme(), "tauri" | "http" | "https" | "about" | "blob") && url.port().is_none()
}

/// Lets the window follow its own addresses; the others open in the browser.
pub fn follow(app: &AppHandle, url: &Url) -> bool {
    let inside = stays_inside(url);
    if !inside {
        open_outside(app, url);
    }
    inside
}

/// The program has one window; whatever asks for another one is a link to the web.
pub fn new_window(app: &AppHandle, url: &Url) -> NewWindowResponse<tauri::Wry> {
    open_outside(app, url);
    NewWindowResponse::Deny
}

fn open_outside(app: &AppHandle, url: &Url) {
    if !matches!(url.scheme(), "http" | "https" | "mailto" | "tel") {
        return;
    }
    if let Err(error) = app.opener().open_url(url.as_str(), None::<&str>) {
        tracing::warn!(%error, "a link could not be opened");
    }
}

/// Saves a download in the downloads folder, beside a file of the same name instead of over it.
pub fn download<R: Runtime>(webview: Webview<R>, event: DownloadEvent<'_>) -> bool {
    match event {
        DownloadEvent::Requested { destination, .. } => {
            let Ok(folder) = webview.path().download_dir() else { return false };
            let name = destination.file_name().map(|name| name.to_string_lossy().into_owned());
            *destination = free_name(&folder, &name.unwrap_or_else(|| "onhand".to_owned()));
            true
        }
        DownloadEvent::Finished { path, success, .. } => {
            let name = path.as_deref().and_then(|path| path.file_name());
            if let (true, Some(name)) = (success, name) {
                notify::show(texts::NAME, texts::saved(&name.to_string_lossy()));
            }
            true
        }
        _ => true,
    }
}

fn free_name(folder: &std::path::Path, name: &str) -> std::path::PathBuf {
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
    fn only_the_program_stays_in_its_window() {
        let inside = |text: &str| stays_inside(&Url::parse(text).unwrap());
        assert!(
            inside("tauri://localhost/tickets/5")
                && inside("http://tauri.localhost/")
                && inside("about:blank")
        );
        assert!(
            !inside("https://example.org/")
                && !inside("http://localhost:8080/")
                && !inside("file:///etc/passwd")
        );
        assert!(!inside("onhand://localhost/attachments%2F1"));
    }

    #[test]
    fn a_download_never_replaces_a_file() {
        let folder = std::env::temp_dir().join(format!("onhand-links-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        assert_eq!(free_name(&folder, "a.pdf"), folder.join("a.pdf"));
        std::fs::write(folder.join("a.pdf"), "").unwrap();
        assert_eq!(free_name(&folder, "a.pdf"), folder.join("a (2).pdf"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
