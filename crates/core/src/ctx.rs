//! What an operation knows: the open transaction, who asks, what time it is, and in which zone the business lives.

use crate::error::{Code, Error, Result};
use crate::log::unit::Unit;
use crate::search::Search;
use chrono_tz::Tz;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a person may do; each role includes the ones before it, `customer` stands apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Only the portal's operations.
    Customer,
    Viewer,
    Agent,
    Admin,
    Owner,
}

impl Role {
    pub const ALL: [Self; 5] = [Self::Customer, Self::Viewer, Self::Agent, Self::Admin, Self::Owner];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Viewer => "viewer",
            Self::Agent => "agent",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    const fn rank(self) -> u8 {
        match self {
            Self::Customer => 0,
            Self::Viewer => 1,
            Self::Agent => 2,
            Self::Admin => 3,
            Self::Owner => 4,
        }
    }

    /// Whether somebody with this role may do what asks for `needed`.
    pub const fn may(self, needed: Self) -> bool {
        self.rank() >= needed.rank()
    }
}

/// Who acts. Stands in every event as `user:3`, `workflow:8` or `system`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    User {
        id: i64,
        role: Role,
    },
    /// A workflow, acting as itself during one of its runs.
    Workflow {
        id: i64,
        run: i64,
    },
    /// Onhand itself: first start, maintenance.
    System,
}

impl Actor {
    /// The role whose rights the actor has: workflows do what agents may, the program what owners may.
    pub const fn role(self) -> Role {
        match self {
            Self::User { role, .. } => role,
            Self::Workflow { .. } => Role::Agent,
            Self::System => Role::Owner,
        }
    }

    pub const fn user_id(self) -> Option<i64> {
        match self {
            Self::User { id, .. } => Some(id),
            Self::Workflow { .. } | Self::System => None,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User { id, .. } => write!(f, "user:{id}"),
            Self::Workflow { id, .. } => write!(f, "workflow:{id}"),
            Self::System => f.write_str("system"),
        }
    }
}

/// The context of one operation. Reads have no unit; writes carry the unit of work they run in.
pub struct Ctx<'c> {
    conn: &'c Connection,
    pub actor: Actor,
    /// The instant of the operation, UTC milliseconds; read once, so that everything in it agrees.
    pub now_ms: i64,
    /// The business's zone.
    pub zone: Tz,
    unit: Option<&'c Unit>,
    search: Option<&'c Search>,
}

impl<'c> Ctx<'c> {
    pub const fn reading(conn: &'c Connection, actor: Actor, now_ms: i64, zone: Tz) -> Self {
        Self { conn, actor, now_ms, zone, unit: None, search: None }
    }

    pub(crate) const fn writing(
        conn: &'c Connection,
        actor: Actor,
        now_ms: i64,
        zone: Tz,
        unit: &'c Unit,
    ) -> Self {
        Self { conn, actor, now_ms, zone, unit: Some(unit), search: None }
    }

    pub const fn conn(&self) -> &'c Connection {
        self.conn
    }

    /// The same question with the index at hand.
    #[must_use]
    pub const fn with_search(mut self, search: Option<&'c Search>) -> Self {
        self.search = search;
        self
    }

    /// The search index. Errors: `unavailable` where it could not be opened.
    pub fn search(&self) -> Result<&'c Search> {
        self.search.ok_or_else(|| {
            Error::new(Code::Unavailable, "Search is not available because its folder cannot be used. Check the data folder's permissions and restart Onhand.")
        })
    }

    /// The unit of work of a write. Errors: `internal` when a read operation tries to write.
    pub(crate) fn unit(&self) -> Result<&'c Unit> {
        self.unit.ok_or_else(|| {
            Error::new(Code::Internal, "This question cannot change anything. Nothing was changed.")
        })
    }

    /// When what is being recorded happened: the claimed time of an import or a back-dated entry, else now.
    pub fn at_ms(&self) -> i64 {
        self.unit.and_then(|unit| unit.claimed_ms()).unwrap_or(self.now_ms)
    }

    /// The same transaction and unit as another actor (an import that replays what a person did).
    #[must_use]
    pub const fn acting_as(&self, actor: Actor) -> Self {
        Self {
            conn: self.conn,
            actor,
            now_ms: self.now_ms,
            zone: self.zone,
            unit: self.unit,
            search: self.search,
        }
    }
}
