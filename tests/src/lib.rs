//! Tests that look at the whole: house rules (`tidy`), every operation of the table (`api`), real files and faults (`files`).
