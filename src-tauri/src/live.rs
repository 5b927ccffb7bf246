//! Passes on what changed: each live message becomes the window's event `live`.

use onhand_server::LiveMessage;
use tauri::{AppHandle, Emitter};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

const EVENT: &str = "live";

pub fn forward(app: AppHandle, mut messages: Receiver<LiveMessage>) {
    tauri::async_runtime::spawn(async move {
        loop {
            let sent = match messages.recv().await {
                Ok(message) => app.emit(EVENT, message),
                Err(RecvError::Lagged(_)) => app.emit(EVENT, everything()),
                Err(RecvError::Closed) => return,
            };
            if let Err(error) = sent {
                tracing::warn!(%error, "a live message did not reach the window");
            }
        }
    });
}

/// For a window that fell behind: it reads everything again.
fn everything() -> LiveMessage {
    LiveMessage { topics: vec!["*".to_owned()] }
}
