//! Expressions: what stands in SELECT, WHERE, SET and the rest.
//!
//! An expression's type says everything about it: its SQL type and kind, what it needs of the database, its SQL, and, for
//! each scope that it may stand in, whether its tables are there and whether it can be NULL.

mod aggregate;

mod args;
pub(crate) mod arithmetic;
mod bind;
mod builtin;
mod call;
mod case;
mod cast;
mod column;
mod comparison;
mod condition;
#[cfg(feature = "chrono")]
mod dates;
mod functions;
mod group;
pub(crate) mod group_key;
mod kind;
mod like;
mod list;
mod literal;
pub(crate) mod logic;
pub(crate) mod node;
mod record;
pub mod scope;
pub(crate) mod selection;
mod verdict;

pub use aggregate::{AggregateExpression, AllRows, Filtered, count_all};
pub use args::Args;
pub(crate) use args::fold;
pub use arithmetic::{
    Add, Arithmetic, Calculate, CalculateWhole, Minus, Modulo, Multiply, Over, Plus, Subtract, Times,
};
pub use bind::{Bind, IntoExpr, OptionalBind};
pub use call::{
    Aggregate, AlwaysNull, Call, Class, Coalesced, Function, NeverNull, NullRule, Operand, OverRows, Scalar, Strict,
    fragment, operand,
};
pub use case::{Case, CaseArms, CaseExpr, case_when};
pub use cast::{
    CastKind, CastTo, Casting, Casts, CastsFraction, CastsToAll, CastsToNothing, CastsToText, CastsTruth, Form,
};
pub use comparison::Expression;
pub use condition::{AllOf, AnyOf, BoxCondition, Condition, On, OptionalCondition, all_of, any_of, on};
#[cfg(feature = "chrono")]
pub use dates::{DateFunctions, HasDate, HasTime, now, today};
pub use functions::{CoalesceArguments, NumberFunctions, TextFunctions, coalesce};
pub use group::{AllKeys, Determines, ExprKey, GroupBy, GroupKeys, TableKey, WithoutBinds, WithoutConstants};
pub use group_key::{GroupItems, GroupItemsIn};
pub use kind::{
    AggregateArgument, AggregateOf, Constant, GroupByClause, HavingClause, Kind, MayAggregate, MayAggregateOuter,
    Mixed, OnClause, OrderByClause, OrderByOfGroups, ReturningClause, RowValue, SelectClause, SetClause, WhereClause,
};
pub use like::TextExpression;
pub use list::{InList, IntoMembers};
pub use literal::{Lit, Literal};
pub use logic::{And, Combine, Conditions, Or, not};
pub(crate) use node::expression_node;
pub use record::{Build, Filled, Fits, FitsAll, FitsField, Record, RecordFamily};
pub use scope::{
    Found, FromClause, GroupedScope, Hit, Lacks, Lists, NotFound, NullableSrc, Only, OuterSrc, Scope, Src, With,
    WithNullable,
};
pub use selection::{
    Codes, Columns, IntoSelection, OneColumn, OutputType, SelectList, Selection, SeveralColumns, Unnamed,
};
pub use verdict::{
    Allowed, Expressions, HasType, MissingTable, Nothing, OuterAggregate, OuterOnly, Own, OwnAggregate, StandsIn,
    TruthValue, Ungrouped, Verdict,
};

use crate::render::{Needs, Piece, Visit};
use crate::types::code::Code;
use crate::types::{FieldType, Nullness, SqlType};

/// An SQL expression.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an SQL expression",
    label = "not an SQL expression",
    note = "use a column (`Books.title`), a function or operator of one, or a literal (`lit!(1)`)"
)]
pub trait Expr: Visit + Sized {
    /// The type of its values that are not NULL.
    type Ty: SqlType;
    /// Whether it is a value of a row, an aggregate, or neither.
    type Kind: Kind;
    /// What it needs of the database.
    type Needs: Needs;
    /// Its structure, to find it again among the keys of GROUP BY.
    type Code: Code;
    /// Whether it can be NULL in a query with the scope `S`.
    type Null<S: Scope>: Nullness;
    /// Whether all of its tables are in the scope `S`.
    type Tables<S: Scope>: Verdict;
    /// Whether the keys `K` of GROUP BY determine it.
    type Grouped<K: GroupKeys>: Verdict;
    /// Its SQL.
    const PIECE: Piece;
}

/// What reading the expression `E` in the scope `S` gives: `T`, or `Option<T>` where it can be NULL.
pub type Output<E, S> = <<E as Expr>::Null<S> as Nullness>::Wrap<<E as Expr>::Ty>;

/// As [`Output`], of a row that is only looked at.
pub type BorrowedOutput<'r, E, S> =
    <<E as Expr>::Null<S> as Nullness>::Wrap<<<E as Expr>::Ty as SqlType>::Borrowed<'r>>;

/// The type of the expression `E`. It goes a step further than `E::Ty`, since the compiler explains how that came to be,
/// call by call.
pub(crate) type TypeOf<E> = <<E as Expr>::Ty as FieldType>::Ty;
