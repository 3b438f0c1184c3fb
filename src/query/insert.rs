//! INSERT.

use std::marker::PhantomData;

use super::assignment::{
    Assign, AssignmentList, Assignments, Foreign, Generated, ListOf, MissingColumn, MissingTable, NullInto,
    SetsNoGenerated, SetsNoNull, SetsOnce, SetsOwnColumns, Twice,
};
use super::select::SelectQuery;
use super::statement::{Complete, NoRows, Statement, Writes};
use super::subquery::StandsAlone;
use super::{Clause, NoClause};
use crate::expr::{FromClause, Kind, Lists, MayAggregate, Nothing, SetClause, Verdict};
use crate::render::capability::InValues;
use crate::render::{DialectKind, Needs, Part, Piece, Visit, Visitor, has_values, only_binds};
use crate::schema::{Assignable, CodeOf, Col, Column, NullOf, Source, Table};
use crate::types::code::{Bool, True};
use crate::types::{Cons, Nil, Nullness, Reader, ValueError};
use statiql_macros::bounds_at_name;

/// An INSERT: into the table `T`, the rows `V`, the upsert `U` and RETURNING `R`.
#[must_use = "an INSERT does nothing until a transaction runs it"]
#[derive(Clone, Copy)]
pub struct Insert<T, V, U = NoClause, R = NoClause> {
    pub(crate) table: PhantomData<T>,
    pub(crate) rows: V,
    pub(crate) upsert: U,
    pub(crate) returning: R,
}

/// An INSERT whose rows are not given yet.
#[must_use = "give the rows: `.values(..)`, `.rows(..)`, `.from_select(..)` or `.default_values()`"]
#[derive(Debug, Clone, Copy)]
pub struct InsertInto<T>(PhantomData<T>);

/// Starts an INSERT: `insert(Books).values((Books.title.set("Emma"), ..))`.
///
/// Every column that is NOT NULL and has no default must be set, and none twice.
///
/// ```
/// use statiql::prelude::*;
/// # #[table("authors")]
/// # pub struct Authors { #[column(primary_key, auto_increment)] pub id: i64, pub name: String, pub email: Option<String> }
///
/// let query = insert(Authors).values((Authors.name.set("Ursula K. Le Guin"),)).returning(Authors.id);
/// assert_eq!(
///     query.sql::<Sqlite>(),
///     r#"INSERT INTO "authors" ("name") VALUES (?) RETURNING "authors"."id""#,
/// );
/// ```
#[bounds_at_name]
pub fn insert<T: Table<Itself = U>, U>(table: T) -> InsertInto<U> {
    let _ = table;
    InsertInto(PhantomData)
}

/// The columns of a table that INSERT must set.
pub trait RequiredColumns {
    /// The first that the assignments leave out, or nothing.
    type LeftOut<L: AssignmentList>: Verdict;
}

impl RequiredColumns for Nil {
    type LeftOut<L: AssignmentList> = crate::expr::Allowed;
}

impl<C: Column, R: RequiredColumns> RequiredColumns for Cons<C, R> {
    type LeftOut<L: AssignmentList> = <L::Sets<CodeOf<C>> as Bool>::Judge<R::LeftOut<L>, super::assignment::Culprit<C>>;
}

/// The first required column of `T` that the list `L` leaves out, if all that it sets are columns of `T`.
pub(crate) type LeftOut<T, L> = <<<L as AssignmentList>::Foreign<<T as Source>::Shape> as Verdict>::Unless<
    <<T as Table>::Required as RequiredColumns>::LeftOut<L>,
> as Verdict>::Column;

/// An INSERT that sets all columns that must be set; `C` is one that it leaves out.
#[diagnostic::on_unimplemented(
    message = "column `{C}` must be set: it is NOT NULL and has no default",
    label = "`{C}` is left out",
    note = "add `.set(..)` of that column to the values"
)]
pub trait Covers<C> {}
#[diagnostic::do_not_recommend]
impl Covers<Nothing> for SetClause {}
#[diagnostic::do_not_recommend]
impl Covers<crate::expr::NotFound> for SetClause {}

impl<T: Table> InsertInto<T> {
    /// VALUES: one row.
    #[bounds_at_name]
    pub fn values<A>(self, values: A) -> Insert<T, OneRow<A>>
    where
        A: Assignments,
        ListOf<A>: AssignmentList,
        T::Required: RequiredColumns,
        SetClause: SetsOwnColumns<Foreign<T, A>>,
        SetClause: SetsOnce<Twice<A>>,
        SetClause: SetsNoGenerated<Generated<A>>,
        SetClause: SetsNoNull<NullInto<A, Nil>>,
        SetClause: Covers<LeftOut<T, ListOf<A>>>,
        SetClause: MayAggregate<<A::Kind as Kind>::Aggregates>,
        FromClause: Lists<MissingTable<A, Nil>, MissingColumn<A, Nil>>,
    {
        Insert { table: PhantomData, rows: OneRow(values), upsert: NoClause, returning: NoClause }
    }

    /// VALUES: a row for each item, in one statement, whose text is written at run time. PostgreSQL gets the values of
    /// each column as one array, if all are plain values: as many rows as memory holds. The others get a placeholder
    /// for each value, of which there are at most 32,766 (SQLite) or 65,535: for many rows prefer
    /// `tx.execute_many(..)`, which takes as many statements as it needs.
    #[bounds_at_name]
    pub fn rows<X, A>(self, items: impl IntoIterator<Item = X>, values: impl FnMut(X) -> A) -> Insert<T, ManyRows<A>>
    where
        A: Assignments,
        ListOf<A>: AssignmentList,
        T::Required: RequiredColumns,
        SetClause: SetsOwnColumns<Foreign<T, A>>,
        SetClause: SetsOnce<Twice<A>>,
        SetClause: SetsNoGenerated<Generated<A>>,
        SetClause: SetsNoNull<NullInto<A, Nil>>,
        SetClause: Covers<LeftOut<T, ListOf<A>>>,
        SetClause: MayAggregate<<A::Kind as Kind>::Aggregates>,
        FromClause: Lists<MissingTable<A, Nil>, MissingColumn<A, Nil>>,
    {
        let rows = ManyRows(items.into_iter().map(values).collect());
        Insert { table: PhantomData, rows, upsert: NoClause, returning: NoClause }
    }
}

impl<T: Table> InsertInto<T> {
    /// DEFAULT VALUES: a row of defaults.
    #[bounds_at_name]
    pub fn default_values(self) -> Insert<T, DefaultRow>
    where
        T::Required: RequiredColumns,
        SetClause: Covers<LeftOut<T, Nil>>,
    {
        Insert { table: PhantomData, rows: DefaultRow, upsert: NoClause, returning: NoClause }
    }

    /// The rows of a query, into these columns.
    #[bounds_at_name]
    pub fn from_select<C, Q>(self, columns: C, query: Q) -> Insert<T, FromSelect<C, Q>>
    where
        C: Targets<T>,
        Q: SelectQuery,
        Q::Columns: TypesFit<C::List>,
        SetClause: TakesRows<<Q::Columns as TypesFit<C::List>>::Verdict, T>,
        Q::Outer: StandsAlone,
        T::Required: RequiredColumns,
        C::Assigned: AssignmentList,
        SetClause: SetsOwnColumns<<<C::Assigned as AssignmentList>::Foreign<T::Shape> as Verdict>::Column>,
        SetClause: SetsOnce<<<C::Assigned as AssignmentList>::Twice as Verdict>::Column>,
        SetClause: SetsNoGenerated<<<C::Assigned as AssignmentList>::Generated as Verdict>::Column>,
        SetClause: Covers<LeftOut<T, C::Assigned>>,
    {
        let _ = columns;
        Insert {
            table: PhantomData,
            rows: FromSelect { query, columns: PhantomData },
            upsert: NoClause,
            returning: NoClause,
        }
    }
}

/// The rows of an INSERT.
pub trait InsertRows: Visit {
    /// What they need of the database.
    type Needs: Needs;
    /// Their SQL: columns and values.
    const PIECE: Piece;
    /// For one row of plain values, the SQL of many such rows.
    #[doc(hidden)]
    const BULK: Option<BulkInsert> = None;
}

/// Rows that an upsert can be about. Not those of a query: SQLite would read `ON CONFLICT` after it as a join's ON.
#[diagnostic::on_unimplemented(
    message = "rows of a query cannot be upserted",
    label = "inserts the rows of a query",
    note = "use `.values(..)` or `.rows(..)` with `.on_conflict(..)`"
)]
pub trait ValuesGiven: InsertRows {
    /// What each row sets.
    type List: AssignmentList;
}
#[diagnostic::do_not_recommend]
impl<A: Assignments<Then<Nil>: AssignmentList>> ValuesGiven for OneRow<A> {
    type List = ListOf<A>;
}
#[diagnostic::do_not_recommend]
impl<A: Assignments<Then<Nil>: AssignmentList>> ValuesGiven for ManyRows<A> {
    type List = ListOf<A>;
}

/// One row of values.
#[derive(Debug, Clone, Copy)]
pub struct OneRow<A>(A);

impl<A: Visit> Visit for OneRow<A> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.0.visit(visitor);
    }
}

impl<A: Assignments> InsertRows for OneRow<A> {
    type Needs = <A::Needs as Needs>::In<InValues>;
    const PIECE: Piece =
        Piece::Seq(&[Piece::Text(" ("), A::COLUMNS, Piece::Text(") VALUES ("), A::VALUES, Piece::Text(")")]);
    const BULK: Option<BulkInsert> = match only_binds(&A::VALUES) {
        Some(columns) => Some(BulkInsert {
            arrays: Piece::Seq(&[Piece::Text(" ("), A::COLUMNS, Piece::Text(") "), ManyRows::<A>::ARRAYS]),
            rows: Piece::Seq(&[Piece::Text(" ("), A::COLUMNS, Piece::Text(") "), ManyRows::<A>::SOME]),
            copy: Some(Piece::Seq(&[Piece::Text(" ("), A::COLUMNS, Piece::Text(") FROM STDIN (FORMAT binary)")])),
            columns,
        }),
        None => None,
    };
}

/// Rows of values.
#[derive(Debug, Clone)]
pub struct ManyRows<A>(Vec<A>);

impl<A: Assignments> Visit for ManyRows<A> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        if self.0.is_empty() {
            visitor.part(Part::Piece(const { &Self::NONE }));
            return;
        }
        if const { only_binds(&A::VALUES).is_some() } && visitor.dialect() == DialectKind::Postgres {
            visitor.part(Part::Piece(const { &Self::ARRAYS }));
            if visitor.rows(self.0.len(), &|row, visitor| self.0[row].visit(visitor)) {
                return;
            }
        } else {
            visitor.part(Part::Piece(const { &Self::SOME }));
            visitor.part(Part::Count(self.0.len()));
        }
        for row in &self.0 {
            row.visit(visitor);
        }
    }
}

impl<A: Assignments> InsertRows for ManyRows<A> {
    type Needs = <A::Needs as Needs>::In<InValues>;
    const PIECE: Piece = Piece::Seq(&[Piece::Text(" ("), A::COLUMNS, Piece::Text(") "), Piece::Dynamic]);
}

impl<A: Assignments> ManyRows<A> {
    const ROW: Piece = Piece::Seq(&[Piece::Text("("), A::VALUES, Piece::Text(")")]);
    const SOME: Piece = Piece::Seq(&[Piece::Text("VALUES "), Piece::Repeat(&Self::ROW, &Piece::Empty)]);
    /// PostgreSQL takes a column's values as one array, so that the text is the same for any number of rows.
    const ARRAYS: Piece = Piece::Seq(&[Piece::Text("SELECT * FROM unnest("), A::VALUES, Piece::Text(")")]);
    /// No rows at all insert nothing, and that is no error.
    const NONE: Piece = Piece::Seq(&[
        Piece::Text("SELECT "),
        A::NULLS,
        Piece::ByDialect(&[
            Piece::Text(" WHERE FALSE"),
            Piece::Text(" WHERE FALSE"),
            Piece::Text(" FROM DUAL WHERE FALSE"),
            Piece::Text(" FROM DUAL WHERE FALSE"),
        ]),
    ]);
}

/// A row of defaults.
#[derive(Debug, Clone, Copy)]
pub struct DefaultRow;

impl Visit for DefaultRow {}

impl InsertRows for DefaultRow {
    type Needs = Nil;
    const PIECE: Piece = Piece::ByDialect(&[
        Piece::Text(" DEFAULT VALUES"),
        Piece::Text(" DEFAULT VALUES"),
        Piece::Text(" () VALUES ()"),
        Piece::Text(" () VALUES ()"),
    ]);
}

/// The rows of a query.
pub struct FromSelect<C, Q> {
    query: Q,
    columns: PhantomData<C>,
}

impl<C, Q: Visit> Visit for FromSelect<C, Q> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.query.visit(visitor);
    }
}

impl<C: TargetNames, Q: SelectQuery> InsertRows for FromSelect<C, Q> {
    type Needs = Q::Needs;
    const PIECE: Piece = Piece::Seq(&[Piece::Text(" ("), C::PIECE, Piece::Text(") "), Piece::With, Q::PIECE]);
}

/// Columns as a target: one, or a tuple.
pub trait TargetNames {
    /// Their names, with commas between.
    const PIECE: Piece;
}

/// Columns of the table `T` as a target: one, or a tuple.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are not columns of `{T}`",
    label = "not a column of `{T}`, or a tuple of them",
    note = "name columns of the table that is inserted into, such as `(Books.title, Books.price)`"
)]
pub trait Targets<T>: TargetNames {
    /// The columns as a list of types.
    type List;
    /// The columns as if they were assigned.
    type Assigned;
}

impl<C: Column> TargetNames for Col<C> {
    const PIECE: Piece = Piece::Ident(C::NAME);
}

#[diagnostic::do_not_recommend]
impl<T: Table, C: Assignable> Targets<T> for Col<C> {
    type List = Cons<C, Nil>;
    type Assigned = Cons<Assign<C, Col<C>>, Nil>;
}

macro_rules! tuple_of_targets {
    ($($c:ident)+) => {
        impl<$($c: Column),+> TargetNames for ($(Col<$c>,)+) {
            const PIECE: Piece = Piece::Commas(&[$(Piece::Ident($c::NAME)),+]);
        }

        #[diagnostic::do_not_recommend]
        impl<Table_: Table, $($c: Assignable),+> Targets<Table_> for ($(Col<$c>,)+) {
            type List = list_of_columns!($($c)+);
            type Assigned = list_of_assigned!($($c)+);
        }
    };
}

macro_rules! list_of_columns {
    () => { Nil };
    ($first:ident $($rest:ident)*) => { Cons<$first, list_of_columns!($($rest)*)> };
}

macro_rules! list_of_assigned {
    () => { Nil };
    ($first:ident $($rest:ident)*) => { Cons<Assign<$first, Col<$first>>, list_of_assigned!($($rest)*)> };
}

crate::for_each_tuple!(tuple_of_targets);

/// The columns of a query that go into the columns `L` of a table.
pub trait FitInto<L> {
    /// [`True`], or what does not fit.
    type Verdict;
}

/// The query has another number of columns.
#[derive(Debug)]
pub struct AnotherNumberOfColumns;

/// The type or NULL of the query's column does not fit into column `C`.
pub struct DoesNotFit<C>(PhantomData<C>);

/// Rows of a query that fit into the columns of the table `T`; `V` says what does not.
#[diagnostic::on_unimplemented(
    message = "the rows of the query do not fit into the columns of `{T}`: `{V}`",
    label = "the query's columns differ from the named ones in number or NULL",
    note = "select as many columns as are named, and none that may be NULL for a NOT NULL column"
)]
pub trait TakesRows<V, T> {}
#[diagnostic::do_not_recommend]
impl<T> TakesRows<True, T> for SetClause {}
#[diagnostic::do_not_recommend]
impl<T> TakesRows<Nothing, T> for SetClause {}

/// A value of the query fits into the column `C`, which has the type `T`.
#[diagnostic::on_unimplemented(
    message = "the query gives `{Self}` for the column `{C}`, which is `{T}`",
    label = "a column of the query has another type than `{C}`",
    note = "SQL types must be the same; convert one with `.cast::<{T}>()`"
)]
pub trait TypeFits<T, C> {}
#[diagnostic::do_not_recommend]
impl<T, C> TypeFits<T, C> for T {}

/// The types of a query's columns fit into the columns `L`, as far as there are as many.
///
/// Methods ask for this and not for [`FitInto`], whose impls the compiler would list.
pub trait TypesFit<L> {
    /// [`True`], or what does not fit.
    type Verdict;
}
impl<Q: FitInto<L>, L> TypesFit<L> for Q {
    type Verdict = Q::Verdict;
}

#[diagnostic::do_not_recommend]
impl FitInto<Nil> for Nil {
    type Verdict = True;
}

#[diagnostic::do_not_recommend]
impl<A, R> FitInto<Cons<A, R>> for Nil {
    type Verdict = AnotherNumberOfColumns;
}

#[diagnostic::do_not_recommend]
impl<A, R> FitInto<Nil> for Cons<A, R> {
    type Verdict = AnotherNumberOfColumns;
}

type Output<Ty, N> = crate::expr::OutputType<Ty, N>;

impl<Ty: TypeFits<C::Ty, C>, N: Nullness, R: FitInto<L>, C: Column, L> FitInto<Cons<C, L>> for Cons<Output<Ty, N>, R> {
    type Verdict = <N::Fits<NullOf<C>> as Bool>::If<R::Verdict, DoesNotFit<C>>;
}

impl<T: Table, V: InsertRows, U: Clause, R: Clause> Visit for Insert<T, V, U, R> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.rows.visit(visitor);
        self.upsert.visit(visitor);
        self.returning.visit(visitor);
    }
}

impl<T: Table, V: InsertRows, U: Clause, R: Clause> Insert<T, V, U, R> {
    /// Everything, RETURNING included.
    pub(crate) const INSERT: Piece = Piece::Seq(&[Piece::Text("INSERT INTO "), T::PIECE, V::PIECE, U::PIECE, R::PIECE]);
}

/// An INSERT of one row of plain values, as it is written for many rows.
#[derive(Debug, Clone, Copy)]
#[doc(hidden)]
pub struct BulkInsert {
    /// With each column as one array.
    pub(crate) arrays: Piece,
    /// With a [`Piece::Repeat`] of the row.
    pub(crate) rows: Piece,
    /// As PostgreSQL's COPY, if there is no upsert.
    pub(crate) copy: Option<Piece>,
    /// Values in a row.
    pub(crate) columns: usize,
}

impl<T: Table, V: InsertRows, U: Clause> Insert<T, V, U, NoClause> {
    const BULK_INSERT: Option<BulkInsert> = match (V::BULK, has_values(&U::PIECE)) {
        (Some(bulk), false) => Some(BulkInsert {
            arrays: Piece::Seq(&[Piece::Text("INSERT INTO "), T::PIECE, part(&V::BULK, Bulk::Arrays), U::PIECE]),
            rows: Piece::Seq(&[Piece::Text("INSERT INTO "), T::PIECE, part(&V::BULK, Bulk::Rows), U::PIECE]),
            copy: match U::PIECE {
                Piece::Empty => Some(Piece::Seq(&[Piece::Text("COPY "), T::PIECE, part(&V::BULK, Bulk::Copy)])),
                _ => None,
            },
            columns: bulk.columns,
        }),
        _ => None,
    };
}

/// The ways to write a bulk insert.
#[derive(Clone, Copy)]
enum Bulk {
    Arrays,
    Rows,
    Copy,
}

/// What comes after the table in a bulk insert.
const fn part(bulk: &'static Option<BulkInsert>, way: Bulk) -> Piece {
    match (bulk, way) {
        (Some(bulk), Bulk::Arrays) => Piece::Whole(&bulk.arrays),
        (Some(bulk), Bulk::Rows) => Piece::Whole(&bulk.rows),
        (Some(BulkInsert { copy: Some(copy), .. }), Bulk::Copy) => Piece::Whole(copy),
        _ => Piece::Empty,
    }
}

impl<T: Table, V: InsertRows, U: Clause> Statement for Insert<T, V, U, NoClause> {
    type Needs = <V::Needs as Needs>::And<U::Needs>;
    type Access = Writes;
    type Returns = NoRows;
    type Finished = Complete;
    type Row = ();
    type Borrowed<'r> = ();
    const PIECE: Piece = Self::INSERT;
    const BULK: Option<BulkInsert> = Self::BULK_INSERT;

    fn decode<'r, R: Reader<'r>>(&self, _: &mut R) -> Result<(), ValueError> {
        Ok(())
    }

    fn borrow<'r, R: Reader<'r>>(&self, _: &mut R) -> Result<(), ValueError> {
        Ok(())
    }
}
