//! The table itself. A row here is all it takes to give an operation a route, a permission, a place in the document,
//! a typed client call, a command line call and a place in every test that walks the table.

use crate::table::{Effect, Method, Operation, operations};
use Effect::{Reads, Scans, Writes};
use onhand_core::customers;
use onhand_core::interactions;
use onhand_core::log::{events, history, undo};
use onhand_core::page::{List, Page};
use onhand_core::people::{business, sign_in, tags, teams, users};
use onhand_core::tasks;

operations! {
    session {
        /// Who is signed in, for which business, and whether the file is new.
        get(business::GetSession) -> business::Session, Get "/session", Reads(&["business", "user"]), may: Viewer;
    }
    business {
        /// Changes the business's name, time zone, currency or language.
        update(business::UpdateBusiness) -> business::Business, Patch "/business", Writes, may: Admin;
    }
    users {
        /// Everybody who works here.
        list(users::ListUsers) -> List<users::User>, Get "/users", Reads(&["user"]), may: Viewer;
        /// Adds a person.
        create(users::CreateUser) -> users::User, Post "/users", Writes, may: Admin;
        /// Changes a person's name, address, role, or switches them off.
        update(users::UpdateUser) -> users::User, Patch "/users/{id}", Writes, may: Admin;
        /// Makes a link that signs this person in once.
        sign_in_link(sign_in::MakeSignInLink) -> sign_in::SignInLink, Post "/users/{id}/sign-in-link", Writes, may: Admin;
    }
    teams {
        /// Every team with its members.
        list(teams::ListTeams) -> List<teams::Team>, Get "/teams", Reads(&["team"]), may: Viewer;
        /// Adds a team.
        create(teams::CreateTeam) -> teams::Team, Post "/teams", Writes, may: Admin;
        /// Renames a team or changes who is in it.
        update(teams::UpdateTeam) -> teams::Team, Patch "/teams/{id}", Writes, may: Admin;
    }
    tags {
        /// Every tag in use.
        list(tags::ListTags) -> List<tags::Tag>, Get "/tags", Reads(&["tag"]), may: Viewer;
    }
    customers {
        /// Customers by view, filter or the beginning of a name, address or number.
        list(customers::ListCustomers) -> Page<customers::CustomerRow>, Get "/customers", Reads(&["customer"]), may: Viewer;
        /// How many customers each view shows.
        counts(customers::CountCustomers) -> customers::CustomerCounts, Get "/customers/counts", Reads(&["customer"]), may: Viewer;
        /// Adds a customer; a name is enough.
        create(customers::CreateCustomer) -> customers::Customer, Post "/customers", Writes, may: Agent;
        /// One customer with tags and contact points.
        get(customers::GetCustomer) -> customers::Customer, Get "/customers/{id}", Reads(&["customer"]), may: Viewer;
        /// Open work, money and people of a customer.
        summary(customers::GetCustomer) -> customers::CustomerSummary, Get "/customers/{id}/summary", Reads(&["customer", "ticket", "deal", "task", "interaction"]), may: Viewer;
        /// Changes a customer; fields that are left out stay.
        update(customers::UpdateCustomer) -> customers::Customer, Patch "/customers/{id}", Writes, may: Agent;
        /// Moves a customer to the trash.
        delete(customers::GetCustomer) -> customers::Customer, Delete "/customers/{id}", Writes, may: Agent;
    }
    interactions {
        /// Logs a call, e-mail, text, meeting or note with a customer; it may have taken place earlier.
        log(interactions::LogInteraction) -> interactions::Interaction, Post "/interactions", Writes, may: Agent;
        /// One logged interaction.
        get(interactions::GetInteraction) -> interactions::Interaction, Get "/interactions/{id}", Reads(&["interaction"]), may: Viewer;
        /// Corrects a logged interaction; fields that are left out stay.
        update(interactions::UpdateInteraction) -> interactions::Interaction, Patch "/interactions/{id}", Writes, may: Agent;
        /// Moves an interaction to the trash.
        delete(interactions::GetInteraction) -> interactions::Interaction, Delete "/interactions/{id}", Writes, may: Agent;
    }
    tasks {
        /// Adds something to do, alone or for a customer, a ticket or a deal.
        create(tasks::CreateTask) -> tasks::Task, Post "/tasks", Writes, may: Agent;
        /// Tasks to do by when they fall due, or done ones, the latest first.
        list(tasks::ListTasks) -> Page<tasks::Task>, Get "/tasks", Reads(&["task"]), may: Viewer;
        /// One task.
        get(tasks::GetTask) -> tasks::Task, Get "/tasks/{id}", Reads(&["task"]), may: Viewer;
        /// Changes a task; fields that are left out stay.
        update(tasks::UpdateTask) -> tasks::Task, Patch "/tasks/{id}", Writes, may: Agent;
        /// Marks a task as done.
        complete(tasks::GetTask) -> tasks::Task, Post "/tasks/{id}/complete", Writes, may: Agent;
        /// Opens a task that was done.
        reopen(tasks::GetTask) -> tasks::Task, Post "/tasks/{id}/reopen", Writes, may: Agent;
        /// Moves a task to the trash.
        delete(tasks::GetTask) -> tasks::Task, Delete "/tasks/{id}", Writes, may: Agent;
    }
    events {
        /// The log of everything, of one record, or of one change, newest first.
        list(events::ListEvents) -> Page<events::Event>, Get "/events", Reads(&["event"]), may: Viewer;
    }
    undo {
        /// What undoing a change would do, and what stands in the way.
        preview(undo::PreviewUndo) -> undo::UndoPreview, Get "/undo/{change_id}", Reads(&["event"]), may: Agent;
        /// Takes a change back; undo the answer's change to redo.
        apply(undo::ApplyUndo) -> undo::Undone, Post "/undo", Writes, may: Agent;
    }
    records {
        /// Any record as it was at a moment.
        as_of(history::AsOf) -> history::Past, Get "/records/as-of", Scans(&["event"]), may: Viewer;
    }
}
