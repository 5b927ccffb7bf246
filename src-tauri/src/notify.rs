//! Desktop notifications.

use std::thread;

use notify_rust::Notification;
use onhand_core::error::{Code, Error, Result};

use crate::texts;

/// Shows a notification and says whether the system took it; the caller keeps it otherwise. Errors: `unavailable`.
pub fn deliver(title: &str, body: &str) -> Result<()> {
    let mut note = Notification::new();
    note.appname("Onhand").summary(title).body(body);
    #[cfg(target_os = "linux")]
    note.icon("onhand-desktop");
    #[cfg(target_os = "windows")]
    note.app_id("org.onhand.desktop");
    note.show().map_err(|cause| Error::new(Code::Unavailable, texts::NO_NOTIFICATIONS).caused_by(cause))?;
    Ok(())
}

/// Shows a notification without waiting for the system; one that cannot be shown is only logged.
pub fn show(title: &'static str, body: &'static str) {
    thread::spawn(move || {
        if let Err(error) = deliver(title, body) {
            tracing::warn!(%error, "a notification could not be shown");
        }
    });
}
