//! The business itself: its name, zone, currency and language, and what a new file starts with.

use super::{sql, users};
use crate::ctx::{Ctx, Role};
use crate::error::{Error, Result};
use crate::ids::JobId;
use crate::log::{revision, tables::Record, unit::none};
use crate::phrases::say;
use crate::text;
use crate::wire::wire_enum;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Business {
    pub name: String,
    /// IANA name, such as `Europe/London`; decides what "today" means.
    pub zone: String,
    /// ISO 4217.
    pub currency: String,
    /// BCP 47; decides how numbers and dates are written.
    pub locale: String,
    pub rev: i64,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetSession {}

wire_enum! {
    /// How a new file begins.
    Beginning {
        /// A firm to try things out on.
        Sample = "sample",
        Empty = "empty",
        /// The person brings data next.
        Import = "import",
    }
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartBusiness {
    pub choice: Beginning,
}

/// A file that has begun.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Begun {
    /// The work that fills the file, to be watched.
    pub job_id: Option<JobId>,
}

/// Who is here, for whom, and whether the file is new.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Session {
    pub user: users::User,
    pub business: Business,
    /// Nobody has chosen yet between sample, import and empty.
    pub first_start: bool,
    pub version: &'static str,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateBusiness {
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub zone: Option<String>,
    #[serde(default)]
    pub currency: Option<String>,
    #[serde(default)]
    pub locale: Option<String>,
    #[serde(default)]
    pub rev: Option<i64>,
}

/// `session.get`: the person and the business of this session.
pub fn session(ctx: &Ctx<'_>, _args: GetSession) -> Result<Session> {
    let id = ctx.actor.user_id().map(crate::ids::UserId);
    let id = match id {
        Some(id) => id,
        None => users::first_owner(ctx.conn())?.ok_or_else(|| Error::not_found("error.gone.person"))?,
    };
    let started: bool = ctx.conn().query_row(sql::STARTED, [], |row| row.get(0))?;
    Ok(Session {
        user: users::one(ctx, id)?,
        business: get(ctx)?,
        first_start: !started,
        version: env!("CARGO_PKG_VERSION"),
    })
}

/// The business row.
pub fn get(ctx: &Ctx<'_>) -> Result<Business> {
    let found = ctx
        .conn()
        .prepare_cached(sql::BUSINESS)?
        .query_row([], |row| {
            Ok(Business {
                name: row.get("name")?,
                zone: row.get("zone")?,
                currency: row.get("currency")?,
                locale: row.get("locale")?,
                rev: row.get("rev")?,
            })
        })
        .map(Some)
        .or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.business"))
}

/// `business.update`. Errors: `invalid` for an unknown zone or currency, `conflict`.
pub fn update(ctx: &Ctx<'_>, args: UpdateBusiness) -> Result<Business> {
    let now = get(ctx)?;
    let fields: Vec<&str> = [
        args.name.as_ref().map(|_| "name"),
        args.zone.as_ref().map(|_| "zone"),
        args.currency.as_ref().map(|_| "currency"),
        args.locale.as_ref().map(|_| "locale"),
    ]
    .into_iter()
    .flatten()
    .collect();
    revision::check(ctx, (Record::Business, 1), args.rev, &fields)?;
    let name = text::line("name", &args.name.unwrap_or(now.name))?;
    let zone = args.zone.unwrap_or(now.zone);
    if zone.parse::<chrono_tz::Tz>().is_err() {
        return Err(Error::invalid("zone", say("error.value.zone")));
    }
    let currency = args.currency.unwrap_or(now.currency).to_uppercase();
    currency_code("currency", &currency)?;
    let locale = text::line("locale", &args.locale.unwrap_or(now.locale))?;
    language_tag("locale", &locale)?;
    ctx.conn()
        .prepare_cached(sql::UPDATE_BUSINESS)?
        .execute(rusqlite::params![name, zone, currency, locale])?;
    get(ctx)
}

/// Checks the shape of a language tag: language, perhaps a script, perhaps a region (BCP 47). Errors: `invalid`.
fn language_tag(field: &str, tag: &str) -> Result<()> {
    let letters = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let region = |part: &str| {
        letters(part, 2..=2) || (part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let parts: Vec<&str> = tag.split('-').collect();
    let right = match parts.as_slice() {
        [language] => letters(language, 2..=3),
        [language, second] => letters(language, 2..=3) && (region(second) || letters(second, 4..=4)),
        [language, script, place] => letters(language, 2..=3) && letters(script, 4..=4) && region(place),
        _ => false,
    };
    if right {
        return Ok(());
    }
    Err(Error::invalid(field, say("error.value.language")))
}

/// Checks the shape of an ISO 4217 code. Errors: `invalid`.
pub fn currency_code(field: &str, code: &str) -> Result<()> {
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(());
    }
    Err(Error::invalid(field, say("error.value.currency")))
}

/// Remembers that somebody chose how to begin.
pub fn mark_started(ctx: &Ctx<'_>) -> Result<()> {
    ctx.conn().execute(sql::SET_STARTED, [])?;
    Ok(())
}

/// `business.start`: the choice of the first start is made; nobody is asked again. Errors: `conflict` when the sample is
/// to go into a file that holds something.
pub fn start(ctx: &Ctx<'_>, args: StartBusiness) -> Result<Begun> {
    let job_id = match args.choice {
        Beginning::Sample => Some(crate::sample::start(ctx)?),
        Beginning::Empty | Beginning::Import => None,
    };
    mark_started(ctx)?;
    Ok(Begun { job_id })
}

/// Whether the file has begun.
pub fn is_there(conn: &Connection) -> Result<bool> {
    Ok(conn.prepare_cached(sql::BUSINESS)?.exists([])?)
}

/// The first people of a new file: the business and its owner.
pub fn set_up(ctx: &Ctx<'_>, owner: &str) -> Result<()> {
    ctx.conn()
        .execute(sql::INSERT_BUSINESS, rusqlite::params!["My business", "Europe/London", "GBP", "en-GB"])?;
    users::create(ctx, users::CreateUser { name: owner.to_owned(), email: None, role: Role::Owner })?;
    Ok(())
}
