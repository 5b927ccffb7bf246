//! Whether a row is about somebody who is there already, and what it would add.

use crate::customers::{
    ContactKind, ContactPoint, CreateCustomer, Customer, CustomerKind, CustomerStatus, NewContactPoint,
    UpdateCustomer, fold_point,
};
use crate::ids::{ContactPointId, CustomerId};
use crate::patch::Patch;
use crate::text;
use std::collections::{BTreeSet, HashMap};

/// Whether two names are of one person: the same words in any order. Where a name is only the address, it says nothing
/// against it.
pub fn agree(present: &str, new: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        text::fold(name)
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';'))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    is_address(present) || is_address(new) || words(present) == words(new)
}

fn is_address(name: &str) -> bool {
    name.contains('@')
}

/// Whether both reach the same place; telephone numbers by their digits.
pub fn same_point(one: &NewContactPoint, other: &NewContactPoint) -> bool {
    let folded = |point: &NewContactPoint| match fold_point(point.kind, &point.value) {
        // No digit at all, but something that somebody wrote down.
        empty if empty.is_empty() => text::fold(&point.value),
        folded => folded,
    };
    one.kind == other.kind && folded(one) == folded(other)
}

/// What is there stays; the file only fills what is blank and adds what is new.
pub fn fill_blanks(present: &Customer, new: CreateCustomer) -> UpdateCustomer {
    let blank = |present: &Option<String>, new: Option<String>| match (present, new) {
        (None, Some(value)) => Patch::Set(value),
        _ => Patch::Keep,
    };
    let mut points: Vec<NewContactPoint> = present
        .contact_points
        .iter()
        .map(|point| NewContactPoint {
            id: Some(point.id),
            kind: point.kind,
            label: point.label.clone(),
            value: point.value.clone(),
        })
        .collect();
    let known = points.len();
    for point in new.contact_points {
        if !points.iter().any(|other| same_point(other, &point)) {
            points.push(point);
        }
    }
    let mut tags = present.tags.clone();
    for tag in new.tags {
        if !tags.iter().any(|other| text::fold(other) == text::fold(&tag)) {
            tags.push(tag);
        }
    }
    let named_at_last = is_address(&present.name) && !is_address(&new.name);
    UpdateCustomer {
        id: present.id,
        name: named_at_last.then_some(new.name),
        kind: None,
        status: None,
        source: blank(&present.source, new.source),
        owner_id: Patch::Keep,
        organisation_id: Patch::Keep,
        job_title: blank(&present.job_title, new.job_title),
        about: blank(&present.about, new.about),
        street: blank(&present.street, new.street),
        postal_code: blank(&present.postal_code, new.postal_code),
        city: blank(&present.city, new.city),
        country: blank(&present.country, new.country),
        tags: (tags.len() > present.tags.len()).then_some(tags),
        contact_points: (points.len() > known).then_some(points),
        rev: None,
    }
}

/// Whether an update by [`fill_blanks`] has anything to add.
pub fn adds(update: &UpdateCustomer) -> bool {
    let texts = [
        &update.source,
        &update.job_title,
        &update.about,
        &update.street,
        &update.postal_code,
        &update.city,
        &update.country,
    ];
    update.name.is_some()
        || update.tags.is_some()
        || update.contact_points.is_some()
        || texts.iter().any(|text| !text.is_keep())
}

/// What a rehearsal would have made and changed until now.
#[derive(Default)]
pub struct Pretended {
    pub keys: HashMap<String, (CustomerId, String)>,
    pub people: HashMap<CustomerId, Customer>,
    addresses: HashMap<String, Vec<CustomerId>>,
}

impl Pretended {
    pub fn with_address(&self, address: &str) -> Vec<(CustomerId, String)> {
        let ids = self.addresses.get(address).map(Vec::as_slice).unwrap_or_default();
        ids.iter().filter_map(|id| Some((*id, self.people.get(id)?.name.clone()))).collect()
    }

    /// Somebody new, under a number that no record has.
    pub fn create(&mut self, new: CreateCustomer) -> CustomerId {
        let id = CustomerId(-1 - self.people.len() as i64);
        let nobody = Customer {
            id,
            kind: new.kind.unwrap_or(CustomerKind::Person),
            name: new.name.clone(),
            status: new.status.unwrap_or(CustomerStatus::Lead),
            source: None,
            owner_id: None,
            organisation_id: None,
            organisation_name: None,
            job_title: None,
            about: None,
            street: None,
            postal_code: None,
            city: None,
            country: None,
            tags: Vec::new(),
            contact_points: Vec::new(),
            merged_into_id: None,
            created_ms: 0,
            updated_ms: 0,
            trashed_ms: None,
            rev: 0,
        };
        let update = fill_blanks(&nobody, new);
        self.update(nobody, update);
        id
    }

    pub fn update(&mut self, mut person: Customer, update: UpdateCustomer) {
        person.name = update.name.unwrap_or(person.name);
        person.source = update.source.over(person.source);
        person.job_title = update.job_title.over(person.job_title);
        person.about = update.about.over(person.about);
        person.street = update.street.over(person.street);
        person.postal_code = update.postal_code.over(person.postal_code);
        person.city = update.city.over(person.city);
        person.country = update.country.over(person.country);
        person.tags = update.tags.unwrap_or(person.tags);
        for point in update.contact_points.unwrap_or_default().into_iter().filter(|point| point.id.is_none())
        {
            if point.kind == ContactKind::Email {
                self.addresses.entry(text::fold(&point.value)).or_default().push(person.id);
            }
            person.contact_points.push(ContactPoint {
                id: ContactPointId(0),
                kind: point.kind,
                label: point.label,
                value: point.value,
            });
        }
        self.people.insert(person.id, person);
    }
}
