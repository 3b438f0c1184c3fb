//! Statements: one file for each verb or clause.

mod assignment;
mod clause;
mod delete;
mod from;
mod group;
mod insert;
mod join;
mod limit;
mod order;
mod record;
mod returning;
mod select;
mod selection;
mod statement;
mod update;

pub use assignment::{Assign, Assignments};
pub use clause::{Clause, NoClause};
pub use delete::{Delete, delete};
pub use from::{From, FromTree, Outer, OuterGrouped, OuterIn, from};
pub use group::GroupedBy;
pub use insert::{Insert, insert};
pub use join::Joined;
pub use order::{NameOrder, Order, OrderBy, OrderItem, OutputName};
pub use record::{Build, Fill, Fits, FitsField, Record, RecordFamily};
pub use returning::Returning;
pub use select::{Select, SelectQuery};
pub use selection::{Columns, OutputType, SelectList, Selection};
pub use statement::{HasNoRows, HasRows, IsFinished, IsReadOnly, Statement, sql_of};
pub use update::{Update, update};
