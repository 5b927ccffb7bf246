use super::articles::{self, Article, ArticleStatus, GetArticle, ListArticles};
use super::categories::{self, ArticleCategory};
use crate::error::Code;
use crate::testing::{Desk, round_trips, seeks};
use serde_json::{Value, json};

fn category(desk: &Desk, args: Value) -> ArticleCategory {
    desk.run(|ctx| categories::create(ctx, serde_json::from_value(args).unwrap()))
}

fn article(desk: &Desk, args: Value) -> Article {
    desk.run(|ctx| articles::create(ctx, serde_json::from_value(args).unwrap()))
}

#[test]
fn a_slug_comes_from_the_title_and_stays() {
    let desk = Desk::open();
    let slug = |title: &str| article(&desk, json!({ "title": title, "body": "x" })).slug;
    assert_eq!(slug("Boiler loses pressure?"), "boiler-loses-pressure");
    assert_eq!(slug("Boiler loses pressure!"), "boiler-loses-pressure-2");
    assert_eq!(slug("Boiler loses pressure"), "boiler-loses-pressure-3");
    assert_eq!(slug("Boiler loses pressure slowly"), "boiler-loses-pressure-slowly");
    assert_eq!(slug("???"), "article");
    assert_eq!(slug("Wärmepumpe: 暖房"), "warmepumpe-暖房");
    assert!(articles::from_title(&"word ".repeat(90)).chars().count() <= 80);
    let first = article(&desk, json!({ "title": "A", "body": "x", "slug": "My Own" }));
    assert_eq!(first.slug, "my-own");
    let args = json!({ "title": "B", "body": "x", "slug": "my-own" });
    let error = desk.refused(|ctx| articles::create(ctx, serde_json::from_value(args).unwrap()));
    assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("slug")));
    let args = json!({ "id": first.id, "title": "Another" });
    assert_eq!(desk.run(|ctx| articles::update(ctx, serde_json::from_value(args).unwrap())).slug, "my-own");
}

#[test]
fn a_text_is_shown_but_never_run() {
    let desk = Desk::open();
    let body = "# Pressure\n<script>alert(1)</script>\n\n![gauge](https://example.org/g.png) [x](javascript:alert(1))";
    let html = article(&desk, json!({ "title": "A", "body": body })).html;
    assert!(
        html.contains("<h1>Pressure</h1>") && !html.contains("<script") && !html.contains("<img"),
        "{html}"
    );
    assert!(!html.contains("javascript:"), "{html}");
}

#[test]
fn publishing_needs_a_text_and_keeps_its_first_time() {
    let desk = Desk::open();
    let id = article(&desk, json!({ "title": "A", "body": " " })).id;
    for empty in [
        desk.refused(|ctx| {
            let args = json!({ "title": "Empty", "body": " ", "status": "published" });
            articles::create(ctx, serde_json::from_value(args)?)
        }),
        desk.refused(|ctx| {
            articles::update(ctx, serde_json::from_value(json!({ "id": id, "status": "published" }))?)
        }),
    ] {
        assert_eq!((empty.code, empty.field.as_deref()), (Code::Invalid, Some("body")));
    }
    let error = desk.refused(|ctx| articles::publish(ctx, GetArticle { id }));
    assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("body")));
    desk.run(|ctx| {
        articles::update(ctx, serde_json::from_value(json!({ "id": id, "body": "Text" })).unwrap())
    });
    let first = desk.run(|ctx| articles::publish(ctx, GetArticle { id }));
    let archived = desk.run(|ctx| articles::archive(ctx, GetArticle { id }));
    assert_eq!((archived.status, archived.published_ms), (ArticleStatus::Archived, first.published_ms));
    assert_eq!(desk.run(|ctx| articles::publish(ctx, GetArticle { id })).published_ms, first.published_ms);
}

#[test]
fn categories_are_a_tree_and_lists_show_a_branch() {
    let desk = Desk::open();
    let heating = category(&desk, json!({ "name": "Heating" }));
    let boilers = category(&desk, json!({ "name": "Boilers", "parent_id": heating.id }));
    let args = json!({ "id": heating.id, "parent_id": boilers.id });
    let error = desk.refused(|ctx| categories::update(ctx, serde_json::from_value(args).unwrap()));
    assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("parent_id")));
    article(
        &desk,
        json!({ "title": "In boilers", "body": "x", "category_id": boilers.id, "status": "published" }),
    );
    article(&desk, json!({ "title": "Elsewhere", "body": "x" }));
    let titles = |args: Value| -> Vec<String> {
        let page = desk.read(|ctx| articles::list(ctx, serde_json::from_value(args).unwrap()));
        page.items.into_iter().map(|row| row.title).collect()
    };
    assert_eq!(titles(json!({ "category_id": heating.id })), ["In boilers"]);
    assert_eq!(titles(json!({ "status": "draft" })), ["Elsewhere"]);
    assert_eq!(titles(json!({})), ["Elsewhere", "In boilers"]);
    let tree = desk.read(|ctx| categories::list(ctx, categories::ListArticleCategories {})).items;
    assert_eq!(
        tree.iter().map(|c| (c.name.as_str(), c.articles.n)).collect::<Vec<_>>(),
        [("Heating", 0), ("Boilers", 1)]
    );
    // A category goes; what stood in it goes elsewhere.
    let delete = |id, replacement_id| {
        let args = categories::DeleteArticleCategory { id, replacement_id };
        round_trips(&desk, |ctx| categories::delete(ctx, args))
    };
    assert_eq!((delete(heating.id, None).moved, delete(boilers.id, None).moved), (0, 1));
    assert!(desk.read(|ctx| categories::list(ctx, categories::ListArticleCategories {})).items.is_empty());
}

#[test]
fn every_write_can_be_undone_exactly() {
    let desk = Desk::open();
    let args = json!({ "name": "Heating" });
    let heating = round_trips(&desk, |ctx| categories::create(ctx, serde_json::from_value(args).unwrap())).id;
    let boilers = category(&desk, json!({ "name": "Boilers" })).id;
    let args = json!({ "id": boilers, "parent_id": heating, "name": "All boilers" });
    round_trips(&desk, |ctx| categories::update(ctx, serde_json::from_value(args).unwrap()));
    let args = json!({ "title": "Pressure", "body": "Turn the tap.", "category_id": heating });
    let id = round_trips(&desk, |ctx| articles::create(ctx, serde_json::from_value(args).unwrap())).id;
    let args = json!({ "id": id, "body": "Turn the tap slowly.", "category_id": null });
    round_trips(&desk, |ctx| articles::update(ctx, serde_json::from_value(args).unwrap()));
    round_trips(&desk, |ctx| articles::publish(ctx, GetArticle { id }));
    round_trips(&desk, |ctx| articles::archive(ctx, GetArticle { id }));
    round_trips(&desk, |ctx| articles::delete(ctx, GetArticle { id }));
    round_trips(&desk, |ctx| {
        categories::delete(ctx, categories::DeleteArticleCategory { id: boilers, replacement_id: None })
    });
    desk.log_agrees();
}

#[test]
fn no_list_reads_the_whole_table() {
    let desk = Desk::open();
    let heating = category(&desk, json!({ "name": "Heating" }));
    category(&desk, json!({ "name": "Boilers", "parent_id": heating.id }));
    for args in [
        json!({}),
        json!({ "after": "[5,1]" }),
        json!({ "status": "draft" }),
        json!({ "category_id": heating.id }),
        json!({ "category_id": 2, "status": "published", "after": "[5,1]" }),
    ] {
        let args: ListArticles = serde_json::from_value(args).unwrap();
        let filter = desk.read(|ctx| articles::filter(ctx, &args));
        seeks(&desk, &filter.statement(articles::ROW, "a.updated_ms DESC, a.id DESC", 50));
    }
}
