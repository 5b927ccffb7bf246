//! The index itself: opening, replacing and removing records, committing with a position.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError};

use super::folder;
use super::position::{LogHead, Position, Reason, Resume};
use super::schema::{Doc, Fields, Kind, register_tokenizers};
use crate::error::{Code, Error, Result};

/// tantivy's smallest heap for a writer: memory matters more here than the speed of a rebuild.
const WRITER_HEAP_BYTES: usize = 15_000_000;

/// Unpacked blocks of stored text kept per segment: the same hits are often shown again while typing.
const STORE_CACHE_BLOCKS: usize = 32;

/// Every commit adds a segment. Small ones are merged among themselves, so that a saved word does not
/// rewrite the big ones; a level spans a factor of four (2 to the power of 2).
const SMALL_SEGMENT_RECORDS: u32 = 2000;
const SEGMENTS_PER_LEVEL: usize = 6;
const LEVEL_LOG2_SIZE: f64 = 2.0;

/// Rewrite a segment once this share of it is deleted; records are replaced much more than removed.
const MAX_DELETED_SHARE: f32 = 0.3;

/// A full-text index of records of several kinds. Everything in it can be rebuilt from the database.
///
/// Share it behind an `Arc`: searches run in parallel, writes one after the other. Only one process
/// may write to a folder at a time; others may search it.
///
/// After a write or commit failed, nothing since the last commit counts: go on from [`SearchIndex::position`].
pub struct SearchIndex {
    /// None for an index in memory.
    dir: Option<PathBuf>,
    index: Index,
    reader: IndexReader,
    pub(super) fields: Fields,
    /// Made with the first write, so that a process which only searches takes no lock and no heap.
    writer: Mutex<Option<IndexWriter>>,
    /// The present writer's merging threads have stepped back.
    merging_nice: AtomicBool,
    state: Mutex<State>,
}

struct State {
    position: Option<Position>,
    /// Why the index that was found at opening could not be used.
    replaced: Option<Reason>,
}

/// How much the merging of segments steps back, of 19 (`man 7 sched`): on a computer with two cores it takes one of
/// them for seconds, and a search must not wait until the scheduler thinks of it.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// What tantivy calls the threads that merge.
#[cfg(target_os = "linux")]
const MERGING: &str = "merge_thread_";

/// Makes the merging threads work where nobody else wants to; says whether there were any yet. Not the others: a search
/// waits for their commits. On Linux niceness is a thread's own affair, elsewhere the whole program's.
#[cfg(target_os = "linux")]
fn merging_steps_back() -> bool {
    let Ok(threads) = std::fs::read_dir("/proc/self/task") else { return true };
    let is_merging = |thread: &std::fs::DirEntry| {
        std::fs::read_to_string(thread.path().join("comm")).is_ok_and(|name| name.starts_with(MERGING))
    };
    let mut any = false;
    for thread in threads.flatten().filter(is_merging) {
        let id = thread.file_name().to_str().and_then(|id| id.parse().ok());
        if let Some(id) = id.and_then(rustix::process::Pid::from_raw) {
            // Where it is not granted, merging is like other work.
            let _ = rustix::process::setpriority_process(Some(id), NICENESS);
            any = true;
        }
    }
    any
}

#[cfg(not(target_os = "linux"))]
const fn merging_steps_back() -> bool {
    true
}

/// Turns a failure of the engine into words for the person who searches.
fn failed(err: TantivyError) -> Error {
    if is_damage(&err) {
        return Error::new(Code::Damaged, "The search index is damaged.")
            .hint("Onhand builds it anew; search again in a moment. Nothing else is affected.")
            .caused_by(err);
    }
    let (message, hint) = if matches!(err, TantivyError::LockFailure(..)) {
        ("Another program is writing to the search index.", "Close other windows of Onhand and try again.")
    } else {
        (
            "The search index could not be read or written.",
            "Check that the disk has free space, then try again.",
        )
    };
    Error::new(Code::Unavailable, message).hint(hint).caused_by(err)
}

fn is_damage(err: &TantivyError) -> bool {
    matches!(
        err,
        TantivyError::DataCorruption(_)
            | TantivyError::OpenReadError(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::InternalError(_)
    )
}

/// tantivy trusts its files: cut ones can make it panic instead of returning an error.
fn without_panic<T>(work: impl FnOnce() -> tantivy::Result<T>) -> tantivy::Result<T> {
    // What the work leaves behind is not used again after a panic: the index counts as damaged.
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result,
        Err(_) => Err(TantivyError::InternalError("a file of the index made the engine panic".to_owned())),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic elsewhere leaves nothing half-done that the next commit would not put right.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SearchIndex {
    /// Opens the index in `dir`; where there is none that can be used, an empty one takes its place.
    /// Ask [`SearchIndex::resume`] what to feed it.
    ///
    /// Fails with `unavailable` when the folder holds other files or cannot be written.
    pub fn open(dir: &Path) -> Result<SearchIndex> {
        let (index, replaced) = folder::open_or_create(dir)?;
        let opened = match without_panic(|| SearchIndex::over(index, replaced)) {
            // The folder looked right but a file in it does not open.
            Err(err) if replaced.is_none() => {
                tracing::warn!(error = %err, "search index is damaged and will be rebuilt");
                SearchIndex::over(folder::create(dir)?, Some(Reason::Damaged))
            }
            opened => opened,
        };
        let opened = opened.map_err(failed)?;
        Ok(SearchIndex { dir: Some(dir.to_owned()), ..opened })
    }

    /// An index that leaves nothing on the disk: for tests, and where the database is encrypted.
    pub fn in_memory() -> Result<SearchIndex> {
        SearchIndex::over(Index::create_in_ram(Fields::schema().0), Some(Reason::Missing)).map_err(failed)
    }

    fn over(index: Index, replaced: Option<Reason>) -> tantivy::Result<SearchIndex> {
        register_tokenizers(&index);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(STORE_CACHE_BLOCKS)
            .try_into()?;
        let position = Position::from_payload(index.load_metas()?.payload.as_deref());
        Ok(SearchIndex {
            dir: None,
            index,
            reader,
            fields: Fields::schema().1,
            writer: Mutex::new(None),
            merging_nice: AtomicBool::new(false),
            state: Mutex::new(State { position, replaced }),
        })
    }

    /// The position of the last commit that had one.
    pub fn position(&self) -> Option<Position> {
        lock(&self.state).position.clone()
    }

    /// Whether this index can follow the log from where it stands, or has to be rebuilt, and why.
    ///
    /// Errors are those of looking up the hash in the log.
    pub fn resume(&self, log: &LogHead<'_>) -> Result<Resume> {
        let state = lock(&self.state);
        match &state.position {
            Some(position) => position.check(log),
            None => Ok(Resume::Rebuild(state.replaced.unwrap_or(Reason::Missing))),
        }
    }

    /// How many records the last commit left in the index.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether the last commit left no record in the index.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts a record in place of the one with the same kind and id, if any. Found after the next commit.
    pub fn replace(&self, doc: &Doc) -> Result<()> {
        self.with_writer(|writer| {
            writer.delete_term(self.fields.key_term(doc.kind, doc.id));
            writer.add_document(self.fields.document(doc)).map(drop)
        })
    }

    /// Adds a record that is certainly not in the index yet: a rebuild is faster this way.
    pub fn add(&self, doc: &Doc) -> Result<()> {
        self.with_writer(|writer| writer.add_document(self.fields.document(doc)).map(drop))
    }

    /// Takes a record out of the index; none is no error. No longer found after the next commit.
    pub fn remove(&self, kind: Kind, id: i64) -> Result<()> {
        self.with_writer(|writer| {
            writer.delete_term(self.fields.key_term(kind, id));
            Ok(())
        })
    }

    /// Empties the index at once and forgets its position: the beginning of a rebuild.
    pub fn clear(&self) -> Result<()> {
        // Deleting everything spares what an earlier rebuild added and never committed; that goes with its writer.
        *lock(&self.writer) = None;
        self.with_writer(|writer| writer.delete_all_documents().map(drop))?;
        self.commit_unfinished()
    }

    /// Makes everything written so far durable and found by the next search, together with the position.
    pub fn commit(&self, position: &Position) -> Result<()> {
        self.commit_with(Some(position))
    }

    /// Like [`SearchIndex::commit`] in the midst of a rebuild: what is there is found, but if the program
    /// ends now, the next one rebuilds again.
    pub fn commit_unfinished(&self) -> Result<()> {
        self.commit_with(None)
    }

    fn commit_with(&self, position: Option<&Position>) -> Result<()> {
        let payload = position.map(Position::to_payload).transpose().map_err(|err| failed(err.into()))?;
        self.with_writer(|writer| {
            let mut prepared = writer.prepare_commit()?;
            if let Some(payload) = &payload {
                prepared.set_payload(payload);
            }
            prepared.commit().map(drop)
        })?;
        // A thread has its name a moment after it was started, so not right where the writer is made.
        if !self.merging_nice.load(Ordering::Relaxed) {
            self.merging_nice.store(merging_steps_back(), Ordering::Relaxed);
        }
        self.reader.reload().map_err(failed)?;
        lock(&self.state).position = position.cloned();
        Ok(())
    }

    /// Whether the files are not what was written to them. Reads all of them.
    pub fn is_damaged(&self) -> bool {
        // A merge may take a file away between being named and being read; it does not do so twice.
        (0..2).all(|_| without_panic(|| self.index.validate_checksum()).map_or(true, |bad| !bad.is_empty()))
    }

    /// Sees what another process committed; after own commits this is not needed.
    pub fn refresh(&self) -> Result<()> {
        self.reader.reload().map_err(failed)
    }

    /// Waits for background merges and gives back the writer's lock and memory; the next write takes them again.
    pub fn rest(&self) -> Result<()> {
        match lock(&self.writer).take() {
            Some(writer) => writer.wait_merging_threads().map_err(failed),
            None => Ok(()),
        }
    }

    /// Reads from the last commit. Where that shows damage, the next opening rebuilds the index if nobody did before.
    pub(super) fn guarded<T>(&self, read: impl FnOnce(&Searcher) -> tantivy::Result<T>) -> Result<T> {
        let result = without_panic(|| read(&self.reader.searcher()));
        if let (Err(err), Some(dir)) = (&result, &self.dir)
            && is_damage(err)
        {
            tracing::warn!(error = %err, "search index is damaged and will be rebuilt");
            folder::condemn(dir);
        }
        result.map_err(failed)
    }

    fn with_writer<T>(&self, write: impl FnOnce(&mut IndexWriter) -> tantivy::Result<T>) -> Result<T> {
        let mut slot = lock(&self.writer);
        let result = match slot.as_mut() {
            Some(writer) => write(writer),
            None => self.new_writer().and_then(|writer| write(slot.insert(writer))),
        };
        // After whatever failure: a writer that could not open a file goes on without its thread, and its next commit
        // succeeds without the records. The next write starts another from the last commit.
        if result.is_err() {
            *slot = None;
        }
        result.map_err(failed)
    }

    fn new_writer(&self) -> tantivy::Result<IndexWriter> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(WRITER_HEAP_BYTES)
            .build();
        let writer = self.index.writer_with_options(options)?;
        let mut merging = LogMergePolicy::default();
        merging.set_min_num_segments(SEGMENTS_PER_LEVEL);
        merging.set_min_layer_size(SMALL_SEGMENT_RECORDS);
        merging.set_level_log_size(LEVEL_LOG2_SIZE);
        merging.set_del_docs_ratio_before_merge(MAX_DELETED_SHARE);
        writer.set_merge_policy(Box::new(merging));
        self.merging_nice.store(false, Ordering::Relaxed);
        Ok(writer)
    }
}
