//! Reading one page of the timeline.

use super::sql;
use super::types::{GetTimeline, TimelineFilter, TimelineItem};
use super::words::Teller;
use crate::ctx::Ctx;
use crate::customers;
use crate::error::{Error, Result};
use crate::filter::Filter;
use crate::log::{revision, tables::Record};
use crate::page::{self, Page};
use rusqlite::params_from_iter;

/// `timeline.get`: one page, newest first, over the family of merged customers. Errors: `not_found`, `invalid`.
pub fn get(ctx: &Ctx<'_>, args: GetTimeline) -> Result<Page<TimelineItem>> {
    let limit = page::limit(args.limit)?;
    if revision::now(ctx.conn(), Record::Customer, args.customer_id.0)?.is_none() {
        return Err(Error::not_found("error.gone.customer"));
    }
    let filter = filter(ctx, &args)?;
    let mut statement = ctx.conn().prepare_cached(&filter.statement(sql::ROW, sql::ORDER, limit))?;
    let mut rows = statement.query(params_from_iter(filter.bound()))?;
    let mut teller = Teller::new(ctx);
    let mut items = Vec::with_capacity(limit + 1);
    while let Some(row) = rows.next()? {
        items.push(teller.tell(row)?);
    }
    page::page(items, limit, |item| (item.at_ms, item.seq))
}

/// The WHERE of a page.
pub(super) fn filter(ctx: &Ctx<'_>, args: &GetTimeline) -> Result<Filter> {
    let mut filter = Filter::new();
    let family = customers::family(ctx.conn(), args.customer_id)?;
    match serde_json::from_str::<Vec<i64>>(&family)?.as_slice() {
        [only] => filter.and(sql::OF_ONE, [(*only).into()]),
        _ => filter.and(sql::OF_FAMILY, [family.into()]),
    };
    match args.filter.unwrap_or(TimelineFilter::All) {
        TimelineFilter::All => &mut filter,
        TimelineFilter::Conversations => filter.fixed(sql::CONVERSATIONS),
        TimelineFilter::Tickets => filter.and(sql::OF_TYPE, ["ticket".to_owned().into()]),
        TimelineFilter::Deals => filter.and(sql::OF_TYPE, ["deal".to_owned().into()]),
        TimelineFilter::Runs => filter.and(sql::OF_TYPE, ["run".to_owned().into()]),
    };
    if let Some((at, seq)) = page::after::<(i64, i64)>(args.after.as_deref())? {
        filter.and("(t.at_ms, t.seq) < (?, ?)", [at.into(), seq.into()]);
    }
    Ok(filter)
}
