//! Behaviour of the index as its callers see it.

use std::fs;

use super::*;
use crate::error::Result;

fn doc(id: i64, title: &str, body: &str) -> Doc {
    Doc {
        kind: Kind::Article,
        id,
        title: title.into(),
        body: body.into(),
        status: "published".into(),
        updated_ms: id,
    }
}

fn position(seq: i64) -> Position {
    Position { installation_id: "here".into(), seq, event_hash: format!("hash {seq}") }
}

fn index_of(docs: &[Doc]) -> SearchIndex {
    let index = SearchIndex::in_memory().unwrap();
    for doc in docs {
        index.replace(doc).unwrap();
    }
    index.commit(&position(1)).unwrap();
    index
}

fn query(text: &str) -> Query {
    Query { text: text.into(), limit: 20, ..Query::default() }
}

fn ids(index: &SearchIndex, query: &Query) -> Vec<i64> {
    index.search(query).unwrap().items.iter().map(|hit| hit.id).collect()
}

fn found(docs: &[(&str, &str)], text: &str) -> Vec<i64> {
    let docs: Vec<Doc> = (1..).zip(docs).map(|(id, (title, body))| doc(id, title, body)).collect();
    ids(&index_of(&docs), &query(text))
}

/// The marked pieces of a text, cut as a browser would cut them.
fn cut(marked: &Marked) -> Vec<String> {
    let units: Vec<u16> = marked.text.encode_utf16().collect();
    let pieces = marked.marks.iter();
    pieces.map(|m| String::from_utf16(&units[m.start as usize..m.end as usize]).unwrap()).collect()
}

#[test]
fn a_saved_record_is_found_by_the_next_search_and_a_removed_one_no_longer() {
    let index =
        index_of(&[doc(1, "Printer jams", "Open the tray."), doc(2, "Password", "Choose a new one.")]);
    assert_eq!(ids(&index, &query("printer")), [1]);

    index.replace(&doc(1, "Scanner jams", "Open the tray.")).unwrap();
    index.remove(Kind::Article, 2).unwrap();
    index.remove(Kind::Article, 77).unwrap();
    index.commit(&position(2)).unwrap();
    assert!(ids(&index, &query("printer")).is_empty());
    assert!(ids(&index, &query("password")).is_empty());
    assert_eq!(ids(&index, &query("scanner")), [1]);
    assert_eq!(index.len(), 1);
}

#[test]
fn the_same_id_of_another_kind_is_another_record() {
    let ticket = Doc { kind: Kind::Ticket, ..doc(1, "Printer on fire", "") };
    let index = index_of(&[doc(1, "Printer manual", ""), ticket]);
    assert_eq!(index.len(), 2);
    let only = Query { kind: Kind::Ticket, ..query("printer") };
    let hits = index.search(&only).unwrap();
    assert_eq!((hits.items[0].kind, hits.items.len(), hits.total), (Kind::Ticket, 1, 1));
    assert!(ids(&index, &Query { kind: Kind::Deal, ..query("printer") }).is_empty());
}

#[test]
fn drafts_are_not_found_where_only_published_texts_may_be() {
    let draft = Doc { status: "draft".into(), ..doc(2, "Printer", "printer printer printer") };
    let index = index_of(&[doc(1, "Setup", "The printer"), draft]);
    let published = Query { statuses: vec!["published".into()], limit: 1, ..query("printer") };
    assert_eq!(ids(&index, &published), [1]);
    assert_eq!(ids(&index, &query("printer")), [2, 1]);
}

#[test]
fn words_are_found_in_other_forms_spellings_and_scripts() {
    assert_eq!(found(&[("Resetting passwords", "")], "reset my password"), [1]);
    assert_eq!(found(&[("Åsa Öberg", ""), ("Ada", "")], "asa oberg"), [1]);
    assert_eq!(found(&[("Asa Oberg", "")], "ÅSA"), [1]);
    assert_eq!(found(&[("Cafe\u{301} crème", "")], "café CREME"), [1]);
    assert_eq!(found(&[("Straße nach Łódź", "")], "strasse lodz"), [1]);
    assert_eq!(found(&[("東京都の天気", ""), ("京都", "")], "東京"), [1]);
    assert_eq!(found(&[("東京都の天気", ""), ("大阪", "")], "京"), [1]);
    assert_eq!(found(&[("שלום עולם", ""), ("x", "")], "שָׁלוֹם"), [1]);
    assert_eq!(found(&[("Party 🎉 tonight", ""), ("Quiet", "")], "🎉"), [1]);
    assert_eq!(found(&[("Odd", "the sign <=> compares"), ("Even", "nothing")], "<=>"), [1]);
    assert_eq!(found(&[("T-1042 broken", ""), ("T-1043 broken", "")], "T-1042")[0], 1);
    assert_eq!(found(&[("Write to ada@example.org", ""), ("example.org", "")], "ada@example.org")[0], 1);
}

#[test]
fn a_title_counts_more_than_a_text_and_the_very_form_more_than_a_related_one() {
    assert_eq!(
        found(&[("Setup", "printer and more text"), ("Printer", "setup and more text")], "printer"),
        [2, 1]
    );
    assert_eq!(found(&[("Bank of England", ""), ("Banks of England", "")], "banks"), [2, 1]);
}

#[test]
fn typing_errors_still_find_but_behind_the_right_word() {
    let docs =
        [("Invoice overdue", ""), ("Invoicing", ""), ("Configuration of the gateway", ""), ("Voice", "")];
    assert_eq!(found(&docs, "invioce"), [1]);
    assert_eq!(found(&docs, "confguratoin"), [3]);
    assert_eq!(found(&docs, "voicx"), [4]);
    assert!(found(&docs, "vxice2").is_empty());
    assert_eq!(found(&[("Hause", ""), ("House", "")], "house"), [2, 1]);
}

#[test]
fn while_typing_the_beginning_of_the_last_word_is_enough() {
    let index =
        index_of(&[doc(1, "Invoice overdue", ""), doc(2, "Inventory", "of an invoice"), doc(3, "Other", "")]);
    let typing = |text: &str| Query { typing: true, ..query(text) };
    assert_eq!(ids(&index, &typing("overdue inv"))[0], 1);
    assert_eq!(ids(&index, &typing("i")).len(), 2);
    assert_eq!(ids(&index, &typing("inven")), [2]);
    assert!(ids(&index, &query("inven")).is_empty());
    assert!(ids(&index, &typing("inven ")).is_empty());
    let hit = index.search(&typing("inven")).unwrap().items.remove(0);
    assert_eq!(cut(&hit.title), ["Inventory"]);
}

#[test]
fn a_quoted_phrase_comes_first() {
    let docs = [
        ("Reset reset password password", "password reset password password reset"),
        ("Other", "how to do a password reset with a phone and many other words around"),
    ];
    assert_eq!(found(&docs, "\"a password reset\""), [2, 1]);
    assert_eq!(found(&docs, "“password reset with” phone"), [2, 1]);
    assert_eq!(found(&docs, "password reset")[0], 1);
    assert_eq!(found(&docs, "\"password reset")[0], 1);
}

#[test]
fn common_words_alone_still_find_something() {
    assert_eq!(found(&[("To be or not to be", ""), ("Hamlet", "")], "to be or not to be"), [1]);
    assert_eq!(found(&[("The Who", ""), ("Printer", "who is it")], "the who")[0], 1);
    assert_eq!(found(&[("Printer", ""), ("The thing", "")], "the printer"), [1]);
}

#[test]
fn between_equals_the_newer_comes_first_and_totals_stop_at_a_thousand() {
    let docs: Vec<Doc> = (1..=1200).map(|id| doc(id, "Same", "words")).collect();
    let hits = index_of(&docs).search(&query("same")).unwrap();
    assert_eq!((hits.items.len(), hits.total, hits.total_is_more), (20, 1000, true));
    assert!(hits.items.is_sorted_by_key(|hit| -hit.updated_ms));
    let few = index_of(&docs[..3]).search(&query("same")).unwrap();
    assert_eq!((few.total, few.total_is_more), (3, false));
}

#[test]
fn a_word_in_very_many_records_does_not_choose_but_still_orders_them() {
    let mut docs: Vec<Doc> = (1..=10_500).map(|id| doc(id, "Customer", "call")).collect();
    docs.push(doc(20_001, "Printer", "in the room of the customer"));
    docs.push(doc(20_002, "Printer", "in the room of the neighbour"));
    let index = index_of(&docs);
    let hits = index.search(&query("printer customer")).unwrap();
    assert_eq!(hits.items.iter().map(|hit| hit.id).collect::<Vec<_>>(), [20_001, 20_002]);
    assert_eq!(cut(&hits.items[0].snippet), ["customer"]);
    assert_eq!(ids(&index, &query("customer")).len(), 20);
    assert_eq!(ids(&index, &query("customer xyzzy")).len(), 20);
}

#[test]
fn marks_fit_the_text_in_any_script() {
    let body = format!(
        "{} Then the 🎉 prints printed <b>Ärger</b>\n\nand 東京 {}",
        "before ".repeat(60),
        "after ".repeat(60)
    );
    let index = index_of(&[doc(1, "😀 Printing", &body)]);
    let hit = index.search(&query("print arger 東京")).unwrap().items.remove(0);
    assert_eq!(cut(&hit.title), ["Printing"]);
    assert_eq!(cut(&hit.snippet), ["prints", "printed", "Ärger", "東京"]);
    assert!(hit.snippet.text.contains("<b>Ärger</b> and 東京"), "{}", hit.snippet.text);
    assert!(hit.snippet.text.starts_with('…') && hit.snippet.text.ends_with('…'));
    assert!(hit.snippet.text.len() < 300);
}

#[test]
fn the_position_survives_and_is_checked_against_the_log() -> Result<()> {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("search");
    let hash_of = |seq: i64| Ok(Some(format!("hash {seq}")));
    let log = LogHead { installation_id: "here", last_seq: 9, hash_of: &hash_of };

    let index = SearchIndex::open(&folder)?;
    assert_eq!(index.resume(&log)?, Resume::Rebuild(Reason::Missing));
    index.replace(&doc(1, "Printer", ""))?;
    index.commit_unfinished()?;
    assert_eq!(ids(&index, &query("printer")), [1]);
    index.rest()?;
    drop(index);

    let index = SearchIndex::open(&folder)?;
    assert_eq!(index.resume(&log)?, Resume::Rebuild(Reason::Missing));
    index.clear()?;
    assert!(index.is_empty());
    index.add(&doc(2, "Printer", ""))?;
    index.commit(&position(7))?;
    drop(index);

    let index = SearchIndex::open(&folder)?;
    assert_eq!(index.position(), Some(position(7)));
    assert_eq!(index.resume(&log)?, Resume::After(7));
    assert_eq!(ids(&index, &query("printer")), [2]);
    let resume = |log: LogHead<'_>| index.resume(&log);
    assert_eq!(resume(LogHead { last_seq: 6, ..log })?, Resume::Rebuild(Reason::AheadOfLog));
    let log = LogHead { installation_id: "there", last_seq: 9, hash_of: &hash_of };
    assert_eq!(resume(log)?, Resume::Rebuild(Reason::NotOurs));
    let other = |_: i64| Ok(Some("other".to_owned()));
    let log = LogHead { installation_id: "here", last_seq: 9, hash_of: &other };
    assert_eq!(resume(log)?, Resume::Rebuild(Reason::OtherHistory));
    Ok(())
}

#[test]
fn a_useless_folder_is_replaced_and_the_reason_told() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("search");
    let hash_of = |seq: i64| Ok(Some(format!("hash {seq}")));
    let log = LogHead { installation_id: "here", last_seq: 9, hash_of: &hash_of };
    let after = |spoil: &dyn Fn()| {
        let index = SearchIndex::open(&folder).unwrap();
        index.replace(&doc(1, "Printer", "")).unwrap();
        index.commit(&position(1)).unwrap();
        assert_eq!(index.resume(&log).unwrap(), Resume::After(1));
        drop(index);
        spoil();
        let index = SearchIndex::open(&folder).unwrap();
        assert!(index.is_empty());
        index.resume(&log).unwrap()
    };
    let file = |ending: &str| {
        let mut entries = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        entries.find(|path| path.to_string_lossy().ends_with(ending)).unwrap()
    };
    let spoil_marker = |text: &str| fs::write(folder.join("onhand-search.json"), text).unwrap();

    assert_eq!(after(&|| fs::remove_dir_all(&folder).unwrap()), Resume::Rebuild(Reason::Missing));
    assert_eq!(after(&|| spoil_marker("{\"layout\":0,\"format\":1}")), Resume::Rebuild(Reason::OtherSchema));
    assert_eq!(after(&|| spoil_marker("not")), Resume::Rebuild(Reason::Damaged));
    assert_eq!(after(&|| fs::write(file("meta.json"), "{").unwrap()), Resume::Rebuild(Reason::Damaged));
    assert_eq!(after(&|| fs::write(file(".term"), "short").unwrap()), Resume::Rebuild(Reason::Damaged));
    assert_eq!(after(&|| fs::remove_file(file(".idx")).unwrap()), Resume::Rebuild(Reason::Damaged));
    assert!(!dir.path().join("search.discarded").exists());
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("letter.txt"), "dear").unwrap();
    assert!(SearchIndex::open(dir.path()).is_err());
    assert!(dir.path().join("letter.txt").exists());
}

#[test]
fn only_one_writer_at_a_time_but_readers_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let first = SearchIndex::open(dir.path()).unwrap();
    first.replace(&doc(1, "Printer", "")).unwrap();
    let second = SearchIndex::open(dir.path()).unwrap();
    assert!(second.replace(&doc(2, "Printer", "")).is_err());
    first.commit(&position(1)).unwrap();
    second.refresh().unwrap();
    assert_eq!(ids(&second, &query("printer")), [1]);
    first.rest().unwrap();
    second.replace(&doc(2, "Printer", "")).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn merging_yields_to_everybody_and_committing_to_nobody() {
    let index = index_of(&[doc(1, "Boiler", "No heat")]);
    // Field 19 of proc(5) is how nice a thread is; the name before it may hold anything.
    let how_nice = |name: &str| -> Vec<i32> {
        let threads = fs::read_dir("/proc/self/task").unwrap().map(|thread| thread.unwrap().path());
        let stats = threads.filter_map(|thread| fs::read_to_string(thread.join("stat")).ok());
        let named = stats.filter(|stat| stat.split_once('(').unwrap().1.starts_with(name));
        named
            .map(|stat| stat.rsplit_once(')').unwrap().1.split(' ').nth(17).unwrap().parse().unwrap())
            .collect()
    };
    // A thread that had no name yet at the first commit has one at a later one.
    for seq in 2..200 {
        index.commit(&position(seq)).unwrap();
        if !how_nice("merge_thread_").is_empty() {
            break;
        }
    }
    index.commit(&position(200)).unwrap();
    let own = fs::read_to_string("/proc/thread-self/comm").unwrap();
    let (merging, committing, own) =
        (how_nice("merge_thread_"), how_nice("segment_updater"), how_nice(own.trim_end()));
    assert!(!merging.is_empty() && merging.iter().all(|nice| *nice >= 10), "{merging:?}");
    assert!(
        !committing.is_empty() && committing.iter().all(|nice| *nice == own[0]),
        "{committing:?}, {own:?}"
    );
}
