//! What goes in and out of the customer operations.

use crate::conditions::Condition;
use crate::ids::{ContactPointId, CustomerId, UserId};
use crate::page::Count;
use crate::patch::Patch;
use crate::wire::wire_enum;
use serde::{Deserialize, Serialize};

wire_enum! {
    /// A person, or a firm, school, club.
    CustomerKind { Person = "person", Organisation = "organisation" }
}
wire_enum! {
    CustomerStatus {
        /// Asked, but has not bought.
        Lead = "lead",
        Active = "active",
        /// Left.
        Churned = "churned",
    }
}
wire_enum! {
    ContactKind { Email = "email", Phone = "phone", Web = "web" }
}

/// A way to reach somebody.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ContactPoint {
    pub id: ContactPointId,
    pub kind: ContactKind,
    pub label: Option<String>,
    pub value: String,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContactPoint {
    /// Keeps the row it names; without it a new one is made.
    #[serde(default)]
    pub id: Option<ContactPointId>,
    pub kind: ContactKind,
    #[serde(default)]
    pub label: Option<String>,
    pub value: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Customer {
    pub id: CustomerId,
    pub kind: CustomerKind,
    pub name: String,
    pub status: CustomerStatus,
    pub source: Option<String>,
    pub owner_id: Option<UserId>,
    pub organisation_id: Option<CustomerId>,
    pub organisation_name: Option<String>,
    pub job_title: Option<String>,
    pub about: Option<String>,
    pub street: Option<String>,
    pub postal_code: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
    pub tags: Vec<String>,
    pub contact_points: Vec<ContactPoint>,
    pub merged_into_id: Option<CustomerId>,
    pub created_ms: i64,
    pub updated_ms: i64,
    pub trashed_ms: Option<i64>,
    pub rev: i64,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateCustomer {
    pub name: String,
    /// Person unless said otherwise.
    #[serde(default)]
    pub kind: Option<CustomerKind>,
    /// Lead unless said otherwise.
    #[serde(default)]
    pub status: Option<CustomerStatus>,
    #[serde(default)]
    pub source: Option<String>,
    #[serde(default)]
    pub owner_id: Option<UserId>,
    #[serde(default)]
    pub organisation_id: Option<CustomerId>,
    #[serde(default)]
    pub job_title: Option<String>,
    #[serde(default)]
    pub about: Option<String>,
    #[serde(default)]
    pub street: Option<String>,
    #[serde(default)]
    pub postal_code: Option<String>,
    #[serde(default)]
    pub city: Option<String>,
    #[serde(default)]
    pub country: Option<String>,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub contact_points: Vec<NewContactPoint>,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GetCustomer {
    pub id: CustomerId,
}

#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateCustomer {
    pub id: CustomerId,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub kind: Option<CustomerKind>,
    #[serde(default)]
    pub status: Option<CustomerStatus>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub source: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub owner_id: Patch<UserId>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub organisation_id: Patch<CustomerId>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub job_title: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub about: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub street: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub postal_code: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub city: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub country: Patch<String>,
    /// Replaces all tags.
    #[serde(default)]
    pub tags: Option<Vec<String>>,
    /// Replaces all contact points.
    #[serde(default)]
    pub contact_points: Option<Vec<NewContactPoint>>,
    /// The revision that was read; protects what others changed since.
    #[serde(default)]
    pub rev: Option<i64>,
}

wire_enum! {
    CustomerView { All = "all", Active = "active", Leads = "leads", Churned = "churned", Mine = "mine" }
}
wire_enum! {
    CustomerSort { Name = "name", Newest = "newest" }
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListCustomers {
    #[serde(default)]
    pub view: Option<CustomerView>,
    /// The beginning of a name, e-mail address or phone number.
    #[serde(default)]
    pub q: Option<String>,
    #[serde(default)]
    pub status: Option<CustomerStatus>,
    #[serde(default)]
    pub owner_id: Option<UserId>,
    #[serde(default)]
    pub tag: Option<String>,
    /// People of this organisation.
    #[serde(default)]
    pub organisation_id: Option<CustomerId>,
    /// A condition tree over customers, besides the other filters.
    #[serde(default, rename = "where")]
    pub condition: Option<Condition>,
    #[serde(default)]
    pub sort: Option<CustomerSort>,
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}

/// A customer in a list.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct CustomerRow {
    pub id: CustomerId,
    pub kind: CustomerKind,
    pub name: String,
    pub status: CustomerStatus,
    pub city: Option<String>,
    pub owner_id: Option<UserId>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub tags: Vec<String>,
    pub open_tickets: i64,
    pub created_ms: i64,
    #[serde(skip)]
    pub(crate) name_folded: String,
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CountCustomers {}

/// How many customers each view shows.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct CustomerCounts {
    pub all: Count,
    pub active: Count,
    pub leads: Count,
    pub churned: Count,
    pub mine: Count,
}

/// The figures on top of a customer's page, each over the whole family of merged records.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct CustomerSummary {
    pub open_tickets: Count,
    pub open_deals: Count,
    pub open_deals_minor: i64,
    pub won_minor: i64,
    pub currency: String,
    pub last_contact_ms: Option<i64>,
    pub last_contact_kind: Option<String>,
    pub tasks_open: Count,
    pub people: Vec<CustomerPerson>,
}

/// Somebody at an organisation.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct CustomerPerson {
    pub id: CustomerId,
    pub name: String,
    pub job_title: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}
