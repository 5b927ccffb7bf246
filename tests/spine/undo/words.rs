//! Words in use, for the operations that delete them.

use crate::desk::Desk;
use serde_json::{Value, json};

/// Words that records name.
pub struct Words {
    pub status: i64,
    pub priority: Value,
    pub other_priority: Value,
    pub category: i64,
    pub team: i64,
    pub tag: Value,
    pub other_tag: Value,
    pub pipeline: i64,
}

/// Tickets and customers that name words, one of them in the trash, and a category with another below it.
pub fn in_use(desk: &Desk, team: i64, category: i64) -> Words {
    let id = |name: &str, args: Value| desk.done(name, args).0["id"].as_i64().unwrap();
    let listed = |name: &str, at: usize| desk.done(name, json!({})).0["items"][at]["id"].clone();
    let status = id("ticket_statuses.create", json!({ "name": "At the depot", "category": "solved" }));
    let (priority, other_priority) =
        (listed("ticket_priorities.list", 1), listed("ticket_priorities.list", 2));
    id("ticket_categories.create", json!({ "name": "Pumps", "parent_id": category }));
    let ticket = |subject: &str| {
        id(
            "tickets.create",
            json!({ "subject": subject, "status_id": status, "priority_id": priority, "category_id": category,
                "team_id": team, "tags": ["Roof", "Loft"] }),
        )
    };
    ticket("Named by its words");
    let trashed = ticket("In the trash");
    desk.done("tickets.delete", json!({ "id": trashed }));
    id("customers.create", json!({ "name": "On the roof", "tags": ["Roof"] }));
    let tags = desk.done("tags.list", json!({})).0["items"].clone();
    let tag =
        |name: &str| tags.as_array().unwrap().iter().find(|tag| tag["name"] == name).unwrap()["id"].clone();
    Words {
        status,
        priority,
        other_priority,
        category: id("ticket_categories.create", json!({ "name": "Water" })),
        team: id("teams.create", json!({ "name": "Depot" })),
        tag: tag("Roof"),
        other_tag: tag("Loft"),
        pipeline: id("pipelines.create", json!({ "name": "Second" })),
    }
}
