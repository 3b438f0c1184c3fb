//! The scope of a query: which sources its FROM lists, and whether an outer join can leave them empty.

pub mod list;

use std::marker::PhantomData;

use super::{MissingTable, Nothing, OuterOnly, Own, Verdict};
use crate::schema::Source;
use crate::types::code::{Code, Digit};
use crate::types::{Nil, NotNull, Null, Nullness};

/// A source in scope.
pub struct Src<T: ?Sized>(PhantomData<T>);

/// A source in scope, on the nullable side of an outer join.
pub struct NullableSrc<T: ?Sized>(PhantomData<T>);

/// A source of an outer query that the query is correlated to.
pub struct OuterSrc<T: ?Sized>(PhantomData<T>);

macro_rules! scope {
    ($($find:ident)*) => {
        /// The sources of a query: one of the [`list`]s, the last source first, or [`Nil`].
        ///
        /// A source is found by its name: `FindD5<X, Y, Z>` looks for the name `D5<X, Y, Z>`.
        pub trait Scope: Sized + 'static {
            $(
                #[doc(hidden)]
                type $find<X: Digit + ?Sized, Y: Digit + ?Sized, Z: Digit + ?Sized>: Hit;
            )*
            #[doc(hidden)]
            type FindBr<X: Code + ?Sized>: Hit;
            /// The last of them, by which messages call the query, or [`Nothing`].
            type Last;
            /// Whether an aggregate may have no rows to go over: not within a group.
            type NoRows: Nullness;
            /// The same sources, all of them nullable: what RIGHT and FULL JOIN do to what stands before them.
            type Nullable: Scope;
            /// The same sources, the last of them nullable: what LEFT and FULL JOIN do to what they join.
            type LastNullable: Scope;
        }

        impl<S: Scope> Scope for GroupedScope<S> {
            $(type $find<X: Digit + ?Sized, Y: Digit + ?Sized, Z: Digit + ?Sized> = S::$find<X, Y, Z>;)*
            type FindBr<X: Code + ?Sized> = S::FindBr<X>;
            type Last = S::Last;
            type NoRows = NotNull;
            type Nullable = S::Nullable;
            type LastNullable = S::LastNullable;
        }

        impl Scope for Nil {
            $(type $find<X: Digit + ?Sized, Y: Digit + ?Sized, Z: Digit + ?Sized> = NotFound;)*
            type FindBr<X: Code + ?Sized> = NotFound;
            type Last = Nothing;
            type NoRows = Null;
            type Nullable = Nil;
            type LastNullable = Nil;
        }
    };
}

scope!(FindD0 FindD1 FindD2 FindD3 FindD4 FindD5 FindD6 FindD7 FindD8 FindD9 FindDA FindDB FindDC FindDD FindDE FindDF);

/// The scope of a grouped query after GROUP BY: every group has a row.
pub struct GroupedScope<S>(PhantomData<S>);

/// The scope `R` and the source `T`, which comes last.
pub type With<T, R> = <T as Source>::In<R>;

/// As [`With`], and `T` is nullable.
pub type WithNullable<T, R> = <With<T, R> as Scope>::LastNullable;

/// The scope of the source `T` alone.
pub type Only<T> = With<T, Nil>;

/// What is found of the source `T` in the scope `S`: a [`Hit`].
pub type Found<T, S> = <<T as Source>::Code as Code>::FindIn<S>;

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
