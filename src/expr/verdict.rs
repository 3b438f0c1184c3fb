//! Verdicts: the result of a check as a type.
//!
//! A check never fails where it is computed. It comes out as [`Allowed`] or names the culprit, and one bound at the
//! clause turns that into one error, as short for a condition of thirty parts as for one.

use std::marker::PhantomData;

use super::{FromClause, Lists, MayAggregate, MayAggregateOuter};

/// The result of a check.
pub trait Verdict: Sized {
    /// This one if it found something, otherwise the other.
    type Then<V: Verdict + ?Sized>: Verdict;
    /// The other one if this found nothing, otherwise nothing: one mistake is reported once.
    type Unless<V: Verdict + ?Sized>: Verdict;
    /// What is found after a column of the query itself: that, unless a table is missing.
    type AfterOwn: Verdict;
    /// What is found after a column of an outer query.
    type AfterOuter<T: 'static, C: 'static>: Verdict;
    /// What is found after an aggregate of the query's own, of column `C`.
    type AfterAggregate<C: 'static>: Verdict;
    /// What an aggregate of it is, of column `C`.
    type Aggregated<C: 'static>: Verdict;
    /// The table that was found missing, or [`Nothing`].
    type Table;
    /// The column that it was found by, or [`Nothing`].
    type Column;
}

/// Nothing was found.
#[derive(Debug)]
pub struct Allowed;

/// Nothing wrong was found, and a column of the query's own FROM.
#[derive(Debug)]
pub struct Own;

/// Nothing wrong was found, and an aggregate of column `C` over the query's own rows.
pub struct OwnAggregate<C>(PhantomData<C>);

/// Nothing wrong was found, and only columns of outer queries: `C` of table `T`.
pub struct OuterOnly<T, C>(PhantomData<(T, C)>);

/// An aggregate of nothing but columns of outer queries. In SQL it belongs to the outer query.
pub struct OuterAggregate<T, C>(PhantomData<(T, C)>);

/// No culprit.
#[derive(Debug)]
pub struct Nothing;

/// The table `T` of column `C` is not there.
pub struct MissingTable<T, C>(PhantomData<(T, C)>);

/// Column `C` is neither a key of GROUP BY nor aggregated.
pub struct Ungrouped<C>(PhantomData<C>);

macro_rules! verdicts {
    ($([$($generics:tt)*] $verdict:ty: then $then:ty, unless $unless:ty, after own $own:ty, after outer $outer:ty,
        after aggregate $after:ty, aggregated $aggregated:ty, $table:ty, $column:ty;)*) => {$(
        impl<$($generics)*> Verdict for $verdict {
            type Then<V: Verdict + ?Sized> = $then;
            type Unless<V: Verdict + ?Sized> = $unless;
            type AfterOwn = $own;
            type AfterOuter<U: 'static, D: 'static> = $outer;
            type AfterAggregate<D: 'static> = $after;
            type Aggregated<D: 'static> = $aggregated;
            type Table = $table;
            type Column = $column;
        }
    )*};
}

verdicts! {
    [] Allowed: then V, unless V, after own Own, after outer OuterOnly<U, D>,
        after aggregate OwnAggregate<D>, aggregated OwnAggregate<D>, Nothing, Nothing;
    [] Own: then V::AfterOwn, unless V, after own Own, after outer Own,
        after aggregate OwnAggregate<D>, aggregated OwnAggregate<D>, Nothing, Nothing;
    [A: 'static] OwnAggregate<A>: then V::AfterAggregate<A>, unless V, after own Self, after outer Self,
        after aggregate Self, aggregated Self, Nothing, Nothing;
    [T: 'static, C: 'static] OuterOnly<T, C>: then V::AfterOuter<T, C>, unless V, after own Own, after outer Self,
        after aggregate OwnAggregate<D>, aggregated OuterAggregate<T, C>, Nothing, Nothing;
    [T: 'static, C: 'static] OuterAggregate<T, C>: then Self, unless Allowed, after own Self, after outer Self,
        after aggregate Self, aggregated Self, Nothing, Nothing;
    [T, C] MissingTable<T, C>: then Self, unless Allowed, after own Self, after outer Self,
        after aggregate Self, aggregated Self, T, C;
    [C] Ungrouped<C>: then Self, unless Allowed, after own Self, after outer Self,
        after aggregate Self, aggregated Self, Nothing, C;
}

/// A condition, as error messages call it.
#[derive(Debug)]
pub struct TruthValue;

/// The type `T` is that of a condition: `bool`.
#[diagnostic::on_unimplemented(
    message = "`{T}` is not a condition",
    label = "this is `{T}`",
    note = "WHERE, ON, HAVING and CASE want a truth value: compare it with something, for example `.eq(..)` or `.is_not_null()`"
)]
pub trait HasType<T> {}

#[diagnostic::do_not_recommend]
impl HasType<bool> for TruthValue {}

// A second impl, so that the compiler looks at the type instead of assuming that it is `bool`.
#[diagnostic::do_not_recommend]
impl HasType<TruthValue> for TruthValue {}

/// Expressions that a clause takes, as error messages call them.
#[derive(Debug)]
pub struct Expressions;

/// What may stand at the place `P` of a statement, after the verdict `V` on it.
///
/// A clause asks this of a whole condition, of all columns at once. Where the verdict has a culprit, the bound that is not
/// met is one that says so in words.
pub trait StandsIn<P, V> {}

// They are written for every `Self`, or the messages of other bounds would offer them.
#[diagnostic::do_not_recommend]
impl<E, P> StandsIn<P, Allowed> for E {}
#[diagnostic::do_not_recommend]
impl<E, P> StandsIn<P, Own> for E {}
#[diagnostic::do_not_recommend]
impl<E, P, T, C> StandsIn<P, OuterOnly<T, C>> for E {}
impl<E, P, T, C> StandsIn<P, MissingTable<T, C>> for E where FromClause: Lists<T, C> {}
impl<E, P, C> StandsIn<P, OwnAggregate<C>> for E where P: MayAggregate<C> {}
impl<E, P, T, C> StandsIn<P, OuterAggregate<T, C>> for E
where
    P: MayAggregate<C>,
    P: MayAggregateOuter<T>,
{
}
