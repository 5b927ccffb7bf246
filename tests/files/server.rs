//! The real server in a process of its own, and what a browser asks of it.

use super::{onhand, succeed};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub struct Server {
    pub child: Child,
    address: String,
    cookie: String,
}

/// What the server answered, whether it did what was asked or not.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: serde_json::Value,
}

impl Answer {
    /// What the person reads.
    pub fn message(&self) -> &str {
        self.body["message"].as_str().unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already is what is wanted; one whose test failed must not go on.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves a folder on a free port and signs the owner in.
pub fn start(folder: &Path) -> Server {
    serve(onhand(), folder)
}

/// The same under another program, whose arguments end with that of `onhand`.
pub fn serve(mut program: Command, folder: &Path) -> Server {
    let mut child = program
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

/// What a request that was sent whole came to.
pub fn ended(mut stream: TcpStream) -> Answer {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, body: serde_json::from_str(body).unwrap_or_default() }
}

impl Server {
    /// The answer's body, if the server said that it is done.
    pub fn call(&self, method: &str, path: &str, body: &str) -> Option<String> {
        let request = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            self.cookie,
            body.len()
        );
        let answer = send(&self.address, &request).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        // A server that dies in mid-sentence has said nothing.
        (head.starts_with("HTTP/1.1 200") && body.ends_with('}')).then(|| body.to_owned())
    }

    /// The answer as it is, refusals too.
    pub fn ask(&self, method: &str, path: &str, body: &[u8]) -> Answer {
        let mut stream = self.begin(method, path, body.len());
        stream.write_all(body).unwrap();
        ended(stream)
    }

    /// A request whose body is still to come.
    pub fn begin(&self, method: &str, path: &str, length: usize) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let head = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n",
            self.address, self.cookie
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    pub fn get(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(&self.call("GET", path, "").unwrap()).unwrap()
    }

    /// Asks until the answer is as it has to become.
    pub fn until(&self, path: &str, is_so: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        for _ in 0..600 {
            let answer = self.get(path);
            if is_so(&answer) {
                return answer;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{path} never became so: {}", self.get(path));
    }

    pub fn kill(mut self) {
        succeed(std::process::Command::new("kill").args(["-9", &self.child.id().to_string()]));
        self.child.wait().unwrap();
    }

    pub fn stop(mut self) {
        succeed(std::process::Command::new("kill").args(["-TERM", &self.child.id().to_string()]));
        assert!(self.child.wait().unwrap().success());
    }
}
