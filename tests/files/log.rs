//! 14,688 tickets of a real service desk, counted in the file and counted again in the log.

use super::{data, onhand, succeed};
use std::collections::HashMap;
use std::path::Path;

struct Counted {
    tickets: usize,
    states: usize,
    groups: usize,
}

fn count(file: &Path) -> Counted {
    let mut reader =
        csv::Reader::from_reader(flate2::read::GzDecoder::new(std::fs::File::open(file).unwrap()));
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (number, state, group) = (at("number"), at("incident_state"), at("assignment_group"));
    let mut last: HashMap<String, (String, String)> = HashMap::new();
    let (mut states, mut groups) = (0, 0);
    for row in reader.records() {
        let row = row.unwrap();
        let now = (row[state].to_owned(), row[group].to_owned());
        if let Some(before) = last.insert(row[number].to_owned(), now.clone()) {
            states += usize::from(before.0 != now.0);
            groups += usize::from(before.1 != now.1);
        }
    }
    Counted { tickets: last.len(), states, groups }
}

#[test]
fn a_real_ticket_log_arrives_whole_once_and_can_be_taken_back() {
    let Some(file) = data("tickets/uci_incident_log/events.csv.gz") else { return };
    let counted = count(&file);
    let folder = tempfile::tempdir().unwrap();
    let map = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/maps/uci_incident_log.json");
    let import = |extra: &[&str]| {
        let mut command = onhand();
        command.current_dir(folder.path()).arg("--data").arg(folder.path().join("data"));
        command.args(["import", "tickets-log"]).arg(&file).arg("--map").arg(map).args(extra);
        let done = command.output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let change = String::from_utf8_lossy(&done.stderr)
            .lines()
            .find_map(|line| line.strip_prefix("onhand-change: ").map(str::to_owned));
        (serde_json::from_slice::<serde_json::Value>(&done.stdout).unwrap(), change)
    };
    let (rehearsed, _) = import(&["--dry-run"]);
    assert_eq!(rehearsed["created"], counted.tickets);
    let (report, change) = import(&[]);
    assert_eq!((&report["created"], &report["rejected"]), (&counted.tickets.into(), &0.into()));

    let out = folder.path().join("export");
    succeed(onhand().arg("--data").arg(folder.path().join("data")).arg("export").arg(&out));
    let (mut states, mut groups, mut created) = (0, 0, 0);
    let mut events = csv::Reader::from_path(out.join("events.csv")).unwrap();
    let headers = events.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    for row in events.records() {
        let row = row.unwrap();
        let changes: serde_json::Value = serde_json::from_str(&row[at("changes")]).unwrap_or_default();
        let ticket = row[at("kind")].starts_with("ticket.");
        created += usize::from(&row[at("kind")] == "ticket.created");
        states += usize::from(ticket && changes.get("status_id").is_some());
        groups += usize::from(ticket && changes.get("team_id").is_some());
    }
    assert_eq!((created, states, groups), (counted.tickets, counted.states, counted.groups));

    let (again, _) = import(&[]);
    assert_eq!((&again["created"], &again["updated"]), (&0.into(), &0.into()));
    let call = |operation: &str, args: &str| {
        let text =
            succeed(onhand().arg("--data").arg(folder.path().join("data")).args(["call", operation, args]));
        serde_json::from_str::<serde_json::Value>(&text).unwrap()
    };
    call("undo.apply", &format!("{{\"change_id\": {}}}", change.unwrap()));
    assert_eq!(call("tickets.list", "{}")["items"], serde_json::json!([]));
    succeed(onhand().arg("--data").arg(folder.path().join("data")).arg("check"));
}
