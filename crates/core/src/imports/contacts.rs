//! Contacts from any program's CSV: columns are recognised by their usual names, people by e-mail address and name.

use super::rows::Row;
use super::run::{Importer, Known, Outcome, chain, keep, known};
use super::same_person::{Pretended, adds, agree, fill_blanks, same_point};
use super::sql;
use super::types::Mapping;
use crate::ctx::Ctx;
use crate::customers::{
    self, ContactKind, CreateCustomer, CustomerKind, CustomerStatus, GetCustomer, NewContactPoint,
};
use crate::error::{Error, Result};
use crate::ids::CustomerId;
use crate::text;
use std::collections::BTreeMap;

/// Our field and the column names under which programs export it, folded.
const NAMES: &[(&str, &[&str])] = &[
    (
        "name",
        &["name", "full name", "display name", "displayname", "contact name", "customer", "customer name"],
    ),
    ("first_name", &["first name", "given name", "firstname", "vorname", "prenom", "nombre"]),
    (
        "last_name",
        &[
            "last name",
            "family name",
            "surname",
            "lastname",
            "nachname",
            "familienname",
            "apellidos",
            "cognome",
        ],
    ),
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
            "firma",
            "unternehmen",
            "entreprise",
            "societe",
            "empresa",
            "azienda",
        ],
    ),
    (
        "job_title",
        &[
            "job title",
            "title",
            "organization 1 - title",
            "organization title",
            "position",
            "funktion",
            "fonction",
            "cargo",
        ],
    ),
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
            "mail",
            "e-mail-adresse",
            "adresse e-mail",
            "courriel",
            "correo electronico",
            "correo",
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
            "telefon",
            "telefonnummer",
            "tel",
            "telefono",
        ],
    ),
    (
        "phone_2",
        &[
            "mobile",
            "mobile phone",
            "mobile number",
            "cell",
            "phone 2 - value",
            "home phone",
            "mobil",
            "handy",
            "portable",
            "movil",
            "cellulare",
        ],
    ),
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
            "straße",
            "strasse",
            "anschrift",
            "adresse",
            "rue",
            "calle",
            "direccion",
            "indirizzo",
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
            "plz",
            "postleitzahl",
            "code postal",
            "codigo postal",
            "cap",
        ],
    ),
    (
        "city",
        &[
            "city",
            "town",
            "business city",
            "address 1 - city",
            "work city",
            "home city",
            "ort",
            "stadt",
            "ville",
            "ciudad",
            "citta",
        ],
    ),
    (
        "country",
        &[
            "country",
            "country/region",
            "business country/region",
            "address 1 - country",
            "work country",
            "land",
            "pays",
            "pais",
            "paese",
        ],
    ),
    ("about", &["notes", "note", "description", "about", "notizen", "bemerkung", "bemerkungen"]),
    ("status", &["status", "lifecycle stage", "lead status"]),
    ("source", &["source", "lead source"]),
    ("tags", &["tags", "labels", "group membership"]),
    ("key", &["id", "contact id", "record id"]),
];

pub struct Contacts {
    source: String,
    mapping: Mapping,
    /// What a rehearsal would have done so far; an import does it and leaves this empty.
    pretended: Pretended,
}

impl Contacts {
    pub fn new(source: String, mapping: Mapping) -> Self {
        Self { source, mapping, pretended: Pretended::default() }
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
        let mut points: Vec<NewContactPoint> = Vec::new();
        for (kind, field) in fields {
            for value in self.value(row, field).map(split).unwrap_or_default() {
                let point = NewContactPoint { id: None, kind, label: None, value };
                if !points.iter().any(|other| same_point(other, &point)) {
                    points.push(point);
                }
            }
        }
        points
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
        let new = CreateCustomer {
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
        };
        fits(&new).map(|()| new)
    }

    fn status(&self, row: &Row) -> CustomerStatus {
        let word = text::fold(self.value(row, "status").unwrap_or_default());
        match word.as_str() {
            "lead" | "subscriber" | "prospect" | "new" => CustomerStatus::Lead,
            "churned" | "inactive" | "former" | "lost" => CustomerStatus::Churned,
            _ => CustomerStatus::Active,
        }
    }

    /// Under which the row is remembered. A number means somebody only within a source that has a name: every program
    /// counts from 1, and files are called alike; without one the name has to be the same too.
    fn key(&self, row: &Row, new: &CreateCustomer) -> String {
        match (self.value(row, "key"), self.value(row, "email")) {
            (Some(number), _) if self.mapping.source.is_some() => text::fold(number),
            (Some(word), _) | (None, Some(word)) => {
                format!("{}\n{}", text::fold(word), text::fold(&new.name))
            }
            (None, None) => chain("", row),
        }
    }

    /// What this row's key became earlier, or became in this rehearsal.
    fn known(&self, ctx: &Ctx<'_>, key: &str) -> Result<Option<(CustomerId, String)>> {
        if let Some(known) = self.pretended.keys.get(key) {
            return Ok(Some(known.clone()));
        }
        let known = known(ctx.conn(), &self.source, key, sql::LIVE_CUSTOMER)?;
        Ok(known.map(|known| (CustomerId(known.record), known.digest)))
    }

    /// Who has an address of this row and its name. Errors: `invalid` when only people of other names have it.
    fn same(&self, ctx: &Ctx<'_>, new: &CreateCustomer) -> Result<Option<CustomerId>> {
        for point in new.contact_points.iter().filter(|point| point.kind == ContactKind::Email) {
            let address = text::fold(&point.value);
            let mut sharers = self.pretended.with_address(&address);
            for (id, name) in with_address(ctx, &address)? {
                if !sharers.iter().any(|(other, _)| *other == id) {
                    sharers.push((id, name));
                }
            }
            if let Some((id, _)) = sharers.iter().find(|(_, name)| agree(name, &new.name)) {
                return Ok(Some(*id));
            }
            if let Some((_, name)) = sharers.first() {
                return Err(Error::invalid(
                    "email",
                    format!(
                        "{} belongs to {}. If this is the same person, give the row that name; if not, leave the address out and import the row again.",
                        text::shorten(&point.value, 60),
                        text::shorten(name, 60)
                    ),
                ));
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
        let (key, digest) = (self.key(row, &new), chain("", row));
        let earlier = self.known(ctx, &key)?;
        if earlier.as_ref().is_some_and(|(_, known)| *known == digest) {
            return Ok(Outcome::Unchanged);
        }
        let (id, outcome) = match earlier.map_or_else(|| self.same(ctx, &new), |(id, _)| Ok(Some(id)))? {
            Some(id) => {
                let before = match self.pretended.people.get(&id) {
                    Some(person) => person.clone(),
                    None => customers::get(ctx, GetCustomer { id })?,
                };
                let update = fill_blanks(&before, new);
                let outcome = if adds(&update) { Outcome::Updated } else { Outcome::Unchanged };
                self.pretended.update(before, update);
                (id, outcome)
            }
            None => (self.pretended.create(new), Outcome::Created),
        };
        self.pretended.keys.insert(key, (id, digest));
        Ok(outcome)
    }

    fn units(&mut self, ctx: &Ctx<'_>, row: &Row) -> Result<usize> {
        let known = self.known(ctx, &self.key(row, &self.read(row)?))?;
        Ok(usize::from(known.is_none_or(|(_, digest)| digest != chain("", row))))
    }

    fn perform(&mut self, ctx: &Ctx<'_>, row: &Row, _unit: usize) -> Result<Outcome> {
        let new = self.read(row)?;
        let key = self.key(row, &new);
        let earlier = self.known(ctx, &key)?;
        let (id, outcome) = match earlier.map_or_else(|| self.same(ctx, &new), |(id, _)| Ok(Some(id)))? {
            Some(id) => {
                let update = fill_blanks(&customers::get(ctx, GetCustomer { id })?, new);
                if adds(&update) {
                    (customers::update(ctx, update)?.id, Outcome::Updated)
                } else {
                    (id, Outcome::Unchanged)
                }
            }
            None => (customers::create(ctx, new)?.id, Outcome::Created),
        };
        keep(ctx, &self.source, &key, &Known { record: id.0, digest: chain("", row), rows: 1 })?;
        Ok(outcome)
    }

    fn taken_back(&mut self, _row: &Row) {}

    fn show(&self, row: &Row) -> BTreeMap<String, String> {
        self.mapping
            .columns
            .keys()
            .filter_map(|field| Some((field.clone(), self.value(row, field)?.to_owned())))
            .collect()
    }
}

/// Checks what making a customer checks, so that a rehearsal refuses what the import refuses.
fn fits(new: &CreateCustomer) -> Result<()> {
    let lines = [
        ("source", &new.source),
        ("job_title", &new.job_title),
        ("street", &new.street),
        ("postal_code", &new.postal_code),
        ("city", &new.city),
        ("country", &new.country),
    ];
    for (field, line) in lines {
        text::optional_line(field, line.clone())?;
    }
    text::body("about", new.about.as_deref().unwrap_or_default())?;
    for point in &new.contact_points {
        text::line("contact_points", &point.value)?;
    }
    for tag in &new.tags {
        text::line("tags", tag)?;
    }
    Ok(())
}

/// Everybody who can be reached at an address, the oldest first.
fn with_address(ctx: &Ctx<'_>, address: &str) -> Result<Vec<(CustomerId, String)>> {
    let mut statement = ctx.conn().prepare_cached(sql::WITH_ADDRESS)?;
    let rows = statement.query_map([address], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
