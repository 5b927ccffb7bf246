//! The customer list and the counts of its views.

use super::sql;
use super::types::{
    CountCustomers, CustomerCounts, CustomerRow, CustomerSort, CustomerStatus, CustomerView, ListCustomers,
};
use crate::conditions::{self, Moment};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::filter::Filter;
use crate::log::tables::Record;
use crate::page::{self, Count, Page};
use crate::people::tags;
use crate::text;
use rusqlite::types::Value as Bound;
use rusqlite::{Row, params_from_iter};

/// `customers.list`. Errors: `invalid` on `limit` or `after`.
pub fn list(ctx: &Ctx<'_>, args: ListCustomers) -> Result<Page<CustomerRow>> {
    let limit = page::limit(args.limit)?;
    let mut filter = Filter::new();
    view(ctx, &mut filter, args.view.unwrap_or(CustomerView::All));
    filter.and_some("c.status = ?", args.status.map(|status| status.word().to_owned()));
    filter.and_some("c.owner_id = ?", args.owner_id.map(|id| id.0));
    filter.and_some("c.organisation_id = ?", args.organisation_id.map(|id| id.0));
    if let Some(name) = args.tag {
        match tags::find(ctx, &name)? {
            Some(tag) => {
                filter.and("c.id IN (SELECT customer_id FROM customer_tags WHERE tag_id = ?)", [tag.0.into()])
            }
            None => return Ok(Page { items: Vec::new(), next: None }),
        };
    }
    if let Some(q) = args.q.map(|q| text::fold(&q)).filter(|q| !q.is_empty()) {
        beginning(&mut filter, &q);
    }
    if let Some(tree) = &args.condition {
        let (clause, bound) = conditions::compile(Record::Customer, tree, Moment::of(ctx), "c")?;
        filter.and(&clause, bound);
    }
    let order = match args.sort.unwrap_or(CustomerSort::Name) {
        CustomerSort::Name => {
            if let Some((name, id)) = page::after::<(String, i64)>(args.after.as_deref())? {
                filter.and("(c.name_folded, c.id) > (?, ?)", [name.into(), id.into()]);
            }
            "c.name_folded, c.id"
        }
        CustomerSort::Newest => {
            if let Some((at, id)) = page::after::<(i64, i64)>(args.after.as_deref())? {
                filter.and("(c.created_ms, c.id) < (?, ?)", [at.into(), id.into()]);
            }
            "c.created_ms DESC, c.id DESC"
        }
    };
    let mut statement = ctx.conn().prepare_cached(&filter.statement(sql::ROW, order, limit))?;
    let rows =
        statement.query_map(params_from_iter(filter.bound()), row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    match args.sort.unwrap_or(CustomerSort::Name) {
        CustomerSort::Name => page::page(rows, limit, |row| (row.name_folded.clone(), row.id)),
        CustomerSort::Newest => page::page(rows, limit, |row| (row.created_ms, row.id)),
    }
}

/// `customers.counts`: how many each view shows, exact to a thousand.
pub fn counts(ctx: &Ctx<'_>, _args: CountCustomers) -> Result<CustomerCounts> {
    let count = |of: CustomerView| -> Result<Count> {
        let mut filter = Filter::new();
        view(ctx, &mut filter, of);
        let mut statement = ctx.conn().prepare_cached(&sql::count(&filter.clauses()))?;
        Ok(Count::capped(statement.query_row(params_from_iter(filter.bound()), |row| row.get(0))?))
    };
    Ok(CustomerCounts {
        all: count(CustomerView::All)?,
        active: count(CustomerView::Active)?,
        leads: count(CustomerView::Leads)?,
        churned: count(CustomerView::Churned)?,
        mine: count(CustomerView::Mine)?,
    })
}

fn view(ctx: &Ctx<'_>, filter: &mut Filter, view: CustomerView) {
    filter.fixed(sql::LIVE);
    let status = match view {
        CustomerView::All => None,
        CustomerView::Active => Some(CustomerStatus::Active),
        CustomerView::Leads => Some(CustomerStatus::Lead),
        CustomerView::Churned => Some(CustomerStatus::Churned),
        CustomerView::Mine => {
            filter.and("c.owner_id = ?", [ctx.actor.user_id().map_or(Bound::Null, Bound::Integer)]);
            None
        }
    };
    filter.and_some("c.status = ?", status.map(|status| status.word().to_owned()));
}

/// Names, addresses and numbers that begin with what was typed; ranges, so that the indexes lead to the few that do.
fn beginning(filter: &mut Filter, q: &str) {
    let end = format!("{q}\u{10ffff}");
    let digits: String = q.chars().filter(char::is_ascii_digit).collect();
    let mut values: Vec<Bound> =
        vec![q.to_owned().into(), end.clone().into(), q.to_owned().into(), end.into()];
    if digits.len() >= 3 {
        let end = format!("{digits}:");
        values.extend([digits.into(), end.into()]);
        filter.and(sql::BEGINNING_OR_NUMBER, values);
    } else {
        filter.and(sql::BEGINNING, values);
    }
}

fn row(row: &Row<'_>) -> rusqlite::Result<CustomerRow> {
    let tags: String = row.get("tags")?;
    Ok(CustomerRow {
        id: row.get("id")?,
        kind: row.get("kind")?,
        name: row.get("name")?,
        status: row.get("status")?,
        city: row.get("city")?,
        owner_id: row.get("owner_id")?,
        email: row.get("email")?,
        phone: row.get("phone")?,
        tags: serde_json::from_str(&tags).unwrap_or_default(),
        open_tickets: row.get("open_tickets")?,
        created_ms: row.get("created_ms")?,
        name_folded: row.get("name_folded")?,
    })
}
