//! The scope of a query: which sources its FROM lists, and whether an outer join can leave them empty.

use std::marker::PhantomData;

use super::{MissingTable, Nothing, OuterOnly, Own, Verdict};
use crate::schema::Source;
use crate::types::code::Code;
use crate::types::{Cons, Nil, NotNull, Null, Nullness};

/// A source in scope.
pub struct Src<T: ?Sized>(PhantomData<T>);

/// A source in scope, on the nullable side of an outer join.
pub struct NullableSrc<T: ?Sized>(PhantomData<T>);

/// A source of an outer query that the query is correlated to.
pub struct OuterSrc<T: ?Sized>(PhantomData<T>);

/// The sources of a query: a list of [`Src`], [`NullableSrc`] and [`OuterSrc`], the last one first.
pub trait Scope: Sized + 'static {
    /// Looks a source up by its name.
    type Find<X: Code + ?Sized>: Hit;
    /// The last of them, by which messages call the query, or [`Nothing`].
    type Last;
    /// Whether an aggregate may have no rows to go over: not within a group.
    type NoRows: Nullness;
    /// The same sources, all of them nullable: what RIGHT and FULL JOIN do to what stands before them.
    type Nullable: Scope;
}

/// What a look-up in a scope found.
pub trait Hit: Sized {
    /// Whether the source is nullable.
    type Null: Nullness;
    /// The verdict on a column `C` of table `T`.
    type Verdict<T: 'static, C: 'static>: Verdict;
    /// The source that was found, or [`Nothing`].
    type Source;
}

/// The source is not in scope.
#[derive(Debug)]
pub struct NotFound;

impl Hit for NotFound {
    type Null = NotNull;
    type Verdict<T: 'static, C: 'static> = MissingTable<T, C>;
    type Source = Nothing;
}

impl<T> Hit for Src<T> {
    type Null = NotNull;
    type Verdict<U: 'static, C: 'static> = Own;
    type Source = T;
}

impl<T> Hit for NullableSrc<T> {
    type Null = Null;
    type Verdict<U: 'static, C: 'static> = Own;
    type Source = T;
}

impl<T> Hit for OuterSrc<T> {
    type Null = Null;
    type Verdict<U: 'static, C: 'static> = OuterOnly<U, C>;
    type Source = T;
}

impl Scope for Nil {
    type Find<X: Code + ?Sized> = NotFound;
    type Last = Nothing;
    type NoRows = Null;
    type Nullable = Nil;
}

impl<T: Source, R: Scope + ?Sized> Scope for Cons<Src<T>, R> {
    type Find<X: Code + ?Sized> = T::Find<X, Src<T>, R>;
    type Last = T;
    type NoRows = Null;
    type Nullable = Cons<NullableSrc<T>, R::Nullable>;
}

impl<T: Source, R: Scope + ?Sized> Scope for Cons<NullableSrc<T>, R> {
    type Find<X: Code + ?Sized> = T::Find<X, NullableSrc<T>, R>;
    type Last = T;
    type NoRows = Null;
    type Nullable = Cons<NullableSrc<T>, R::Nullable>;
}

impl<T: Source, R: Scope + ?Sized> Scope for Cons<OuterSrc<T>, R> {
    type Find<X: Code + ?Sized> = T::Find<X, OuterSrc<T>, R>;
    type Last = R::Last;
    type NoRows = Null;
    type Nullable = Cons<OuterSrc<T>, R::Nullable>;
}

/// The scope of a grouped query after GROUP BY: every group has a row.
pub struct GroupedScope<S>(PhantomData<S>);

impl<S: Scope> Scope for GroupedScope<S> {
    type Find<X: Code + ?Sized> = S::Find<X>;
    type Last = S::Last;
    type NoRows = NotNull;
    type Nullable = S::Nullable;
}

/// The FROM clause of a query, as error messages call it.
#[derive(Debug)]
pub struct FromClause;

/// The query's FROM lists the table `T`, which the column `C` belongs to.
#[diagnostic::on_unimplemented(
    message = "table `{T}` is not in this query's FROM clause",
    label = "column `{C}` belongs to `{T}`",
    note = "add `.join({T}, ..)` before this clause, or `.correlate({T})` in a subquery"
)]
pub trait Lists<T, C> {}

#[diagnostic::do_not_recommend]
impl Lists<Nothing, Nothing> for FromClause {}

// A second impl, so that the compiler looks at the culprit instead of assuming that it is `Nothing`.
#[diagnostic::do_not_recommend]
impl Lists<NotFound, NotFound> for FromClause {}

/// The name `T` is still free in this query's FROM clause.
#[diagnostic::on_unimplemented(
    message = "`{T}` is already in this query's FROM clause",
    label = "a second `{T}`",
    note = "give it another name first: `alias!(Other = {T})`, then join `Other`"
)]
pub trait Lacks<T> {}

#[diagnostic::do_not_recommend]
impl Lacks<Nothing> for FromClause {}
#[diagnostic::do_not_recommend]
impl Lacks<NotFound> for FromClause {}
