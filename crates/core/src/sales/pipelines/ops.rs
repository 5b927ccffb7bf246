//! Making, listing and changing pipelines.

use super::types::{
    CreatePipeline, DeletePipeline, ListPipelines, Pipeline, StageInput, StageKind, UpdatePipeline,
};
use super::{sql, stages};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::PipelineId;
use crate::log::{revision, tables::Record, unit::none};
use crate::page::List;
use crate::people::business;
use crate::phrases::say;
use crate::text;
use crate::words::{self, DeletedWord, Word, WordKind};
use rusqlite::{Row, params};

/// `pipelines.list`: every pipeline with its stages and the value of its open deals.
pub fn list(ctx: &Ctx<'_>, _args: ListPipelines) -> Result<List<Pipeline>> {
    let currency = business::get(ctx)?.currency;
    let mut statement = ctx.conn().prepare_cached(sql::PIPELINES)?;
    let rows = statement.query_map(params![currency, None::<i64>], |found| row(found, &currency))?;
    let mut items = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    for pipeline in &mut items {
        pipeline.stages = stages::stages(ctx, pipeline.id)?;
    }
    Ok(List { items })
}

/// One pipeline. Errors: `not_found`.
pub fn one(ctx: &Ctx<'_>, id: PipelineId) -> Result<Pipeline> {
    let currency = business::get(ctx)?.currency;
    let mut statement = ctx.conn().prepare_cached(sql::PIPELINES)?;
    let found =
        statement.query_row(params![currency, id], |found| row(found, &currency)).map(Some).or_else(none)?;
    let mut pipeline = found.ok_or_else(|| Error::not_found("error.gone.pipeline"))?;
    pipeline.stages = stages::stages(ctx, id)?;
    Ok(pipeline)
}

/// The pipeline that new deals enter unless said otherwise. Errors: `not_found` when there is none.
pub fn first(ctx: &Ctx<'_>) -> Result<PipelineId> {
    let found =
        ctx.conn().prepare_cached(sql::FIRST)?.query_row([], |row| row.get(0)).map(Some).or_else(none)?;
    found.ok_or_else(|| Error::not_found("error.gone.pipeline").hint(say("error.choice.make_pipeline")))
}

/// `pipelines.create`: a pipeline with the given or the usual stages. Errors: `invalid`.
pub fn create(ctx: &Ctx<'_>, args: CreatePipeline) -> Result<Pipeline> {
    let name = text::line("name", &args.name)?;
    let wanted = args.stages.unwrap_or_else(usual);
    ctx.conn().prepare_cached(sql::INSERT)?.execute(params![name, ctx.at_ms()])?;
    let id = PipelineId(ctx.conn().last_insert_rowid());
    stages::set(ctx, id, &wanted)?;
    one(ctx, id)
}

/// `pipelines.update`: absent fields stay. Errors: `not_found`, `conflict`, `invalid` also when a stage that would go
/// still has deals.
pub fn update(ctx: &Ctx<'_>, args: UpdatePipeline) -> Result<Pipeline> {
    let now = one(ctx, args.id)?;
    let kept = [
        ("name", args.name.is_none()),
        ("position", args.position.is_none()),
        ("stages", args.stages.is_none()),
    ];
    let fields: Vec<&str> = kept.into_iter().filter(|(_, keep)| !keep).map(|(field, _)| field).collect();
    revision::check(ctx, (Record::Pipeline, now.id.0), args.rev, &fields)?;
    let name = text::line("name", &args.name.unwrap_or(now.name))?;
    let position = args.position.unwrap_or(now.position);
    ctx.conn().prepare_cached(sql::UPDATE)?.execute(params![now.id, name, position])?;
    if let Some(wanted) = &args.stages {
        stages::set(ctx, now.id, wanted)?;
    }
    one(ctx, now.id)
}

/// `pipelines.delete`: into the trash; its deals go to the replacement, into the stage of the same name and meaning where
/// it has one, else into the first of the same meaning. Errors: `not_found`, `invalid` for the last pipeline or when the
/// replacement is missing, `conflict` while a workflow names it or one of its stages.
pub fn delete(ctx: &Ctx<'_>, args: DeletePipeline) -> Result<DeletedWord> {
    let word = Word { kind: WordKind::Pipeline, id: args.id.0 };
    words::delete(ctx, word, args.replacement_id.map(|id| id.0))
}

/// Whether there would be another pipeline. Errors: `invalid`.
pub(crate) fn may_go(ctx: &Ctx<'_>, id: PipelineId) -> Result<()> {
    if ctx.conn().prepare_cached(sql::OTHER_PIPELINE)?.exists([id])? {
        return Ok(());
    }
    Err(Error::invalid("id", say("error.last.pipeline")))
}

/// Puts deals (a JSON list of their ids) from one pipeline into another.
pub(crate) fn move_deals(ctx: &Ctx<'_>, from: PipelineId, to: PipelineId, deals: &str) -> Result<()> {
    ctx.conn().prepare_cached(sql::MOVE_DEALS)?.execute(params![from, to, deals])?;
    Ok(())
}

/// The pipeline of a new file.
pub fn set_up(ctx: &Ctx<'_>) -> Result<()> {
    create(ctx, CreatePipeline { name: "Sales".to_owned(), stages: None }).map(|_| ())
}

/// The stages of a pipeline for which nobody named any.
fn usual() -> Vec<StageInput> {
    let stage = |name: &str, probability_pct, limit_days, kind| StageInput {
        id: None,
        name: name.to_owned(),
        probability_pct: Some(probability_pct),
        limit_days,
        kind: Some(kind),
    };
    vec![
        stage("New", 10, None, StageKind::Open),
        stage("Contacted", 30, None, StageKind::Open),
        stage("Estimate sent", 50, Some(7), StageKind::Open),
        stage("Deciding", 75, None, StageKind::Open),
        stage("Won", 100, None, StageKind::Won),
        stage("Lost", 0, None, StageKind::Lost),
    ]
}

fn row(row: &Row<'_>, currency: &str) -> rusqlite::Result<Pipeline> {
    Ok(Pipeline {
        id: row.get("id")?,
        name: row.get("name")?,
        position: row.get("position")?,
        stages: Vec::new(),
        open_minor: row.get("open_minor")?,
        currency: currency.to_owned(),
        other_currencies: row.get("other_currencies")?,
        rev: row.get("rev")?,
    })
}
