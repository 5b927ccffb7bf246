//! Contacts from any program's CSV: columns are recognised by their usual names, duplicates by e-mail address.

use super::rows::Row;
use super::run::{Importer, Known, Outcome, chain, keep, known};
use super::sql;
use super::types::Mapping;
use crate::ctx::Ctx;
use crate::customers::{
    self, ContactKind, CreateCustomer, Customer, CustomerKind, CustomerStatus, GetCustomer, NewContactPoint,
    UpdateCustomer,
};
use crate::error::{Error, Result};
use crate::ids::CustomerId;
use crate::patch::Patch;
use crate::text;
use std::collections::BTreeMap;

/// Our field and the column names under which programs export it, folded.
const NAMES: &[(&str, &[&str])] = &[
    (
        "name",
        &["name", "full name", "display name", "displayname", "contact name", "customer", "customer name"],
    ),
    ("first_name", &["first name", "given name", "firstname"]),
    ("last_name", &["last name", "family name", "surname", "lastname"]),
    (
        "organisation",
        &[
            "organisation",
            "organization",
            "company",
            "company name",
            "organization name",
            "organization 1 - name",
            "account name",
        ],
    ),
    ("job_title", &["job title", "title", "organization 1 - title", "organization title", "position"]),
    (
        "email",
        &[
            "email",
            "e-mail",
            "email address",
            "e-mail address",
            "primary email",
            "e-mail 1 - value",
            "email 1",
        ],
    ),
    ("email_2", &["e-mail 2 - value", "e-mail 2 address", "secondary email", "email 2"]),
    (
        "phone",
        &[
            "phone",
            "phone number",
            "telephone",
            "phone 1 - value",
            "business phone",
            "work phone",
            "primary phone",
        ],
    ),
    ("phone_2", &["mobile", "mobile phone", "mobile number", "cell", "phone 2 - value", "home phone"]),
    ("web", &["website", "web page", "web page 1", "url", "website 1 - value"]),
    (
        "street",
        &[
            "street",
            "address",
            "street address",
            "business street",
            "address 1 - street",
            "work address",
            "home street",
            "home address",
        ],
    ),
    (
        "postal_code",
        &[
            "postal code",
            "zip",
            "zip code",
            "postcode",
            "business postal code",
            "address 1 - postal code",
            "work zipcode",
        ],
    ),
    ("city", &["city", "town", "business city", "address 1 - city", "work city", "home city"]),
    (
        "country",
        &["country", "country/region", "business country/region", "address 1 - country", "work country"],
    ),
    ("about", &["notes", "note", "description", "about"]),
    ("status", &["status", "lifecycle stage", "lead status"]),
    ("source", &["source", "lead source"]),
    ("tags", &["tags", "labels", "group membership"]),
    ("key", &["id", "contact id", "record id"]),
];

pub struct Contacts {
    source: String,
    mapping: Mapping,
}

impl Contacts {
    pub const fn new(source: String, mapping: Mapping) -> Self {
        Self { source, mapping }
    }

    fn value<'r>(&self, row: &'r Row, field: &str) -> Option<&'r str> {
        let column = self.mapping.columns.get(field)?;
        row.get(column)
            .filter(|value| !value.is_empty() && !self.mapping.empty.iter().any(|empty| empty == value))
    }

    fn points(&self, row: &Row) -> Vec<NewContactPoint> {
        let fields = [
            (ContactKind::Email, "email"),
            (ContactKind::Email, "email_2"),
            (ContactKind::Phone, "phone"),
            (ContactKind::Phone, "phone_2"),
            (ContactKind::Web, "web"),
        ];
        let split = |text: &str| {
            text.split(":::")
                .map(|part| part.trim().to_owned())
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
        };
        fields
            .into_iter()
            .flat_map(|(kind, field)| {
                let values = self.value(row, field).map(split).unwrap_or_default();
                values.into_iter().map(move |value| NewContactPoint { id: None, kind, label: None, value })
            })
            .collect()
    }

    /// Errors: `invalid` when the row names nobody.
    fn read(&self, row: &Row) -> Result<CreateCustomer> {
        let join = [self.value(row, "first_name"), self.value(row, "last_name")]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");
        let contact_points = self.points(row);
        let person =
            self.value(row, "name").map(str::to_owned).or_else(|| (!join.is_empty()).then_some(join));
        let organisation = self.value(row, "organisation");
        let first_point = contact_points.first().map(|point| point.value.clone());
        let kind = if person.is_none() && organisation.is_some() {
            CustomerKind::Organisation
        } else {
            CustomerKind::Person
        };
        let name = person.or_else(|| organisation.map(str::to_owned)).or(first_point);
        let name = name.ok_or_else(|| {
            Error::invalid(
                "name",
                "This row has no name, company or address. Fill one in, or leave the row out.",
            )
        })?;
        if let Some(bad) =
            contact_points.iter().find(|point| point.kind == ContactKind::Email && !point.value.contains('@'))
        {
            return Err(Error::invalid(
                "email",
                format!("“{}” is not an e-mail address; it needs an @.", text::shorten(&bad.value, 60)),
            ));
        }
        let owned = |field: &str| self.value(row, field).map(str::to_owned);
        let about = match (kind, organisation) {
            (CustomerKind::Person, Some(company)) => Some(
                owned("about").map_or_else(|| company.to_owned(), |about| format!("{company}\n\n{about}")),
            ),
            _ => owned("about"),
        };
        let tags = owned("tags").unwrap_or_default();
        let separators = [';', ',', '\n'];
        Ok(CreateCustomer {
            name: text::line("name", &name)?,
            kind: Some(kind),
            status: Some(self.status(row)),
            source: owned("source"),
            owner_id: None,
            organisation_id: None,
            job_title: owned("job_title"),
            about,
            street: owned("street"),
            postal_code: owned("postal_code"),
            city: owned("city"),
            country: owned("country"),
            tags: tags
                .replace(":::", ";")
                .split(separators)
                .map(|tag| tag.trim().trim_start_matches("* ").to_owned())
                .filter(|tag| !tag.is_empty())
                .collect(),
            contact_points,
        })
    }

    fn status(&self, row: &Row) -> CustomerStatus {
        let word = text::fold(self.value(row, "status").unwrap_or_default());
        match word.as_str() {
            "lead" | "subscriber" | "prospect" | "new" => CustomerStatus::Lead,
            "churned" | "inactive" | "former" | "lost" => CustomerStatus::Churned,
            _ => CustomerStatus::Active,
        }
    }

    /// The row's own key: its id, else its e-mail address, else all of it.
    fn key(&self, row: &Row) -> String {
        self.value(row, "key").or_else(|| self.value(row, "email")).map_or_else(|| chain("", row), text::fold)
    }

    fn duplicate(&self, ctx: &Ctx<'_>, new: &CreateCustomer) -> Result<Option<CustomerId>> {
        for point in new.contact_points.iter().filter(|point| point.kind == ContactKind::Email) {
            if let Some(id) = customers::find_by_point(ctx, ContactKind::Email, &point.value)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }
}

impl Importer for Contacts {
    fn prepare(&mut self, headers: &[String]) -> Result<Mapping> {
        for (field, names) in NAMES {
            if !self.mapping.columns.contains_key(*field) {
                let found =
                    names.iter().find_map(|name| headers.iter().find(|header| text::fold(header) == **name));
                if let Some(header) = found {
                    self.mapping.columns.insert((*field).to_owned(), header.clone());
                }
            }
        }
        let has = |field: &str| self.mapping.columns.contains_key(field);
        if ["name", "first_name", "last_name", "organisation", "email"].into_iter().any(has) {
            return Ok(self.mapping.clone());
        }
        Err(Error::invalid(
            "columns",
            format!(
                "No column looks like a name or an e-mail address. The columns are: {}. Say which is which.",
                headers.join(", ")
            ),
        ))
    }

    fn rehearse(&mut self, ctx: &Ctx<'_>, row: &Row) -> Result<Outcome> {
        let new = self.read(row)?;
        let digest = chain("", row);
        match known(ctx.conn(), &self.source, &self.key(row), sql::LIVE_CUSTOMER)? {
            Some(known) if known.digest == digest => Ok(Outcome::Unchanged),
            Some(_) => Ok(Outcome::Updated),
            None => {
                Ok(if self.duplicate(ctx, &new)?.is_some() { Outcome::Updated } else { Outcome::Created })
            }
        }
    }

    fn units(&mut self, ctx: &Ctx<'_>, row: &Row) -> Result<usize> {
        let known = known(ctx.conn(), &self.source, &self.key(row), sql::LIVE_CUSTOMER)?;
        Ok(usize::from(known.is_none_or(|known| known.digest != chain("", row))))
    }

    fn perform(&mut self, ctx: &Ctx<'_>, row: &Row, _unit: usize) -> Result<Outcome> {
        let new = self.read(row)?;
        let key = self.key(row);
        let earlier =
            known(ctx.conn(), &self.source, &key, sql::LIVE_CUSTOMER)?.map(|known| CustomerId(known.record));
        let (id, outcome) = match earlier.map_or_else(|| self.duplicate(ctx, &new), |id| Ok(Some(id)))? {
            Some(id) => {
                let before = customers::get(ctx, GetCustomer { id })?;
                let after = customers::update(ctx, fill_blanks(&before, new))?;
                (id, if after.rev == before.rev { Outcome::Unchanged } else { Outcome::Updated })
            }
            None => (customers::create(ctx, new)?.id, Outcome::Created),
        };
        keep(ctx, &self.source, &key, &Known { record: id.0, digest: chain("", row), rows: 1 })?;
        Ok(outcome)
    }

    fn show(&self, row: &Row) -> BTreeMap<String, String> {
        self.mapping
            .columns
            .keys()
            .filter_map(|field| Some((field.clone(), self.value(row, field)?.to_owned())))
            .collect()
    }
}

/// What is there stays; the file only fills what is blank and adds what is new.
fn fill_blanks(present: &Customer, new: CreateCustomer) -> UpdateCustomer {
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
        if !points
            .iter()
            .any(|other| other.kind == point.kind && text::fold(&other.value) == text::fold(&point.value))
        {
            points.push(point);
        }
    }
    let mut tags = present.tags.clone();
    tags.extend(
        new.tags
            .into_iter()
            .filter(|tag| !present.tags.iter().any(|other| text::fold(other) == text::fold(tag))),
    );
    UpdateCustomer {
        id: present.id,
        name: None,
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
