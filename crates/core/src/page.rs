//! Lists are read by seeking, never by offset: a page names the place where the next one starts.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// The most rows one page may hold.
pub const LIMIT_MAX: u32 = 200;
/// Rows of a page when the caller names no limit.
pub const LIMIT_DEFAULT: u32 = 50;
/// Counts are exact up to this many and say "more" above.
pub const COUNT_MAX: i64 = 1_000;

/// One page of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Pass as `after` for the following page; `null` on the last one.
    pub next: Option<String>,
}

/// A whole list that is short by nature (statuses, pipelines).
#[derive(Debug, Clone, Serialize)]
pub struct List<T> {
    pub items: Vec<T>,
}

/// The derive would leave out what the items refer to.
fn list_of<T: ToSchema>() -> ObjectBuilder {
    let item = Ref::from_schema_name(T::name());
    ObjectBuilder::new().property("items", ArrayBuilder::new().items(item)).required("items")
}

fn item_schemas<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    schemas.push((T::name().into_owned(), T::schema()));
    T::schemas(schemas);
}

impl<T: ToSchema> PartialSchema for Page<T> {
    fn schema() -> RefOr<Schema> {
        list_of::<T>().property("next", Option::<String>::schema()).required("next").into()
    }
}

impl<T: ToSchema> ToSchema for Page<T> {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        item_schemas::<T>(schemas);
    }
}

impl<T: ToSchema> PartialSchema for List<T> {
    fn schema() -> RefOr<Schema> {
        list_of::<T>().into()
    }
}

impl<T: ToSchema> ToSchema for List<T> {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        item_schemas::<T>(schemas);
    }
}

/// A number of records, exact to [`COUNT_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Count {
    pub n: i64,
    /// There are more than `n`.
    pub more: bool,
}

impl Count {
    /// From a count that stopped looking at `COUNT_MAX + 1`.
    pub const fn capped(n: i64) -> Self {
        if n > COUNT_MAX { Self { n: COUNT_MAX, more: true } } else { Self { n, more: false } }
    }
}

/// Checks a caller's limit. Errors: `invalid` on `limit`.
pub fn limit(asked: Option<u32>) -> Result<usize> {
    match asked {
        None => Ok(LIMIT_DEFAULT as usize),
        Some(n) if (1..=LIMIT_MAX).contains(&n) => Ok(n as usize),
        Some(_) => Err(Error::invalid("limit", format!("Ask for 1 to {LIMIT_MAX} rows at a time."))),
    }
}

/// Cuts `limit + 1` fetched rows into a page; the key of the last kept row becomes `next`.
pub fn page<T, K: Serialize>(mut rows: Vec<T>, limit: usize, key: impl Fn(&T) -> K) -> Result<Page<T>> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = match rows.last() {
        Some(last) if more => Some(serde_json::to_string(&key(last))?),
        _ => None,
    };
    Ok(Page { items: rows, next })
}

/// Reads a place written by [`page`]. Errors: `invalid` on `after`.
pub fn after<K: DeserializeOwned>(place: Option<&str>) -> Result<Option<K>> {
    place
        .map(|text| {
            serde_json::from_str(text).map_err(|_| {
                Error::invalid(
                    "after",
                    "This place in the list is not one Onhand gave out. Start from the top.",
                )
            })
        })
        .transpose()
}
