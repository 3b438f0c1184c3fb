//! Subqueries: in FROM, as a value, after EXISTS, IN, ANY and ALL.

use std::marker::PhantomData;
use std::ops::Deref;

use super::from::Outer;
use super::select::SelectQuery;
use super::{Build, Record, RecordFamily, Select};
use crate::expr::selection::{Columns, OneColumn, OutputType};
use crate::expr::{Expr, GroupKeys, IntoMembers, Kind, Scope, Verdict, expression_node};
use crate::render::capability::{InMembers, InSubquery, QuantifiedSubquery};
use crate::render::{Needs, Piece, Visit, Visitor};
use crate::schema::{Col, FromItem, OutputColumn, Source};
use crate::types::code::Unknown;
use crate::types::{AreSame, Cons, Nil, NotNull, Null, Nullness, SameType, SqlType, SqlTypes};
use statiql_macros::bounds_at_name;

/// A query with a name, to stand in FROM; its columns are fields: `top.author_id`.
///
/// Give it to `from` or a join by reference, or by value where its bound values are `Copy`.
pub struct Subquery<A, Q, C> {
    query: Q,
    columns: C,
    name: PhantomData<A>,
}

impl<A, Q: Clone, C: Clone> Clone for Subquery<A, Q, C> {
    fn clone(&self) -> Self {
        Subquery { query: self.query.clone(), columns: self.columns.clone(), name: PhantomData }
    }
}

impl<A, Q: Copy, C: Copy> Copy for Subquery<A, Q, C> {}

impl<A, Q, C> Deref for Subquery<A, Q, C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.columns
    }
}

/// The columns `L` with the names `Self`, as columns of `A`: a tuple.
pub trait OutputColumns<A, L> {
    /// The tuple.
    type Columns;
    /// Makes it.
    fn output_columns() -> Self::Columns;
}

macro_rules! tuple_of_columns {
    ($($f:ident)+) => {
        tuple_of_columns!(@ [$($f)+] [Y0 Y1 Y2 Y3 Y4 Y5 Y6 Y7 Y8 Y9 Y10 Y11 Y12 Y13 Y14 Y15]
            [N0 N1 N2 N3 N4 N5 N6 N7 N8 N9 N10 N11 N12 N13 N14 N15] []);
    };
    (@ [] [$($unused_y:ident)*] [$($unused_n:ident)*] [$([$f:ident $y:ident $n:ident])+]) => {
        impl<Name, $($f, $y, $n),+> OutputColumns<Name, list!($([OutputType<$y, $n>])+)> for ($($f,)+) {
            type Columns = ($(Col<OutputColumn<Name, $f, $y, $n>>,)+);

            fn output_columns() -> Self::Columns {
                ($(Col::<OutputColumn<Name, $f, $y, $n>>::Value,)+)
            }
        }
    };
    (@ [$f:ident $($fs:ident)*] [$y:ident $($ys:ident)*] [$n:ident $($ns:ident)*] [$($done:tt)*]) => {
        tuple_of_columns!(@ [$($fs)*] [$($ys)*] [$($ns)*] [$($done)* [$f $y $n]]);
    };
}

macro_rules! list {
    () => { Nil };
    ([$($first:tt)+] $($rest:tt)*) => { Cons<$($first)+, list!($($rest)*)> };
}

crate::for_each_tuple!(tuple_of_columns);

/// A query that can have a name and columns by name: one that selects a record.
#[diagnostic::on_unimplemented(
    message = "the columns of this query have no names",
    label = "selects no record",
    note = "select a record: `.select(row! {{ title: Books.title }})`; its fields are then the columns"
)]
pub trait NamedQuery<A>: SelectQuery {
    /// The record, filled with columns of `A`.
    type Record;
    /// Makes it.
    fn named_columns(&self) -> Self::Record;
    /// The names of the columns.
    const NAMES: &'static [&'static str];
}

#[diagnostic::do_not_recommend]
impl<A, S, F, T, B, O, L, K> NamedQuery<A> for Select<S, Record<F, T>, B, O, L, K>
where
    Self: SelectQuery,
    F: RecordFamily,
    F::Fields: OutputColumns<A, <Self as SelectQuery>::Columns>,
    F: Build<<F::Fields as OutputColumns<A, <Self as SelectQuery>::Columns>>::Columns>,
{
    type Record = <F as Build<<F::Fields as OutputColumns<A, <Self as SelectQuery>::Columns>>::Columns>>::Record;
    const NAMES: &'static [&'static str] = F::NAMES;

    fn named_columns(&self) -> Self::Record {
        self.columns.family.build(<F::Fields as OutputColumns<A, <Self as SelectQuery>::Columns>>::output_columns())
    }
}

/// A query that looks at no table outside of itself.
#[diagnostic::on_unimplemented(
    message = "a correlated query cannot stand here",
    label = "looks at a table of another query",
    note = "a subquery in FROM, a CTE, a side of a set operation and the rows of an INSERT stand alone; use `scalar`, `exists` or `is_in` for a query with `.correlate(..)`"
)]
pub trait StandsAlone {}
#[diagnostic::do_not_recommend]
impl StandsAlone for Nil {}

/// What a finished query can become.
pub trait AsSubquery: SelectQuery {
    /// Gives the query a name, to stand in FROM: `query.subquery(Top)`, where `name!(Top)` declares the name.
    ///
    /// ```
    /// use statiql::prelude::*;
    /// # #[table("books")]
    /// # pub struct Books { #[column(primary_key)] pub id: i64, pub author_id: i64 }
    ///
    /// name!(Top);
    /// let top = from(Books)
    ///     .group_by(Books.author_id)
    ///     .select(row! { author_id: Books.author_id, n: count_all() })
    ///     .subquery(Top);
    /// let query = from(&top).filter(top.n.gt(3)).select(top.author_id);
    /// assert_eq!(
    ///     query.sql::<Sqlite>(),
    ///     r#"SELECT "top"."author_id" FROM (SELECT "books"."author_id" AS "author_id", COUNT(*) AS "n" FROM "books" GROUP BY "books"."author_id") AS "top" WHERE "top"."n" > ?"#,
    /// );
    /// ```
    #[bounds_at_name]
    fn subquery<A: Source>(self, name: A) -> Subquery<A, Self, Self::Record>
    where
        Self: NamedQuery<A>,
        Self::Outer: StandsAlone,
    {
        let _ = name;
        let columns = self.named_columns();
        Subquery { query: self, columns, name: PhantomData }
    }
}

impl<Q: SelectQuery> AsSubquery for Q {}

impl<A, Q: Visit, C> Visit for Subquery<A, Q, C> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.query.visit(visitor);
    }
}

#[diagnostic::do_not_recommend]
impl<A: Source, Q: SelectQuery, C> FromItem for Subquery<A, Q, C> {
    type Item = Self;
    type Source = A;
    type Needs = <Q::Needs as Needs>::In<InSubquery>;
    type Outer = Nil;
    const PIECE: Piece = Piece::Seq(&[Piece::Text("("), Q::PIECE, Piece::Text(") AS "), Piece::Ident(A::NAME)]);

    fn item(self) -> Self {
        self
    }
}

impl<A, Q: Visit, C> Visit for &Subquery<A, Q, C> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        (**self).visit(visitor);
    }
}

#[diagnostic::do_not_recommend]
impl<A: Source, Q: SelectQuery, C> FromItem for &Subquery<A, Q, C> {
    type Item = Self;
    type Source = A;
    type Needs = <Q::Needs as Needs>::In<InSubquery>;
    type Outer = Nil;
    const PIECE: Piece = <Subquery<A, Q, C> as FromItem>::PIECE;

    fn item(self) -> Self {
        self
    }
}

/// A query of one column.
#[diagnostic::on_unimplemented(
    message = "this subquery must select exactly one column: `{Self}`",
    label = "selects several columns",
    note = "select one expression: `.select(Books.price)`"
)]
pub trait IsOneColumn {}
#[diagnostic::do_not_recommend]
impl IsOneColumn for OneColumn {}

type First<Q> = <<Q as SelectQuery>::Columns as Columns>::First;

/// A subquery as a value, see [`scalar`].
#[derive(Debug, Clone, Copy)]
pub struct ScalarQuery<Q>(Q);

/// A query of one column as a value; NULL if it gives no row.
///
/// A query that gives several rows is an error on PostgreSQL, MySQL and MariaDB; SQLite takes the first. Make sure that
/// it gives one: aggregate, or look for a key.
#[bounds_at_name]
pub fn scalar<Q: SelectQuery<Itself = I>, I>(query: Q) -> ScalarQuery<I>
where
    Q::Columns: Columns,
    <Q::Columns as Columns>::Count: IsOneColumn,
{
    ScalarQuery(query.itself())
}

/// `EXISTS (..)`, see [`exists`].
#[derive(Debug, Clone, Copy)]
pub struct Exists<Q>(Q);

/// Whether the query gives a row.
///
/// ```
/// use statiql::prelude::*;
/// # #[table("authors")]
/// # pub struct Authors { #[column(primary_key)] pub id: i64, pub name: String }
/// # #[table("books")]
/// # pub struct Books { #[column(primary_key)] pub id: i64, pub author_id: i64 }
///
/// let has_books = exists(from(Books).correlate(Authors).filter(Books.author_id.eq(Authors.id)).select(lit!(1)));
/// let query = from(Authors).filter(has_books).select(Authors.name);
/// assert_eq!(
///     query.sql::<Sqlite>(),
///     r#"SELECT "authors"."name" FROM "authors" WHERE EXISTS (SELECT 1 FROM "books" WHERE "books"."author_id" = "authors"."id")"#,
/// );
/// ```
#[bounds_at_name]
pub fn exists<Q: SelectQuery<Itself = I>, I>(query: Q) -> Exists<I> {
    Exists(query.itself())
}

/// `item IN (query)`, or `NOT IN`.
#[derive(Debug, Clone, Copy)]
pub struct InQuery<E, Q, const NOT: bool> {
    item: E,
    query: Q,
}

/// `item = ANY (query)` and the like.
pub struct Quantified<E, Q, X> {
    item: E,
    query: Q,
    operator: PhantomData<X>,
}

impl<E: Clone, Q: Clone, X> Clone for Quantified<E, Q, X> {
    fn clone(&self) -> Self {
        Quantified { item: self.item.clone(), query: self.query.clone(), operator: PhantomData }
    }
}

/// An operator with ANY or ALL.
pub trait Quantifier {
    /// What it needs of the database to compare values of the type `T`.
    type Needs<T: SqlType>: Needs;
    /// Its SQL, with spaces around it.
    const SQL: &'static str;
}

macro_rules! quantified {
    ($($(#[$doc:meta])* $method:ident $operator:ident $sql:literal $needs:ty;)*) => {
        $(
            #[doc = concat!("`", $sql, "`")]
            #[derive(Debug)]
            pub struct $operator;

            impl Quantifier for $operator {
                type Needs<T: SqlType> = $needs;
                const SQL: &'static str = concat!(" ", $sql, " (");
            }
        )*

        /// Comparisons with all rows of a query of one column. Not on SQLite, which has neither ANY nor ALL.
        pub trait QuantifiedComparison: Expr {
            $(
                #[doc = concat!("`self ", $sql, " (query)`")]
                #[bounds_at_name]
                fn $method<Q: SelectQuery>(self, query: Q) -> Quantified<Self, Q, $operator>
                where
                    Q::Columns: Columns,
                    <Q::Columns as Columns>::Count: IsOneColumn,
                    SqlTypes: AreSame<First<Q>, Self::Ty>,
                {
                    Quantified { item: self, query, operator: PhantomData }
                }
            )*
        }
    };
}

quantified! {
    eq_any EqAny "= ANY" Nil;
    ne_all NeAll "<> ALL" Nil;
    gt_any GtAny "> ANY" T::OrderNeeds;
    gt_all GtAll "> ALL" T::OrderNeeds;
    ge_all GeAll ">= ALL" T::OrderNeeds;
    lt_any LtAny "< ANY" T::OrderNeeds;
    lt_all LtAll "< ALL" T::OrderNeeds;
    le_all LeAll "<= ALL" T::OrderNeeds;
}

impl<E: Expr> QuantifiedComparison for E {}

impl<Q: Visit> Visit for ScalarQuery<Q> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.0.visit(visitor);
    }
}

impl<Q: Visit> Visit for Exists<Q> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.0.visit(visitor);
    }
}

impl<E: Visit, Q: Visit, const NOT: bool> Visit for InQuery<E, Q, NOT> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.item.visit(visitor);
        self.query.visit(visitor);
    }
}

impl<E: Visit, Q: Visit, X> Visit for Quantified<E, Q, X> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.item.visit(visitor);
        self.query.visit(visitor);
    }
}

impl<Q: SelectQuery> Expr for ScalarQuery<Q>
where
    Q::Columns: Columns,
{
    type Ty = First<Q>;
    type Kind = <Q::Outer as Outer>::Kind;
    type Needs = <Q::Needs as Needs>::In<InSubquery>;
    type Code = Unknown;
    type Null<S: Scope> = Null;
    type Tables<S: Scope> = <Q::Outer as Outer>::Tables<S>;
    type Grouped<K: GroupKeys> = <Q::Outer as Outer>::Grouped<K>;
    const PIECE: Piece = Piece::Seq(&[Piece::Text("("), Q::PIECE, Piece::Text(")")]);
}

impl<Q: SelectQuery> Expr for Exists<Q> {
    type Ty = bool;
    type Kind = <Q::Outer as Outer>::Kind;
    type Needs = <Q::Needs as Needs>::In<InSubquery>;
    type Code = Unknown;
    type Null<S: Scope> = NotNull;
    type Tables<S: Scope> = <Q::Outer as Outer>::Tables<S>;
    type Grouped<K: GroupKeys> = <Q::Outer as Outer>::Grouped<K>;
    const PIECE: Piece = Piece::Seq(&[Piece::Text("EXISTS ("), Q::PIECE, Piece::Text(")")]);
}

macro_rules! comparison_with_query {
    ([$($generics:tt)*] $node:ty, needs $needs:ty, $operator:expr) => {
        impl<E: Expr, Q: SelectQuery, $($generics)*> Expr for $node
        where
            Q::Columns: Columns,
        {
            type Ty = bool;
            type Kind = <E::Kind as Kind>::With<<Q::Outer as Outer>::Kind>;
            type Needs = <$needs as Needs>::And<<E::Needs as Needs>::And<<Q::Needs as Needs>::In<InMembers>>>;
            type Code = Unknown;
            type Null<S: Scope> = <E::Null<S> as Nullness>::Or<<Q::Columns as Columns>::FirstNull>;
            type Tables<S: Scope> = <E::Tables<S> as Verdict>::Then<<Q::Outer as Outer>::Tables<S>>;
            type Grouped<K: GroupKeys> = <E::Grouped<K> as Verdict>::Then<<Q::Outer as Outer>::Grouped<K>>;
            const PIECE: Piece = Piece::Seq(&[
                Piece::Text("("), E::PIECE, Piece::Text($operator), Q::PIECE, Piece::Text("))"),
            ]);
        }
    };
}

comparison_with_query!([const NOT: bool] InQuery<E, Q, NOT>, needs Nil, if NOT { " NOT IN (" } else { " IN (" });
comparison_with_query!([X: Quantifier] Quantified<E, Q, X>, needs Cons<QuantifiedSubquery, X::Needs<E::Ty>>, X::SQL);

#[diagnostic::do_not_recommend]
impl<E: Expr, const NOT: bool, S, C, B, O, L, K> IntoMembers<E, NOT> for Select<S, C, B, O, L, K>
where
    Self: SelectQuery,
    <Self as SelectQuery>::Columns: Columns,
    <<Self as SelectQuery>::Columns as Columns>::Count: IsOneColumn,
    First<Self>: SameType<E::Ty>,
{
    type Expr = InQuery<E, Self, NOT>;

    fn into_members(self, item: E) -> Self::Expr {
        InQuery { item, query: self }
    }
}

expression_node!([Q: SelectQuery<Columns: Columns>] ScalarQuery<Q>);
expression_node!([Q: SelectQuery] Exists<Q>);
expression_node!([E: Expr, Q: SelectQuery<Columns: Columns>, const NOT: bool] InQuery<E, Q, NOT>);
expression_node!([E: Expr, Q: SelectQuery<Columns: Columns>, X: Quantifier] Quantified<E, Q, X>);
