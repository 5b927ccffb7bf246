//! The commands.

mod data;
mod output;
mod serve;
mod writing;

use clap::{Parser, Subcommand};
use onhand_core::error::Result;
use onhand_server::commands;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Parser)]
#[command(
    name = "onhand",
    version,
    about = "Customers, sales, tickets and knowledge in one file on this computer."
)]
struct Cli {
    /// The data folder; your own by default.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the app to browsers on this computer.
    Serve {
        /// Where to listen.
        #[arg(long, default_value = "127.0.0.1:4780", value_name = "ADDR")]
        listen: SocketAddr,
        /// A further name under which browsers may reach it; may be given more than once.
        #[arg(long = "host", value_name = "NAME")]
        hosts: Vec<String>,
    },
    /// List everything that can be called, one per line.
    Operations,
    /// Call an operation; arguments as JSON, or - to read them from standard input.
    Call {
        operation: String,
        #[arg(default_value = "{}")]
        arguments: String,
    },
    /// Print the OpenAPI document.
    Openapi,
    /// Bring in contacts, articles or a log of tickets.
    Import(commands::Import),
    /// Fill a new file with a sample business, to try things out or to measure.
    Demo(commands::Demo),
    /// Write every table as CSV, and attachments as files, into a new folder.
    Export { folder: PathBuf },
    /// Copy everything into one file and prove the copy.
    Backup { file: PathBuf },
    /// Put a backup in place of the present file, which is kept.
    Restore { file: PathBuf },
    /// Walk the whole file and its log.
    Check,
    /// Build the search index anew.
    RebuildSearch,
}

/// Runs one command; a failure is one readable line (and its JSON for `call`) and exit code 1.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match perform(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::error(&error);
            ExitCode::FAILURE
        }
    }
}

fn perform(cli: Cli) -> Result<()> {
    match cli.command {
        Command::Serve { listen, hosts } => serve::serve(cli.data, listen, hosts),
        Command::Operations => {
            for operation in onhand_api::operations() {
                output::line(operation.name)?;
            }
            Ok(())
        }
        Command::Import(args) => {
            writing::perform(cli.data, &commands::Command::Import(args.with_whole_paths()))
        }
        Command::Demo(args) => writing::perform(cli.data, &commands::Command::Demo(args)),
        Command::Export { folder } => data::export(cli.data, &folder),
        Command::Backup { file } => data::backup(cli.data, &file),
        Command::Restore { file } => data::restore(cli.data, &file),
        Command::Check => data::check(cli.data),
        Command::RebuildSearch => writing::perform(cli.data, &commands::Command::RebuildSearch),
        Command::Call { operation, arguments } => {
            let arguments = writing::or_standard_input(arguments)?;
            writing::perform(cli.data, &commands::Command::Call { operation, arguments })
        }
        Command::Openapi => output::line(&serde_json::to_string_pretty(&onhand_api::document())?),
    }
}
