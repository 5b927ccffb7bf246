//! Opens the data file and the window on it, and closes the file at the end.

use std::sync::Arc;

use onhand_server::{App, desktop_router};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::options::Options;
use crate::road::Road;
use crate::{live, notify, texts, tray, window};

/// Opens the data, which may take a while after an update, and then the window. What cannot be opened is
/// said in a dialog, and the program ends.
pub fn open_and_show(app: AppHandle, options: Options) {
    tauri::async_runtime::spawn(async move {
        match open(options).await {
            Ok(data) => show(&app, data),
            Err(error) => refuse(&app, texts::CANNOT_OPEN_TITLE, &error),
        }
    });
}

async fn open(options: Options) -> anyhow::Result<App> {
    let server = onhand_server::Options {
        folder: options.data,
        notifier: Some(Arc::new(notify::deliver)),
        ..onhand_server::Options::default()
    };
    Ok(tokio::task::spawn_blocking(move || App::open(server)).await??)
}

fn show(app: &AppHandle, data: App) {
    app.manage(Road(desktop_router(&data)));
    live::forward(app.clone(), data.live());
    #[cfg(unix)]
    match onhand_server::local::listen(&data) {
        Ok(listening) => drop(app.manage(listening)),
        // The window is whole without it; commands say that they cannot come in.
        Err(error) => tracing::warn!(%error, "commands cannot come in"),
    }
    app.manage(data);
    if let Err(error) = tray::create(app) {
        // A desktop without a tray still has the window.
        tracing::warn!(%error, "the tray icon could not be shown");
    }
    if let Err(error) = window::create(app) {
        refuse(app, texts::CANNOT_SHOW_TITLE, &error);
    }
}

fn refuse(app: &AppHandle, title: &str, error: &anyhow::Error) {
    tracing::error!(%error, "{title}");
    let ending = app.clone();
    let dialog = app.dialog().message(format!("{error:#}")).title(title).kind(MessageDialogKind::Error);
    dialog.show(move |_| ending.exit(1));
}

/// Closes the data file cleanly; what was written is safe without it.
pub fn close(app: &AppHandle) {
    if let Some(data) = app.try_state::<App>()
        && let Err(error) = data.shutdown()
    {
        tracing::warn!(%error, "the data file was not closed cleanly");
    }
}
