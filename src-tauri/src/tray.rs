//! The icon in the system tray. On Linux it has a menu only: clicks on the icon itself are not reported there.

use tauri::menu::{Menu, MenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Result};

use crate::{texts, window};

const OPEN: &str = "open";
const QUIT: &str = "quit";

pub fn create(app: &AppHandle) -> Result<()> {
    let open = MenuItem::with_id(app, OPEN, texts::OPEN, true, None::<&str>)?;
    let quit = MenuItem::with_id(app, QUIT, texts::QUIT, true, None::<&str>)?;
    let menu = Menu::with_items(app, &[&open, &quit])?;
    let mut tray = TrayIconBuilder::with_id("onhand").menu(&menu).tooltip(texts::NAME);
    if let Some(icon) = app.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.show_menu_on_left_click(false)
        .on_menu_event(|app, event| match event.id().as_ref() {
            OPEN => window::show(app),
            QUIT => app.exit(0),
            _ => {}
        })
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::Click {
                button: MouseButton::Left,
                button_state: MouseButtonState::Up,
                ..
            } = event
            {
                window::show(tray.app_handle());
            }
        })
        .build(app)?;
    Ok(())
}

/// Whether the system shows tray icons at all; some Linux desktops do not, and a window that is hidden there
/// could not be found again.
pub fn is_visible() -> bool {
    #[cfg(target_os = "linux")]
    return crate::linux::has_tray();
    #[cfg(not(target_os = "linux"))]
    return true;
}
