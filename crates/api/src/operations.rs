//! The table itself. A row here is all it takes to give an operation a route, a permission, a place in the document,
//! a typed client call, a command line call and a place in every test that walks the table.

use crate::table::{Effect, Method, Operation, operations};
use Effect::{Marks, Reads, Scans, Writes};
use onhand_core::customers;
use onhand_core::data;
use onhand_core::imports;
use onhand_core::interactions;
use onhand_core::jobs;
use onhand_core::knowledge::{articles, categories as article_categories};
use onhand_core::log::{changes, events, history, trash, undo};
use onhand_core::next_actions::NextActions;
use onhand_core::page::{List, Page};
use onhand_core::people::{business, sign_in, tags, teams, users};
use onhand_core::sales::{deals, pipelines};
use onhand_core::search;
use onhand_core::tasks;
use onhand_core::tickets::{self, categories, drafts, priorities, statuses};
use onhand_core::timeline;
use onhand_core::today;
use onhand_core::{consumers, notifications, outbox, words, workflows};

operations! {
    session {
        /// Who is signed in, for which business, and whether the file is new.
        get(business::GetSession) -> business::Session, Get "/session", Reads(&["business", "user"]), may: Viewer;
    }
    business {
        /// Changes the business's name, time zone, currency or language.
        update(business::UpdateBusiness) -> business::Business, Patch "/business", Writes, may: Admin;
        /// Chooses how a new file begins.
        start(business::StartBusiness) -> business::Begun, Post "/business/start", Writes, may: Owner;
    }
    users {
        /// Everybody who works here.
        list(users::ListUsers) -> List<users::User>, Get "/users", Reads(&["user"]), may: Viewer;
        /// Adds a person.
        create(users::CreateUser) -> users::User, Post "/users", Writes, may: Admin;
        /// Changes a person's name, address, role, or switches them off.
        update(users::UpdateUser) -> users::User, Patch "/users/{id}", Writes, may: Admin;
        /// Makes a link that signs this person in once.
        sign_in_link(sign_in::MakeSignInLink) -> sign_in::SignInLink, Post "/users/{id}/sign-in-link", Writes, may: Admin, secret;
    }
    teams {
        /// Every team with its members.
        list(teams::ListTeams) -> List<teams::Team>, Get "/teams", Reads(&["team"]), may: Viewer;
        /// Adds a team.
        create(teams::CreateTeam) -> teams::Team, Post "/teams", Writes, may: Admin;
        /// Renames a team or changes who is in it.
        update(teams::UpdateTeam) -> teams::Team, Patch "/teams/{id}", Writes, may: Admin;
        /// Deletes a team; its tickets go to another team, or to none.
        delete(teams::DeleteTeam) -> words::DeletedWord, Delete "/teams/{id}", Writes, may: Admin;
    }
    tags {
        /// Every tag in use.
        list(tags::ListTags) -> List<tags::Tag>, Get "/tags", Reads(&["tag"]), may: Viewer;
        /// Takes a tag off everything that carries it, or puts another in its place.
        delete(tags::DeleteTag) -> words::DeletedWord, Delete "/tags/{id}", Writes, may: Agent;
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
        /// What can be done next about a customer, the recommended step first.
        next_actions(customers::GetCustomer) -> NextActions, Get "/customers/{id}/next-actions", Reads(&["customer", "ticket", "deal", "task", "interaction"]), may: Viewer;
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
    pipelines {
        /// Every pipeline with its stages and the value of its open deals.
        list(pipelines::ListPipelines) -> List<pipelines::Pipeline>, Get "/pipelines", Reads(&["pipeline", "deal"]), may: Viewer;
        /// Adds a pipeline; without stages it gets the usual ones.
        create(pipelines::CreatePipeline) -> pipelines::Pipeline, Post "/pipelines", Writes, may: Admin;
        /// Renames a pipeline, moves it, or replaces its stages.
        update(pipelines::UpdatePipeline) -> pipelines::Pipeline, Patch "/pipelines/{id}", Writes, may: Admin;
        /// Deletes a pipeline; its deals go to another one.
        delete(pipelines::DeletePipeline) -> words::DeletedWord, Delete "/pipelines/{id}", Writes, may: Admin;
        /// A pipeline as columns of cards, with its sums.
        board(pipelines::GetBoard) -> pipelines::Board, Get "/pipelines/{id}/board", Reads(&["pipeline", "deal", "task", "customer"]), may: Viewer;
    }
    stages {
        /// Deletes a stage; its deals go to another one of the same pipeline.
        delete(pipelines::DeleteStage) -> words::DeletedWord, Delete "/stages/{id}", Writes, may: Admin;
    }
    deals {
        /// Adds a deal; a title is enough.
        create(deals::CreateDeal) -> deals::Deal, Post "/deals", Writes, may: Agent;
        /// One deal.
        get(deals::GetDeal) -> deals::Deal, Get "/deals/{id}", Reads(&["deal", "task", "customer"]), may: Viewer;
        /// Deals by view or filter, the latest to enter their stage first.
        list(deals::ListDeals) -> Page<deals::DealCard>, Get "/deals", Reads(&["deal", "task", "customer", "pipeline"]), may: Viewer;
        /// Changes a deal; fields that are left out stay.
        update(deals::UpdateDeal) -> deals::Deal, Patch "/deals/{id}", Writes, may: Agent;
        /// Moves a deal into another stage; won and lost stages close it.
        r#move(deals::MoveDeal) -> deals::Deal, Post "/deals/{id}/move", Writes, may: Agent;
        /// Moves a deal to the trash.
        delete(deals::GetDeal) -> deals::Deal, Delete "/deals/{id}", Writes, may: Agent;
    }
    article_categories {
        /// The tree of categories with the number of articles in each.
        list(article_categories::ListArticleCategories) -> List<article_categories::ArticleCategory>, Get "/article-categories", Reads(&["article_category", "article"]), may: Viewer;
        /// Adds a category, at the top or under another.
        create(article_categories::CreateArticleCategory) -> article_categories::ArticleCategory, Post "/article-categories", Writes, may: Agent;
        /// Renames or moves a category.
        update(article_categories::UpdateArticleCategory) -> article_categories::ArticleCategory, Patch "/article-categories/{id}", Writes, may: Agent;
        /// Deletes a category; its articles go to another one, or to none.
        delete(article_categories::DeleteArticleCategory) -> words::DeletedWord, Delete "/article-categories/{id}", Writes, may: Agent;
    }
    articles {
        /// Adds an article, a draft unless said otherwise.
        create(articles::CreateArticle) -> articles::Article, Post "/articles", Writes, may: Agent;
        /// One article with its text as Markdown and as HTML.
        get(articles::GetArticle) -> articles::Article, Get "/articles/{id}", Reads(&["article"]), may: Viewer;
        /// Articles, the latest changed first.
        list(articles::ListArticles) -> Page<articles::ArticleRow>, Get "/articles", Reads(&["article", "article_category"]), may: Viewer;
        /// Changes an article; fields that are left out stay.
        update(articles::UpdateArticle) -> articles::Article, Patch "/articles/{id}", Writes, may: Agent;
        /// The articles that answer a question best; any text is a valid question.
        search(search::SearchArticles) -> search::FoundArticles, Get "/articles/search", Reads(&["article"]), may: Viewer;
        /// A text as its readers would see it; nothing is kept.
        preview(articles::PreviewArticle) -> articles::ArticlePreview, Post "/articles/preview", Reads(&[]), may: Viewer;
        /// Offers an article from now on.
        publish(articles::GetArticle) -> articles::Article, Post "/articles/{id}/publish", Writes, may: Agent;
        /// Offers an article no longer, but keeps it.
        archive(articles::GetArticle) -> articles::Article, Post "/articles/{id}/archive", Writes, may: Agent;
        /// Moves an article to the trash.
        delete(articles::GetArticle) -> articles::Article, Delete "/articles/{id}", Writes, may: Agent;
    }
    workflows {
        /// Workflows in the order in which they are asked.
        list(workflows::ListWorkflows) -> Page<workflows::Workflow>, Get "/workflows", Reads(&["workflow", "workflow_run"]), may: Viewer;
        /// Everything that triggers, conditions and actions can be made of.
        vocabulary(workflows::GetVocabulary) -> workflows::Vocabulary, Get "/workflows/vocabulary", Reads(&["user", "team", "tag", "ticket_status", "ticket_priority", "ticket_category", "pipeline", "article_category"]), may: Viewer;
        /// Sets up a workflow, switched off; what is wrong with it stands in its problems.
        create(workflows::CreateWorkflow) -> workflows::Workflow, Post "/workflows", Writes, may: Admin;
        /// One workflow, in words and with its problems.
        get(workflows::GetWorkflow) -> workflows::Workflow, Get "/workflows/{id}", Reads(&["workflow", "workflow_run"]), may: Viewer;
        /// Changes a workflow; runs under way keep the version they started with.
        update(workflows::UpdateWorkflow) -> workflows::Workflow, Patch "/workflows/{id}", Writes, may: Admin;
        /// Switches a workflow off and moves it to the trash.
        delete(workflows::GetWorkflow) -> workflows::Workflow, Delete "/workflows/{id}", Writes, may: Admin;
        /// Switches a workflow on, from now on.
        enable(workflows::GetWorkflow) -> workflows::Workflow, Post "/workflows/{id}/enable", Writes, may: Admin;
        /// Switches a workflow off; runs under way go on to their end.
        disable(workflows::GetWorkflow) -> workflows::Workflow, Post "/workflows/{id}/disable", Writes, may: Admin;
        /// Runs, newest first, each with its steps and why it started.
        runs(workflows::ListRuns) -> Page<workflows::Run>, Get "/workflow-runs", Reads(&["workflow_run"]), may: Viewer;
        /// Goes on with a failed run at the step that failed, or starts a skipped one.
        retry(workflows::RetryRun) -> workflows::Run, Post "/workflow-runs/{id}/retry", Writes, may: Agent;
    }
    consumers {
        /// Records whose events are held back because one of them could not be digested.
        held(consumers::ListHeld) -> List<consumers::Held>, Get "/consumers/held", Reads(&["held"]), may: Viewer;
        /// Tries the held events of a record again, or forgets them.
        release(consumers::HeldSubject) -> consumers::Released, Post "/consumers/release", Marks(&["held"]), may: Admin;
    }
    outbox {
        /// What is on its way out, newest first.
        list(outbox::ListOutbox) -> Page<outbox::OutboxItem>, Get "/outbox", Reads(&["outbox"]), may: Viewer;
        /// Lets a held, failed or cancelled message go out.
        release(outbox::OutboxPlace) -> outbox::OutboxItem, Post "/outbox/{id}/release", Marks(&["outbox"]), may: Agent;
        /// Keeps a message from going out.
        cancel(outbox::OutboxPlace) -> outbox::OutboxItem, Post "/outbox/{id}/cancel", Marks(&["outbox"]), may: Agent;
    }
    notifications {
        /// What Onhand told you, newest first.
        list(notifications::ListNotifications) -> Page<notifications::Notification>, Get "/notifications", Reads(&["notification"]), may: Viewer;
        /// Marks one or all of your notifications as read.
        read(notifications::ReadNotifications) -> notifications::ReadDone, Post "/notifications/read", Marks(&["notification"]), may: Viewer;
    }
    today {
        /// What needs somebody, what loses most by waiting first.
        list(today::ListToday) -> today::Today, Get "/today", Reads(&["ticket", "task", "deal", "customer", "interaction", "pipeline", "workflow_run", "job"]), may: Viewer;
    }
    timeline {
        /// What happened with a customer, newest first.
        get(timeline::GetTimeline) -> Page<timeline::TimelineItem>, Get "/timeline", Reads(&["customer", "interaction", "ticket", "deal", "task", "workflow_run"]), may: Viewer;
    }
    changes {
        /// What was done lately and may be undone, the latest first.
        list(changes::ListChanges) -> Page<changes::ChangeRow>, Get "/changes", Reads(&["event"]), may: Viewer;
    }
    trash {
        /// What was deleted, the latest first.
        list(trash::ListTrash) -> Page<trash::TrashRow>, Get "/trash", Reads(&["event"]), may: Viewer;
        /// Takes a record out of the trash.
        restore(trash::TrashedRecord) -> trash::TrashOutcome, Post "/trash/restore", Writes, may: Agent;
        /// Removes a record from the trash for good; this cannot be undone.
        purge(trash::TrashedRecord) -> trash::TrashOutcome, Post "/trash/purge", Writes, may: Admin;
    }
    events {
        /// The log of everything, of one record, or of one change, newest first.
        list(events::ListEvents) -> Page<events::Event>, Get "/events", Reads(&["event"]), may: Viewer;
    }
    undo {
        /// What undoing a change would do, and what stands in the way.
        preview(undo::PreviewUndo) -> undo::UndoPreview, Get "/undo/{change_id}", Scans(&["event"]), may: Agent;
        /// Takes a change back; undo the answer's change to redo.
        apply(undo::ApplyUndo) -> undo::Undone, Post "/undo", Writes, may: Agent;
    }
    records {
        /// Any record as it was at a moment.
        as_of(history::AsOf) -> history::Past, Get "/records/as-of", Scans(&["event"]), may: Viewer;
    }
    tickets {
        /// Tickets by view or filter.
        list(tickets::ListTickets) -> Page<tickets::TicketRow>, Get "/tickets", Reads(&["ticket", "customer"]), may: Viewer;
        /// How many tickets each view and each team has.
        counts(tickets::CountTickets) -> tickets::TicketCounts, Get "/tickets/counts", Reads(&["ticket", "team"]), may: Viewer;
        /// Opens a ticket; a subject is enough.
        create(tickets::CreateTicket) -> tickets::Ticket, Post "/tickets", Writes, may: Agent;
        /// One ticket.
        get(tickets::GetTicket) -> tickets::Ticket, Get "/tickets/{id}", Reads(&["ticket", "customer"]), may: Viewer;
        /// Messages, notes and what happened, the newest page first.
        conversation(tickets::GetConversation) -> Page<tickets::Entry>, Get "/tickets/{id}/conversation", Reads(&["ticket"]), may: Viewer;
        /// What can be done next about a ticket, the recommended step first.
        next_actions(tickets::GetTicket) -> NextActions, Get "/tickets/{id}/next-actions", Reads(&["ticket", "customer"]), may: Viewer;
        /// Changes a ticket; fields that are left out stay.
        update(tickets::UpdateTicket) -> tickets::Ticket, Patch "/tickets/{id}", Writes, may: Agent;
        /// Answers the customer, or records what the customer said.
        reply(tickets::ReplyToTicket) -> tickets::TicketMessage, Post "/tickets/{id}/reply", Writes, may: Agent;
        /// Writes something that only the team sees.
        note(tickets::NoteOnTicket) -> tickets::TicketMessage, Post "/tickets/{id}/note", Writes, may: Agent;
        /// Gives a ticket to a person, a team, or nobody.
        assign(tickets::AssignTicket) -> tickets::Ticket, Post "/tickets/{id}/assign", Writes, may: Agent;
        /// Marks a ticket as solved.
        solve(tickets::GetTicket) -> tickets::Ticket, Post "/tickets/{id}/solve", Writes, may: Agent;
        /// Opens a solved or closed ticket again.
        reopen(tickets::GetTicket) -> tickets::Ticket, Post "/tickets/{id}/reopen", Writes, may: Agent;
        /// Remembers that you have read a ticket.
        mark_read(tickets::GetTicket) -> tickets::TicketRead, Post "/tickets/{id}/read", Writes, may: Viewer;
        /// Moves a ticket to the trash.
        delete(tickets::GetTicket) -> tickets::Ticket, Delete "/tickets/{id}", Writes, may: Agent;
    }
    ticket_statuses {
        /// Every status, in order.
        list(statuses::ListTicketStatuses) -> List<statuses::TicketStatus>, Get "/ticket-statuses", Reads(&["ticket_status"]), may: Viewer;
        /// Adds a status.
        create(statuses::CreateTicketStatus) -> statuses::TicketStatus, Post "/ticket-statuses", Writes, may: Admin;
        /// Renames, recolours or moves a status, or says what it means.
        update(statuses::UpdateTicketStatus) -> statuses::TicketStatus, Patch "/ticket-statuses/{id}", Writes, may: Admin;
        /// Deletes a status; its tickets get another one.
        delete(statuses::DeleteTicketStatus) -> words::DeletedWord, Delete "/ticket-statuses/{id}", Writes, may: Admin;
    }
    ticket_priorities {
        /// Every priority, in order.
        list(priorities::ListTicketPriorities) -> List<priorities::TicketPriority>, Get "/ticket-priorities", Reads(&["ticket_priority"]), may: Viewer;
        /// Adds a priority.
        create(priorities::CreateTicketPriority) -> priorities::TicketPriority, Post "/ticket-priorities", Writes, may: Admin;
        /// Renames or moves a priority, or changes its level.
        update(priorities::UpdateTicketPriority) -> priorities::TicketPriority, Patch "/ticket-priorities/{id}", Writes, may: Admin;
        /// Deletes a priority; its tickets get another one.
        delete(priorities::DeleteTicketPriority) -> words::DeletedWord, Delete "/ticket-priorities/{id}", Writes, may: Admin;
    }
    ticket_categories {
        /// Every category, as a tree by parent.
        list(categories::ListTicketCategories) -> List<categories::TicketCategory>, Get "/ticket-categories", Reads(&["ticket_category"]), may: Viewer;
        /// Adds a category.
        create(categories::CreateTicketCategory) -> categories::TicketCategory, Post "/ticket-categories", Writes, may: Admin;
        /// Renames a category or moves it in the tree.
        update(categories::UpdateTicketCategory) -> categories::TicketCategory, Patch "/ticket-categories/{id}", Writes, may: Admin;
        /// Deletes a category; its tickets get another one, or none.
        delete(categories::DeleteTicketCategory) -> words::DeletedWord, Delete "/ticket-categories/{id}", Writes, may: Admin;
    }
    words {
        /// What deleting a status, tag, stage or another word would move, and what stands in its way.
        uses(words::UsesOfWord) -> words::WordUses, Get "/words/{type}/{id}/uses", Scans(&["ticket", "customer", "deal", "article", "workflow"]), may: Viewer;
    }
    drafts {
        /// What you were writing on a ticket.
        get(drafts::GetDrafts) -> List<drafts::Draft>, Get "/drafts", Reads(&["draft"]), may: Agent;
        /// Keeps what you are writing on a ticket.
        save(drafts::SaveDraft) -> drafts::Draft, Put "/drafts", Writes, may: Agent;
    }
    search {
        /// Customers, tickets, deals and articles at once, while you type.
        everything(search::SearchEverything) -> search::FoundEverything, Get "/search", Reads(&["customer", "ticket", "deal", "article"]), may: Viewer;
        /// Builds the search index anew, in the background.
        rebuild(search::RebuildSearch) -> search::RebuildStarted, Post "/search/rebuild", Marks(&["job"]), may: Admin;
    }
    jobs {
        /// Long work, newest first.
        list(jobs::ListJobs) -> Page<jobs::Job>, Get "/jobs", Reads(&["job"]), may: Viewer;
        /// One job with its progress.
        get(jobs::GetJob) -> jobs::Job, Get "/jobs/{id}", Reads(&["job"]), may: Viewer;
        /// Stops a job; what it did until then can be undone.
        cancel(jobs::GetJob) -> jobs::Job, Post "/jobs/{id}/cancel", Marks(&["job"]), may: Admin;
    }
    data {
        /// Size of the file, background work, last backup and check.
        status(data::GetStatus) -> data::DataStatus, Get "/status", Reads(&["event", "held", "job", "outbox"]), may: Viewer;
        /// Checks the whole file and its log, as a job.
        check(data::StartCheck) -> jobs::Started, Post "/check", Marks(&["job"]), may: Admin;
    }
    imports {
        /// What importing an uploaded file would do.
        rehearse(imports::RehearseImport) -> imports::ImportReport, Post "/imports/rehearse", Scans(&[]), may: Admin;
        /// Imports an uploaded file, as a job.
        start(imports::StartImport) -> jobs::Started, Post "/imports", Marks(&["job"]), may: Admin;
        /// Imports so far, newest first.
        list(imports::ListImports) -> Page<jobs::Job>, Get "/imports", Reads(&["job"]), may: Viewer;
    }
    backups {
        /// Copies everything into one file and proves the copy, as a job.
        create(data::CreateBackup) -> jobs::Started, Post "/backups", Marks(&["job"]), may: Owner;
    }
}
