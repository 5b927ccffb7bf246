//! Data folders to measure on: generated once per schema and seed, kept in the cache, copied for the work.

use anyhow::{Context, Result, bail};
use onhand_core::db::{file_in, newest_schema};
use onhand_server::{App, Options};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// The seed of the sample business; another one makes another file.
const SEED: &str = "1";
/// How long the consumers may take to reach the end of a generated log.
const CATCH_UP: Duration = Duration::from_secs(3_600);

/// How large a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// A thousand tickets.
    Small,
    /// A hundred thousand.
    Medium,
    /// A million.
    Large,
    /// Ten thousand tickets of a thousand customers, which longer lists are held against.
    TenThousand,
}

impl Size {
    pub fn parse(word: &str) -> Result<Self> {
        match word {
            "small" => Ok(Self::Small),
            "medium" => Ok(Self::Medium),
            "large" => Ok(Self::Large),
            _ => bail!("There is no size “{word}”. Use small, medium or large."),
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
            Self::TenThousand => "10000",
        }
    }

    const fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Small => &["--size", "small"],
            Self::Medium => &["--size", "medium"],
            Self::Large => &["--size", "large"],
            Self::TenThousand => &["--tickets", "10000", "--customers", "1000"],
        }
    }
}

/// Where generated files are kept.
pub fn cache() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("ONHAND_BENCH_DIR") {
        return Ok(PathBuf::from(folder));
    }
    let home = std::env::home_dir().context("There is no home folder; set ONHAND_BENCH_DIR.")?;
    Ok(home.join(".cache/onhand/bench"))
}

/// The binary that was built beside this one.
pub fn onhand() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let beside = own.with_file_name(format!("onhand{}", std::env::consts::EXE_SUFFIX));
    if !beside.exists() {
        bail!("{} is missing. Start this through `cargo xtask bench`, which builds it.", beside.display());
    }
    Ok(beside)
}

/// A copy of the generated folder of this size, to write in; gone when dropped.
#[derive(Debug)]
pub struct Desk {
    folder: PathBuf,
}

impl Desk {
    /// Generates the folder if the cache has none; `say` hears of what takes long.
    pub fn copy(size: Size, say: &dyn Fn(&str)) -> Result<Self> {
        let kept = generated(size, say)?;
        let folder = cache()?.join(format!("work-{}-{}", std::process::id(), size.name()));
        say(&format!("copying {} to {}", kept.display(), folder.display()));
        let desk = Self { folder };
        copy_folder(&kept, &desk.folder)?;
        Ok(desk)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn file(&self) -> PathBuf {
        file_in(&self.folder)
    }

    /// Opens it with its worker, as `serve` does.
    pub fn app(&self, with_sync: bool) -> Result<App> {
        open(&self.folder, with_sync, true)
    }

    /// The same without consumers, for measuring one of them alone.
    pub fn app_without_worker(&self) -> Result<App> {
        open(&self.folder, false, false)
    }

    /// The size of the database, bytes.
    pub fn file_bytes(&self) -> u64 {
        std::fs::metadata(self.file()).map_or(0, |meta| meta.len())
    }

    /// What one write of a page to this disk costs, microseconds at the median.
    pub fn sync_us(&self) -> Result<f64> {
        use std::io::Write;
        let path = self.folder.join("sync-test");
        let mut file = std::fs::File::create(&path)?;
        let mut samples = crate::measure::Samples::default();
        for _ in 0..50 {
            file.write_all(&[0_u8; 4_096])?;
            samples.time(|| file.sync_data())?;
        }
        std::fs::remove_file(path)?;
        Ok(samples.p50_us())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // What cannot be removed is found by its name and does no harm.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn open(folder: &Path, with_sync: bool, with_worker: bool) -> Result<App> {
    let options = Options {
        folder: Some(folder.to_owned()),
        without_sync: !with_sync,
        without_worker: !with_worker,
        ..Options::default()
    };
    App::open(options).with_context(|| format!("{} could not be opened.", folder.display()))
}

fn generated(size: Size, say: &dyn Fn(&str)) -> Result<PathBuf> {
    let name = format!("schema-{}-seed-{SEED}-{}", newest_schema(), size.name());
    let folder = cache()?.join(name);
    if folder.exists() {
        return Ok(folder);
    }
    let unfinished = folder.with_extension("unfinished");
    if unfinished.exists() {
        std::fs::remove_dir_all(&unfinished)?;
    }
    std::fs::create_dir_all(&unfinished)?;
    say(&format!("generating {} (once)", folder.display()));
    let started = Instant::now();
    let status = Command::new(onhand()?)
        .arg("--data")
        .arg(&unfinished)
        .arg("demo")
        .args(size.arguments())
        .args(["--seed", SEED])
        .stdout(std::process::Stdio::null())
        .status()?;
    if !status.success() {
        bail!("`onhand demo` ended with {status}.");
    }
    say(&format!("generated after {:.0} s; the consumers catch up", started.elapsed().as_secs_f64()));
    let app = open(&unfinished, false, true)?;
    caught_up(&app, &unfinished)?;
    app.shutdown()?;
    drop(app);
    std::fs::rename(&unfinished, &folder)?;
    say(&format!("ready after {:.0} s", started.elapsed().as_secs_f64()));
    Ok(folder)
}

/// Waits until every consumer and the search index are at the end of the log.
pub fn caught_up(app: &App, folder: &Path) -> Result<()> {
    let started = Instant::now();
    let floor = crate::floor::Floor::open(&file_in(folder))?;
    if let Some(search) = app.db().search() {
        app.db().follow(app.owner(), |ctx| search.feed(ctx.conn(), &|| false))?;
    }
    while floor.behind()? > 0 {
        if started.elapsed() > CATCH_UP {
            bail!("The consumers of {} did not reach the end of the log.", folder.display());
        }
        app.wake();
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else if kind.is_file() {
            // A program that was ended at once leaves its socket behind, which is nothing to copy.
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
