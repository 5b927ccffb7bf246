//! How much the sample business holds.

use serde::{Deserialize, Serialize};

/// How many records of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    pub customers: usize,
    pub tickets: usize,
    /// Messages per ticket, on average.
    pub messages_per_ticket: usize,
    pub deals: usize,
    pub articles: usize,
    pub interactions: usize,
    pub tasks: usize,
}

impl Size {
    /// What a person looks at on the first day: enough to see how it works, made in a few seconds.
    pub const COMFORTABLE: Self = Self { deals: 60, articles: 45, ..Self::of(600, 400) };

    /// The sizes that have a name on the command line.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "small" => Some(Self { articles: 60, ..Self::of(1_000, 400) }),
            "medium" => Some(Self::of(100_000, 10_000)),
            "large" => Some(Self { articles: 100_000, ..Self::of(1_000_000, 100_000) }),
            _ => None,
        }
    }

    /// The rest in proportion.
    pub const fn of(tickets: usize, customers: usize) -> Self {
        let tenth = tickets / 10;
        Self {
            customers,
            tickets,
            messages_per_ticket: 5,
            deals: customers / 4 + tickets / 40,
            articles: if tenth < 45 { 45 } else { tenth },
            interactions: customers + customers / 2,
            tasks: customers / 4 + 20,
        }
    }

    /// Records that a fill makes, messages included.
    pub const fn records(&self) -> usize {
        self.customers
            + self.tickets * (1 + self.messages_per_ticket)
            + self.deals
            + self.articles
            + self.interactions
            + self.tasks
    }
}
