//! DELETE.

use std::marker::PhantomData;

use super::clause::AddCondition;
use super::returning::{Written, returning};
use super::statement::{NoRows, Rows, Statement, Writes};
use super::update::{EveryRow, Filter, Unfiltered};
use super::{Clause, NoClause, Returning};
use crate::expr::{Expr, Expressions, IntoExpr, Only, ReturningClause, WhereClause};
use crate::expr::{FitsAll, IntoSelection, Selection};
use crate::expr::{HasType, StandsIn, TruthValue, TypeOf};
use crate::render::capability::{DeleteReturning, InUpdate};
use crate::render::{Needs, Piece, Visit, Visitor};
use crate::schema::Table;
use crate::types::{Cons, Reader, ValueError};
use statiql_macros::bounds_at_name;

/// A DELETE from the table `T`: WHERE `W`, RETURNING `R`.
#[must_use = "a DELETE does nothing until a transaction runs it"]
#[derive(Clone, Copy)]
pub struct Delete<T, W = Unfiltered<T>, R = NoClause> {
    table: PhantomData<T>,
    filter: W,
    returning: R,
}

/// Starts a DELETE: `delete(Books).filter(Books.id.eq(7))`.
///
/// Without a filter it does not run; where every row is meant, say `.all_rows()`.
#[bounds_at_name]
pub fn delete<T: Table<Itself = U>, U>(table: T) -> Delete<U> {
    let _ = table;
    Delete { table: PhantomData, filter: Unfiltered::new(), returning: NoClause }
}

impl<T: Table, W: AddCondition> Delete<T, W, NoClause> {
    /// WHERE; a further one is joined with AND.
    #[bounds_at_name]
    pub fn filter<E: IntoExpr<bool>>(self, condition: E) -> Delete<T, W::And<E::Expr>, NoClause>
    where
        TruthValue: HasType<TypeOf<E::Expr>>,
        TruthValue: StandsIn<WhereClause, <E::Expr as Expr>::Tables<Only<T>>>,
    {
        Delete { table: PhantomData, filter: self.filter.and(condition.into_expr()), returning: self.returning }
    }
}

impl<T> Delete<T, Unfiltered<T>, NoClause> {
    /// No WHERE: every row is meant.
    pub fn all_rows(self) -> Delete<T, EveryRow, NoClause> {
        Delete { table: PhantomData, filter: EveryRow, returning: self.returning }
    }
}

impl<T: Table, W: Clause, R: Clause> Visit for Delete<T, W, R> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.filter.visit(visitor);
        self.returning.visit(visitor);
    }
}

impl<T: Table, W: Clause, R: Clause> Delete<T, W, R> {
    const DELETE: Piece = Piece::Seq(&[Piece::Text("DELETE FROM "), T::PIECE, W::PIECE, R::PIECE]);
}

impl<T, W: Clause, R> Written for Delete<T, W, R> {
    type Needs = <W::Needs as Needs>::In<InUpdate>;
}

impl<T: Table, W: Filter> Statement for Delete<T, W, NoClause> {
    type Needs = <W::Needs as Needs>::In<InUpdate>;
    type Access = Writes;
    type Returns = NoRows;
    type Finished = W::Finished;
    type Row = ();
    type Borrowed<'r> = ();
    const PIECE: Piece = Self::DELETE;

    fn decode<'r, R: Reader<'r>>(&self, _: &mut R) -> Result<(), ValueError> {
        Ok(())
    }

    fn borrow<'r, R: Reader<'r>>(&self, _: &mut R) -> Result<(), ValueError> {
        Ok(())
    }
}

impl<T, W> Delete<T, W, NoClause> {
    fn with_returning<R>(self, returning: R) -> Delete<T, W, R> {
        Delete { table: self.table, filter: self.filter, returning }
    }
}

returning!(returning [T: Table, W: Filter] T Delete<T, W> needs DeleteReturning, finished W::Finished, DELETE);
