//! `onhand rebuild-search`.

use super::Output;
use crate::App;
use onhand_core::ctx::Actor;
use onhand_core::error::Result;

/// Builds the search index anew and waits for it.
pub fn rebuild(app: &App, out: &mut dyn Output) -> Result<()> {
    let built = app.db().follow(Actor::System, |ctx| {
        let search = ctx.search()?;
        search.rebuild_again();
        search.feed(ctx.conn(), &|| false)?;
        search.index.rest()?;
        Ok(search.index.len())
    })?;
    out.note(&format!("{built} records are in the index."))
}
