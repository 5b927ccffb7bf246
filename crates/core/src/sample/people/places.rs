//! Machines and addresses.

use crate::sample::chance::Chance;
use crate::sample::texts::{TEXTS, Unit};

/// A machine such as this customer has.
pub fn unit_of(chance: &mut Chance, organisation: bool, kind: &str) -> Option<&'static Unit> {
    let kind = if kind.is_empty() {
        chance.word(if organisation {
            &["cooling", "boiler", "cold room", "ventilation"]
        } else {
            &["boiler", "boiler", "boiler", "heat pump", "cooling"]
        })
    } else {
        kind
    };
    let fitting: Vec<&Unit> = TEXTS.units.iter().filter(|unit| unit.kind == kind).collect();
    chance.pick(&fitting).copied()
}

pub struct Address {
    pub street: String,
    pub postal_code: String,
    pub city: &'static str,
}

pub fn address(chance: &mut Chance) -> Address {
    let (city, district) = chance.pick(&TEXTS.cities).copied().unwrap_or_default();
    let letters = *b"ABDEFGHJLNPQRSTUWXYZ";
    let letter = |chance: &mut Chance| chance.pick(&letters).map_or('A', |letter| char::from(*letter));
    let (a, b) = (letter(chance), letter(chance));
    let flat = if chance.percent(18) { format!("Flat {}, ", chance.between(1, 14)) } else { String::new() };
    Address {
        street: format!("{flat}{} {}", chance.between(1, 140), chance.word(&TEXTS.streets)),
        postal_code: format!("{district} {}{a}{b}", chance.between(1, 9)),
        city,
    }
}
