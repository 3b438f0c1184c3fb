//! RETURNING.

use super::insert::{Insert, InsertRows};
use super::statement::{Complete, Rows, Statement, Writes};
use super::{Clause, NoClause};
use crate::expr::{Expressions, Only, ReturningClause, StandsIn};
use crate::expr::{FitsAll, IntoSelection, Selection};
use crate::render::capability::InsertReturning;
use crate::render::{Needs, Piece, Visit, Visitor};
use crate::schema::Table;
use crate::types::{Cons, Reader, ValueError};
use statiql_macros::bounds_at_name;

/// RETURNING: columns of the rows that were written.
#[derive(Debug, Clone, Copy)]
pub struct Returning<C>(pub(crate) C);

impl<C: Visit> Visit for Returning<C> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.0.visit(visitor);
    }
}

impl<C: super::SelectList> Clause for Returning<C> {
    type Absent = crate::types::code::False;
    type Needs = C::Needs;
    const PIECE: Piece = Piece::Seq(&[Piece::Text(" RETURNING "), C::PIECE]);
}

/// The method `returning`, and what running the statement then gives.
macro_rules! returning {
    ($method:ident [$($generics:tt)*] $table:ident $statement:ident<$($argument:ident),*> needs $feature:ty, finished $finished:ty, $piece:ident) => {
        impl<$($generics)*> $statement<$($argument,)* NoClause> {
            /// RETURNING: columns of the rows that were written, as `select` takes them.
            #[bounds_at_name]
            pub fn $method<C__: IntoSelection<Only<$table>>>(
                self,
                columns: C__,
            ) -> $statement<$($argument,)* Returning<C__::Selection>>
            where
                Expressions: StandsIn<ReturningClause, <C__::Selection as Selection<Only<$table>>>::Tables>,
                C__::Given: FitsAll<C__::Wanted, C__::Named>,
            {
                self.with_returning(Returning(columns.into_selection()))
            }
        }

        impl<$($generics)*, C__: Selection<Only<$table>>> Statement for $statement<$($argument,)* Returning<C__>> {
            type Needs = Cons<$feature, <<Self as crate::query::returning::Written>::Needs as Needs>::And<C__::Needs>>;
            type Access = Writes;
            type Returns = Rows;
            type Finished = $finished;
            type Row = C__::Row;
            type Borrowed<'r> = C__::Borrowed<'r>;
            const PIECE: Piece = Self::$piece;

            #[inline(always)]
            fn decode<'r, Reader__: Reader<'r>>(&self, reader: &mut Reader__) -> Result<C__::Row, ValueError> {
                self.returning.0.decode(reader)
            }

            #[inline]
            fn borrow<'r, Reader__: Reader<'r>>(&self, reader: &mut Reader__) -> Result<C__::Borrowed<'r>, ValueError> {
                self.returning.0.borrow(reader)
            }
        }
    };
}
pub(crate) use returning;

/// A statement that writes, apart from its RETURNING.
pub trait Written {
    /// What it needs of the database.
    type Needs: Needs;
}

impl<T, V: InsertRows, U: Clause, R> Written for Insert<T, V, U, R> {
    type Needs = <V::Needs as Needs>::And<U::Needs>;
}

impl<T, V, U> Insert<T, V, U, NoClause> {
    fn with_returning<R>(self, returning: R) -> Insert<T, V, U, R> {
        Insert { table: self.table, rows: self.rows, upsert: self.upsert, returning }
    }
}

returning!(returning [T: Table, V: InsertRows, U: Clause] T Insert<T, V, U> needs InsertReturning, finished Complete, INSERT);
