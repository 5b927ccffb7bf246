//! The stages of a pipeline, replaced as a set.

use super::sql;
use super::types::{DeleteStage, Stage, StageInput, StageKind};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::{PipelineId, StageId};
use crate::log::unit::none;
use crate::phrases::say;
use crate::text;
use crate::words::{self, DeletedWord, Word, WordKind};
use rusqlite::{Row, params};
use std::sync::LazyLock;

static OF_PIPELINE: LazyLock<String> = LazyLock::new(|| sql::stages("s.pipeline_id = ?1"));
static EVERY: LazyLock<String> = LazyLock::new(|| sql::stages("1 = 1"));
static ONE: LazyLock<String> = LazyLock::new(|| sql::stages("s.id = ?1"));

/// Most stages of one pipeline.
const STAGES_MAX: usize = 30;
/// Longest limit, days.
const LIMIT_MAX_DAYS: i64 = 3_650;

/// The stages of a pipeline, in their order.
pub fn stages(ctx: &Ctx<'_>, pipeline: PipelineId) -> Result<Vec<Stage>> {
    let mut statement = ctx.conn().prepare_cached(&OF_PIPELINE)?;
    Ok(statement.query_map([pipeline], row)?.collect::<rusqlite::Result<_>>()?)
}

/// The stages of every pipeline that is not in the trash.
pub fn all(ctx: &Ctx<'_>) -> Result<Vec<Stage>> {
    let mut statement = ctx.conn().prepare_cached(&EVERY)?;
    Ok(statement.query_map([], row)?.collect::<rusqlite::Result<_>>()?)
}

/// A stage and its pipeline. Errors: `invalid` on `stage_id`.
pub fn stage(ctx: &Ctx<'_>, id: StageId) -> Result<(Stage, PipelineId)> {
    let mut statement = ctx.conn().prepare_cached(&ONE)?;
    let found = statement
        .query_row([id], |found| Ok((row(found)?, found.get("pipeline_id")?)))
        .map(Some)
        .or_else(none)?;
    found.ok_or_else(|| Error::invalid("stage_id", say("error.choice.stage")))
}

/// Makes these the stages, in this order. Errors: `invalid` on `stages`.
pub fn set(ctx: &Ctx<'_>, pipeline: PipelineId, wanted: &[StageInput]) -> Result<()> {
    let complete = [StageKind::Open, StageKind::Won, StageKind::Lost]
        .into_iter()
        .all(|kind| wanted.iter().any(|stage| stage.kind.unwrap_or(StageKind::Open) == kind));
    if !complete {
        let why = say("error.last.stages");
        return Err(Error::invalid("stages", why));
    }
    if wanted.len() > STAGES_MAX {
        return Err(Error::invalid("stages", say("error.stage.many").with("max", STAGES_MAX)));
    }
    for gone in
        stages(ctx, pipeline)?.into_iter().filter(|stage| wanted.iter().all(|kept| kept.id != Some(stage.id)))
    {
        drop_empty(ctx, &gone)?;
    }
    for (position, stage) in wanted.iter().enumerate() {
        write(ctx, pipeline, stage, position as i64 + 1)?;
    }
    Ok(())
}

/// `stages.delete`: its deals go to the replacement, a stage of the same pipeline and meaning. Errors: `not_found`,
/// `invalid` for the last of its meaning or when the replacement is missing or does not fit, `conflict` while a workflow
/// names it.
pub fn delete(ctx: &Ctx<'_>, args: DeleteStage) -> Result<DeletedWord> {
    let word = Word { kind: WordKind::Stage, id: args.id.0 };
    words::delete(ctx, word, args.replacement_id.map(|id| id.0))
}

/// Whether its pipeline would keep a stage of that meaning. Errors: `invalid`.
pub(crate) fn may_go(ctx: &Ctx<'_>, id: StageId) -> Result<()> {
    let (going, pipeline) = stage(ctx, id)?;
    let mut others = stages(ctx, pipeline)?.into_iter().filter(|other| other.id != id);
    if others.any(|other| other.kind == going.kind) {
        return Ok(());
    }
    Err(Error::invalid("id", say("error.last.stage").with("name", going.name)))
}

/// Whether deals of one stage may stand in the other as they are: same pipeline, same meaning.
pub(crate) fn are_alike(ctx: &Ctx<'_>, one: StageId, other: StageId) -> Result<bool> {
    let ((one, its), (other, others)) = (stage(ctx, one)?, stage(ctx, other)?);
    Ok(its == others && one.kind == other.kind)
}

/// Removes a stage without deals.
pub(crate) fn drop(ctx: &Ctx<'_>, id: StageId) -> Result<()> {
    ctx.conn().prepare_cached(sql::DROP_STAGE)?.execute([id])?;
    Ok(())
}

fn drop_empty(ctx: &Ctx<'_>, stage: &Stage) -> Result<()> {
    let (live, every): (i64, i64) = ctx
        .conn()
        .prepare_cached(sql::DEALS_IN)?
        .query_row([stage.id], |row| Ok((row.get("live")?, row.get("every")?)))?;
    if every == 0 {
        ctx.conn().prepare_cached(sql::DROP_STAGE)?.execute([stage.id])?;
        return Ok(());
    }
    let why =
        if live > 0 { say("error.stage.holds").with("count", live) } else { say("error.stage.trashed") };
    Err(Error::invalid("stages", why.with("name", stage.name.as_str())))
}

fn write(ctx: &Ctx<'_>, pipeline: PipelineId, stage: &StageInput, position: i64) -> Result<()> {
    let name = text::line("stages", &stage.name)?;
    let kind = stage.kind.unwrap_or(StageKind::Open);
    let probability = match kind {
        StageKind::Open => stage.probability_pct.unwrap_or(50),
        StageKind::Won => 100,
        StageKind::Lost => 0,
    };
    if !(0..=100).contains(&probability) {
        return Err(Error::invalid("stages", say("error.stage.probability").with("name", name)));
    }
    if stage.limit_days.is_some_and(|days| !(1..=LIMIT_MAX_DAYS).contains(&days)) {
        let why = say("error.stage.limit").with("name", name).with("max", LIMIT_MAX_DAYS);
        return Err(Error::invalid("stages", why));
    }
    let limit = stage.limit_days.filter(|_| kind == StageKind::Open);
    match stage.id {
        None => {
            let values = params![pipeline, name, probability, position, limit, kind];
            ctx.conn().prepare_cached(sql::ADD_STAGE)?.execute(values)?;
        }
        Some(id) => {
            let (now, of) = self::stage(ctx, id).map_err(|error| error.field("stages"))?;
            if of != pipeline {
                return Err(Error::invalid("stages", say("error.stage.foreign").with("name", name)));
            }
            if now.kind != kind {
                keeps_kind(ctx, &now)?;
            }
            let values = params![pipeline, id, name, probability, position, limit, kind];
            ctx.conn().prepare_cached(sql::UPDATE_STAGE)?.execute(values)?;
        }
    }
    Ok(())
}

/// Whether a deal is open follows from its stage, so the kind of a stage with deals stays.
fn keeps_kind(ctx: &Ctx<'_>, stage: &Stage) -> Result<()> {
    let every: i64 =
        ctx.conn().prepare_cached(sql::DEALS_IN)?.query_row([stage.id], |row| row.get("every"))?;
    if every == 0 {
        return Ok(());
    }
    let why = say("error.stage.keeps_kind").with("name", stage.name.as_str());
    Err(Error::invalid("stages", why))
}

fn row(row: &Row<'_>) -> rusqlite::Result<Stage> {
    Ok(Stage {
        id: row.get("id")?,
        name: row.get("name")?,
        probability_pct: row.get("probability_pct")?,
        position: row.get("position")?,
        limit_days: row.get("limit_days")?,
        kind: row.get("kind")?,
    })
}
