//! `onhand import`: brings a file in, with progress, a file of rejected rows, and the change that takes it back.

use super::Output;
use crate::App;
use onhand_core::clock::Clock;
use onhand_core::error::{Code, Error, Result};
use onhand_core::imports::{self, ImportKind, ImportReport, Mapping, Reject, RejectsFile, Rows, Source};
use onhand_core::jobs::{JobKind, Progress};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What to import and how.
#[derive(Debug, Clone, clap::Args, Serialize, Deserialize)]
pub struct Import {
    /// contacts, articles or tickets-log
    kind: String,
    file: PathBuf,
    /// How the columns are to be read (JSON).
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Say what would happen and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// The folder for the list of rejected rows; where the command was given by default.
    #[arg(long, value_name = "DIR")]
    rejects: Option<PathBuf>,
}

impl Import {
    /// The same import with whole paths: the process that performs it may stand in another folder.
    #[must_use]
    pub fn with_whole_paths(mut self) -> Self {
        // A path that cannot be made whole is reported, as it was given, when it is opened.
        let whole = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
        self.rejects = Some(whole(self.rejects.unwrap_or_else(|| PathBuf::from("."))));
        self.map = self.map.map(whole);
        self.file = whole(self.file);
        self
    }
}

/// Errors: `invalid` for an unknown kind or mapping, and when no row at all could be used.
pub fn import(app: &App, args: &Import, out: &mut dyn Output) -> Result<()> {
    let kind = ImportKind::ALL.iter().copied().find(|kind| kind.word() == args.kind).ok_or_else(|| {
        Error::new(
            Code::Invalid,
            format!("Onhand cannot import “{}”. It imports contacts, articles and tickets-log.", args.kind),
        )
    })?;
    let report = perform(app, source(kind, args)?, args, out)?;
    if report.rows > 0 && report.rejected == report.rows {
        let first = report.rejects.first().map(|reject| reject.message.clone()).unwrap_or_default();
        return Err(Error::new(
            Code::Invalid,
            format!("None of the {} rows could be used. The first: {first}", report.rows),
        ));
    }
    out.line(&serde_json::to_string(&report)?)
}

fn source(kind: ImportKind, args: &Import) -> Result<Source> {
    let rows = open(&args.file)?;
    let mapping = match &args.map {
        Some(path) => mapping(path)?,
        None => Mapping::default(),
    };
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Source { kind, name, mapping, rows })
}

fn open(path: &Path) -> Result<Rows> {
    if path.is_dir() {
        return Err(Error::new(
            Code::Invalid,
            format!("{} is a folder. Name the file in it that holds the data.", path.display()),
        ));
    }
    let file = std::fs::File::open(path).map_err(|cause| {
        Error::new(
            Code::Invalid,
            format!("{} cannot be opened. Check the name and your permissions.", path.display()),
        )
        .caused_by(cause)
    })?;
    imports::open(Box::new(file))
}

fn mapping(path: &Path) -> Result<Mapping> {
    let text = std::fs::read_to_string(path).map_err(|cause| {
        Error::new(Code::Invalid, format!("The mapping {} cannot be read.", path.display())).caused_by(cause)
    })?;
    serde_json::from_str(&text).map_err(|cause| {
        Error::new(Code::Invalid, format!("The mapping {} is not right: {cause}.", path.display()))
    })
}

fn perform(app: &App, source: Source, args: &Import, out: &mut dyn Output) -> Result<ImportReport> {
    if args.dry_run {
        return app.db().read(app.owner(), |ctx| imports::rehearse_source(ctx, source));
    }
    let mut rejects = Rejects::of(args, &source.rows.headers);
    // One quick look tells how many rows there are, so that the time left can be said.
    let total = open(&args.file)?.count() as i64;
    let mut pace = Pace::start(app.db().clock());
    let mut tell = |done, total| pace.tell(done, total, out);
    let mut progress = Progress::unlisted(app.db(), JobKind::Import, app.owner(), Some(&mut tell));
    progress.total = total;
    let ran = imports::run(&mut progress, source, &mut |reject| rejects.add(reject));
    // An import that ended early can be taken back like any other.
    if let Some(change) = progress.change() {
        out.note(&format!("onhand-change: {change}"))?;
    }
    let (report, _) = ran?;
    out.note(&format!(
        "{} rows: {} created, {} updated, {} unchanged, {} rejected.",
        report.rows, report.created, report.updated, report.unchanged, report.rejected
    ))?;
    rejects.finish(out)?;
    Ok(report)
}

/// How far the import is: "41200 of 200000 rows, 5210 per second, 31 s left".
struct Pace<'c> {
    clock: &'c dyn Clock,
    started_us: u64,
    said_us: u64,
}

/// Where every line stays, a line each so often is enough.
const LINE_EVERY_US: u64 = 10_000_000;

impl<'c> Pace<'c> {
    fn start(clock: &'c dyn Clock) -> Self {
        let started_us = clock.monotonic_us();
        Self { clock, started_us, said_us: started_us }
    }

    fn tell(&mut self, done: i64, total: i64, out: &mut dyn Output) -> Result<()> {
        let now_us = self.clock.monotonic_us();
        let line_is_due = now_us >= self.said_us + LINE_EVERY_US;
        if line_is_due {
            self.said_us = now_us;
        }
        out.progress(&in_words(done, total, now_us - self.started_us), line_is_due)
    }
}

fn in_words(done: i64, total: i64, spent_us: u64) -> String {
    let rate = done as f64 * 1e6 / spent_us.max(1) as f64;
    if done == 0 || rate < 1.0 {
        return format!("{done} of {total} rows");
    }
    let left_s = ((total - done).max(0) as f64 / rate).ceil();
    let left = if left_s >= 60.0 {
        format!("{} min {} s", (left_s / 60.0).floor(), left_s % 60.0)
    } else {
        format!("{left_s} s")
    };
    format!("{done} of {total} rows, {rate:.0} per second, {left} left")
}

/// Rejected rows, written to a CSV of their own once there is one.
struct Rejects {
    path: PathBuf,
    headers: Vec<String>,
    file: Option<RejectsFile<std::fs::File>>,
    failed: Option<Error>,
}

impl Rejects {
    fn of(args: &Import, headers: &[String]) -> Self {
        let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let path = args.rejects.clone().unwrap_or_default().join(format!("{name}.rejects.csv"));
        Self { path, headers: headers.to_vec(), file: None, failed: None }
    }

    fn add(&mut self, reject: &Reject) {
        if self.failed.is_none() {
            self.failed = self.write(reject).err();
        }
    }

    fn write(&mut self, reject: &Reject) -> Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                let made = std::fs::File::create(&self.path)?;
                self.file.insert(RejectsFile::begin(made, &self.headers)?)
            }
        };
        file.add(reject)
    }

    fn finish(mut self, out: &mut dyn Output) -> Result<()> {
        if let Some(file) = self.file.take() {
            match file.finish() {
                Ok(_) => out.note(&format!("The rejected rows and why are in {}.", self.path.display()))?,
                Err(error) => self.failed = self.failed.or(Some(error)),
            }
        }
        match self.failed {
            Some(cause) => Err(Error::new(
                Code::Unavailable,
                format!("The list of rejected rows could not be written to {}.", self.path.display()),
            )
            .caused_by(cause)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_says_the_rate_and_the_time_left() {
        assert_eq!(in_words(0, 900, 5), "0 of 900 rows");
        assert_eq!(in_words(600, 900, 2_000_000), "600 of 900 rows, 300 per second, 1 s left");
        assert_eq!(in_words(100, 9_100, 1_000_000), "100 of 9100 rows, 100 per second, 1 min 30 s left");
        assert_eq!(in_words(9, 9, 1_000), "9 of 9 rows, 9000 per second, 0 s left");
    }
}
