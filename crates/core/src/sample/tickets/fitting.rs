//! Which scenario happens to whom, and what its texts say in their gaps.

use crate::ids::UserId;
use crate::sample::chance::Chance;
use crate::sample::house::House;
use crate::sample::people::{self, Contact};
use crate::sample::scenario::Scenario;
use crate::sample::texts::{Filling, GAPS, TEXTS};
use crate::sample::when::{DAY_MS, When};
use chrono::Datelike;

/// A scenario that suits the customer; some write in their own language.
pub fn scenario(contact: &Contact, chance: &mut Chance) -> Option<&'static Scenario> {
    let own = contact.writes != "en" && chance.percent(45);
    let pool = TEXTS.spoken(if own { contact.writes } else { "en" });
    let suits = |place: &usize| {
        TEXTS.scenarios.get(*place).filter(|found| found.suits(contact.trade, contact.organisation))
    };
    for _ in 0..16 {
        let found = chance.pick(pool).and_then(suits);
        if found.is_some() {
            return found;
        }
    }
    pool.iter().find_map(suits).or_else(|| TEXTS.scenarios.first())
}

/// What the texts of one ticket say in their gaps, the same in each of its messages.
pub fn filling(
    (house, when): (&House, &When),
    (contact, scenario, agent): (&Contact, &Scenario, Option<UserId>),
    at_ms: i64,
    chance: &mut Chance,
) -> Filling {
    let unit = people::unit_of(chance, contact.organisation, scenario.unit);
    let address = people::address(chance);
    let visit = when.day(at_ms + chance.between(1, 6) * DAY_MS);
    let from = chance.between(8, 15);
    let number = chance.between(9_000, 14_999);
    let values = GAPS.iter().map(|gap| match *gap {
        "first" => contact.first.to_string(),
        "name" => contact.name.to_string(),
        "street" => address.street.clone(),
        "city" => address.city.to_owned(),
        "agent" => agent.map(|user| house.first_name(user)).unwrap_or("Maren").to_owned(),
        "engineer" => chance.word(&["Tom", "Rhys"]).to_owned(),
        "unit" => unit.map(|unit| unit.name).unwrap_or("boiler").to_owned(),
        "code" => unit
            .map(|unit| chance.word(&unit.codes))
            .filter(|code| !code.is_empty())
            .unwrap_or("E1")
            .to_owned(),
        "part" => unit
            .map(|unit| chance.word(&unit.parts))
            .filter(|part| !part.is_empty())
            .unwrap_or("circuit board")
            .to_owned(),
        "room" => chance.word(&TEXTS.rooms).to_owned(),
        "day" => visit.format("%A").to_string(),
        "date" => visit.format("%-d %B").to_string(),
        "window" => format!("{from:02}:00 and {:02}:00", from + 2),
        "lately" => chance
            .word(&[
                "last night",
                "this morning",
                "yesterday evening",
                "Sunday",
                "about an hour ago",
                "the weekend",
                "four o’clock this morning",
                "the power cut",
            ])
            .to_owned(),
        "amount" => format!("£{}.{:02}", chance.between(48, 690), chance.between(0, 99)),
        "deposit" => format!("£{}", chance.between(2, 14) * 50),
        "invoice" => number.to_string(),
        "estimate" => format!("E-{}", number % 3_000 + 500),
        "year" => (when.day(at_ms).year() - chance.between(1, 14) as i32).to_string(),
        "months" => chance.between(3, 22).to_string(),
        "temp" => chance.between(9, 16).to_string(),
        "phone" => format!("07700 900 {:03}", chance.below(1_000)),
        "count" => chance.between(2, 9).to_string(),
        _ => String::new(),
    });
    Filling::new(values.collect())
}
