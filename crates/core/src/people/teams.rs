//! Teams: whose queue a ticket is in.

use super::sql;
use crate::ctx::Ctx;
use crate::error::{Code, Error, Result};
use crate::ids::{TeamId, UserId};
use crate::log::{revision, tables::Record, unit::none};
use crate::page::List;
use crate::patch::Patch;
use crate::phrases::say;
use crate::text;
use crate::words::{self, DeletedWord, Word, WordKind};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    pub member_ids: Vec<UserId>,
    pub rev: i64,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListTeams {}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTeam {
    pub name: String,
    #[serde(default)]
    pub member_ids: Vec<UserId>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateTeam {
    pub id: TeamId,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub name: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<Vec<i64>>)]
    pub member_ids: Patch<Vec<UserId>>,
    #[serde(default)]
    pub rev: Option<i64>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteTeam {
    pub id: TeamId,
    /// Whose queue its tickets are in afterwards; nobody's when left out.
    #[serde(default)]
    pub replacement_id: Option<TeamId>,
}

/// `teams.list`: every team, by name.
pub fn list(ctx: &Ctx<'_>, _args: ListTeams) -> Result<List<Team>> {
    Ok(List { items: select(ctx, None)? })
}

/// `teams.create`. Errors: `invalid` on `name`, `conflict` when the name is taken.
pub fn create(ctx: &Ctx<'_>, args: CreateTeam) -> Result<Team> {
    let name = text::line("name", &args.name)?;
    if find(ctx, &name)?.is_some() {
        return Err(taken());
    }
    let id = insert(ctx, &name)?;
    set_members(ctx, id, &args.member_ids)?;
    one(ctx, id)
}

/// `teams.update`. Errors: `not_found`, `invalid`, `conflict`.
pub fn update(ctx: &Ctx<'_>, args: UpdateTeam) -> Result<Team> {
    one(ctx, args.id)?;
    let fields: Vec<&str> =
        [(!args.name.is_keep()).then_some("name"), (!args.member_ids.is_keep()).then_some("members")]
            .into_iter()
            .flatten()
            .collect();
    revision::check(ctx, (Record::Team, args.id.0), args.rev, &fields)?;
    if let Patch::Set(name) = &args.name {
        let name = text::line("name", name)?;
        if find(ctx, &name)?.is_some_and(|other| other != args.id) {
            return Err(taken());
        }
        ctx.conn().prepare_cached(sql::UPDATE_TEAM)?.execute(rusqlite::params![
            args.id,
            name,
            text::fold(&name)
        ])?;
    }
    match &args.member_ids {
        Patch::Keep => {}
        Patch::Clear => set_members(ctx, args.id, &[])?,
        Patch::Set(members) => set_members(ctx, args.id, members)?,
    }
    one(ctx, args.id)
}

/// `teams.delete`: into the trash; its tickets go to the replacement or belong to no team. Errors: `not_found`, `invalid`,
/// `conflict` while a workflow names it.
pub fn delete(ctx: &Ctx<'_>, args: DeleteTeam) -> Result<DeletedWord> {
    let word = Word { kind: WordKind::Team, id: args.id.0 };
    words::delete(ctx, word, args.replacement_id.map(|id| id.0))
}

/// The team of this name; made if it is not there. Imports use it.
pub fn find_or_create(ctx: &Ctx<'_>, name: &str) -> Result<TeamId> {
    match find(ctx, name)? {
        Some(id) => Ok(id),
        None => insert(ctx, &text::line("team", name)?),
    }
}

fn find(ctx: &Ctx<'_>, name: &str) -> Result<Option<TeamId>> {
    Ok(ctx
        .conn()
        .prepare_cached(sql::TEAM_NAMED)?
        .query_row([text::fold(name)], |row| row.get(0))
        .map(Some)
        .or_else(none)?)
}

fn insert(ctx: &Ctx<'_>, name: &str) -> Result<TeamId> {
    ctx.conn().prepare_cached(sql::INSERT_TEAM)?.execute(rusqlite::params![
        name,
        text::fold(name),
        ctx.at_ms()
    ])?;
    Ok(TeamId(ctx.conn().last_insert_rowid()))
}

fn set_members(ctx: &Ctx<'_>, id: TeamId, members: &[UserId]) -> Result<()> {
    ctx.conn()
        .prepare_cached(sql::DROP_MEMBERS)?
        .execute(rusqlite::params![id, serde_json::to_string(members)?])?;
    for member in members {
        super::users::one(ctx, *member)
            .map_err(|_| Error::invalid("member_ids", say("error.choice.people")))?;
        ctx.conn().prepare_cached(sql::ADD_MEMBER)?.execute(rusqlite::params![id, member])?;
    }
    Ok(())
}

fn one(ctx: &Ctx<'_>, id: TeamId) -> Result<Team> {
    select(ctx, Some(id))?.pop().ok_or_else(|| Error::not_found("error.gone.team"))
}

fn select(ctx: &Ctx<'_>, id: Option<TeamId>) -> Result<Vec<Team>> {
    let mut statement = ctx.conn().prepare_cached(sql::TEAMS)?;
    let rows = statement.query_map([id], |row| {
        Ok((
            Team { id: row.get("id")?, name: row.get("name")?, member_ids: Vec::new(), rev: row.get("rev")? },
            row.get::<_, String>("member_ids")?,
        ))
    })?;
    rows.map(|row| {
        let (mut team, members) = row?;
        team.member_ids = serde_json::from_str(&members)?;
        Ok(team)
    })
    .collect()
}

fn taken() -> Error {
    Error::new(Code::Conflict, say("error.taken.team")).field("name")
}
