//! What xtask prints. The only place that writes to the terminal.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool talks to its terminal")]

use std::time::Duration;

pub fn say(text: &str) {
    println!("{text}");
}

/// What went wrong, beside what other programs may read from standard output.
pub fn complain(text: &str) {
    eprintln!("{text}");
}

/// Announces a step, so that a long log can be read by its headings.
pub fn header(name: &str) {
    println!("\n── {name} {}", "─".repeat(70_usize.saturating_sub(name.chars().count())));
}

/// `850 ms`, `12.3 s` or `4 min 05 s`.
pub fn took(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds == 0 {
        format!("{} ms", duration.as_millis())
    } else if seconds < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}
