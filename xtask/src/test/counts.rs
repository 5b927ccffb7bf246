//! How many tests passed and failed, read from the last lines that each runner prints.

/// What one step adds to the sum at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u32,
    pub failed: u32,
    pub skipped: u32,
}

impl Counts {
    /// A check without parts: it holds or it does not.
    pub fn one(passed: bool) -> Self {
        Self { passed: u32::from(passed), failed: u32::from(!passed), skipped: 0 }
    }

    fn of(passed: u32, failed: u32, skipped: u32) -> Self {
        Self { passed, failed, skipped }
    }
}

/// `Summary [  1.2s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped`
pub fn nextest(output: &str) -> Counts {
    let text = plain(output);
    let summary = text.lines().rev().find(|line| line.contains("tests run:") || line.contains("test run:"));
    let line = summary.unwrap_or_default();
    Counts::of(
        before(line, "passed"),
        sum(line, &["failed", "timed out", "exec failed"]),
        before(line, "skipped"),
    )
}

/// One `test result: ok. 3 passed; 0 failed; 1 ignored; …` line for each test binary.
pub fn libtest(output: &str) -> Counts {
    let text = plain(output);
    text.lines().filter(|line| line.starts_with("test result:")).fold(Counts::default(), |so_far, line| {
        Counts::of(
            so_far.passed + before(line, "passed"),
            so_far.failed + before(line, "failed"),
            so_far.skipped + before(line, "ignored"),
        )
    })
}

/// `      Tests  1 failed | 10 passed | 2 skipped (13)`
pub fn vitest(output: &str) -> Counts {
    let text = plain(output);
    let summary = text.lines().rev().find(|line| line.trim_start().starts_with("Tests "));
    let line = summary.unwrap_or_default();
    Counts::of(before(line, "passed"), before(line, "failed"), sum(line, &["skipped", "todo"]))
}

/// `  1 failed`, `  2 flaky`, `  1 skipped`, `  1 did not run`, `  10 passed (12.3s)`, each on a line of its own.
/// A test that passed only when it was tried again is a failure.
pub fn playwright(output: &str) -> Counts {
    let text = plain(output);
    let number = |what: &str| {
        let lines = text.lines().filter(|line| line.starts_with("  "));
        lines.filter(|line| is_count_of(line, what)).map(|line| before(line, what)).next_back().unwrap_or(0)
    };
    let failed = number("failed") + number("flaky") + number("interrupted") + number("did not run");
    Counts::of(number("passed"), failed, number("skipped"))
}

/// `ℹ pass 3`, `ℹ fail 0`, `ℹ cancelled 0`, `ℹ skipped 0`, `ℹ todo 0` of Node's own test runner.
pub fn node(output: &str) -> Counts {
    let text = plain(output);
    let number = |what: &str| {
        let lines =
            text.lines().filter_map(|line| line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")));
        lines.filter_map(|line| line.strip_prefix(what)?.trim().parse().ok()).next_back().unwrap_or(0)
    };
    Counts::of(number("pass "), number("fail ") + number("cancelled "), number("skipped ") + number("todo "))
}

/// `bans ok, licenses FAILED, sources ok`
pub fn deny(output: &str) -> Counts {
    let text = plain(output);
    let summary = text.lines().rev().find(|line| line.contains("bans ")).unwrap_or_default();
    let ending = |word: &str| summary.split(", ").filter(|part| part.trim().ends_with(word)).count();
    Counts::of(ending(" ok").try_into().unwrap_or(0), ending(" FAILED").try_into().unwrap_or(0), 0)
}

fn is_count_of(line: &str, what: &str) -> bool {
    let rest = line.trim().trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.trim().len() && rest.trim_start().starts_with(what)
}

fn sum(line: &str, words: &[&str]) -> u32 {
    words.iter().map(|word| before(line, word)).sum()
}

/// The number that stands directly before `word`.
fn before(line: &str, word: &str) -> u32 {
    let Some((head, _)) = line.split_once(&format!(" {word}")) else { return 0 };
    let digits = head.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}

/// Without the escape sequences that colour a terminal.
fn plain(output: &str) -> String {
    let mut text = String::with_capacity(output.len());
    let mut letters = output.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_summary_is_read() {
        let output =
            "     Summary [   3.1s] 15 tests run: 12 passed (2 slow), 2 failed, 1 timed out, 4 skipped\n";
        assert_eq!(nextest(output), Counts::of(12, 3, 4));
        assert_eq!(nextest("Summary [ 0.0s] 1 test run: 1 passed, 0 skipped"), Counts::of(1, 0, 0));
        assert_eq!(nextest("error: could not compile"), Counts::default());
    }

    #[test]
    fn libtest_results_are_added_up() {
        let output = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                      test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(libtest(output), Counts::of(5, 1, 1));
    }

    #[test]
    fn vitest_summary_is_read_through_colours() {
        let output = " Test Files  1 failed | 3 passed (4)\n\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[31m1 failed\u{1b}[39m | 10 passed | 2 skipped (13)\n";
        assert_eq!(vitest(output), Counts::of(10, 1, 2));
    }

    #[test]
    fn playwright_counts_flaky_tests_as_failed() {
        let output = "  1 failed\n    [chromium] › a.spec.ts:3:1 › 2 passed ──\n  2 flaky\n  1 skipped\n  3 did not run\n  10 passed (12.3s)\n";
        assert_eq!(playwright(output), Counts::of(10, 6, 1));
        assert_eq!(playwright("Error: no server"), Counts::default());
    }

    #[test]
    fn deny_counts_each_kind_of_check() {
        assert_eq!(
            deny("error[rejected]: not ok\n\nbans ok, licenses FAILED, sources ok\n"),
            Counts::of(2, 1, 0)
        );
    }

    #[test]
    fn node_summary_is_read_in_both_forms() {
        assert_eq!(
            node("ℹ tests 4\nℹ pass 2\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\nℹ todo 0"),
            Counts::of(2, 2, 1)
        );
        assert_eq!(node("# pass 3\n# fail 0\n"), Counts::of(3, 0, 0));
    }
}
