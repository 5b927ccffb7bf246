//! One newtype per kind of record, so that a ticket's id can never be passed where a customer's is meant.

macro_rules! ids {
    ($($(#[doc = $doc:literal])* $name:ident;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = i64)]
        pub struct $name(pub i64);

        impl rusqlite::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }
        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                i64::column_result(value).map(Self)
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A person who works here.
    UserId;
    TeamId;
    TagId;
    /// A person or organisation that buys, asks or complains.
    CustomerId;
    ContactPointId;
    InteractionId;
    TaskId;
    TicketId;
    TicketStatusId;
    TicketPriorityId;
    TicketCategoryId;
    MessageId;
    AttachmentId;
    /// A file that was sent but does not belong to a message yet.
    UploadId;
    PipelineId;
    StageId;
    DealId;
    ArticleId;
    ArticleCategoryId;
    WorkflowId;
    RunId;
    JobId;
    NotificationId;
    /// What one person or one run did; the unit of undo.
    ChangeId;
}

/// Sixteen hex digits from the computer's random source. Errors: `unavailable`.
pub fn random_hex() -> crate::error::Result<String> {
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes).map_err(|cause| {
        crate::error::Error::new(
            crate::error::Code::Unavailable,
            "The computer gave no random numbers. Try again.",
        )
        .caused_by(cause.to_string())
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
