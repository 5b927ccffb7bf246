//! Deleting a word that very many records name: in batches that let people go first, under one change.

use super::types::{DeletedWord, Word};
use super::{moving, places, rules};
use crate::error::Result;
use crate::jobs::Progress;
use crate::log::unit::ChangeSpec;
use serde_json::Value;

/// Rows of one unit: as much as a person who writes meanwhile may have to wait for.
const ROWS: usize = 25;

/// The work of the job. Errors: those of deleting a word; what moved until then stays, under the change that the job names.
pub fn perform(progress: &mut Progress<'_>) -> Result<Value> {
    #[derive(serde::Deserialize)]
    struct Args {
        word: Word,
        to: Option<i64>,
    }
    let Args { word, to } = serde_json::from_value(progress.args.clone())?;
    let db = progress.db();
    let (name, users) =
        db.read(progress.actor, |ctx| Ok((rules::may_go(ctx, word, to)?, places::users(ctx.conn(), word)?)))?;
    progress.total = users.iter().map(|users| users.rows.len() as i64).sum();
    let spec = ChangeSpec {
        label: Some(format!("Deletion of “{name}”")),
        ..ChangeSpec::new(word.kind.operation(), progress.actor)
    };
    let mut batch = db.batch(spec)?;
    progress.belongs_to(batch.change());
    let mut done = 0;
    for users in &users {
        let mut parts = users.rows.chunks(ROWS).peekable();
        while parts.peek().is_some() {
            batch.transaction(|transaction| {
                while let Some(rows) = parts.next_if(|_| !transaction.should_yield()) {
                    transaction.unit(|ctx| {
                        // Somebody may have deleted it meanwhile.
                        if let Some(to) = to {
                            rules::takes_the_place(ctx, word, to)?;
                        }
                        moving::rows(ctx, word, to, &users.place, rows)
                    })?;
                    done += rows.len() as i64;
                }
                Ok(())
            })?;
            progress.at(done, "")?;
        }
    }
    let late = batch.transaction(|transaction| {
        transaction.unit(|ctx| {
            rules::may_go(ctx, word, to)?;
            // What came to the word while the others left it.
            let users = places::users(ctx.conn(), word)?;
            moving::out_of_use(ctx, word, to, &users)
        })
    })?;
    batch.finish(None)?;
    let deleted = DeletedWord { kind: word.kind, id: word.id, name, moved: done + late, job_id: None };
    Ok(serde_json::to_value(deleted)?)
}
