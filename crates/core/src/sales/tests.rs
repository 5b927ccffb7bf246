use super::deals::{self, Deal, DealView, GetDeal, ListDeals};
use super::limits::{self, LimitState};
use super::pipelines::{self, Board, GetBoard, ListPipelines, Pipeline, StageKind};
use crate::error::Code;
use crate::testing::{Desk, round_trips, seeks};
use serde_json::{Value, json};

fn pipeline(desk: &Desk) -> Pipeline {
    desk.read(|ctx| pipelines::list(ctx, ListPipelines {})).items.remove(0)
}

fn new(desk: &Desk, args: Value) -> Deal {
    desk.run(|ctx| deals::create(ctx, serde_json::from_value(args).unwrap()))
}

fn go(desk: &Desk, deal: &Deal, stage: usize) -> Deal {
    let stage = pipeline(desk).stages[stage].id;
    desk.run(|ctx| {
        deals::r#move(ctx, serde_json::from_value(json!({ "id": deal.card.id, "stage_id": stage })).unwrap())
    })
}

fn board(desk: &Desk, args: Value) -> Board {
    desk.read(|ctx| pipelines::board(ctx, serde_json::from_value::<GetBoard>(args).unwrap()))
}

#[test]
fn a_title_suffices_and_the_deal_enters_the_first_open_stage() {
    let desk = Desk::open();
    let deal = new(&desk, json!({ "title": "Heat pump" }));
    let sales = pipeline(&desk);
    assert_eq!((deal.card.pipeline_id, deal.card.stage_id), (sales.id, sales.stages[0].id));
    assert_eq!((deal.card.currency.as_str(), deal.card.days_in_stage, deal.card.closed_ms), ("GBP", 0, None));
    for (field, args) in [
        ("title", json!({ "title": " " })),
        ("stage_id", json!({ "title": "x", "stage_id": 99 })),
        ("pipeline_id", json!({ "title": "x", "pipeline_id": 99 })),
        ("value_minor", json!({ "title": "x", "value_minor": -1 })),
        ("currency", json!({ "title": "x", "currency": "pounds" })),
        ("expected_close_on", json!({ "title": "x", "expected_close_on": "20/11/2026" })),
    ] {
        let error = desk.refused(|ctx| deals::create(ctx, serde_json::from_value(args.clone()).unwrap()));
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(field)));
    }
}

#[test]
fn won_and_lost_stages_close_and_open_ones_open_again() {
    let desk = Desk::open();
    let deal = new(&desk, json!({ "title": "Boiler" }));
    let won = go(&desk, &deal, 4);
    assert_eq!(won.card.closed_ms, Some(won.card.stage_entered_ms));
    let again = go(&desk, &deal, 1);
    assert_eq!((again.card.closed_ms, again.card.stage_entered_ms > won.card.stage_entered_ms), (None, true));
    let stages = pipeline(&desk).stages;
    let args = json!({ "id": deal.card.id, "stage_id": stages[5].id, "lost_reason": "Too dear" });
    let lost = desk.run(|ctx| deals::r#move(ctx, serde_json::from_value(args).unwrap()));
    assert_eq!(lost.lost_reason.as_deref(), Some("Too dear"));
    let args = json!({ "id": deal.card.id, "stage_id": stages[0].id, "lost_reason": "Too dear" });
    let error = desk.refused(|ctx| deals::r#move(ctx, serde_json::from_value(args).unwrap()));
    assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("lost_reason")));
    assert_eq!(go(&desk, &deal, 0).lost_reason, None);
}

#[test]
fn two_people_who_move_the_same_card_hear_of_each_other() {
    let desk = Desk::open();
    let deal = new(&desk, json!({ "title": "Boiler" }));
    go(&desk, &deal, 1);
    let stage = pipeline(&desk).stages[2].id;
    let args = json!({ "id": deal.card.id, "stage_id": stage, "rev": deal.card.rev });
    let error = desk.refused(|ctx| deals::r#move(ctx, serde_json::from_value(args).unwrap()));
    assert_eq!((error.code, error.field.as_deref()), (Code::Conflict, Some("stage_id")));
}

#[test]
fn days_in_stage_are_midnights_of_the_business_and_colour_by_the_limit() {
    let desk = Desk::open();
    let deal = go(&desk, &new(&desk, json!({ "title": "Estimate" })), 2);
    let after = |days: i64| {
        desk.clock.advance(days * 86_400_000);
        desk.read(|ctx| deals::get(ctx, GetDeal { id: deal.card.id })).card
    };
    let card = after(4);
    assert_eq!((card.days_in_stage, card.limit_state), (4, LimitState::Ok));
    let card = after(1);
    assert_eq!((card.days_in_stage, card.limit_state), (5, LimitState::Soon));
    let card = after(2);
    assert_eq!((card.days_in_stage, card.limit_state), (7, LimitState::Soon));
    let card = after(1);
    assert_eq!((card.days_in_stage, card.limit_state), (8, LimitState::Over));
    // From here to 30 April the clocks of London go forward once; the day count does not lose the hour.
    let card = after(153);
    assert_eq!(card.days_in_stage, 161);
    assert_eq!(limits::state(9, Some(7), true), LimitState::Ok);
}

#[test]
fn the_board_sums_in_one_currency_and_counts_the_rest() {
    let desk = Desk::open();
    let sales = pipeline(&desk);
    new(&desk, json!({ "title": "A", "value_minor": 1_001 }));
    new(&desk, json!({ "title": "B", "value_minor": 2_004 }));
    new(&desk, json!({ "title": "C", "value_minor": 99_999, "currency": "EUR" }));
    go(&desk, &new(&desk, json!({ "title": "D", "value_minor": 50_000 })), 4);
    go(&desk, &new(&desk, json!({ "title": "E", "value_minor": 70_000 })), 5);
    go(&desk, &new(&desk, json!({ "title": "F", "value_minor": 10_000 })), 4);
    let board = board(&desk, json!({ "id": sales.id }));
    let first = &board.columns[0];
    assert_eq!(
        (first.count.n, first.sum_minor, first.weighted_minor, first.other_currencies),
        (3, 3_005, 301, 1)
    );
    assert_eq!(first.cards.iter().map(|card| card.title.as_str()).collect::<Vec<_>>(), ["C", "B", "A"]);
    assert_eq!(
        (board.totals.open_minor, board.totals.weighted_minor, board.totals.won_month_minor),
        (3_005, 301, 60_000)
    );
    assert_eq!((board.totals.win_rate_pct, board.totals.other_currencies), (Some(67), 1));
    assert_eq!(board.pipeline.open_minor, 3_005);
}

#[test]
fn a_column_shows_the_limit_and_says_where_the_rest_begins() {
    let desk = Desk::open();
    let sales = pipeline(&desk);
    for n in 0..5 {
        new(&desk, json!({ "title": format!("Deal {n}") }));
    }
    let board = board(&desk, json!({ "id": sales.id, "limit_per_stage": 2 }));
    let column = &board.columns[0];
    assert_eq!((column.count.n, column.cards.len()), (5, 2));
    let rest = desk.read(|ctx| {
        deals::list(
            ctx,
            ListDeals { stage_id: Some(column.stage_id), after: column.next.clone(), ..ListDeals::default() },
        )
    });
    assert_eq!(
        rest.items.iter().map(|card| card.title.as_str()).collect::<Vec<_>>(),
        ["Deal 2", "Deal 1", "Deal 0"]
    );
}

#[test]
fn overdue_cards_and_next_steps_are_told() {
    let desk = Desk::open();
    let sales = pipeline(&desk);
    let old = go(&desk, &new(&desk, json!({ "title": "Old" })), 2);
    desk.clock.advance(8 * 86_400_000);
    let fresh = go(&desk, &new(&desk, json!({ "title": "Fresh" })), 2);
    for (title, due) in [("Later", json!(2_000)), ("Some day", json!(null)), ("First", json!(1_000))] {
        let args = json!({ "title": title, "deal_id": fresh.card.id, "due_ms": due });
        desk.run(|ctx| crate::tasks::create(ctx, serde_json::from_value(args).unwrap()));
    }
    let all = board(&desk, json!({ "id": sales.id }));
    assert_eq!(all.totals.over_limit, 1);
    assert_eq!(all.columns[2].cards[0].next_step.as_ref().map(|step| step.text.as_str()), Some("First"));
    let late = board(&desk, json!({ "id": sales.id, "over_limit": true }));
    assert_eq!(late.columns[2].cards.iter().map(|card| card.id).collect::<Vec<_>>(), [old.card.id]);
    assert_eq!((late.columns[2].count.n, late.totals.over_limit), (1, 1));
    let listed = desk
        .read(|ctx| deals::list(ctx, ListDeals { view: Some(DealView::OverLimit), ..ListDeals::default() }));
    assert_eq!(listed.items.iter().map(|card| card.id).collect::<Vec<_>>(), [old.card.id]);
    let view = |view| {
        desk.read(|ctx| deals::list(ctx, ListDeals { view: Some(view), ..ListDeals::default() })).items.len()
    };
    assert_eq!(
        (view(DealView::Open), view(DealView::Mine), view(DealView::Won), view(DealView::Lost)),
        (2, 2, 0, 0)
    );
}

#[test]
fn a_stage_with_deals_stays_and_an_empty_one_may_go() {
    let desk = Desk::open();
    let sales = pipeline(&desk);
    go(&desk, &new(&desk, json!({ "title": "A" })), 1);
    let without = |gone: usize| -> Value {
        let stages: Vec<Value> = sales
            .stages
            .iter()
            .enumerate()
            .filter(|(n, _)| *n != gone)
            .map(|(_, s)| json!({ "id": s.id, "name": s.name, "probability_pct": s.probability_pct, "kind": s.kind, "limit_days": s.limit_days }))
            .collect();
        json!({ "id": sales.id, "stages": stages })
    };
    let error = desk.refused(|ctx| pipelines::update(ctx, serde_json::from_value(without(1)).unwrap()));
    assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("stages")));
    assert!(error.message.contains("“Contacted” still holds 1 deal"), "{}", error.message);
    let error = desk.refused(|ctx| pipelines::update(ctx, serde_json::from_value(without(4)).unwrap()));
    assert_eq!(error.field.as_deref(), Some("stages"));
    let left = round_trips(&desk, |ctx| pipelines::update(ctx, serde_json::from_value(without(3)).unwrap()));
    assert_eq!(left.stages.iter().map(|s| (s.position, s.kind)).collect::<Vec<_>>()[3], (4, StageKind::Won));
}

#[test]
fn every_write_can_be_undone_exactly() {
    let desk = Desk::open();
    let sales = pipeline(&desk);
    let ada = desk.customer("Ada");
    round_trips(&desk, |ctx| {
        pipelines::create(ctx, serde_json::from_value(json!({ "name": "Service contracts" })).unwrap())
    });
    let args = json!({ "title": "Boiler", "customer_id": ada, "value_minor": 348_000 });
    let deal = round_trips(&desk, |ctx| deals::create(ctx, serde_json::from_value(args).unwrap()));
    let id = deal.card.id;
    let args =
        json!({ "id": id, "title": "Two boilers", "expected_close_on": "2026-12-01", "owner_id": null });
    round_trips(&desk, |ctx| deals::update(ctx, serde_json::from_value(args).unwrap()));
    for stage in [2, 5, 4, 0] {
        let args = json!({ "id": id, "stage_id": sales.stages[stage].id });
        round_trips(&desk, |ctx| deals::r#move(ctx, serde_json::from_value(args).unwrap()));
    }
    round_trips(&desk, |ctx| deals::delete(ctx, GetDeal { id }));
    desk.log_agrees();
}

#[test]
fn no_list_and_no_column_reads_the_whole_table() {
    let desk = Desk::open();
    let ada = desk.customer("Ada");
    for args in [
        json!({}),
        json!({ "view": "open", "after": "[5,1]" }),
        json!({ "view": "mine" }),
        json!({ "view": "over_limit" }),
        json!({ "view": "won" }),
        json!({ "stage_id": 1, "after": "[5,1]" }),
        json!({ "pipeline_id": 1, "view": "open" }),
        json!({ "owner_id": 1, "view": "open" }),
        json!({ "customer_id": ada }),
    ] {
        let args: ListDeals = serde_json::from_value(args).unwrap();
        let filter = desk.read(|ctx| deals::filter(ctx, &args));
        seeks(&desk, &filter.statement(deals::CARD, "d.stage_entered_ms DESC, d.id DESC", 50));
    }
    let stage = &pipeline(&desk).stages[0];
    let open = pipelines::in_stage(stage, None, None).select(&pipelines::card_counts(2));
    let plan: String = desk.read(|ctx| {
        let mut plan = ctx.conn().prepare(&format!("EXPLAIN QUERY PLAN {open}"))?;
        Ok(plan.query_row(rusqlite::params![1, "GBP"], |row| row.get("detail"))?)
    });
    assert!(plan.contains("COVERING INDEX deals_by_stage_value"), "{plan}");
    for (since, owner) in [(None, None), (Some(5), None), (None, Some(crate::ids::UserId(1)))] {
        let filter = pipelines::in_stage(stage, since, owner);
        seeks(&desk, &filter.select(&pipelines::card_counts(filter.bound().count() + 1)));
        seeks(&desk, &filter.statement(deals::CARD, "d.stage_entered_ms DESC, d.id DESC", 50));
    }
}
