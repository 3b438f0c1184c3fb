//! Statements: one file for each verb or clause.

mod assignment;
mod clause;
mod cte;
mod delete;
mod from;
mod group;
mod insert;
mod join;
mod limit;
pub(crate) mod order;
mod returning;
mod select;
mod set_operation;
mod statement;
mod subquery;
mod update;
mod upsert;

pub use crate::expr::{Build, Filled, Record, RecordFamily, SelectList, Selection};

pub use assignment::{Assign, AssignmentList, Assignments, SetsNoGenerated, SetsNoNull, SetsOnce, SetsOwnColumns};
pub use clause::{AddCondition, Clause, Having, NoClause, Where};
pub use cte::{AsCte, Cte, CteBody, Itself, KeepsRows, OnlyItself, Plain, Recursive, RecursiveUse};
pub use delete::{Delete, delete};
pub use from::{Base, Correlated, From, FromTree, Outer, from};
pub use group::{AddHaving, GroupedBy, Groups, HasGroups, IsFirst};
pub use insert::{
    AnotherNumberOfColumns, BulkInsert, Covers, DefaultRow, DoesNotFit, FitInto, FromSelect, Insert, InsertInto,
    InsertRows, ManyRows, OneRow, RequiredColumns, TakesRows, TargetNames, Targets, TypeFits, TypesFit, ValuesGiven,
    insert,
};
pub use join::{CrossJoined, Full, Inner, JoinKind, Joined, Left, Right};
pub use limit::{ForUpdate, ForUpdateNowait, ForUpdateSkipLocked, Limit, LimitOffset, Locks, Offset, RowLock};
pub use order::{
    Asc, AscNullsFirst, AscNullsLast, Desc, DescNullsFirst, DescNullsLast, Direction, NameOrder, Order, OrderBy,
    OrderClause, OrderItem, OrderItemIn, OrderedBy, OutputName, Unsaid, Varies,
};
pub use returning::{Returning, Written};
pub use select::{
    Body, Chain, Condenses, Distinct, DistinctClause, NamedColumns, OrderedByName, OrderedBySelected, OutputNames,
    Select, SelectQuery, Single, Unmixed,
};
pub use set_operation::{
    Except, Intersect, LeftOf, NullFits, RightOf, SameColumns, SetOperation, SetOperations, SetOperator, Union,
    UnionAll,
};
pub use statement::{
    Access, AccessOf, Allows, Complete, Executes, Fetches, FinishedOf, Missing, NeedsFilter, NeedsQueryAround,
    NeedsSelect, NoRows, Property, Query, ReadOnly, Reads, Returns, ReturnsOf, Rows, Run, Statement, Takes, Writes,
    sql_of,
};
pub use subquery::{
    AsSubquery, Exists, InQuery, IsOneColumn, NamedQuery, OutputColumns, Quantified, QuantifiedComparison, Quantifier,
    ScalarQuery, StandsAlone, Subquery, exists, scalar,
};
pub use update::{EveryRow, Filter, Unfiltered, Update, UpdateOf, update};
pub use upsert::{
    ConflictColumns, Counted, DoUpdate, Excluded, ExcludedRow, Excludes, IsKey, Keys, OnConflict, Upsert, UpsertScope,
    excluded,
};
