//! Making, changing and switching workflows.

use super::types::{CreateWorkflow, Definition, GetWorkflow, ListWorkflows, UpdateWorkflow, Workflow};
use super::{book, check, sentence, sql};
use crate::conditions::Problem;
use crate::ctx::Ctx;
use crate::error::{Code, Error, Result};
use crate::filter::Filter;
use crate::ids::WorkflowId;
use crate::log::{revision, tables::Record, unit::none};
use crate::page::{self, Count, Page};
use crate::phrases::{Phrase, say};
use crate::text;
use rusqlite::{Row, params, params_from_iter};

/// `workflows.create`: the new workflow, switched off. What is wrong with it stands in `problems`. Errors: `invalid`.
pub fn create(ctx: &Ctx<'_>, args: CreateWorkflow) -> Result<Workflow> {
    let name = text::line("name", &args.name)?;
    let conditions = args.conditions.as_ref().map(serde_json::to_string).transpose()?;
    let bound = params![
        name,
        serde_json::to_string(&args.trigger)?,
        conditions,
        serde_json::to_string(&args.actions)?,
        ctx.at_ms()
    ];
    ctx.conn().prepare_cached(sql::INSERT)?.execute(bound)?;
    get(ctx, GetWorkflow { id: WorkflowId(ctx.conn().last_insert_rowid()) })
}

/// `workflows.get`. Errors: `not_found`.
pub fn get(ctx: &Ctx<'_>, args: GetWorkflow) -> Result<Workflow> {
    let found = ctx.conn().prepare_cached(&sql::get())?.query_row([args.id], row).map(Some).or_else(none)?;
    complete(ctx, found.ok_or_else(|| Error::not_found("error.gone.workflow"))?)
}

/// `workflows.list`: in the order in which they are asked. Errors: `invalid`.
pub fn list(ctx: &Ctx<'_>, args: ListWorkflows) -> Result<Page<Workflow>> {
    let limit = page::limit(args.limit)?;
    let mut filter = Filter::new();
    filter.fixed("w.trashed_ms IS NULL");
    filter.and_some("w.enabled = ?", args.enabled.map(i64::from));
    if let Some((position, id)) = page::after::<(i64, i64)>(args.after.as_deref())? {
        filter.and("(w.position, w.id) > (?, ?)", [position.into(), id.into()]);
    }
    let mut statement =
        ctx.conn().prepare_cached(&filter.statement(&sql::list(), "w.position, w.id", limit))?;
    let rows =
        statement.query_map(params_from_iter(filter.bound()), row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let found = page::page(rows, limit, |stored| (stored.position, stored.workflow.id))?;
    Ok(Page {
        items: found.items.into_iter().map(|stored| complete(ctx, stored)).collect::<Result<_>>()?,
        next: found.next,
    })
}

/// `workflows.update`: absent fields stay; runs under way keep the version they started with. Errors: `not_found`,
/// `invalid` when it is switched on and would have a problem, `conflict`.
pub fn update(ctx: &Ctx<'_>, args: UpdateWorkflow) -> Result<Workflow> {
    let stored = ctx.conn().prepare_cached(&sql::get())?.query_row([args.id], row).map(Some).or_else(none)?;
    let Stored { workflow: now, position, .. } =
        stored.ok_or_else(|| Error::not_found("error.gone.workflow"))?;
    let named = [
        args.name.as_ref().map(|_| "name"),
        args.trigger.as_ref().map(|_| "trigger"),
        (!args.conditions.is_keep()).then_some("conditions"),
        args.actions.as_ref().map(|_| "actions"),
        args.position.map(|_| "position"),
    ];
    revision::check(
        ctx,
        (Record::Workflow, args.id.0),
        args.rev,
        &named.into_iter().flatten().collect::<Vec<_>>(),
    )?;
    let definition = Definition {
        name: text::line("name", &args.name.unwrap_or(now.name))?,
        trigger: args.trigger.unwrap_or(now.trigger),
        conditions: args.conditions.over(now.conditions),
        actions: args.actions.unwrap_or(now.actions),
    };
    if now.enabled {
        refuse(&check::problems(ctx.conn(), args.id.0, &definition)?, say("error.workflow.correct_or_off"))?;
    }
    ctx.conn().prepare_cached(sql::UPDATE)?.execute(params![
        args.id,
        definition.name,
        serde_json::to_string(&definition.trigger)?,
        definition.conditions.as_ref().map(serde_json::to_string).transpose()?,
        serde_json::to_string(&definition.actions)?,
        args.position.unwrap_or(position),
    ])?;
    get(ctx, GetWorkflow { id: args.id })
}

/// `workflows.delete`: off and into the trash. Errors: `not_found`.
pub fn delete(ctx: &Ctx<'_>, args: GetWorkflow) -> Result<Workflow> {
    let workflow = get(ctx, args.clone())?;
    ctx.conn().prepare_cached(sql::TRASH)?.execute(params![args.id, ctx.now_ms])?;
    Ok(Workflow { enabled: false, ..workflow })
}

/// `workflows.enable`: from now on it listens; what happened before does not start it. Errors: `not_found`, `invalid`
/// naming the first problem.
pub fn enable(ctx: &Ctx<'_>, args: GetWorkflow) -> Result<Workflow> {
    let workflow = get(ctx, args.clone())?;
    refuse(&workflow.problems, say("error.workflow.correct"))?;
    ctx.conn().prepare_cached(sql::ENABLE)?.execute([args.id])?;
    get(ctx, args)
}

/// `workflows.disable`: runs under way go on to their end. Errors: `not_found`.
pub fn disable(ctx: &Ctx<'_>, args: GetWorkflow) -> Result<Workflow> {
    get(ctx, args.clone())?;
    ctx.conn().prepare_cached(sql::DISABLE)?.execute([args.id])?;
    get(ctx, args)
}

/// Switches a workflow off because of what it did; later starts are held until a person switches it on again.
pub fn pause(ctx: &Ctx<'_>, id: i64, reason: &str) -> Result<()> {
    ctx.unit()?;
    ctx.conn().prepare_cached(sql::PAUSE)?.execute(params![id, reason])?;
    Ok(())
}

/// What keeps a workflow that is switched on from working, in words; nothing for one that is off or sound.
pub(crate) fn blocking_problem(ctx: &Ctx<'_>, id: WorkflowId) -> Result<Option<String>> {
    let workflow = get(ctx, GetWorkflow { id })?;
    let blocking = workflow.problems.into_iter().find(|problem| problem.blocking);
    Ok(blocking.filter(|_| workflow.enabled).map(|problem| problem.message))
}

fn refuse(problems: &[Problem], next: Phrase) -> Result<()> {
    match problems.iter().find(|problem| problem.blocking) {
        Some(problem) => {
            Err(Error::new(Code::Invalid, problem.message.clone()).field(problem.path.clone()).hint(next))
        }
        None => Ok(()),
    }
}

struct Stored {
    workflow: Workflow,
    position: i64,
    readable: bool,
}

fn row(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let definition = book::stored(row)?;
    let readable = definition.is_some();
    let definition = match definition {
        Some(definition) => definition,
        None => Definition {
            name: row.get("name")?,
            trigger: super::types::Trigger::Event { kind: String::new() },
            conditions: None,
            actions: Vec::new(),
        },
    };
    let workflow = Workflow {
        id: row.get("id")?,
        name: definition.name,
        enabled: row.get("enabled")?,
        version: row.get("rev")?,
        trigger: definition.trigger,
        conditions: definition.conditions,
        actions: definition.actions,
        sentence: String::new(),
        problems: Vec::new(),
        paused_reason: row.get("paused_reason")?,
        last_run_ms: row.get("last_run_ms")?,
        next_run_ms: row.get::<_, Option<i64>>("next_run_ms")?.filter(|next| *next != i64::MAX),
        runs_total: Count::capped(row.get("runs_total")?),
        failed: Count::capped(row.get("failed")?),
        rev: row.get("rev")?,
    };
    Ok(Stored { workflow, position: row.get("position")?, readable })
}

/// Adds what follows from the definition: its sentence and its problems.
fn complete(ctx: &Ctx<'_>, stored: Stored) -> Result<Workflow> {
    let mut workflow = stored.workflow;
    if !stored.readable {
        workflow.problems.push(Problem::new(
            "trigger",
            "A newer version of Onhand wrote this workflow. Install that version, or set it up again here.",
        ));
        return Ok(workflow);
    }
    let definition = Definition {
        name: workflow.name.clone(),
        trigger: workflow.trigger.clone(),
        conditions: workflow.conditions.clone(),
        actions: workflow.actions.clone(),
    };
    workflow.sentence = sentence::sentence(ctx.conn(), &definition)?;
    workflow.problems = check::problems(ctx.conn(), workflow.id.0, &definition)?;
    Ok(workflow)
}
