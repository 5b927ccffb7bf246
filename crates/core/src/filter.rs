//! Puts together the WHERE of a list from parts that are either absent or bound.

use rusqlite::types::Value as Bound;

/// Clauses joined by AND; every `?` takes the next bound value.
#[derive(Debug, Default)]
pub struct Filter {
    clauses: Vec<String>,
    bound: Vec<Bound>,
}

impl Filter {
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next number for a value that the SELECT names itself; before any clause.
    pub fn bind(&mut self, value: Bound) -> &mut Self {
        self.bound.push(value);
        self
    }

    /// Adds a fixed clause.
    pub fn fixed(&mut self, clause: &str) -> &mut Self {
        self.clauses.push(clause.to_owned());
        self
    }

    /// Adds a clause whose `?` are these values, in order.
    pub fn and(&mut self, clause: &str, values: impl IntoIterator<Item = Bound>) -> &mut Self {
        let mut numbered = String::with_capacity(clause.len() + 4);
        let mut values = values.into_iter();
        for c in clause.chars() {
            match (c, c == '?') {
                (_, true) => {
                    self.bound.push(values.next().unwrap_or(Bound::Null));
                    numbered.push_str(&format!("?{}", self.bound.len()));
                }
                (c, false) => numbered.push(c),
            }
        }
        self.clauses.push(numbered);
        self
    }

    /// The same where the value is there; nothing otherwise.
    pub fn and_some(&mut self, clause: &str, value: Option<impl Into<Bound>>) -> &mut Self {
        if let Some(value) = value {
            self.and(clause, [value.into()]);
        }
        self
    }

    /// `SELECT … WHERE <this> ORDER BY … LIMIT n + 1`, one row more than the page to see whether another follows.
    pub fn statement(&self, select: &str, order: &str, limit: usize) -> String {
        let filter = if self.clauses.is_empty() { "1 = 1".to_owned() } else { self.clauses.join(" AND ") };
        format!("{select} WHERE {filter} ORDER BY {order} LIMIT {}", limit + 1)
    }

    /// `SELECT … WHERE <this>`, for figures over all that fits.
    pub fn select(&self, select: &str) -> String {
        format!("{select} WHERE {}", self.clauses())
    }

    /// The clauses alone, for counts.
    pub fn clauses(&self) -> String {
        if self.clauses.is_empty() { "1 = 1".to_owned() } else { self.clauses.join(" AND ") }
    }

    pub fn bound(&self) -> impl Iterator<Item = &Bound> {
        self.bound.iter()
    }
}
