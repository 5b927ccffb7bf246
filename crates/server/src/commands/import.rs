//! `onhand import`: brings a file in, with progress, a file of rejected rows, and the change that takes it back.

use super::Output;
use crate::App;
use onhand_core::error::{Code, Error, Result};
use onhand_core::imports::{self, ImportKind, ImportReport, Mapping, Reject, Source};
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
    if args.file.is_dir() {
        return Err(Error::new(
            Code::Invalid,
            format!("{} is a folder. Name the file in it that holds the data.", args.file.display()),
        ));
    }
    let file = std::fs::File::open(&args.file).map_err(|cause| {
        Error::new(
            Code::Invalid,
            format!("{} cannot be opened. Check the name and your permissions.", args.file.display()),
        )
        .caused_by(cause)
    })?;
    let mapping = match &args.map {
        Some(path) => mapping(path)?,
        None => Mapping::default(),
    };
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Source { kind, name, mapping, rows: imports::open(Box::new(file))? })
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
    let mut tell = |done, _| out.progress(&format!("{done} rows"));
    let mut progress = Progress::unlisted(app.db(), JobKind::Import, app.owner(), Some(&mut tell));
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

/// Rejected rows, written to a CSV of their own once there is one.
struct Rejects {
    path: PathBuf,
    headers: Vec<String>,
    file: Option<csv::Writer<std::fs::File>>,
    failed: Option<csv::Error>,
}

impl Rejects {
    fn of(args: &Import, headers: &[String]) -> Self {
        let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let path = args.rejects.clone().unwrap_or_default().join(format!("{name}.rejects.csv"));
        Self { path, headers: headers.to_vec(), file: None, failed: None }
    }

    fn add(&mut self, reject: &Reject) {
        if let Err(cause) = self.write(reject) {
            self.failed = Some(cause);
        }
    }

    fn write(&mut self, reject: &Reject) -> csv::Result<()> {
        if self.file.is_none() {
            let mut file = csv::WriterBuilder::new().flexible(true).from_path(&self.path)?;
            file.write_record(["row", "why"].into_iter().chain(self.headers.iter().map(String::as_str)))?;
            self.file = Some(file);
        }
        let Some(file) = &mut self.file else { return Ok(()) };
        let row = reject.row.to_string();
        file.write_record(
            [row.as_str(), reject.message.as_str()]
                .into_iter()
                .chain(reject.values.iter().map(String::as_str)),
        )
    }

    fn finish(self, out: &mut dyn Output) -> Result<()> {
        if let Some(mut file) = self.file {
            file.flush()?;
            out.note(&format!("The rejected rows and why are in {}.", self.path.display()))?;
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
