//! The firm itself: who works there, in which teams, with which words for tickets, pipelines and shelves.

use super::when::When;
use crate::ctx::{Actor, Ctx, Role};
use crate::error::Result;
use crate::ids::{
    ArticleCategoryId, PipelineId, StageId, TeamId, TicketCategoryId, TicketPriorityId, TicketStatusId,
    UserId,
};
use crate::knowledge::categories as shelves;
use crate::patch::Patch;
use crate::people::{business, teams, users};
use crate::sales::pipelines::{self, Stage, StageInput, StageKind};
use crate::tickets::{TicketState, categories, priorities, statuses};

/// Who works here: initials, name, what they may do. The first owns the file.
const STAFF: &[(&str, &str, Role)] = &[
    ("MA", "Maren Alder", Role::Owner),
    ("TF", "Tom Finch", Role::Admin),
    ("IO", "Ifeoma Okafor", Role::Agent),
    ("LB", "Lukas Brandt", Role::Agent),
    ("SD", "Sunniva Dahl", Role::Agent),
    ("RM", "Rhys Morgan", Role::Agent),
    ("AR", "Anjali Rao", Role::Viewer),
];
const TEAMS: &[(&str, &[&str])] =
    &[("Service desk", &["MA", "IO", "LB"]), ("Engineers", &["TF", "RM"]), ("Accounts", &["LB", "AR"])];
/// What tickets are about, which team looks after it, and who answers first.
const CATEGORIES: &[(&str, &str, &[&str])] = &[
    ("No heat", "Service desk", &["IO", "MA", "TF", "IO"]),
    ("Hot water", "Service desk", &["IO", "TF", "RM"]),
    ("Leak", "Engineers", &["TF", "RM", "IO"]),
    ("Noise", "Engineers", &["RM", "TF"]),
    ("Cooling", "Engineers", &["TF", "RM", "MA"]),
    ("Thermostat", "Service desk", &["IO", "LB", "MA"]),
    ("Book a service", "Service desk", &["IO", "LB", "IO"]),
    ("Certificate", "Service desk", &["IO", "LB"]),
    ("Warranty", "Service desk", &["MA", "IO"]),
    ("Invoice question", "Accounts", &["LB", "LB", "MA"]),
    ("New installation", "Service desk", &["SD", "LB", "MA"]),
    ("Other", "Service desk", &["IO", "MA"]),
];
/// A stage: name, how likely it is won, days before it needs attention.
type Open = (&'static str, i64, i64);
const PIPELINES: &[(&str, &[Open])] = &[
    (
        "Replacements",
        &[("New", 10, 2), ("Site visit", 30, 8), ("Estimate sent", 50, 7), ("Deciding", 75, 10)],
    ),
    ("Service contracts", &[("Asked", 20, 3), ("Offer sent", 50, 10), ("Signing", 85, 7)]),
    ("Commercial", &[("Enquiry", 10, 5), ("Survey", 25, 14), ("Tender", 45, 21), ("Negotiation", 70, 14)]),
];
const SHELVES: &[&str] = &[
    "Heating",
    "Cooling and refrigeration",
    "Controls and thermostats",
    "Plans, visits and invoices",
    "Safety",
    "Equipment",
    "For the team",
    "Site notes",
];

/// A pipeline with its stages.
#[derive(Debug)]
pub struct Pipe {
    pub name: &'static str,
    pub id: PipelineId,
    pub open: Vec<Stage>,
    pub won: StageId,
    pub lost: StageId,
}

/// Everything of the firm that records refer to.
#[derive(Debug, Default)]
pub struct House {
    pub staff: Vec<(&'static str, &'static str, UserId, Role)>,
    teams: Vec<(&'static str, TeamId)>,
    categories: Vec<(&'static str, TicketCategoryId)>,
    statuses: Vec<(TicketState, TicketStatusId)>,
    priorities: Vec<TicketPriorityId>,
    pub pipes: Vec<Pipe>,
    pub shelves: Vec<(&'static str, ArticleCategoryId)>,
}

impl House {
    /// Sets the firm up; in a file that holds something already it keeps the business's name and people.
    pub fn set_up(&mut self, ctx: &Ctx<'_>, when: &When, fresh: bool) -> Result<()> {
        if fresh {
            self.name_it(ctx)?;
        }
        ctx.unit()?.happened_at(when.start_ms());
        self.hire(ctx)?;
        for (name, members) in TEAMS {
            let member_ids = members.iter().filter_map(|initials| self.user(initials)).collect::<Vec<_>>();
            let id = teams::find_or_create(ctx, name)?;
            let patch = Patch::Set(member_ids);
            teams::update(ctx, teams::UpdateTeam { id, name: Patch::Keep, member_ids: patch, rev: None })?;
            self.teams.push((name, id));
        }
        for (name, ..) in CATEGORIES {
            self.categories.push((name, categories::find_or_create(ctx, name)?));
        }
        for state in TicketState::ALL {
            self.statuses.push((*state, statuses::first_of(ctx, *state)?));
        }
        for level in 1..=priorities::URGENT {
            let fallback = priorities::normal(ctx)?;
            self.priorities.push(priorities::at_level(ctx, level)?.unwrap_or(fallback));
        }
        for (position, name) in (1..).zip(SHELVES) {
            let known = shelves::list(ctx, shelves::ListArticleCategories::default())?;
            let found = known.items.into_iter().find(|shelf| shelf.name == *name).map(|shelf| shelf.id);
            let id = match found {
                Some(id) => id,
                None => {
                    let args = shelves::CreateArticleCategory {
                        name: (*name).to_owned(),
                        parent_id: None,
                        position: Some(position),
                    };
                    shelves::create(ctx, args)?.id
                }
            };
            self.shelves.push((name, id));
        }
        self.open_pipelines(ctx, fresh)
    }

    fn name_it(&self, ctx: &Ctx<'_>) -> Result<()> {
        let args = business::UpdateBusiness {
            name: Some("Alder & Finch".to_owned()),
            zone: Some("Europe/London".to_owned()),
            currency: Some("GBP".to_owned()),
            locale: Some("en-GB".to_owned()),
            rev: None,
        };
        business::update(ctx, args)?;
        if let (Some(id), Some((_, name, _))) = (users::first_owner(ctx.conn())?, STAFF.first()) {
            let args = users::UpdateUser {
                id,
                name: Patch::Set((*name).to_owned()),
                email: Patch::Set(email(name)),
                role: None,
                active: None,
                rev: None,
            };
            users::update(ctx, args)?;
        }
        Ok(())
    }

    fn hire(&mut self, ctx: &Ctx<'_>) -> Result<()> {
        for (initials, name, role) in STAFF {
            let id = match users::named(ctx, name)? {
                Some(id) => id,
                None => {
                    let args =
                        users::CreateUser { name: (*name).to_owned(), email: Some(email(name)), role: *role };
                    users::create(ctx, args)?.id
                }
            };
            self.staff.push((initials, name, id, *role));
        }
        Ok(())
    }

    fn open_pipelines(&mut self, ctx: &Ctx<'_>, fresh: bool) -> Result<()> {
        for (name, stages) in PIPELINES {
            let known = pipelines::list(ctx, pipelines::ListPipelines::default())?.items;
            // The pipeline that every new file has becomes the first of the firm.
            let found = known
                .iter()
                .find(|pipeline| pipeline.name == *name)
                .or_else(|| known.first().filter(|_| fresh && self.pipes.is_empty()));
            let made = match found {
                Some(pipeline) if pipeline.name == *name => pipeline.clone(),
                Some(pipeline) => {
                    let args = pipelines::UpdatePipeline {
                        id: pipeline.id,
                        name: Some((*name).to_owned()),
                        position: None,
                        stages: Some(inputs(stages, &pipeline.stages)),
                        rev: None,
                    };
                    pipelines::update(ctx, args)?
                }
                None => {
                    let stages = Some(inputs(stages, &[]));
                    pipelines::create(ctx, pipelines::CreatePipeline { name: (*name).to_owned(), stages })?
                }
            };
            let of = |kind| made.stages.iter().find(move |stage| stage.kind == kind).map(|stage| stage.id);
            if let (Some(won), Some(lost)) = (of(StageKind::Won), of(StageKind::Lost)) {
                let open = made.stages.into_iter().filter(|stage| stage.kind == StageKind::Open).collect();
                self.pipes.push(Pipe { name, id: made.id, open, won, lost });
            }
        }
        Ok(())
    }

    pub fn user(&self, initials: &str) -> Option<UserId> {
        self.staff.iter().find(|(known, ..)| *known == initials).map(|(_, _, id, _)| *id)
    }

    /// What somebody is called by colleagues and customers.
    pub fn first_name(&self, user: UserId) -> &'static str {
        let found = self.staff.iter().find(|(_, _, id, _)| *id == user);
        found.and_then(|(_, name, ..)| name.split(' ').next()).unwrap_or_default()
    }

    /// Somebody of the firm as the one who acts.
    pub fn actor(&self, user: UserId) -> Actor {
        let role =
            self.staff.iter().find(|(_, _, id, _)| *id == user).map_or(Role::Agent, |(.., role)| *role);
        Actor::User { id: user.0, role }
    }

    pub fn category(&self, name: &str) -> Option<TicketCategoryId> {
        self.categories.iter().find(|(known, _)| *known == name).map(|(_, id)| *id)
    }

    /// The team that looks after a category.
    pub fn team_of(&self, category: &str) -> Option<TeamId> {
        let (_, team, _) = CATEGORIES.iter().find(|(known, ..)| *known == category)?;
        self.team(team)
    }

    pub fn team(&self, name: &str) -> Option<TeamId> {
        self.teams.iter().find(|(known, _)| *known == name).map(|(_, id)| *id)
    }

    /// Who may answer a category, the usual ones more than once.
    pub fn answers(&self, category: &str) -> Vec<UserId> {
        let found = CATEGORIES.iter().find(|(known, ..)| *known == category);
        found.map_or_else(Vec::new, |(.., initials)| {
            initials.iter().filter_map(|initials| self.user(initials)).collect()
        })
    }

    pub fn status(&self, state: TicketState) -> Option<TicketStatusId> {
        self.statuses.iter().find(|(known, _)| *known == state).map(|(_, id)| *id)
    }

    /// From 1, low, to 4, urgent.
    pub fn priority(&self, level: i64) -> Option<TicketPriorityId> {
        self.priorities.get(usize::try_from(level - 1).ok()?).copied()
    }

    pub fn shelf(&self, name: &str) -> Option<ArticleCategoryId> {
        self.shelves.iter().find(|(known, _)| *known == name).map(|(_, id)| *id)
    }

    pub fn pipe(&self, name: &str) -> Option<&Pipe> {
        self.pipes.iter().find(|pipe| pipe.name == name)
    }
}

fn email(name: &str) -> String {
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    format!("{first}@alderandfinch.example")
}

/// The stages of a pipeline; those that are there already keep their ids.
fn inputs(open: &[Open], known: &[Stage]) -> Vec<StageInput> {
    let mut free: Vec<&Stage> = known.iter().filter(|stage| stage.kind == StageKind::Open).collect();
    let stage = |id, name: &str, probability_pct, limit_days, kind| StageInput {
        id,
        name: name.to_owned(),
        probability_pct,
        limit_days,
        kind: Some(kind),
    };
    let ended = |kind| known.iter().find(|stage| stage.kind == kind).map(|stage| stage.id);
    let mut stages: Vec<StageInput> = open
        .iter()
        .map(|(name, probability, limit)| {
            let id = if free.is_empty() { None } else { Some(free.remove(0).id) };
            stage(id, name, Some(*probability), Some(*limit), StageKind::Open)
        })
        .collect();
    stages.push(stage(ended(StageKind::Won), "Won", None, None, StageKind::Won));
    stages.push(stage(ended(StageKind::Lost), "Lost", None, None, StageKind::Lost));
    stages
}
