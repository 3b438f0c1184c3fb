//! UPDATE.

use std::marker::PhantomData;

use super::assignment::{
    AssignmentList, Assignments, Foreign, Generated, ListOf, MissingColumn, MissingTable, NullInto, SetsNoGenerated,
    SetsNoNull, SetsOnce, SetsOwnColumns, Twice,
};
use super::clause::{AddCondition, Where};
use super::returning::{Written, returning};
use super::statement::{Complete, NeedsFilter, NoRows, Rows, Statement, Writes};
use super::{Clause, NoClause, Returning};
use crate::expr::{
    Expr, FromClause, IntoExpr, Kind, Lists, MayAggregate, Only, ReturningClause, SetClause, WhereClause,
};
use crate::expr::{Expressions, HasType, StandsIn, TruthValue, TypeOf};
use crate::expr::{FitsAll, IntoSelection, Selection};
use crate::render::capability::{InUpdate, UpdateReturning};
use crate::render::{Needs, Piece, Visit, Visitor};
use crate::schema::{Source, Table};
use crate::types::{Cons, Nil, Reader, ValueError};
use statiql_macros::bounds_at_name;

/// An UPDATE of the table `T`: the assignments `A`, WHERE `W`, RETURNING `R`.
#[must_use = "an UPDATE does nothing until a transaction runs it"]
#[derive(Clone, Copy)]
pub struct Update<T, A, W = Unfiltered<T>, R = NoClause> {
    table: PhantomData<T>,
    sets: A,
    filter: W,
    returning: R,
}

/// An UPDATE that sets nothing yet.
#[must_use = "say what to set: `.set((Books.price.set(9.5),))`"]
#[derive(Debug, Clone, Copy)]
pub struct UpdateOf<T>(PhantomData<T>);

/// No WHERE, and nobody said that every row is meant.
#[derive(Debug, Clone, Copy)]
pub struct Unfiltered<T>(PhantomData<T>);

impl<T> Unfiltered<T> {
    pub(crate) fn new() -> Self {
        Unfiltered(PhantomData)
    }
}

/// No WHERE, since every row is meant.
#[derive(Debug, Clone, Copy)]
pub struct EveryRow;

/// Whether WHERE was given.
pub trait Filter: Clause {
    /// [`Complete`] or [`NeedsFilter`].
    type Finished: super::Property<Itself = Self::Finished>;
}

impl<T> Visit for Unfiltered<T> {}

impl<T> Clause for Unfiltered<T> {
    type Absent = crate::types::code::False;
    type Needs = Nil;
    const PIECE: Piece = Piece::Empty;
}

impl<T> Filter for Unfiltered<T> {
    type Finished = NeedsFilter<T>;
}

impl<T> AddCondition for Unfiltered<T> {
    type And<C> = Where<C>;

    fn and<C>(self, condition: C) -> Where<C> {
        Where(condition)
    }
}

impl Visit for EveryRow {}

impl Clause for EveryRow {
    type Absent = crate::types::code::False;
    type Needs = Nil;
    const PIECE: Piece = Piece::Empty;
}

impl Filter for EveryRow {
    type Finished = Complete;
}

impl<E: Expr> Filter for Where<E> {
    type Finished = Complete;
}

/// Starts an UPDATE: `update(Books).set((Books.price.set(9.5),)).filter(Books.id.eq(7))`.
///
/// Without a filter it does not run; where every row is meant, say `.all_rows()`.
///
/// ```
/// use statiql::prelude::*;
/// # #[table("books")]
/// # pub struct Books { #[column(primary_key)] pub id: i64, pub price: f64 }
///
/// let query = update(Books).set(Books.price.set(Books.price * 0.9)).filter(Books.id.eq(7));
/// assert_eq!(
///     query.sql::<Sqlite>(),
///     r#"UPDATE "books" SET "price" = "books"."price" * ? WHERE "books"."id" = ?"#,
/// );
/// ```
#[bounds_at_name]
pub fn update<T: Table<Itself = U>, U>(table: T) -> UpdateOf<U> {
    let _ = table;
    UpdateOf(PhantomData)
}

impl<T: Table> UpdateOf<T> {
    /// SET: one assignment or a tuple of them.
    #[bounds_at_name]
    pub fn set<A: Assignments>(self, sets: A) -> Update<T, A>
    where
        ListOf<A>: AssignmentList,
        SetClause: SetsOwnColumns<Foreign<T, A>>,
        SetClause: SetsOnce<Twice<A>>,
        SetClause: SetsNoGenerated<Generated<A>>,
        SetClause: SetsNoNull<NullInto<A, Only<T>>>,
        SetClause: MayAggregate<<A::Kind as Kind>::Aggregates>,
        FromClause: Lists<MissingTable<A, Only<T>>, MissingColumn<A, Only<T>>>,
    {
        Update { table: PhantomData, sets, filter: Unfiltered::new(), returning: NoClause }
    }
}

impl<T: Table, A, W: AddCondition> Update<T, A, W, NoClause> {
    /// WHERE; a further one is joined with AND.
    #[bounds_at_name]
    pub fn filter<E: IntoExpr<bool>>(self, condition: E) -> Update<T, A, W::And<E::Expr>, NoClause>
    where
        TruthValue: HasType<TypeOf<E::Expr>>,
        TruthValue: StandsIn<WhereClause, <E::Expr as Expr>::Tables<Only<T>>>,
    {
        Update {
            table: PhantomData,
            sets: self.sets,
            filter: self.filter.and(condition.into_expr()),
            returning: self.returning,
        }
    }
}

impl<T, A> Update<T, A, Unfiltered<T>, NoClause> {
    /// No WHERE: every row is meant.
    pub fn all_rows(self) -> Update<T, A, EveryRow, NoClause> {
        Update { table: PhantomData, sets: self.sets, filter: EveryRow, returning: self.returning }
    }
}

impl<T: Table, A: Assignments, W: Clause, R: Clause> Visit for Update<T, A, W, R> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.sets.visit(visitor);
        self.filter.visit(visitor);
        self.returning.visit(visitor);
    }
}

impl<T: Table, A: Assignments, W: Clause, R: Clause> Update<T, A, W, R> {
    const SETS: Piece = Piece::Assignments { table: T::NAME, sets: &A::SETS };
    const UPDATE: Piece =
        Piece::Seq(&[Piece::Text("UPDATE "), T::PIECE, Piece::Text(" SET "), Self::SETS, W::PIECE, R::PIECE]);
}

impl<T: Source, A: Assignments, W: Clause, R> Written for Update<T, A, W, R> {
    type Needs = <<A::Needs as Needs>::And<W::Needs> as Needs>::In<InUpdate>;
}

impl<T: Table, A: Assignments, W: Filter> Statement for Update<T, A, W, NoClause> {
    type Needs = <Self as Written>::Needs;
    type Access = Writes;
    type Returns = NoRows;
    type Finished = W::Finished;
    type Row = ();
    type Borrowed<'r> = ();
    const PIECE: Piece = Self::UPDATE;

    fn decode<'r, R: Reader<'r>>(&self, _: &mut R) -> Result<(), ValueError> {
        Ok(())
    }

    fn borrow<'r, R: Reader<'r>>(&self, _: &mut R) -> Result<(), ValueError> {
        Ok(())
    }
}

impl<T, A, W> Update<T, A, W, NoClause> {
    fn with_returning<R>(self, returning: R) -> Update<T, A, W, R> {
        Update { table: self.table, sets: self.sets, filter: self.filter, returning }
    }
}

returning!(returning [T: Table, A: Assignments, W: Filter] T Update<T, A, W> needs UpdateReturning, finished W::Finished, UPDATE);
