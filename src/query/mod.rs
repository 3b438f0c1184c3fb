//! Statements: one file for each verb or clause.

mod clause;
mod from;
mod group;
mod join;
mod limit;
mod order;
mod record;
mod select;
mod selection;
mod statement;

pub use clause::{Clause, NoClause};
pub use from::{From, FromTree, Outer, OuterGrouped, OuterIn, from};
pub use group::GroupedBy;
pub use join::Joined;
pub use order::{NameOrder, Order, OrderBy, OrderItem, OutputName};
pub use record::{Build, Fill, Fits, FitsField, Record, RecordFamily};
pub use select::{Select, SelectQuery};
pub use selection::{Columns, OutputType, SelectList, Selection};
pub use statement::{HasNoRows, HasRows, IsFinished, IsReadOnly, Statement, sql_of};
