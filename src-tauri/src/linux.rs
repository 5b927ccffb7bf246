//! What only Linux needs: a working renderer, and knowing whether there is a tray.

use std::env;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

const NO_DMABUF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
/// From this version on WebKitGTK chooses a working renderer by itself, except with NVIDIA's own driver.
const FIXED_IN: (u32, u32) = (2, 48);

/// Starts the program again without WebKit's DMABUF renderer where that one shows a blank window. It costs
/// frame rate, so everyone else keeps it, and a value that somebody set is left alone.
pub fn choose_renderer() {
    if env::var_os(NO_DMABUF).is_some() {
        return;
    }
    let old =
        tauri::webview_version().ok().and_then(|text| version(&text)).is_some_and(|found| found < FIXED_IN);
    if !old && !Path::new("/proc/driver/nvidia/version").exists() {
        return;
    }
    let Ok(program) = env::current_exe() else { return };
    // Replaces this process; it only returns when that failed, and then the window opens as it is.
    let error = Command::new(program).args(env::args_os().skip(1)).env(NO_DMABUF, "1").exec();
    tracing::warn!(%error, "the program could not be started with another renderer");
}

fn version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Whether a desktop shows tray icons: then it owns this name on the session bus.
pub fn has_tray() -> bool {
    let ask = || {
        let bus = zbus::blocking::Connection::session()?;
        let name = "org.kde.StatusNotifierWatcher".try_into()?;
        zbus::Result::Ok(zbus::blocking::fdo::DBusProxy::new(&bus)?.name_has_owner(name)?)
    };
    ask().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webkit_versions_compare_by_number() {
        assert!(version("2.50.6") > Some(FIXED_IN) && version("2.8.1") < Some(FIXED_IN));
        assert_eq!(version("unknown"), None);
    }
}
