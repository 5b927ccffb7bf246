//! Reads `tauri.conf.json` and, on Windows, embeds the icon and the manifest.

fn main() {
    tauri_build::build();
}
