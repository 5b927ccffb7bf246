//! Making, reading and changing customers.

use super::sql;
use super::types::{
    ContactKind, ContactPoint, CreateCustomer, Customer, CustomerKind, CustomerStatus, GetCustomer,
    NewContactPoint, UpdateCustomer,
};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::{ContactPointId, CustomerId, UserId};
use crate::log::{revision, tables::Record, unit::none};
use crate::people::{tags, users};
use crate::phrases::say;
use crate::text;
use rusqlite::{Row, params};

/// Most ways to reach one customer.
const POINTS_MAX: usize = 50;

/// `customers.create`: the new customer. Errors: `invalid` naming the field.
pub fn create(ctx: &Ctx<'_>, args: CreateCustomer) -> Result<Customer> {
    let name = text::line("name", &args.name)?;
    let kind = args.kind.unwrap_or(CustomerKind::Person);
    let about = args.about.filter(|about| !about.trim().is_empty());
    text::body("about", about.as_deref().unwrap_or_default())?;
    owner_exists(ctx, args.owner_id)?;
    organisation_fits(ctx, args.organisation_id, None)?;
    ctx.conn().prepare_cached(sql::INSERT)?.execute(params![
        kind,
        name,
        text::fold(&name),
        args.status.unwrap_or(CustomerStatus::Lead),
        text::optional_line("source", args.source)?,
        args.owner_id,
        args.organisation_id,
        text::optional_line("job_title", args.job_title)?,
        about,
        text::optional_line("street", args.street)?,
        text::optional_line("postal_code", args.postal_code)?,
        text::optional_line("city", args.city)?,
        text::optional_line("country", args.country)?,
        ctx.at_ms(),
    ])?;
    let id = CustomerId(ctx.conn().last_insert_rowid());
    if !args.tags.is_empty() {
        tags::set(ctx, tags::OF_CUSTOMERS, id.0, &args.tags)?;
    }
    if !args.contact_points.is_empty() {
        set_points(ctx, id, &args.contact_points)?;
    }
    get(ctx, GetCustomer { id })
}

/// `customers.get`. Errors: `not_found`.
pub fn get(ctx: &Ctx<'_>, args: GetCustomer) -> Result<Customer> {
    let found = ctx.conn().prepare_cached(sql::GET)?.query_row([args.id], row).map(Some).or_else(none)?;
    let mut customer = found.ok_or_else(|| Error::not_found("error.gone.customer"))?;
    customer.tags = tags::names(ctx, tags::OF_CUSTOMERS, args.id.0)?;
    customer.contact_points = points(ctx, args.id)?;
    Ok(customer)
}

/// `customers.update`: absent fields stay. Errors: `not_found`, `invalid`, `conflict` when the same field changed since `rev`.
pub fn update(ctx: &Ctx<'_>, args: UpdateCustomer) -> Result<Customer> {
    let now = get(ctx, GetCustomer { id: args.id })?;
    revision::check(ctx, (Record::Customer, now.id.0), args.rev, &named(&args))?;
    let name = text::line("name", &args.name.unwrap_or(now.name))?;
    let owner_id = args.owner_id.over(now.owner_id);
    if owner_id != now.owner_id {
        owner_exists(ctx, owner_id)?;
    }
    let organisation_id = args.organisation_id.over(now.organisation_id);
    if organisation_id != now.organisation_id {
        organisation_fits(ctx, organisation_id, Some(now.id))?;
    }
    let about = args.about.over(now.about).filter(|about| !about.trim().is_empty());
    text::body("about", about.as_deref().unwrap_or_default())?;
    ctx.conn().prepare_cached(sql::UPDATE)?.execute(params![
        now.id,
        args.kind.unwrap_or(now.kind),
        name,
        text::fold(&name),
        args.status.unwrap_or(now.status),
        args.source.line_over("source", now.source)?,
        owner_id,
        organisation_id,
        args.job_title.line_over("job_title", now.job_title)?,
        about,
        args.street.line_over("street", now.street)?,
        args.postal_code.line_over("postal_code", now.postal_code)?,
        args.city.line_over("city", now.city)?,
        args.country.line_over("country", now.country)?,
    ])?;
    if let Some(names) = &args.tags {
        tags::set(ctx, tags::OF_CUSTOMERS, now.id.0, names)?;
    }
    if let Some(points) = &args.contact_points {
        set_points(ctx, now.id, points)?;
    }
    get(ctx, GetCustomer { id: now.id })
}

/// `customers.delete`: into the trash; undo or restore brings it back. Errors: `not_found`.
pub fn delete(ctx: &Ctx<'_>, args: GetCustomer) -> Result<Customer> {
    get(ctx, args.clone())?;
    ctx.conn().prepare_cached(sql::TRASH)?.execute(params![args.id, ctx.now_ms])?;
    get(ctx, args)
}

/// Whether the customer is there and not in the trash; other features ask before they refer to one.
pub fn exists(ctx: &Ctx<'_>, id: CustomerId) -> Result<bool> {
    Ok(ctx.conn().prepare_cached(sql::EXISTS)?.exists([id])?)
}

/// The customer with this e-mail address or phone number, compared folded.
pub fn find_by_point(ctx: &Ctx<'_>, kind: ContactKind, value: &str) -> Result<Option<CustomerId>> {
    let folded = fold_point(kind, value);
    Ok(ctx
        .conn()
        .prepare_cached(sql::BY_POINT)?
        .query_row(params![kind, folded], |row| row.get(0))
        .map(Some)
        .or_else(none)?)
}

/// The fields an update means to change, as the log names them.
fn named(args: &UpdateCustomer) -> Vec<&'static str> {
    let patches = [
        ("source", args.source.is_keep()),
        ("owner_id", args.owner_id.is_keep()),
        ("organisation_id", args.organisation_id.is_keep()),
        ("job_title", args.job_title.is_keep()),
        ("about", args.about.is_keep()),
        ("street", args.street.is_keep()),
        ("postal_code", args.postal_code.is_keep()),
        ("city", args.city.is_keep()),
        ("country", args.country.is_keep()),
        ("name", args.name.is_none()),
        ("kind", args.kind.is_none()),
        ("status", args.status.is_none()),
        ("tags", args.tags.is_none()),
        ("contact_points", args.contact_points.is_none()),
    ];
    patches.into_iter().filter(|(_, keep)| !keep).map(|(field, _)| field).collect()
}

fn owner_exists(ctx: &Ctx<'_>, owner: Option<UserId>) -> Result<()> {
    match owner {
        Some(id) => users::one(ctx, id)
            .map(|_| ())
            .map_err(|_| Error::invalid("owner_id", say("error.choice.person"))),
        None => Ok(()),
    }
}

fn organisation_fits(ctx: &Ctx<'_>, organisation: Option<CustomerId>, own: Option<CustomerId>) -> Result<()> {
    match organisation {
        Some(id) if Some(id) == own => {
            Err(Error::invalid("organisation_id", say("error.choice.own_organisation")))
        }
        Some(id) if !exists(ctx, id)? => {
            Err(Error::invalid("organisation_id", say("error.choice.organisation")))
        }
        Some(_) | None => Ok(()),
    }
}

/// Phone numbers compare by their digits, everything else folded.
pub(crate) fn fold_point(kind: ContactKind, value: &str) -> String {
    match kind {
        ContactKind::Phone => value.chars().filter(char::is_ascii_digit).collect(),
        ContactKind::Email | ContactKind::Web => text::fold(value),
    }
}

fn set_points(ctx: &Ctx<'_>, id: CustomerId, points: &[NewContactPoint]) -> Result<()> {
    if points.len() > POINTS_MAX {
        return Err(Error::invalid(
            "contact_points",
            say("error.value.contact_points").with("max", POINTS_MAX),
        ));
    }
    let kept: Vec<ContactPointId> = points.iter().filter_map(|point| point.id).collect();
    ctx.conn().prepare_cached(sql::DROP_POINTS)?.execute(params![id, serde_json::to_string(&kept)?])?;
    for (position, point) in points.iter().enumerate() {
        let value = text::line("contact_points", &point.value)?;
        if point.kind == ContactKind::Email && !value.contains('@') {
            return Err(Error::invalid("contact_points", say("error.value.email").with("value", value)));
        }
        let label = text::optional_line("contact_points", point.label.clone())?;
        let (folded, position) = (fold_point(point.kind, &value), position as i64);
        let known = match point.id {
            Some(point_id) => ctx
                .conn()
                .prepare_cached(sql::UPDATE_POINT)?
                .execute(params![id, point_id, point.kind, label, value, folded, position])?,
            None => ctx
                .conn()
                .prepare_cached(sql::ADD_POINT)?
                .execute(params![id, point.kind, label, value, folded, position])?,
        };
        if known == 0 {
            return Err(Error::invalid("contact_points", say("error.choice.contact_point")));
        }
    }
    Ok(())
}

fn points(ctx: &Ctx<'_>, id: CustomerId) -> Result<Vec<ContactPoint>> {
    let mut statement = ctx.conn().prepare_cached(sql::POINTS)?;
    let rows = statement.query_map([id], |row| {
        Ok(ContactPoint {
            id: row.get("id")?,
            kind: row.get("kind")?,
            label: row.get("label")?,
            value: row.get("value")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn row(row: &Row<'_>) -> rusqlite::Result<Customer> {
    Ok(Customer {
        id: row.get("id")?,
        kind: row.get("kind")?,
        name: row.get("name")?,
        status: row.get("status")?,
        source: row.get("source")?,
        owner_id: row.get("owner_id")?,
        organisation_id: row.get("organisation_id")?,
        organisation_name: row.get("organisation_name")?,
        job_title: row.get("job_title")?,
        about: row.get("about")?,
        street: row.get("street")?,
        postal_code: row.get("postal_code")?,
        city: row.get("city")?,
        country: row.get("country")?,
        tags: Vec::new(),
        contact_points: Vec::new(),
        merged_into_id: row.get("merged_into_id")?,
        created_ms: row.get("created_ms")?,
        updated_ms: row.get("updated_ms")?,
        trashed_ms: row.get("trashed_ms")?,
        rev: row.get("rev")?,
    })
}
