//! SQL of the sample business.

/// Whether the file holds what a business would not want mixed with a sample.
pub const HOLDS: &str = "SELECT EXISTS (SELECT 1 FROM customers) OR EXISTS (SELECT 1 FROM tickets) OR EXISTS (SELECT 1 FROM deals)
    OR EXISTS (SELECT 1 FROM articles)";
