//! `onhand`: the whole program without a window. Results go to standard output, everything else to standard error.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("ONHAND_LOG")
                .unwrap_or_else(|_| onhand_server::LOG_FILTER.into()),
        )
        .init();
    cli::run()
}
