//! `kill -9` of a busy server: whatever was acknowledged is there afterwards and is found, rows and log agree, and each
//! effect of a workflow happened exactly once.

use super::server::{Server, start};
use super::{onhand, succeed};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Rounds of the normal suite; `ONHAND_KILL_ROUNDS` sets another number for the long one.
const ROUNDS: usize = 20;

/// Waits until the workflows have seen every event and done what follows, and the messages that are due have left.
fn has_caught_up(server: &Server, wait_for_messages: bool) {
    for _ in 0..600 {
        let behind = server.get("/status")["consumers"]
            .as_array()
            .is_some_and(|all| all.iter().any(|one| one["behind"] != 0 || one["parked"] != 0));
        let pending = server.get("/workflow-runs?status=pending")["items"].as_array().unwrap().len();
        let due = server.get("/status")["outbox_waiting"].as_i64().unwrap();
        if !behind && pending == 0 && (due == 0 || !wait_for_messages) {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the workflows did not catch up: {}", server.get("/status"));
}

/// Messages wait some seconds, so that undo can still take them back; here that time is over at once.
fn undo_windows_pass(folder: &std::path::Path) {
    let file = rusqlite::Connection::open(folder.join("business.onhand")).unwrap();
    file.execute("UPDATE outbox SET next_attempt_ms = 0 WHERE status = 'waiting'", []).unwrap();
}

/// What the busy clients were told is saved.
#[derive(Default)]
struct Heard {
    customers: Vec<String>,
    articles: Vec<String>,
}

/// Writes until the server is gone. The workflow listens to a few of the customers, as it does not take a flood.
fn be_busy(server: &Server, (round, client): (usize, usize), over: &AtomicBool) -> Heard {
    let mut heard = Heard::default();
    for n in 0.. {
        if over.load(Ordering::Relaxed) {
            break;
        }
        if client == 2 {
            // One word that no other article has.
            let word = format!("zq{round}x{n}");
            let body = format!(r#"{{"title":"Fault {word}","body":"No heat.","status":"published"}}"#);
            heard.articles.extend(server.call("POST", "/articles", &body).map(|_| word));
        } else {
            let greeted = if client == 0 && n < 3 { "Greet " } else { "" };
            let name = format!("{greeted}r{round} c{client} n{n}");
            let body = format!(r#"{{"name":"{name}"}}"#);
            heard.customers.extend(server.call("POST", "/customers", &body).map(|_| name));
        }
    }
    heard
}

const WORKFLOW: &str = r#"{"name":"Greet","trigger":{"type":"event","kind":"customer.created"},
    "conditions":{"combinator":"and","rules":[{"field":"name","operator":"starts","value":"Greet"}]},
    "actions":[{"type":"create_task","title":"Say hello"},{"type":"add_tag","tag":"Greeted"},{"type":"notify","to":1,"text":"Somebody new"}]}"#;

#[test]
fn everything_acknowledged_survives_a_kill_and_what_follows_from_it_happens_once() {
    let rounds =
        std::env::var("ONHAND_KILL_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(ROUNDS);
    let folder = tempfile::tempdir().unwrap();
    succeed(onhand().arg("--data").arg(folder.path()).args(["call", "workflows.create", WORKFLOW]));
    succeed(onhand().arg("--data").arg(folder.path()).args(["call", "workflows.enable", r#"{"id":1}"#]));
    let mut told = Heard::default();
    for round in 0..rounds {
        let server = start(folder.path());
        let over = AtomicBool::new(false);
        // Moments that differ from round to round without a random source.
        let moment = Duration::from_millis(5 + (round as u64 * 37) % 90);
        std::thread::scope(|scope| {
            let (busy, over) = (&server, &over);
            let clients: Vec<_> =
                (0..3).map(|client| scope.spawn(move || be_busy(busy, (round, client), over))).collect();
            std::thread::sleep(moment);
            succeed(std::process::Command::new("kill").args(["-9", &server.child.id().to_string()]));
            over.store(true, Ordering::Relaxed);
            for heard in clients.into_iter().map(|client| client.join().unwrap()) {
                told.customers.extend(heard.customers);
                told.articles.extend(heard.articles);
            }
        });
        server.kill();
        if round % 3 == 2 {
            undo_windows_pass(folder.path());
        }
    }
    let server = start(folder.path());
    has_caught_up(&server, false);
    server.stop();
    undo_windows_pass(folder.path());
    let server = start(folder.path());
    has_caught_up(&server, true);
    let lost: Vec<&String> = told
        .articles
        .iter()
        .filter(|word| {
            server.get(&format!("/articles/search?query={word}"))["items"][0]["title"]
                != format!("Fault {word}")
        })
        .collect();
    assert!(lost.is_empty(), "acknowledged but not found: {lost:?}");
    server.stop();
    succeed(onhand().arg("--data").arg(folder.path()).arg("check"));

    let file = rusqlite::Connection::open(folder.path().join("business.onhand")).unwrap();
    let mut rows = file
        .prepare(
            "SELECT name, (SELECT COUNT(*) FROM tasks t WHERE t.customer_id = c.id),
               (SELECT COUNT(*) FROM customer_tags g WHERE g.customer_id = c.id),
               (SELECT COUNT(*) FROM workflow_runs r WHERE r.subject_type = 'customer' AND r.subject_id = c.id AND r.status = 'completed'),
               (SELECT COUNT(*) FROM notifications n WHERE n.subject_type = 'customer' AND n.subject_id = c.id)
             FROM customers c",
        )
        .unwrap();
    let found: HashMap<String, [i64; 4]> = rows
        .query_map([], |row| Ok((row.get(0)?, [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?])))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    let lost: Vec<&String> = told.customers.iter().filter(|name| !found.contains_key(*name)).collect();
    assert!(lost.is_empty(), "acknowledged but gone: {lost:?}");
    let wrong: Vec<_> = found
        .iter()
        .filter(|(name, effects)| **effects != if name.starts_with("Greet") { [1; 4] } else { [0; 4] })
        .collect();
    assert!(wrong.is_empty(), "tasks, tags, runs and notifications: {wrong:?}");
    let greeted = found.keys().filter(|name| name.starts_with("Greet")).count();
    assert!(
        told.customers.len() > rounds && told.articles.len() > rounds / 2 && greeted > rounds / 2,
        "only {} customers, {} articles and {greeted} greetings in {rounds} rounds",
        told.customers.len(),
        told.articles.len()
    );
}
