//! Common table expressions: WITH, also recursive.

use std::marker::PhantomData;
use std::ops::Deref;

use super::Property;
use super::select::SelectQuery;
use super::set_operation::{RightOf, SameColumns, UnionAll};
use super::subquery::{NamedQuery, StandsAlone};
use crate::expr::Scope;
use crate::expr::scope::list::ListBr;
use crate::render::capability::{InSubquery, WithClause};
use crate::render::{Needs, Piece, Visit, Visitor};
use crate::schema::{FromItem, Source};
use crate::types::code::{Br, D0, Digit, False};
use crate::types::{Cons, Nil};
use statiql_macros::bounds_at_name;

/// A query with a name that goes to the head of the statement: `WITH name AS (..)`.
///
/// Use it by reference as often as wanted; it is defined once.
pub struct Cte<A, Q, C> {
    query: Q,
    columns: C,
    name: PhantomData<A>,
}

impl<A, Q: Clone, C: Clone> Clone for Cte<A, Q, C> {
    fn clone(&self) -> Self {
        Cte { query: self.query.clone(), columns: self.columns.clone(), name: PhantomData }
    }
}

impl<A, Q: Copy, C: Copy> Copy for Cte<A, Q, C> {}

impl<A, Q, C> Deref for Cte<A, Q, C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.columns
    }
}

/// The query of a CTE.
pub trait CteBody: Visit {
    /// What it needs of the database.
    type Needs: Needs;
    /// Whether it refers to itself.
    const RECURSIVE: bool;
    /// Its SQL.
    const PIECE: Piece;
    /// The names of its columns.
    const NAMES: &'static [&'static str];
}

/// A CTE that does not refer to itself.
#[derive(Debug, Clone, Copy)]
pub struct Plain<A, Q> {
    query: Q,
    name: PhantomData<A>,
}

impl<A, Q: Visit> Visit for Plain<A, Q> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.query.visit(visitor);
    }
}

impl<A: Source, Q: NamedQuery<A>> CteBody for Plain<A, Q> {
    type Needs = Q::Needs;
    const RECURSIVE: bool = false;
    const PIECE: Piece = Q::PIECE;
    const NAMES: &'static [&'static str] = Q::NAMES;
}

/// A CTE that refers to itself: where it starts, and how it goes on.
#[derive(Debug, Clone, Copy)]
pub struct Recursive<A, Q, R> {
    start: Q,
    step: R,
    name: PhantomData<A>,
}

impl<A, Q: Visit, R: Visit> Visit for Recursive<A, Q, R> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.start.visit(visitor);
        self.step.visit(visitor);
    }
}

impl<A: Source, Q: NamedQuery<A>, R: SelectQuery> CteBody for Recursive<A, Q, R> {
    type Needs = <Q::Needs as Needs>::And<R::Needs>;
    const RECURSIVE: bool = true;
    const PIECE: Piece = Piece::Seq(&[Q::PIECE, Piece::Text(" UNION ALL "), R::PIECE]);
    const NAMES: &'static [&'static str] = Q::NAMES;
}

impl<A: Source, Q: CteBody, C> Visit for Cte<A, Q, C> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.cte(A::NAME, &self.query);
    }
}

#[diagnostic::do_not_recommend]
impl<A: Source, Q: CteBody, C> FromItem for Cte<A, Q, C> {
    type Item = Self;
    type Source = A;
    type Needs = Cons<WithClause, <Q::Needs as Needs>::In<InSubquery>>;
    type Outer = Nil;
    const PIECE: Piece = Piece::Cte { name: A::NAME, columns: Q::NAMES, body: &Q::PIECE, recursive: Q::RECURSIVE };

    fn item(self) -> Self {
        self
    }
}

impl<A: Source, Q: CteBody, C> Visit for &Cte<A, Q, C> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        (**self).visit(visitor);
    }
}

#[diagnostic::do_not_recommend]
impl<A: Source, Q: CteBody, C> FromItem for &Cte<A, Q, C> {
    type Item = Self;
    type Source = A;
    type Needs = Cons<WithClause, <Q::Needs as Needs>::In<InSubquery>>;
    type Outer = Nil;
    const PIECE: Piece = <Cte<A, Q, C> as FromItem>::PIECE;

    fn item(self) -> Self {
        self
    }
}

/// A recursive CTE as its own step sees it: a source with columns.
pub struct Itself<A, C> {
    columns: C,
    name: PhantomData<A>,
}

impl<A, C: Clone> Clone for Itself<A, C> {
    fn clone(&self) -> Self {
        Itself { columns: self.columns.clone(), name: PhantomData }
    }
}

impl<A, C: Copy> Copy for Itself<A, C> {}

impl<A, C> Deref for Itself<A, C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.columns
    }
}

impl<A, C> Visit for Itself<A, C> {}

#[diagnostic::do_not_recommend]
impl<A: Source, C> FromItem for Itself<A, C> {
    type Item = Self;
    type Source = A;
    type Needs = Nil;
    // So that a subquery on it is refused: no database allows that, and no FROM has this.
    type Outer = Cons<RecursiveUse<A>, Nil>;
    const PIECE: Piece = Piece::Ident(A::NAME);

    fn item(self) -> Self {
        self
    }
}

/// A use of the recursive CTE `A` by its own step, as a source that only the step's own FROM may have.
pub struct RecursiveUse<A>(PhantomData<A>);

impl<A: Source> Source for RecursiveUse<A> {
    type Code = Br<A::Code, D0>;
    type Shape = Self::Code;
    type In<R: Scope + ?Sized> = ListBr<Self, R>;
    type Is<X: Digit + ?Sized, Y: Digit + ?Sized, Z: Digit + ?Sized> = False;
    const NAME: &'static str = A::NAME;
}

/// A step of a recursive CTE that makes rows of rows.
#[diagnostic::on_unimplemented(
    message = "the step of a recursive CTE cannot group, aggregate or be distinct",
    label = "makes one row of many",
    note = "take the rows as they are here, and group or aggregate where the CTE is used"
)]
pub trait KeepsRows {}
#[diagnostic::do_not_recommend]
impl KeepsRows for False {}

/// A step of a recursive CTE that looks at the CTE once, in its own FROM, and at nothing else outside.
#[diagnostic::on_unimplemented(
    message = "the step of a recursive CTE has to look at the CTE itself exactly once",
    label = "looks at the rows so far not at all, more than once, or at another query's table",
    note = "use what the closure is given once, in `from` or a join of the step"
)]
pub trait OnlyItself<A> {}
#[diagnostic::do_not_recommend]
impl<A> OnlyItself<A> for Cons<RecursiveUse<A>, Nil> {}

/// What a finished query can become at the head of a statement.
pub trait AsCte: SelectQuery {
    /// A common table expression: `query.cte(Recent)`, where `name!(Recent)` declares the name.
    ///
    /// ```
    /// use statiql::prelude::*;
    /// # #[table("books")]
    /// # pub struct Books { #[column(primary_key)] pub id: i64, pub year: i32 }
    ///
    /// name!(Recent);
    /// let recent = from(Books).filter(Books.year.ge(2000)).select(row! { id: Books.id }).cte(Recent);
    /// let query = from(&recent).select(recent.id);
    /// assert_eq!(
    ///     query.sql::<Sqlite>(),
    ///     r#"WITH "recent" ("id") AS (SELECT "books"."id" AS "id" FROM "books" WHERE "books"."year" >= ?) SELECT "recent"."id" FROM "recent""#,
    /// );
    /// ```
    #[bounds_at_name]
    fn cte<A: Source>(self, name: A) -> Cte<A, Plain<A, Self>, Self::Record>
    where
        Self: NamedQuery<A>,
        Self::Outer: StandsAlone,
    {
        let _ = name;
        let columns = self.named_columns();
        Cte { query: Plain { query: self, name: PhantomData }, columns, name: PhantomData }
    }

    /// A recursive common table expression: this query is its start, the closure gets the rows so far as a source and
    /// gives the next ones. Both must select the same types.
    ///
    /// ```
    /// use statiql::prelude::*;
    /// # #[table("parts")]
    /// # pub struct Parts { #[column(primary_key)] pub id: i64, pub whole: Option<i64> }
    ///
    /// name!(Tree);
    /// let tree = from(Parts).filter(Parts.id.eq(1)).select(row! { id: Parts.id }).recursive_cte(Tree, |tree| {
    ///     from(Parts).join(tree, Parts.whole.eq(tree.id)).select(row! { id: Parts.id })
    /// });
    /// let query = from(&tree).select(tree.id);
    /// assert!(query.sql::<Sqlite>().starts_with(r#"WITH RECURSIVE "tree" ("id") AS (SELECT"#));
    /// ```
    #[bounds_at_name]
    fn recursive_cte<A: Source, R: SelectQuery>(
        self,
        name: A,
        step: impl FnOnce(Itself<A, Self::Record>) -> R,
    ) -> Cte<A, Recursive<A, Self, R>, Self::Record>
    where
        Self: NamedQuery<A>,
        Self::Outer: StandsAlone,
        <Self::Side as Property>::Itself: RightOf<UnionAll>,
        <R::Side as Property>::Itself: RightOf<UnionAll>,
        R::Condensed: KeepsRows,
        R::Outer: OnlyItself<A>,
        Self::Columns: SameColumns<R::Columns>,
    {
        let _ = name;
        let step = step(Itself { columns: self.named_columns(), name: PhantomData });
        let columns = self.named_columns();
        Cte { query: Recursive { start: self, step, name: PhantomData }, columns, name: PhantomData }
    }
}

impl<Q: SelectQuery> AsCte for Q {}
