//! A field of a partial update: absent keeps the value, `null` clears it, a value sets it.

use serde::{Deserialize, Deserializer};

/// Use with `#[serde(default)]`; the field then tells the three cases apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Patch<T> {
    /// The caller did not mention the field.
    #[default]
    Keep,
    /// The caller sent `null`.
    Clear,
    Set(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<T>::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

impl<T> Patch<T> {
    /// The value after the update, given the present one.
    pub fn over(self, present: Option<T>) -> Option<T> {
        match self {
            Self::Keep => present,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    pub const fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }
}

impl Patch<String> {
    /// A cleaned optional line. Errors: `invalid` on `field`.
    pub fn line_over(self, field: &str, present: Option<String>) -> crate::error::Result<Option<String>> {
        crate::text::optional_line(field, self.over(present))
    }
}
