//! Whether an expression is a value of a row, an aggregate over rows, or neither.

use std::marker::PhantomData;

use super::{NotFound, Nothing};
use crate::types::code::{Bool, False, True};

/// The kind of an expression. Each kind remembers a column, so that an error can name it.
pub trait Kind: Sized + 'static {
    /// The kind of an expression made of both.
    type With<K: Kind + ?Sized>: Kind;
    #[doc(hidden)]
    type AfterRow<C: 'static>: Kind;
    #[doc(hidden)]
    type AfterAggregate<C: 'static>: Kind;
    /// The kind of an aggregate of it.
    type Aggregated: Kind;
    /// The column that is aggregated inside, or [`Nothing`].
    type Aggregates: 'static;
    /// The column that stands plain beside an aggregate, or [`Nothing`].
    type Mixture;
    /// The column read from each row, or [`Nothing`].
    type Plain;
    /// A column of it, or [`Constant`].
    type Column;
    /// Whether it is the same for every row.
    type IsConstant: Bool;
    /// Whether there is an aggregate in it.
    type IsAggregate: Bool;
}

/// A bound value or a literal.
#[derive(Debug)]
pub struct Constant;

/// A value of each row, read from column `C`.
pub struct RowValue<C: ?Sized>(PhantomData<C>);

/// An aggregate over rows, of column `C`.
pub struct AggregateOf<C: ?Sized>(PhantomData<C>);

/// An aggregate of column `A` beside the column `C` of single rows: valid only where `C` is a key of GROUP BY.
pub struct Mixed<A: ?Sized, C: ?Sized>(PhantomData<A>, PhantomData<C>);

impl Kind for Constant {
    type With<K: Kind + ?Sized> = K;
    type AfterRow<C: 'static> = RowValue<C>;
    type AfterAggregate<C: 'static> = AggregateOf<C>;
    type Aggregated = AggregateOf<super::AllRows>;
    type Aggregates = Nothing;
    type Mixture = Nothing;
    type Plain = Nothing;
    type Column = Constant;
    type IsConstant = True;
    type IsAggregate = False;
}

impl<C: 'static> Kind for RowValue<C> {
    type With<K: Kind + ?Sized> = K::AfterRow<C>;
    type AfterRow<D: 'static> = RowValue<D>;
    type AfterAggregate<D: 'static> = Mixed<D, C>;
    type Aggregated = AggregateOf<C>;
    type Aggregates = Nothing;
    type Mixture = Nothing;
    type Plain = C;
    type Column = C;
    type IsConstant = False;
    type IsAggregate = False;
}

impl<C: 'static> Kind for AggregateOf<C> {
    type With<K: Kind + ?Sized> = K::AfterAggregate<C>;
    type AfterRow<D: 'static> = Mixed<C, D>;
    type AfterAggregate<D: 'static> = AggregateOf<D>;
    type Aggregated = AggregateOf<C>;
    type Aggregates = C;
    type Mixture = Nothing;
    type Plain = Nothing;
    type Column = C;
    type IsConstant = False;
    type IsAggregate = True;
}

impl<A: 'static, C: 'static> Kind for Mixed<A, C> {
    type With<K: Kind + ?Sized> = Self;
    type AfterRow<D: 'static> = Self;
    type AfterAggregate<D: 'static> = Self;
    type Aggregated = AggregateOf<A>;
    type Aggregates = A;
    type Mixture = C;
    type Plain = C;
    type Column = C;
    type IsConstant = False;
    type IsAggregate = True;
}

/// A place where an aggregate may stand; `C` is the column that is aggregated there, or [`Nothing`].
#[diagnostic::on_unimplemented(
    message = "an aggregate (of `{C}`) cannot stand in {Self}",
    label = "aggregates `{C}`",
    note = "WHERE, ON, GROUP BY and aggregates look at single rows; filter groups with `.group_by(..).having(..)`, or aggregate in a subquery"
)]
pub trait MayAggregate<C> {}

/// A place where an aggregate of columns of the outer query alone may stand; `T` is the table of such an aggregate.
#[diagnostic::on_unimplemented(
    message = "an aggregate of columns of the outer table `{T}` alone belongs to the outer query",
    label = "aggregates only `{T}`, which this query is correlated to",
    note = "SQL would aggregate the rows of the outer query: do that there, or aggregate a column of this query's own FROM"
)]
pub trait MayAggregateOuter<T> {}

/// Places, by what is asked of an aggregate there; the other question is answered with yes.
macro_rules! places {
    ($asked:ident, not $open:ident: $($(#[$doc:meta])* $place:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $place;

        #[diagnostic::do_not_recommend]
        impl $asked<Nothing> for $place {}
        #[diagnostic::do_not_recommend]
        impl $asked<NotFound> for $place {}

        #[diagnostic::do_not_recommend]
        impl<C> $open<C> for $place {}
    )*};
}

places! {
    MayAggregate, not MayAggregateOuter:
    /// WHERE, as error messages call it.
    WhereClause
    /// ON, as error messages call it.
    OnClause
    /// GROUP BY, as error messages call it.
    GroupByClause
    /// The argument of an aggregate, as error messages call it.
    AggregateArgument
    /// ORDER BY of a query without GROUP BY, as error messages call it.
    OrderByClause
    /// SET, as error messages call it.
    SetClause
    /// RETURNING, as error messages call it.
    ReturningClause
}

places! {
    MayAggregateOuter, not MayAggregate:
    /// The columns of a SELECT, as error messages call them.
    SelectClause
    /// HAVING, as error messages call it.
    HavingClause
    /// ORDER BY of a query with GROUP BY, as error messages call it.
    OrderByOfGroups
}
