//! UNION, INTERSECT, EXCEPT.

use std::marker::PhantomData;

use super::select::{Chain, SelectQuery, Single};
use super::statement::{Complete, Property, Reads, Rows, Statement};
use super::subquery::{NamedQuery, StandsAlone};
use crate::expr::selection::OutputType;
use crate::render::capability::IntersectExcept;
use crate::render::{Needs, Piece, Visit, Visitor};
use crate::types::code::True;
use crate::types::{Cons, Nil, NotNull, Null, Nullness, Reader, SameType, ValueError};
use statiql_macros::bounds_at_name;

/// Two queries joined by a set operation.
pub struct SetOperation<L, R, X> {
    left: L,
    right: R,
    operator: PhantomData<X>,
}

impl<L: Clone, R: Clone, X> Clone for SetOperation<L, R, X> {
    fn clone(&self) -> Self {
        SetOperation { left: self.left.clone(), right: self.right.clone(), operator: PhantomData }
    }
}

impl<L: Copy, R: Copy, X> Copy for SetOperation<L, R, X> {}

/// UNION, INTERSECT or EXCEPT.
pub trait SetOperator {
    /// What it needs of the database.
    type Needs: Needs;
    /// Its SQL, with spaces around it.
    const SQL: &'static str;
}

/// Queries of the same columns: as many, of the same types, and NULL where the first has it.
#[diagnostic::on_unimplemented(
    message = "the two queries select different rows",
    label = "differs from the first query in the number of columns or in NULL",
    note = "both must select as many columns, of the same SQL types, with NULL possible in the same ones"
)]
pub trait SameColumns<R> {}

#[diagnostic::do_not_recommend]
impl SameColumns<Nil> for Nil {}

#[diagnostic::do_not_recommend]
impl<T, U, N, M, A, B> SameColumns<Cons<OutputType<U, M>, B>> for Cons<OutputType<T, N>, A>
where
    U: SameType<T>,
    M: NullFits<N>,
    A: SameColumns<B>,
{
}

/// Whether a column can be NULL: in the second query only where it can in the first.
#[diagnostic::on_unimplemented(
    message = "a column of the second query can be NULL, that of the first cannot",
    label = "the first query decides what a row is read as",
    note = "give it a value where it is NULL (`coalesce((column, ..))`), or put the query with the nullable column first"
)]
pub trait NullFits<N> {}
#[diagnostic::do_not_recommend]
impl<N: Nullness> NullFits<N> for NotNull {}
#[diagnostic::do_not_recommend]
impl NullFits<Null> for Null {}

/// A query that can stand at the left of the operator `X`.
#[diagnostic::on_unimplemented(
    message = "this query cannot be a side of `{X}`",
    label = "a side of a set operation is a SELECT without ORDER BY and LIMIT, and at the left a chain of the same operation",
    note = "give the query a name and select from it: `from(&query.subquery(Name))`"
)]
pub trait LeftOf<X> {}
#[diagnostic::do_not_recommend]
impl<X> LeftOf<X> for Single<True> {}
// A second one, so that the compiler does not explain the first.
#[diagnostic::do_not_recommend]
impl<X> LeftOf<X> for Single<crate::expr::NotFound> {}
#[diagnostic::do_not_recommend]
impl<X> LeftOf<X> for Chain<X> {}

/// A query that can stand at the right of the operator `X`.
#[diagnostic::on_unimplemented(
    message = "this query cannot be the right side of `{X}`",
    label = "the right side of a set operation is a SELECT without ORDER BY and LIMIT",
    note = "give the query a name and select from it: `from(&query.subquery(Name))`"
)]
pub trait RightOf<X> {}
#[diagnostic::do_not_recommend]
impl<X> RightOf<X> for Single<True> {}
// A second one, so that the compiler does not explain the first.
#[diagnostic::do_not_recommend]
impl<X> RightOf<X> for Single<crate::expr::NotFound> {}

macro_rules! set_operations {
    ($($(#[$doc:meta])* $method:ident $operator:ident $sql:literal $needs:ty;)*) => {
        $(
            #[doc = concat!("`", $sql, "`")]
            #[derive(Debug)]
            pub struct $operator;

            impl SetOperator for $operator {
                type Needs = $needs;
                const SQL: &'static str = $sql;
            }
        )*

        /// What two finished queries of the same columns can be joined by.
        pub trait SetOperations: SelectQuery {
            $(
                $(#[$doc])*
                #[bounds_at_name]
                fn $method<R: SelectQuery>(self, right: R) -> SetOperation<Self, R, $operator>
                where
                    <Self::Side as Property>::Itself: LeftOf<$operator>,
                    <R::Side as Property>::Itself: RightOf<$operator>,
                    Self::Columns: SameColumns<R::Columns>,
                    Self::Outer: StandsAlone,
                    R::Outer: StandsAlone,
                {
                    SetOperation { left: self, right, operator: PhantomData }
                }
            )*
        }
    };
}

set_operations! {
    /// `UNION`: the rows of either, every row once.
    union Union " UNION " Nil;
    /// `UNION ALL`: the rows of both.
    union_all UnionAll " UNION ALL " Nil;
    /// `INTERSECT`: the rows of both at once.
    intersect Intersect " INTERSECT " Cons<IntersectExcept, Nil>;
    /// `EXCEPT`: the rows of the first that the second has not.
    except Except " EXCEPT " Cons<IntersectExcept, Nil>;
}

impl<Q: SelectQuery> SetOperations for Q {}

impl<L: Visit, R: Visit, X> Visit for SetOperation<L, R, X> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.left.visit(visitor);
        self.right.visit(visitor);
    }
}

impl<L: SelectQuery, R: SelectQuery, X: SetOperator> Statement for SetOperation<L, R, X> {
    type Needs = <X::Needs as Needs>::And<<L::Needs as Needs>::And<R::Needs>>;
    type Access = Reads;
    type Returns = Rows;
    type Finished = Complete;
    type Row = L::Row;
    type Borrowed<'r> = L::Borrowed<'r>;
    const PIECE: Piece = Piece::Seq(&[L::PIECE, Piece::Text(X::SQL), R::PIECE]);

    #[inline(always)]
    fn decode<'r, Source: Reader<'r>>(&self, reader: &mut Source) -> Result<L::Row, ValueError> {
        self.left.decode(reader)
    }

    #[inline]
    fn borrow<'r, Source: Reader<'r>>(&self, reader: &mut Source) -> Result<L::Borrowed<'r>, ValueError> {
        self.left.borrow(reader)
    }
}

#[diagnostic::do_not_recommend]
impl<L: SelectQuery, R: SelectQuery, X: SetOperator> SelectQuery for SetOperation<L, R, X> {
    type Itself = Self;
    type Columns = L::Columns;
    type Names = L::Names;
    type Outer = Nil;
    type Side = Chain<X>;
    type Condensed = True;

    fn itself(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<A, L: NamedQuery<A>, R: SelectQuery, X: SetOperator> NamedQuery<A> for SetOperation<L, R, X> {
    type Record = L::Record;
    const NAMES: &'static [&'static str] = L::NAMES;

    fn named_columns(&self) -> L::Record {
        self.left.named_columns()
    }
}
