//! What a row of the table is, and the macro that writes rows.

use onhand_core::error::{Error, Result};
use onhand_core::{Ctx, Role};
use serde_json::Value;
use utoipa::openapi::{RefOr, Schema};

/// HTTP verb of the route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Patch,
    Put,
    Delete,
}

impl Method {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// What an operation does to the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Answers at once, on the thread that asks; the topics say when the answer may have changed.
    Reads(&'static [&'static str]),
    /// Reads much; runs where it holds nobody up.
    Scans(&'static [&'static str]),
    /// Changes something, in one unit of work.
    Writes,
    /// Changes what no event stands behind; the topics say which answers it may have changed.
    Marks(&'static [&'static str]),
}

/// One row.
pub struct Operation {
    /// `tickets.close`
    pub name: &'static str,
    pub feature: &'static str,
    pub verb: &'static str,
    pub method: Method,
    /// Below `/api/v1`, with `{names}` of arguments.
    pub path: &'static str,
    pub effect: Effect,
    /// The least role that may call it.
    pub may: Role,
    /// Its answer is for the caller's eyes alone and is kept nowhere.
    pub secret: bool,
    pub doc: &'static str,
    pub(crate) args: fn() -> Typed,
    pub(crate) result: fn() -> Typed,
    pub(crate) result_type: &'static str,
    pub(crate) run: fn(&Ctx<'_>, Value) -> Result<Vec<u8>>,
}

impl std::fmt::Debug for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// A type as the document needs it: its own schema and those it refers to.
pub struct Typed {
    pub schema: RefOr<Schema>,
    pub components: Vec<(String, RefOr<Schema>)>,
}

/// The schema of a Rust type.
pub fn typed<T: utoipa::ToSchema>() -> Typed {
    let mut components = Vec::new();
    T::schemas(&mut components);
    Typed { schema: T::schema(), components }
}

impl Operation {
    pub const fn writes(&self) -> bool {
        matches!(self.effect, Effect::Writes | Effect::Marks(_))
    }

    /// Checks the right to call it and runs it: the one permission check of Onhand. Errors: `forbidden`, `invalid`, the operation's own.
    pub fn perform(&self, ctx: &Ctx<'_>, args: Value) -> Result<Vec<u8>> {
        if !ctx.actor.role().may(self.may) {
            return Err(Error::forbidden(self.may));
        }
        (self.run)(ctx, args)
    }
}

/// The row of this name.
pub fn find(name: &str) -> Option<&'static Operation> {
    crate::operations().iter().find(|operation| operation.name == name)
}

/// Reads arguments, runs the handler, writes the answer.
pub fn invoke<A: serde::de::DeserializeOwned, R: serde::Serialize>(
    ctx: &Ctx<'_>,
    args: Value,
    handler: fn(&Ctx<'_>, A) -> Result<R>,
) -> Result<Vec<u8>> {
    let args = if args.is_null() { Value::Object(serde_json::Map::new()) } else { args };
    // By reference: only what is refused is read a second time, to find the place.
    let args = A::deserialize(&args).map_err(|_| crate::arguments::explain::<A>(&args))?;
    Ok(serde_json::to_vec(&handler(ctx, args)?)?)
}

/// Writes the table: `feature { verb(Args) -> Result, Method "/path", Effect, may: Role; }`, the doc line above each and
/// `, secret` behind the role where the answer is one.
macro_rules! operations {
    ($($feature:ident { $($(#[doc = $doc:literal])+ $verb:ident($args:ty) -> $result:ty, $method:ident $path:literal, $effect:expr, may: $role:ident $(, $secret:ident)?;)* })*) => {
        /// Every operation, in the order of the table.
        pub fn operations() -> &'static [Operation] {
            static TABLE: &[Operation] = &[$($(
                Operation {
                    name: operations!(@name $feature $verb),
                    feature: stringify!($feature),
                    verb: operations!(@verb $verb),
                    method: Method::$method,
                    path: $path,
                    effect: $effect,
                    may: onhand_core::Role::$role,
                    secret: operations!(@secret $($secret)?),
                    doc: concat!($($doc),+),
                    args: crate::table::typed::<$args>,
                    result: crate::table::typed::<$result>,
                    result_type: stringify!($result),
                    run: |ctx, args| crate::table::invoke(ctx, args, onhand_core::$feature::$verb),
                },
            )*)*];
            TABLE
        }
    };
    // `move` is a keyword in Rust, so its handler is r#move; the name on the wire is plain.
    (@verb r#move) => { "move" };
    (@verb $verb:ident) => { stringify!($verb) };
    (@secret secret) => { true };
    (@secret) => { false };
    (@name $feature:ident r#move) => { concat!(stringify!($feature), ".move") };
    (@name $feature:ident $verb:ident) => { concat!(stringify!($feature), ".", stringify!($verb)) };
}
pub(crate) use operations;

#[cfg(test)]
mod tests {
    /// What a ticket offers as the next step is something that can be called.
    #[test]
    fn every_suggested_operation_is_in_the_table() {
        for name in onhand_core::tickets::SUGGESTED {
            assert!(super::find(name).is_some(), "{name}");
        }
    }

    /// Undo and the trash reach records without their operations, so they ask for the same rights.
    #[test]
    fn undo_asks_for_the_rights_of_the_operations() {
        use onhand_core::log::rights::least_role;
        use onhand_core::log::tables::Record;
        let mut seen = 0;
        for record in Record::ALL {
            let feature = match record.name() {
                "business" => "business".to_owned(),
                "ticket_category" | "article_category" | "ticket_priority" => {
                    format!("{}ies", record.name().trim_end_matches('y'))
                }
                "ticket_status" => "ticket_statuses".to_owned(),
                name => format!("{name}s"),
            };
            for verb in ["update", "create", "delete"] {
                if let Some(operation) = super::find(&format!("{feature}.{verb}")) {
                    assert_eq!(operation.may, least_role(record), "{}", operation.name);
                    seen += 1;
                }
            }
        }
        assert!(seen > 25, "only {seen} operations were compared");
    }
}
