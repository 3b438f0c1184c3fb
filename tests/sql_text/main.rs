//! The SQL text of every feature, in all four dialects.

mod aggregates;
mod arithmetic;
mod case;
mod clauses;
mod comparisons;
mod ctes;
#[cfg(feature = "chrono")]
mod dates;
mod dialects;
mod dynamic;
mod fragments;
mod functions;
mod identifiers;
mod inserts;
mod joins;
mod like;
mod literals;
mod logic;
mod records;
mod set_operations;
mod subqueries;
mod tables;
mod updates;
mod upserts;
mod wide_tables;
