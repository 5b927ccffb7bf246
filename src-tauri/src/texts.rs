//! Every text the shell itself shows; the interface has its own catalogue.

pub const OPEN: &str = "Open Onhand";
pub const QUIT: &str = "Quit";
pub const NAME: &str = "Onhand";

pub const STILL_RUNNING_TITLE: &str = "Onhand keeps watch";
pub const STILL_RUNNING: &str = "Workflows and reminders go on. Quit from the icon in your system tray.";

pub const CANNOT_OPEN_TITLE: &str = "Onhand could not open your data";
pub const CANNOT_SHOW_TITLE: &str = "Onhand could not open its window";

pub const NO_NOTIFICATIONS: &str =
    "This computer did not take the notification. Check its notification settings.";
pub const BAD_REQUEST: &str =
    "The window sent a request that could not be read. Reload the window and try again.";
pub const NOT_READY: &str = "Your data is still being opened. Try again in a moment.";

pub const NOT_SAVED: &str =
    "The file could not be saved in your downloads folder. Check that there is room, then try again.";

pub fn saved(name: &str) -> String {
    format!("{name} is in your downloads folder")
}
