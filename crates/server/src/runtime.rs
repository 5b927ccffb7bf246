//! The threads that answer requests.

use std::thread::available_parallelism;
use tokio::runtime::{Builder, Runtime};

/// Threads that answer, at least.
const THREADS_MIN: usize = 8;

/// Requests run on the thread that took them up, as handing it over would cost more than most of them take. One that
/// waits, for the disk or for a slow question, holds up this thread alone: so there are more threads than cores.
///
/// Errors: the system gives no threads.
pub fn runtime() -> std::io::Result<Runtime> {
    let cores = available_parallelism().map_or(1, usize::from);
    Builder::new_multi_thread().worker_threads(cores.max(THREADS_MIN)).enable_all().build()
}
