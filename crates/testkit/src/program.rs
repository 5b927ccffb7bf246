//! The real binary on the generated file: how soon it answers, and how much memory it holds.

use crate::client::session;
use crate::desk::{Desk, onhand};
use crate::measure::{Row, Samples};
use crate::rows::reads::Visit;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const STARTS: usize = 5;
const READY: Duration = Duration::from_millis(300);
const PATIENCE: Duration = Duration::from_secs(30);
/// Idle is who has used no processor for so long.
const QUIET: Duration = Duration::from_secs(3);
/// How long work that was left over may take, such as merging the segments of the search index.
const LEFTOVERS: Duration = Duration::from_secs(300);
const REQUESTS: usize = 10_000;
const CONNECTIONS: usize = 4;
const IDLE_MIB: f64 = 100.0;
const LOADED_MIB: f64 = 200.0;

/// `onhand serve` as a child; ended when dropped.
struct Served {
    child: Child,
    address: SocketAddr,
    token: String,
}

impl Served {
    /// Starts it and waits for its first answer; says how long that took.
    fn start(desk: &Desk, token: &str) -> Result<(Self, Duration)> {
        // A port that was free a moment ago.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = Command::new(onhand()?);
        command.arg("--data").arg(desk.folder()).args(["serve", "--listen", &address.to_string()]);
        let started = Instant::now();
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let served = Self { child, address, token: token.to_owned() };
        loop {
            if let Ok(mut connection) = Connection::open(&served) {
                connection.get("/api/v1/session")?;
                return Ok((served, started.elapsed()));
            }
            if started.elapsed() > PATIENCE {
                bail!("`onhand serve` gave no answer.");
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Memory of its own that is not mapped from a file, MiB (Linux, proc(5): RssAnon).
    fn memory_mib(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .context("Memory is measured on Linux only.")?;
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        let kib = line.and_then(|line| line.split_whitespace().next()).context("There is no RssAnon.")?;
        Ok(kib.parse::<f64>()? / 1_024.0)
    }

    /// Waits until it is idle and says how long that took. A tick of its timer now and then is idle too.
    fn settle(&self) -> Result<Duration> {
        let started = Instant::now();
        let (mut used, mut since) = (self.processor_ticks()?, started);
        while since.elapsed() < QUIET {
            if started.elapsed() > LEFTOVERS {
                bail!("`onhand serve` does not come to rest.");
            }
            std::thread::sleep(Duration::from_millis(100));
            let now = self.processor_ticks()?;
            if now > used + 1 {
                (used, since) = (now, Instant::now());
            }
        }
        Ok(since - started)
    }

    /// Processor time of its own so far, in ticks of 10 ms (Linux, proc(5): utime and stime).
    fn processor_ticks(&self) -> Result<u64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name before it may hold anything, so what counts begins after its bracket.
        let (_, fields) = stat.rsplit_once(')').context("There is no processor time.")?;
        let mut fields = fields.split_whitespace().skip(11);
        let mut next = || fields.next().context("There is no processor time.");
        Ok(next()?.parse::<u64>()? + next()?.parse::<u64>()?)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // A child that has ended already is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One kept-alive connection (RFC 9112), as a browser has it.
struct Connection {
    stream: BufReader<TcpStream>,
    head: String,
}

impl Connection {
    fn open(served: &Served) -> Result<Self> {
        let stream = TcpStream::connect_timeout(&served.address, Duration::from_millis(200))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let head = format!("Host: {}\r\nAuthorization: Bearer {}\r\n", served.address, served.token);
        Ok(Self { stream: BufReader::new(stream), head })
    }

    fn get(&mut self, path: &str) -> Result<()> {
        let request = format!("GET {path} HTTP/1.1\r\n{}\r\n", self.head);
        self.send(path, &request)
    }

    fn post(&mut self, path: &str, body: &str) -> Result<()> {
        let length = body.len();
        let request = format!("POST {path} HTTP/1.1\r\n{}Content-Length: {length}\r\n\r\n{body}", self.head);
        self.send(path, &request)
    }

    fn send(&mut self, path: &str, request: &str) -> Result<()> {
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let success = line.starts_with("HTTP/1.1 200");
        let mut length = 0_u64;
        while line.trim() != "" {
            line.clear();
            self.stream.read_line(&mut line)?;
            if let Some(text) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = text.trim().parse()?;
            }
        }
        let mut body = Vec::new();
        self.stream.by_ref().take(length).read_to_end(&mut body)?;
        if !success {
            bail!("{path} was refused: {}", String::from_utf8_lossy(&body));
        }
        Ok(())
    }
}

/// How soon it answers, and its memory before and after work. `visits` are what is read; replies go to these tickets.
pub fn rows(desk: &Desk, visits: &[Visit], tickets: &[i64]) -> Result<Vec<Row>> {
    let token = {
        let app = desk.app_without_worker()?;
        let token = session(&app)?;
        app.shutdown()?;
        token
    };
    let mut samples = Samples::default();
    let mut last = None;
    for _ in 0..STARTS {
        // The previous one has to be gone before the next may take the folder.
        drop(last.take());
        let (served, took) = Served::start(desk, &token)?;
        samples.push(took);
        last = Some(served);
    }
    let served = last.context("It was not started.")?;
    let ready = Row::of("serve ready, 300 ms", 1.0, samples.p50_us(), READY.as_secs_f64() * 1e6)
        .with_note(format!("{STARTS} starts, slowest {:.0} µs", samples.quantile_us(1.0)));
    let settled = served.settle()?;
    let idle_mib = served.memory_mib()?;
    let idle = Row::share("memory idle, 100 MiB", idle_mib, IDLE_MIB)
        .with_note(format!("{idle_mib:.1} MiB; idle {:.0} s after its start", settled.as_secs_f64()));
    let took = work(&served, visits, tickets)?;
    let loaded_mib = served.memory_mib()?;
    let loaded = Row::share("memory after 10,000 mixed requests, 200 MiB", loaded_mib, LOADED_MIB).with_note(
        format!("{loaded_mib:.1} MiB; {:.0} requests/s over HTTP", REQUESTS as f64 / took.as_secs_f64()),
    );
    Ok(vec![ready, idle, loaded])
}

/// Ten thousand requests over a few connections: four reads to one write.
fn work(served: &Served, visits: &[Visit], tickets: &[i64]) -> Result<Duration> {
    let started = Instant::now();
    std::thread::scope(|scope| {
        let busy: Vec<_> = (0..CONNECTIONS)
            .map(|client| {
                scope.spawn(move || -> Result<()> {
                    let mut connection = Connection::open(served)?;
                    let mut sent = 0;
                    let mut at = client * 31;
                    while sent < REQUESTS / CONNECTIONS {
                        at += 1;
                        let visit =
                            visits.get(at % visits.len().max(1)).context("There is nothing to read.")?;
                        for path in &visit.paths {
                            connection.get(&format!("/api/v1{path}"))?;
                            sent += 1;
                        }
                        if at % 4 == 0 {
                            let ticket =
                                tickets.get(at % tickets.len().max(1)).context("There is no ticket.")?;
                            connection.post(
                                &format!("/api/v1/tickets/{ticket}/reply"),
                                r#"{"body":"We come by on Tuesday at nine."}"#,
                            )?;
                            sent += 1;
                        }
                    }
                    Ok(())
                })
            })
            .collect();
        for client in busy {
            client.join().map_err(|_| anyhow::anyhow!("A client stopped."))??;
        }
        anyhow::Ok(())
    })?;
    Ok(started.elapsed())
}
