//! People who work here, and what each may do.

use super::sql;
use crate::ctx::{Ctx, Role};
use crate::error::{Code, Error, Result};
use crate::ids::UserId;
use crate::log::{revision, tables::Record, unit::none};
use crate::page::List;
use crate::patch::Patch;
use crate::phrases::say;
use crate::text;
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

const LAST_OWNER: &str = "Somebody must own the business. Make another person owner first.";

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct User {
    pub id: UserId,
    pub name: String,
    pub email: Option<String>,
    pub role: Role,
    /// Switched-off people keep their history but cannot sign in.
    pub active: bool,
    pub rev: i64,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListUsers {}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateUser {
    pub name: String,
    #[serde(default)]
    pub email: Option<String>,
    pub role: Role,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateUser {
    pub id: UserId,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub name: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub email: Patch<String>,
    #[serde(default)]
    pub role: Option<Role>,
    #[serde(default)]
    pub active: Option<bool>,
    #[serde(default)]
    pub rev: Option<i64>,
}

/// `users.list`: everybody, switched-off people included.
pub fn list(ctx: &Ctx<'_>, _args: ListUsers) -> Result<List<User>> {
    let mut statement = ctx.conn().prepare_cached(&sql::users("1 = 1"))?;
    Ok(List { items: statement.query_map([], row)?.collect::<rusqlite::Result<_>>()? })
}

/// `users.create`. Errors: `invalid`; `forbidden` when an admin would make an owner.
pub fn create(ctx: &Ctx<'_>, args: CreateUser) -> Result<User> {
    may_give(ctx, args.role)?;
    let name = text::line("name", &args.name)?;
    let email = text::optional_line("email", args.email)?;
    let bound = rusqlite::params![name, email, args.role.name(), ctx.at_ms()];
    ctx.conn().prepare_cached(sql::INSERT_USER)?.execute(bound)?;
    one(ctx, UserId(ctx.conn().last_insert_rowid()))
}

/// `users.update`. Errors: `not_found`, `invalid`, `conflict`, `forbidden`; the last owner stays an owner.
pub fn update(ctx: &Ctx<'_>, args: UpdateUser) -> Result<User> {
    let user = one(ctx, args.id)?;
    if let Some(role) = args.role {
        may_give(ctx, role)?;
    }
    if user.role == Role::Owner {
        may_give(ctx, Role::Owner)?;
    }
    let fields: Vec<&str> = [
        (!args.name.is_keep()).then_some("name"),
        (!args.email.is_keep()).then_some("email"),
        args.role.map(|_| "role"),
        args.active.map(|_| "active"),
    ]
    .into_iter()
    .flatten()
    .collect();
    revision::check(ctx, (Record::User, user.id.0), args.rev, &fields)?;
    let name = text::line("name", &args.name.over(Some(user.name.clone())).unwrap_or_default())?;
    let email = text::optional_line("email", args.email.over(user.email.clone()))?;
    let role = args.role.unwrap_or(user.role);
    let active = args.active.unwrap_or(user.active);
    let bound = rusqlite::params![user.id, name, email, role.name(), active];
    ctx.conn().prepare_cached(sql::UPDATE_USER)?.execute(bound)?;
    if first_owner(ctx.conn())?.is_none() {
        return Err(Error::invalid("role", LAST_OWNER));
    }
    one(ctx, user.id)
}

/// The business keeps an owner who can sign in; without one nobody could ever come back in. Errors: `conflict`.
pub(crate) fn owner_stays(conn: &Connection) -> Result<()> {
    if first_owner(conn)?.is_some() {
        return Ok(());
    }
    Err(Error::new(Code::Conflict, LAST_OWNER))
}

/// Errors: `forbidden` for a role above the caller's own.
pub(crate) fn may_give(ctx: &Ctx<'_>, role: Role) -> Result<()> {
    if ctx.actor.role().may(role) {
        return Ok(());
    }
    Err(Error::new(Code::Forbidden, say("error.right.above_own")).field("role"))
}

/// One person. Errors: `not_found`.
pub fn one(ctx: &Ctx<'_>, id: UserId) -> Result<User> {
    find(ctx.conn(), id)?.ok_or_else(|| Error::not_found("error.gone.person"))
}

/// The first person of exactly this name; imports ask.
pub fn named(ctx: &Ctx<'_>, name: &str) -> Result<Option<UserId>> {
    Ok(ctx
        .conn()
        .prepare_cached(sql::USER_NAMED)?
        .query_row([name], |row| row.get(0))
        .map(Some)
        .or_else(none)?)
}

/// A person by id, for sign-in.
pub fn find(conn: &Connection, id: UserId) -> Result<Option<User>> {
    Ok(conn.prepare_cached(&sql::users("id = ?1"))?.query_row([id], row).map(Some).or_else(none)?)
}

/// Gives a file without an owner one: the first who ever was, or somebody new of this name.
pub(crate) fn mend_owner(ctx: &Ctx<'_>, name: &str) -> Result<()> {
    if ctx.conn().prepare_cached(sql::BRING_OWNER_BACK)?.execute([])? == 0 {
        create(ctx, CreateUser { name: name.to_owned(), email: None, role: Role::Owner })?;
    }
    Ok(())
}

/// The owner as whom the window and the command line act.
pub fn first_owner(conn: &Connection) -> Result<Option<UserId>> {
    Ok(conn.prepare_cached(sql::FIRST_OWNER)?.query_row([], |row| row.get(0)).map(Some).or_else(none)?)
}

fn row(row: &Row<'_>) -> rusqlite::Result<User> {
    let role: String = row.get("role")?;
    Ok(User {
        id: row.get("id")?,
        name: row.get("name")?,
        email: row.get("email")?,
        role: Role::parse(&role).unwrap_or(Role::Viewer),
        active: row.get("active")?,
        rev: row.get("rev")?,
    })
}
