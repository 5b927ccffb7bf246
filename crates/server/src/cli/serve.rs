//! `onhand serve`: the app for browsers on this computer.

use super::output;
use onhand_core::error::{Code, Error, Result};
use onhand_server::{App, Options, router};
use std::net::SocketAddr;
use std::path::PathBuf;

/// How long open requests may take once the program is told to stop.
const LAST_REQUESTS: std::time::Duration = std::time::Duration::from_secs(1);

/// Serves until it is told to stop.
pub fn serve(data: Option<PathBuf>, listen: SocketAddr, mut hosts: Vec<String>) -> Result<()> {
    // The address that is printed has to work; a wildcard is nobody's address.
    if !listen.ip().is_unspecified() {
        hosts.push(listen.ip().to_string());
    }
    let runtime = onhand_server::runtime()?;
    runtime.block_on(async {
        let app = App::open(Options { folder: data, hosts, ..Options::default() })?;
        let listener = tokio::net::TcpListener::bind(listen).await.map_err(|cause| {
            Error::new(Code::Unavailable, format!("Nothing can listen on {listen}: it is in use or not allowed. Choose another with --listen.")).caused_by(cause)
        })?;
        let address = listener.local_addr()?;
        // Without it commands are refused while this runs, as they say themselves.
        #[cfg(unix)]
        let local = onhand_server::local::listen(&app).inspect_err(|error| tracing::warn!(%error, "commands cannot come in")).ok();
        let token = app.one_time_token()?;
        output::line(&format!("Onhand is ready on http://{address}"))?;
        output::line(&format!("Sign in once with http://{address}/sign-in?token={token}"))?;
        // Live streams never end by themselves, so open requests get a moment and then the server goes.
        let (ending, mut ended) = tokio::sync::watch::channel(false);
        let signal = async move {
            stop().await;
            ending.send_replace(true);
        };
        let server = axum::serve(listener, router(&app)).with_graceful_shutdown(signal);
        tokio::select! {
            served = server => served?,
            () = async {
                if ended.wait_for(|over| *over).await.is_ok() {
                    tokio::time::sleep(LAST_REQUESTS).await;
                }
            } => {}
        }
        #[cfg(unix)]
        drop(local);
        app.shutdown()
    })
}

/// Waits for Ctrl+C or a request to end.
async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            return;
        }
    }
    // Without a signal handler the process ends by other means; there is nothing to report.
    let _ = interrupt.await;
}
