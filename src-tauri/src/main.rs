//! Onhand's window. The program itself is the same router that `onhand serve` offers to browsers; this crate
//! opens the data, shows the interface, and connects it with the system: tray, notifications, downloads, links.
//!
//! There is no open port: the interface reaches the router through the command in `road.rs`, and bytes through
//! the scheme in `scheme.rs`.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod data;
mod downloads;
mod links;
#[cfg(target_os = "linux")]
mod linux;
mod live;
mod notify;
mod options;
mod road;
mod scheme;
mod texts;
mod tray;
mod window;

use tauri::{Builder, RunEvent, generate_context};
use tracing_subscriber::EnvFilter;

fn main() -> anyhow::Result<()> {
    let options = options::read();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(
            EnvFilter::try_from_env("ONHAND_LOG").unwrap_or_else(|_| onhand_server::LOG_FILTER.into()),
        )
        .init();
    #[cfg(target_os = "linux")]
    linux::choose_renderer();
    let runtime = onhand_server::runtime()?;
    tauri::async_runtime::set(runtime.handle().clone());

    let app = Builder::default()
        // Must be the first plugin: a second start ends there, before anything is opened.
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::show(app)))
        .plugin(tauri_plugin_window_state::Builder::default().with_state_flags(window::remembered()).build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .register_asynchronous_uri_scheme_protocol(scheme::NAME, scheme::answer)
        .invoke_handler(tauri::generate_handler![road::api])
        .on_window_event(window::on_event)
        .setup(move |app| {
            data::open_and_show(app.handle().clone(), options);
            Ok(())
        })
        .build(generate_context!())?;
    app.run(|handle, event| {
        if matches!(event, RunEvent::Exit) {
            data::close(handle);
        }
    });
    Ok(())
}
