//! The figures on top of a customer's page.

use super::types::{CustomerPerson, CustomerSummary, GetCustomer};
use super::{family, sql};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::log::unit::none;
use crate::page::Count;
use crate::people::business;
use rusqlite::Connection;

/// `customers.summary`: open work, money and people, counted over the family of merged customers.
///
/// Money is summed in the business's currency only; deals in other currencies are not in the figures. Errors: `not_found`.
pub fn summary(ctx: &Ctx<'_>, args: GetCustomer) -> Result<CustomerSummary> {
    super::get(ctx, args.clone())?;
    let conn = ctx.conn();
    let family = family(conn, args.id)?;
    let currency = business::get(ctx)?.currency;
    let count = |statement: &str| -> Result<Count> {
        Ok(Count::capped(conn.prepare_cached(statement)?.query_row([&family], |row| row.get(0))?))
    };
    let (open_deals, open_deals_minor, won_minor) =
        conn.prepare_cached(sql::DEALS)?.query_row([&family, &currency], |row| {
            Ok((row.get::<_, i64>("open")?, row.get("open_minor")?, row.get("won_minor")?))
        })?;
    let last = last_contact(conn, &family)?;
    let mut people = conn.prepare_cached(sql::PEOPLE)?;
    let people = people.query_map([args.id], |row| {
        Ok(CustomerPerson {
            id: row.get("id")?,
            name: row.get("name")?,
            job_title: row.get("job_title")?,
            email: row.get("email")?,
            phone: row.get("phone")?,
        })
    })?;
    Ok(CustomerSummary {
        open_tickets: count(sql::OPEN_TICKETS)?,
        open_deals: Count::capped(open_deals),
        open_deals_minor,
        won_minor,
        currency,
        last_contact_ms: last.as_ref().map(|(at, _)| *at),
        last_contact_kind: last.map(|(_, kind)| kind),
        tasks_open: count(sql::OPEN_TASKS)?,
        people: people.collect::<rusqlite::Result<_>>()?,
    })
}

/// When we last spoke with one of the family, and how: a logged call or visit, or a message in a ticket. Notes of our own
/// are no contact.
pub(super) fn last_contact(conn: &Connection, family: &str) -> Result<Option<(i64, String)>> {
    let logged: Option<(i64, String)> = conn
        .prepare_cached(sql::LAST_INTERACTION)?
        .query_row([family], |row| Ok((row.get("at_ms")?, row.get("kind")?)))
        .map(Some)
        .or_else(none)?;
    let written: Option<i64> =
        conn.prepare_cached(sql::LAST_MESSAGE)?.query_row([family], |row| row.get(0))?;
    let written = written.map(|at_ms| (at_ms, "message".to_owned()));
    Ok(logged.into_iter().chain(written).max_by_key(|(at_ms, _)| *at_ms))
}
