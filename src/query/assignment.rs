//! Assignments: what INSERT and UPDATE write into which column.

use crate::expr::{Expr, IntoExpr, Kind, Nothing, Scope, SetClause, TypeOf, Verdict, fold};
use crate::render::{Needs, Piece, Visit, Visitor};
use crate::schema::{Assignable, CodeOf, Col, Column, Declaration, NullOf, Source, Table};
use crate::types::code::{Bool, Code, False};
use crate::types::{AreSame, Cons, Nil, Nullness, SqlTypes};
use statiql_macros::bounds_at_name;

/// `column = value`, made by `Books.title.set("..")`.
pub struct Assign<C, E> {
    column: Col<C>,
    value: E,
}

impl<C, E: Clone> Clone for Assign<C, E> {
    fn clone(&self) -> Self {
        Assign { column: self.column, value: self.value.clone() }
    }
}

impl<C, E: Copy> Copy for Assign<C, E> {}

impl<C: Column<Source: Table>> Col<C> {
    /// What INSERT or UPDATE writes into the column: a value or an expression of the column's type; for a nullable
    /// column an `Option` too.
    #[bounds_at_name]
    pub fn set<V: IntoExpr<C::Ty, NullOf<C>>>(self, value: V) -> Assign<C, V::Expr>
    where
        SqlTypes: AreSame<TypeOf<V::Expr>, C::Ty>,
    {
        Assign { column: self, value: value.into_expr() }
    }
}

impl<C, E: Visit> Visit for Assign<C, E> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.value.visit(visitor);
    }
}

/// Assignments: one, or a tuple of them; tuples may be nested where there are more than sixteen.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an assignment",
    label = "not an assignment, or a tuple of them",
    note = "write `Books.title.set(\"..\")`, or a tuple: `(Books.title.set(\"..\"), Books.price.set(9.5))`"
)]
pub trait Assignments: Visit {
    /// The assignments as a list, followed by `R`.
    type Then<R>;
    /// What the values need of the database.
    type Needs: Needs;
    /// The kinds of the values together.
    type Kind: Kind;
    /// The columns, unqualified, with commas between.
    const COLUMNS: Piece;
    /// The values, with commas between.
    const VALUES: Piece;
    /// `column = value`, with commas between.
    const SETS: Piece;
    /// A NULL for each, with commas between.
    const NULLS: Piece;
}

#[diagnostic::do_not_recommend]
impl<C: Column, E: Expr> Assignments for Assign<C, E> {
    type Then<R> = Cons<Self, R>;
    type Needs = E::Needs;
    type Kind = E::Kind;
    const COLUMNS: Piece = Piece::Ident(C::NAME);
    const VALUES: Piece = Piece::Whole(&E::PIECE);
    const NULLS: Piece = Piece::Text("NULL");
    const SETS: Piece = Piece::Set { column: C::NAME, value: &E::PIECE };
}

macro_rules! tuple_of_assignments {
    ($($a:ident)+) => {
        #[diagnostic::do_not_recommend]
        impl<$($a: Assignments),+> Assignments for ($($a,)+) {
            type Then<R> = then!(R $($a)+);
            type Needs = fold!(Needs And: $([$a::Needs])+);
            type Kind = fold!(Kind With: $([$a::Kind])+);
            const COLUMNS: Piece = Piece::Commas(&[$($a::COLUMNS),+]);
            const VALUES: Piece = Piece::Commas(&[$($a::VALUES),+]);
            const SETS: Piece = Piece::Commas(&[$($a::SETS),+]);
            const NULLS: Piece = Piece::Commas(&[$($a::NULLS),+]);
        }
    };
}

macro_rules! then {
    ($r:ident) => { $r };
    ($r:ident $first:ident $($rest:ident)*) => { $first::Then<then!($r $($rest)*)> };
}

crate::for_each_tuple!(tuple_of_assignments);

/// A list of assignments.
pub trait AssignmentList {
    /// Whether the column of this code is set.
    type Sets<X: Code>: Bool;
    /// The first column that is set twice, or [`Nothing`].
    type Twice: Verdict;
    /// The first column that the database computes itself, or [`Nothing`].
    type Generated: Verdict;
    /// The first column that is not one of the table of this code.
    type Foreign<T: Code>: Verdict;
    /// Whether the tables of the values are in the scope `S`.
    type Tables<S: Scope>: Verdict;
    /// The first NOT NULL column that a value which may be NULL is written into.
    type Null<S: Scope>: Verdict;
}

/// The assignments `A` as a list.
pub(crate) type ListOf<A> = <A as Assignments>::Then<Nil>;
/// The first column of the assignments `A` that is not one of the table `T`.
pub(crate) type Foreign<T, A> = <<ListOf<A> as AssignmentList>::Foreign<<T as Source>::Shape> as Verdict>::Column;
/// The first column that the assignments `A` set twice.
pub(crate) type Twice<A> = <<ListOf<A> as AssignmentList>::Twice as Verdict>::Column;
/// The first generated column that the assignments `A` set.
pub(crate) type Generated<A> = <<ListOf<A> as AssignmentList>::Generated as Verdict>::Column;
/// The first NOT NULL column that the assignments `A`, in the scope `S`, may set to NULL.
pub(crate) type NullInto<A, S> = <<ListOf<A> as AssignmentList>::Null<S> as Verdict>::Column;
/// The first table that the values of the assignments `A` use and the scope `S` has not.
pub(crate) type MissingTable<A, S> = <<ListOf<A> as AssignmentList>::Tables<S> as Verdict>::Table;
/// A column of it.
pub(crate) type MissingColumn<A, S> = <<ListOf<A> as AssignmentList>::Tables<S> as Verdict>::Column;

/// Column `C` is wrong here.
pub(crate) type Culprit<C> = crate::expr::Ungrouped<C>;
type Allowed = crate::expr::Allowed;

impl AssignmentList for Nil {
    type Sets<X: Code> = False;
    type Twice = Allowed;
    type Generated = Allowed;
    type Foreign<T: Code> = Allowed;
    type Tables<S: Scope> = Allowed;
    type Null<S: Scope> = Allowed;
}

impl<C: Assignable, E: Expr, R: AssignmentList> AssignmentList for Cons<Assign<C, E>, R> {
    type Sets<X: Code> = <<CodeOf<C> as Code>::Eq<X> as Bool>::Or<R::Sets<X>>;
    type Twice = <R::Sets<CodeOf<C>> as Bool>::Judge<Culprit<C>, R::Twice>;
    type Generated = <<C::Declaration as Declaration>::IsGenerated as Bool>::Judge<Culprit<C>, R::Generated>;
    type Foreign<T: Code> = <<<C::Source as Source>::Shape as Code>::Eq<T> as Bool>::Judge<R::Foreign<T>, Culprit<C>>;
    type Tables<S: Scope> = <E::Tables<S> as Verdict>::Then<R::Tables<S>>;
    type Null<S: Scope> = <<E::Null<S> as Nullness>::Fits<NullOf<C>> as Bool>::Judge<R::Null<S>, Culprit<C>>;
}

/// SET and VALUES refuse column `C` for one of the reasons that the traits below name.
macro_rules! refusals {
    ($($(#[$meta:meta])* $trait:ident;)*) => {$(
        $(#[$meta])*
        pub trait $trait<C> {}
        #[diagnostic::do_not_recommend]
        impl $trait<Nothing> for SetClause {}
        #[diagnostic::do_not_recommend]
        impl $trait<crate::expr::NotFound> for SetClause {}
    )*};
}

refusals! {
    /// No column is set twice; `C` is one that is.
    #[diagnostic::on_unimplemented(
        message = "column `{C}` is set twice",
        label = "sets `{C}` more than once",
        note = "keep one of the two assignments"
    )]
    SetsOnce;
    /// No generated column is set; `C` is one that is.
    #[diagnostic::on_unimplemented(
        message = "column `{C}` is generated by the database and cannot be set",
        label = "sets the generated column `{C}`",
        note = "leave it out: the database computes it"
    )]
    SetsNoGenerated;
    /// Only columns of the statement's own table are set; `C` is one of another.
    #[diagnostic::on_unimplemented(
        message = "column `{C}` belongs to another table than the one that is written",
        label = "sets `{C}`",
        note = "only columns of the table that the statement names can be set"
    )]
    SetsOwnColumns;
    /// No value that may be NULL goes into a NOT NULL column; `C` is one that would get it.
    #[diagnostic::on_unimplemented(
        message = "column `{C}` is NOT NULL, but its new value may be NULL",
        label = "the value for `{C}` may be NULL",
        note = "give it a value where it is NULL: `coalesce((value, ..))`, or make the column's field an `Option`"
    )]
    SetsNoNull;
}
