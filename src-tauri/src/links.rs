//! Where addresses lead: the program stays in its window, the web opens in the browser, files go to downloads.

use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Url};
use tauri_plugin_opener::OpenerExt;

use crate::{downloads, scheme};

/// Whether the window itself may go there.
pub fn stays_inside(url: &Url) -> bool {
    let own_host = matches!(url.host_str(), Some("tauri.localhost" | "localhost") | None);
    own_host && matches!(url.scheme(), "tauri" | "http" | "https" | "about" | "blob") && url.port().is_none()
}

/// Lets the window follow its own addresses; files are saved, the web opens in the browser.
pub fn follow(app: &AppHandle, url: &Url) -> bool {
    let inside = stays_inside(url);
    if scheme::is_file(url) {
        downloads::save(app, url);
    } else if !inside {
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
}
