//! `kill -9` of a busy server: whatever was acknowledged is there afterwards, and rows and log agree.

use super::{onhand, succeed};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Rounds of the normal suite; `ONHAND_KILL_ROUNDS` sets another number for the long one.
const ROUNDS: usize = 20;

struct Server {
    child: Child,
    address: String,
    cookie: String,
}

fn start(folder: &std::path::Path) -> Server {
    let mut child = onhand()
        .arg("--data")
        .arg(folder)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let ready = lines.next().unwrap().unwrap();
    let link = lines.next().unwrap().unwrap();
    let address = ready.rsplit("http://").next().unwrap().to_owned();
    let path = link.split(&address).nth(1).unwrap().to_owned();
    let answer =
        send(&address, &format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"))
            .unwrap();
    let cookie = answer
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    Server { child, address, cookie }
}

fn send(address: &str, request: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

impl Server {
    /// The name, if the server said that the customer was saved.
    fn create(&self, name: &str) -> Option<String> {
        let body = format!("{{\"name\":\"{name}\"}}");
        let request = format!(
            "POST /api/v1/customers HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            self.cookie,
            body.len()
        );
        let answer = send(&self.address, &request).ok()?;
        (answer.starts_with("HTTP/1.1 200") && answer.ends_with('}')).then(|| name.to_owned())
    }
}

#[test]
fn everything_acknowledged_survives_a_kill() {
    let rounds =
        std::env::var("ONHAND_KILL_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(ROUNDS);
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..rounds {
        let mut server = start(folder.path());
        let over = AtomicBool::new(false);
        // Moments that differ from round to round without a random source.
        let moment = Duration::from_millis(5 + (round as u64 * 37) % 90);
        let heard: Vec<String> = std::thread::scope(|scope| {
            let busy: Vec<_> = (0..3)
                .map(|client| {
                    let (server, over) = (&server, &over);
                    scope.spawn(move || {
                        let names = (0..).map(|n| format!("r{round} c{client} n{n}"));
                        names
                            .take_while(|_| !over.load(Ordering::Relaxed))
                            .filter_map(|name| server.create(&name))
                            .collect::<Vec<_>>()
                    })
                })
                .collect();
            std::thread::sleep(moment);
            succeed(std::process::Command::new("kill").args(["-9", &server.child.id().to_string()]));
            over.store(true, Ordering::Relaxed);
            busy.into_iter().flat_map(|client| client.join().unwrap()).collect()
        });
        server.child.wait().unwrap();
        acknowledged.extend(heard);
    }
    assert!(
        acknowledged.len() > rounds,
        "only {} writes were acknowledged in {rounds} rounds",
        acknowledged.len()
    );
    succeed(onhand().arg("--data").arg(folder.path()).arg("check"));
    let out = folder.path().join("export");
    succeed(onhand().arg("--data").arg(folder.path()).arg("export").arg(&out));
    let customers = std::fs::read_to_string(out.join("customers.csv")).unwrap();
    let lost: Vec<&String> = acknowledged.iter().filter(|name| !customers.contains(name.as_str())).collect();
    assert!(lost.is_empty(), "acknowledged but gone: {lost:?}");
}
