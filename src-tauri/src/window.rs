//! The one window: built from the configuration, shown again by the tray or a second start.

use std::sync::Once;

use anyhow::{Context, Result};
use tauri::{AppHandle, Manager, WebviewWindowBuilder, Window, WindowEvent};
use tauri_plugin_window_state::StateFlags;

use crate::{downloads, links, notify, texts, tray};

const LABEL: &str = "main";

pub fn create(app: &AppHandle) -> Result<()> {
    let windows = &app.config().app.windows;
    let config =
        windows.iter().find(|window| window.label == LABEL).context("the window is not configured")?;
    let (navigating, opening) = (app.clone(), app.clone());
    WebviewWindowBuilder::from_config(app, config)?
        .on_navigation(move |url| links::follow(&navigating, url))
        .on_new_window(move |url, _| links::new_window(&opening, &url))
        .on_download(downloads::offered)
        .build()?;
    Ok(())
}

/// What the next start finds again: place and size, but not that the window was hidden in the tray.
pub fn remembered() -> StateFlags {
    StateFlags::all().difference(StateFlags::VISIBLE)
}

/// Brings the window to the front, wherever it is.
pub fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    let shown = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window could not be brought to the front");
    }
}

/// Closing hides the window while the tray can bring it back, so that workflows and reminders go on; where
/// there is no tray, closing ends the program.
pub fn on_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    if !tray::is_visible() || window.hide().is_err() {
        return;
    }
    api.prevent_close();
    static TOLD: Once = Once::new();
    TOLD.call_once(|| notify::show(texts::STILL_RUNNING_TITLE, texts::STILL_RUNNING));
}
