//! Proofs of the spine: every row is explained by the log, every step can be walked back, and every write taken back.
//!
//! `ONHAND_SPINE_ROUNDS` and `ONHAND_SPINE_STEPS` make the random walk longer, `ONHAND_SPINE_SEED` repeats one of its rounds.

mod arguments;
mod conflicts;
mod desk;
mod picture;
mod random;
mod undo;
mod walk;
