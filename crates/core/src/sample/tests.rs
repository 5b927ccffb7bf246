//! The sample business, filled into a file and looked at.

use super::texts::{GAPS, TEXTS};
use super::{Plan, Size, fill};
use crate::ctx::Ctx;
use crate::error::Code;
use crate::jobs::{JobKind, Progress};
use crate::log::hash;
use crate::testing::{Desk, OWNER, START_MS};
use crate::{sales, today};
use rusqlite::Connection;

const SIZE: Size = Size { articles: 60, ..Size::of(300, 120) };

fn plan(seed: u64) -> Plan {
    Plan { size: SIZE, seed, add: false, present_ms: START_MS }
}

fn filled(plan: &Plan) -> Desk {
    let desk = Desk::open();
    fill_into(&desk, plan).unwrap();
    desk
}

fn fill_into(desk: &Desk, plan: &Plan) -> crate::error::Result<super::Filled> {
    let mut progress = Progress::unlisted(&desk.db, JobKind::Sample, OWNER, None);
    fill(&mut progress, plan).map(|(filled, _)| filled)
}

fn number(conn: &Connection, statement: &str) -> i64 {
    conn.query_row(statement, [], |row| row.get(0)).unwrap()
}

fn words(conn: &Connection, statement: &str) -> Vec<String> {
    let mut statement = conn.prepare(statement).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn the_same_seed_and_present_give_the_same_content_and_another_seed_another() {
    let content = |seed| filled(&plan(seed)).read(|ctx: &Ctx<'_>| hash::content(ctx.conn()));
    let first = content(7);
    assert_eq!(first, content(7));
    assert_ne!(first, content(8));
}

#[test]
fn there_is_as_much_as_was_asked_for_and_the_log_explains_all_of_it() {
    let desk = filled(&plan(1));
    desk.log_agrees();
    desk.read(|ctx| {
        let count = |table: &str| number(ctx.conn(), &format!("SELECT COUNT(*) FROM {table}")) as usize;
        assert_eq!(count("customers"), SIZE.customers);
        assert_eq!(count("tickets"), SIZE.tickets);
        assert_eq!(count("deals"), SIZE.deals);
        assert_eq!(count("articles"), SIZE.articles);
        assert!(count("interactions") >= SIZE.interactions);
        let messages = count("messages");
        let wanted = SIZE.tickets * SIZE.messages_per_ticket;
        assert!(messages.abs_diff(wanted) < wanted / 10, "{messages} messages, {wanted} wanted");
        Ok(())
    });
}

#[test]
fn every_state_priority_category_team_and_voice_occurs() {
    let desk = filled(&plan(2));
    desk.read(|ctx| {
        let conn = ctx.conn();
        assert_eq!(words(conn, "SELECT DISTINCT state FROM tickets").len(), 7);
        assert_eq!(words(conn, "SELECT DISTINCT CAST(priority_id AS TEXT) FROM tickets").len(), 4);
        assert_eq!(number(conn, "SELECT COUNT(*) FROM ticket_categories c WHERE NOT EXISTS (SELECT 1 FROM tickets t WHERE t.category_id = c.id)"), 0);
        assert_eq!(words(conn, "SELECT DISTINCT CAST(team_id AS TEXT) FROM tickets WHERE team_id IS NOT NULL").len(), 3);
        assert_eq!(words(conn, "SELECT DISTINCT kind || side FROM messages").len(), 3);
        assert_eq!(words(conn, "SELECT DISTINCT status FROM customers").len(), 3);
        assert_eq!(words(conn, "SELECT DISTINCT status FROM articles").len(), 3);
        assert_eq!(words(conn, "SELECT DISTINCT kind FROM interactions").len(), 5);
        assert!(words(conn, "SELECT DISTINCT CAST(assignee_id AS TEXT) FROM tickets WHERE assignee_id IS NOT NULL").len() >= 4);
        assert!(words(conn, "SELECT DISTINCT channel FROM tickets").len() >= 6);
        Ok(())
    });
}

#[test]
fn nothing_has_happened_after_the_present() {
    let desk = filled(&plan(3));
    desk.read(|ctx| {
        for statement in [
            "SELECT MAX(at_ms) FROM messages",
            "SELECT MAX(created_ms) FROM tickets",
            "SELECT MAX(at_ms) FROM interactions",
            "SELECT MAX(stage_entered_ms) FROM deals",
            "SELECT MAX(done_ms) FROM tasks",
            "SELECT MAX(created_ms) FROM customers",
        ] {
            let latest = number(ctx.conn(), statement);
            assert!(latest <= START_MS, "{statement}: {latest}");
        }
        let three_years_ms = number(ctx.conn(), "SELECT MAX(created_ms) - MIN(created_ms) FROM tickets");
        assert!(three_years_ms > 900 * 86_400_000);
        Ok(())
    });
}

#[test]
fn the_day_and_the_board_have_something_to_do() {
    let desk = filled(&plan(4));
    desk.read(|ctx| {
        let today = today::list(ctx, serde_json::from_str("{}")?)?;
        assert!(today.counts.tickets > 3 && today.counts.sales > 0 && today.counts.follow_ups > 0);
        for pipeline in sales::pipelines::list(ctx, sales::pipelines::ListPipelines {})?.items {
            let args = serde_json::from_value(serde_json::json!({ "id": pipeline.id }))?;
            let board = sales::pipelines::board(ctx, args)?;
            assert!(board.totals.open_minor > 0, "{}", pipeline.name);
        }
        Ok(())
    });
}

#[test]
fn many_scripts_and_hard_texts_are_there() {
    let desk = filled(&plan(5));
    desk.read(|ctx| {
        let all = words(ctx.conn(), "SELECT name FROM customers UNION ALL SELECT subject FROM tickets UNION ALL SELECT source FROM messages").join("\n");
        for (script, range) in [
            ("Hebrew", '\u{5d0}'..='\u{5ea}'),
            ("Arabic", '\u{627}'..='\u{64a}'),
            ("Han", '\u{4e00}'..='\u{9fff}'),
            ("Cyrillic", '\u{410}'..='\u{44f}'),
            ("emoji", '\u{1f300}'..='\u{1faff}'),
        ] {
            assert!(all.chars().any(|c| range.contains(&c)), "no {script}");
        }
        Ok(())
    });
}

#[test]
fn a_file_that_holds_something_is_refused_until_somebody_asks_to_add() {
    let desk = Desk::open();
    desk.customer("Ada Byron");
    let refused = fill_into(&desk, &plan(1)).unwrap_err();
    assert_eq!(refused.code, Code::Conflict);
    assert_eq!(desk.read(|ctx| Ok(number(ctx.conn(), "SELECT COUNT(*) FROM customers"))), 1);
    fill_into(&desk, &Plan { add: true, ..plan(1) }).unwrap();
    desk.log_agrees();
    desk.read(|ctx| {
        assert_eq!(number(ctx.conn(), "SELECT COUNT(*) FROM customers"), 1 + SIZE.customers as i64);
        assert_eq!(words(ctx.conn(), "SELECT name FROM business"), ["My business"]);
        Ok(())
    });
}

#[test]
fn the_texts_are_complete_and_every_gap_is_known() {
    assert!(TEXTS.scenarios.len() >= 60 && TEXTS.articles.len() >= 40, "too little to read");
    for names in &TEXTS.names {
        assert!(!TEXTS.spoken(names.writes).is_empty(), "nobody writes in {}", names.writes);
    }
    assert!(TEXTS.articles.iter().all(|article| article.body.len() > 200 && !article.title.is_empty()));
    for scenario in &TEXTS.scenarios {
        let name = scenario.subjects.first().map(|text| text.filled(&Default::default())).unwrap_or_default();
        assert!(!scenario.subjects.is_empty() && scenario.steps.len() >= 2, "{name}");
        assert!(!scenario.levels.is_empty() && !scenario.about.is_empty(), "{name}");
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sample/texts");
    let mut folders = vec![std::path::PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for part in text.split('{').skip(1) {
                let gap = part.split('}').next().unwrap_or_default();
                let known = GAPS.contains(&gap) || ["place", "family"].contains(&gap);
                // Braces around anything but a word are part of a text.
                let word = !gap.is_empty() && gap.chars().all(|c| c.is_ascii_alphabetic());
                assert!(
                    known || !word || path.extension().is_some_and(|kind| kind == "json"),
                    "{{{gap}}} in {}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn the_workflows_can_all_be_switched_on_and_some_are() {
    let desk = filled(&plan(6));
    desk.read(|ctx| {
        let args = serde_json::from_str("{}")?;
        let workflows = crate::workflows::list(ctx, args)?.items;
        assert!(workflows.len() >= 10);
        for workflow in &workflows {
            let blocking: Vec<_> = workflow.problems.iter().filter(|problem| problem.blocking).collect();
            assert!(blocking.is_empty(), "{}: {blocking:?}", workflow.name);
        }
        let on = workflows.iter().filter(|workflow| workflow.enabled).count();
        assert!((2..=3).contains(&on), "{on} are on");
        Ok(())
    });
}

#[test]
fn the_people_of_the_pictures_are_there_from_the_comfortable_size_on_and_nobody_in_a_tiny_one() {
    let desk = filled(&plan(1));
    desk.read(|ctx| {
        for statement in [
            "SELECT COUNT(*) FROM customers WHERE name = 'Zofia Wiśniewska'",
            "SELECT COUNT(*) FROM tickets WHERE subject = 'Server room AC alarm: 31 °C and rising'",
            "SELECT COUNT(*) FROM deals WHERE title = 'Third unit for the kitchen, ducted'",
            "SELECT COUNT(*) FROM drafts",
        ] {
            assert_eq!(number(ctx.conn(), statement), 1, "{statement}");
        }
        Ok(())
    });
    let tiny = filled(&Plan { size: Size { articles: 3, ..Size::of(10, 4) }, ..plan(1) });
    tiny.read(|ctx| {
        assert_eq!(number(ctx.conn(), "SELECT COUNT(*) FROM customers"), 4);
        assert_eq!(number(ctx.conn(), "SELECT COUNT(*) FROM tickets"), 10);
        Ok(())
    });
}

#[test]
fn a_small_sample_is_taken_back_by_one_undo() {
    let desk = Desk::open();
    let before = desk.read(|ctx| hash::content(ctx.conn()));
    let mut progress = Progress::unlisted(&desk.db, JobKind::Sample, OWNER, None);
    let plan = Plan { size: Size { articles: 3, ..Size::of(40, 30) }, ..plan(1) };
    let (_, change_id) = fill(&mut progress, &plan).unwrap();
    let taken_back = desk.outcome(|ctx| crate::undo::apply(ctx, crate::undo::ApplyUndo { change_id }));
    assert_eq!(taken_back.value.conflicts.len(), 0, "{:?}", taken_back.value.conflicts);
    assert_eq!(before, desk.read(|ctx| hash::content(ctx.conn())));
}
