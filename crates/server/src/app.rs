//! The program without a face: the open file, its worker, and what listens to it.

use crate::clock::SystemClock;
use crate::live::Live;
use crate::worker::Worker;
use onhand_core::clock::Clock;
use onhand_core::ctx::{Actor, Role};
use onhand_core::db::{Db, Lane, OpenOptions};
use onhand_core::error::{Code, Error, Result};
use onhand_core::log::unit::ChangeSpec;
use onhand_core::people::users;
use onhand_core::search::Search;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Shows a desktop notification: title and text. Errors are kept with the message and tried again.
pub type Notifier = Arc<dyn Fn(&str, &str) -> Result<()> + Send + Sync>;

/// How to open.
#[derive(Clone, Default)]
pub struct Options {
    /// The data folder; the user's own by default.
    pub folder: Option<PathBuf>,
    /// How desktop notifications are shown; without one they are shown in the app only.
    pub notifier: Option<Notifier>,
    /// Where the built screens lie; found beside the program by default.
    pub ui: Option<PathBuf>,
    /// Names besides localhost under which browsers may reach this server.
    pub hosts: Vec<String>,
    /// Only for benchmarks: commits do not wait for the disk.
    pub without_sync: bool,
    /// Another clock, for tests.
    pub clock: Option<Arc<dyn Clock>>,
    /// No consumers and no timer: for commands that do one thing and end.
    pub without_worker: bool,
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// An open desk. Clones share it.
#[derive(Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub db: Arc<Db>,
    pub folder: PathBuf,
    pub live: Live,
    pub options: Options,
    pub owner: Actor,
    pub worker: Option<Worker>,
    pub sessions: crate::sign_in::Sessions,
    /// A part of the file could not be read, and the whole of it was asked to be looked at.
    pub damage_met: AtomicBool,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.inner.db.fmt(f)
    }
}

/// The folder for this user's data on this system.
pub fn default_folder() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("ONHAND_DATA_DIR") {
        return Ok(PathBuf::from(folder));
    }
    directories::ProjectDirs::from("", "", "Onhand").map(|dirs| dirs.data_dir().to_owned()).ok_or_else(|| {
        Error::new(Code::Unavailable, "This computer has no home folder for you. Name a folder with --data.")
    })
}

impl App {
    /// Opens the file, makes it if there is none, starts the worker. Errors: `unavailable`, `damaged`, `newer_file`.
    pub fn open(options: Options) -> Result<Self> {
        let folder = match &options.folder {
            Some(folder) => folder.clone(),
            None => default_folder()?,
        };
        make_private(&folder)?;
        let clock: Arc<dyn Clock> = options.clock.clone().unwrap_or_else(|| Arc::new(SystemClock));
        let db = Arc::new(Db::open(&OpenOptions {
            folder: folder.clone(),
            clock,
            installation_id: onhand_core::ids::random_hex()?,
            without_sync: options.without_sync,
        })?);
        if let Err(error) = onhand_core::attachments::sweep(&folder) {
            tracing::warn!(%error, "files that a crash left half received stay in the folder");
        }
        if users_missing(&db)? {
            let name = std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_default();
            let name = if name.trim().is_empty() { "Owner".to_owned() } else { capitalised(&name) };
            db.write(Lane::Person, &ChangeSpec::new(onhand_core::SET_UP, Actor::System), |ctx| {
                onhand_core::set_up(ctx, &name)
            })?;
        }
        after_opening(&db, &folder)?;
        let owner = db
            .read(Actor::System, |ctx| users::first_owner(ctx.conn()))?
            .map_or(Actor::System, |id| Actor::User { id: id.0, role: Role::Owner });
        match Search::open(&folder.join("search")) {
            Ok(search) => {
                if db.opened().after_crash {
                    search.doubt();
                }
                db.attach_search(Arc::new(search));
            }
            // Everything but search works without the index.
            Err(error) => tracing::error!(%error, "search is not available"),
        }
        let live = Live::default();
        let sessions = crate::sign_in::Sessions::default();
        let worker = if options.without_worker {
            None
        } else {
            Some(Worker::start(&db, &folder, owner, options.notifier.clone(), &live)?)
        };
        let (announcer, forgotten) = (live.clone(), sessions.clone());
        let wakers = worker.as_ref().map(Worker::wakers).unwrap_or_default();
        db.listen(Arc::new(move |events| {
            announcer.announce(events);
            if events.iter().any(|event| event.record == onhand_core::log::tables::Record::User) {
                forgotten.forget();
            }
            wakers.iter().for_each(crate::worker::Waker::wake);
        }));
        let damage_met = AtomicBool::new(false);
        Ok(Self { inner: Arc::new(Inner { db, folder, live, options, owner, worker, sessions, damage_met }) })
    }

    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// The data folder.
    pub fn folder(&self) -> &std::path::Path {
        &self.inner.folder
    }

    /// Wakes the background threads: something was queued that no event tells of.
    pub fn wake(&self) {
        if let Some(worker) = &self.inner.worker {
            worker.wakers().iter().for_each(crate::worker::Waker::wake);
        }
    }

    /// A question met a part of the file that cannot be read: the whole file is looked at, once per run.
    pub(crate) fn look_for_damage(&self) {
        if self.inner.damage_met.swap(true, Ordering::AcqRel) {
            return;
        }
        let spec = ChangeSpec::new("data.check", Actor::System);
        match self.db().write(Lane::Background, &spec, onhand_core::data::check_after_damage) {
            Ok(_) => self.wake(),
            Err(error) => tracing::error!(%error, "the check of the damaged file could not be started"),
        }
    }

    /// Tells every window that answers under these topics may have changed, where no event says so.
    pub fn tell(&self, topics: &[&str]) {
        self.inner.live.topics(topics.iter().map(|topic| (*topic).to_owned()));
    }

    /// The local owner, as whom the window and the command line act.
    pub fn owner(&self) -> Actor {
        self.inner.owner
    }

    /// What changed, as it changes, for a window; starts now. Needs a Tokio runtime to deliver.
    pub fn live(&self) -> tokio::sync::broadcast::Receiver<crate::LiveMessage> {
        self.inner.live.subscribe()
    }

    /// A token that signs the owner in once, for the link that `serve` prints.
    pub fn one_time_token(&self) -> Result<String> {
        let now_ms = self.db().clock().now_ms();
        let owner = onhand_core::ids::UserId(self.owner().user_id().unwrap_or(1));
        self.db()
            .maintain(Lane::Person, |conn| onhand_core::people::sign_in::make_link(conn, owner, now_ms))
            .map(|(token, _)| token)
    }

    /// Ends the worker and marks the file as properly closed.
    pub fn shutdown(&self) -> Result<()> {
        self.db().wind_down();
        if let Some(worker) = &self.inner.worker {
            worker.stop();
        }
        self.db().close()
    }
}

/// A new data folder is its user's alone; one that exists keeps the permissions it was given.
fn make_private(folder: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder).map_err(|cause| {
        Error::new(
            Code::Unavailable,
            format!(
                "Onhand may not make the folder {}. Check the permissions there, or name another with --data.",
                folder.display()
            ),
        )
        .caused_by(cause)
    })
}

/// What an unclean end or an upgrade asks for: a look at the whole file, and a word about where the copy lies.
fn after_opening(db: &Db, folder: &std::path::Path) -> Result<()> {
    let opened = db.opened();
    if opened.after_crash {
        let spec = ChangeSpec::new("data.check", Actor::System);
        db.write(Lane::Background, &spec, onhand_core::data::check_after_crash)?;
    }
    let own = onhand_core::db::file_in(folder);
    if let Some(copy) = opened.migrated_from.as_ref().filter(|copy| **copy != own) {
        let body = format!(
            "The file was brought up to this version of Onhand. As it was before, it lies at {}. Keep that copy until you have looked around.",
            copy.display()
        );
        let now_ms = db.clock().now_ms();
        db.maintain(Lane::Background, |conn| {
            onhand_core::notifications::add(conn, None, ("Onhand was upgraded", &body), None, now_ms)
        })?;
    }
    Ok(())
}

fn users_missing(db: &Db) -> Result<bool> {
    Ok(db.read(Actor::System, |ctx| users::first_owner(ctx.conn()))?.is_none())
}

fn capitalised(name: &str) -> String {
    let mut letters = name.trim().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
