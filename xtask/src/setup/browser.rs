//! The browser of the journeys: the system's own, or Playwright's where the system has none.

use std::path::Path;

use anyhow::Result;

use super::system;
use crate::process;
use crate::project::Project;
use crate::terminal::say;

/// Where Debian's package puts it; `ui/playwright.config.ts` looks there too.
const INSTALLED: &str = "/usr/bin/chromium";

/// Fetches Playwright's browser where neither it nor the system's own is there.
pub fn install(project: &Project) -> Result<()> {
    if Path::new(INSTALLED).exists() {
        return Ok(());
    }
    let playwright = |words: &[&str]| {
        project.npx(&project.ui(), &[&["playwright", "install", "chromium"], words].concat())
    };
    if are_there(&process::output(&mut playwright(&["--dry-run"]))?) {
        return Ok(());
    }
    say("Fetching the browser of the journeys (once)");
    // Playwright knows the names of the libraries it needs for each release of Debian and Ubuntu, and for no other system.
    let libraries: &[&str] = if system::has_apt() { &["--with-deps"] } else { &[] };
    process::run(&mut playwright(libraries))
}

/// Whether everything that Playwright would install lies in its place.
fn are_there(plan: &str) -> bool {
    let mut places = plan
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Install location:"))
        .map(str::trim)
        .peekable();
    places.peek().is_some() && places.all(|place| Path::new(place).is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_missing_part_is_a_missing_browser() {
        let here = env!("CARGO_MANIFEST_DIR");
        let browser =
            format!("Chrome for Testing\n  Install location:    {here}\n  Download url:  https://x\n");
        assert!(are_there(&browser));
        assert!(!are_there(&format!("{browser}\nFFmpeg\n  Install location:    {here}/nowhere\n")));
        assert!(!are_there(""), "a plan that cannot be read says nothing is there");
    }
}
