//! SELECT: a finished query.

use std::marker::PhantomData;

use super::group::GroupedBy;
use super::order::{NameOrder, OrderClause, OutputName};
use super::statement::{NeedsSelect, Reads, Rows, Statement};
use super::{Clause, From, FromTree, NoClause};
use crate::expr::{Build, FitsAll, IntoSelection, SelectList, Selection};
use crate::expr::{Determines, GroupBy, GroupKeys, GroupedScope, Kind, Nothing, Scope, Verdict};
use crate::expr::{Expressions, SelectClause, StandsIn};
use crate::render::{Needs, Piece, Visit, Visitor};
use crate::types::code::{Bool, False, True};
use crate::types::{Reader, ValueError};
use statiql_macros::bounds_at_name;

/// A finished query: `S` is its scope, `C` its columns, `B` everything from FROM to ORDER BY.
#[must_use = "a query does nothing until a transaction runs it"]
pub struct Select<S: ?Sized, C, B, O = NoClause, L = NoClause, K = NoClause> {
    pub(crate) columns: C,
    pub(crate) body: B,
    pub(crate) order: O,
    pub(crate) limit: L,
    pub(crate) lock: K,
    pub(crate) scope: PhantomData<S>,
}

impl<S, C: Clone, B: Clone, O: Clone, L: Clone, K: Clone> Clone for Select<S, C, B, O, L, K> {
    fn clone(&self) -> Self {
        Select {
            columns: self.columns.clone(),
            body: self.body.clone(),
            order: self.order.clone(),
            limit: self.limit.clone(),
            lock: self.lock.clone(),
            scope: PhantomData,
        }
    }
}

impl<S, C: Copy, B: Copy, O: Copy, L: Copy, K: Copy> Copy for Select<S, C, B, O, L, K> {}

/// Whether the tables of the columns `C` are in the scope `S`.
type Tables<C, S> = <<C as IntoSelection<S>>::Selection as Selection<S>>::Tables;

/// A column of what ORDER BY `O` names, DISTINCT `D` wants selected, and the columns `C` lack.
type Unselected<D, O, C> = <<D as DistinctClause>::Unselected<O, C> as Verdict>::Column;

/// Columns none of which stands plain beside an aggregate; `C` is one that does.
#[diagnostic::on_unimplemented(
    message = "column `{C}` stands beside an aggregate, but there is no GROUP BY",
    label = "`{C}` has many values, the aggregate has one",
    note = "add `.group_by(..)` before `.select(..)`, or aggregate the column too"
)]
pub trait Unmixed<C> {}
#[diagnostic::do_not_recommend]
impl Unmixed<Nothing> for SelectClause {}
#[diagnostic::do_not_recommend]
impl Unmixed<crate::expr::NotFound> for SelectClause {}

/// A query without DISTINCT, or one that is ordered by selected columns only; `C` is one that is not selected.
#[diagnostic::on_unimplemented(
    message = "a SELECT DISTINCT is ordered by an expression of `{C}` that it does not select",
    label = "the expression of `{C}` in ORDER BY is not among these columns",
    note = "select the expression too, or leave out `.distinct()` or the ordering"
)]
pub trait OrderedBySelected<C> {}
#[diagnostic::do_not_recommend]
impl OrderedBySelected<Nothing> for SelectClause {}
#[diagnostic::do_not_recommend]
impl OrderedBySelected<crate::expr::NotFound> for SelectClause {}

/// DISTINCT, present or not.
pub trait DistinctClause: Copy {
    /// Its SQL, with a space after it.
    const PIECE: Piece;
    /// What of ORDER BY `O` it misses among the columns `C`. It gets the two as they are, and without DISTINCT the compiler
    /// spells out neither.
    type Unselected<O: OrderClause, C: SelectList>: Verdict;
}

/// `DISTINCT`
#[derive(Debug, Clone, Copy)]
pub struct Distinct;

impl DistinctClause for NoClause {
    const PIECE: Piece = Piece::Empty;
    type Unselected<O: OrderClause, C: SelectList> = crate::expr::Allowed;
}

impl DistinctClause for Distinct {
    const PIECE: Piece = Piece::Text("DISTINCT ");
    type Unselected<O: OrderClause, C: SelectList> = O::Unselected<C::Codes>;
}

impl<S, F, W, G, H, O> From<S, F, W, G, H, O, NoClause> {
    /// DISTINCT: every row once. What ORDER BY names must then be selected.
    pub fn distinct(self) -> From<S, F, W, G, H, O, Distinct> {
        From {
            from: self.from,
            filter: self.filter,
            group: self.group,
            having: self.having,
            order: self.order,
            distinct: Distinct,
            scope: PhantomData,
        }
    }
}

impl<S: Scope, F, W, H, O: OrderClause, D: DistinctClause> From<S, F, W, NoClause, H, O, D> {
    /// SELECT: one expression gives a bare value, a tuple a tuple, `row!` a record with names.
    #[bounds_at_name]
    pub fn select<C: IntoSelection<S, Selection = L>, L: Selection<S>>(self, columns: C) -> Select<S, L, Self>
    where
        Expressions: StandsIn<SelectClause, Tables<C, S>>,
        SelectClause: Unmixed<<<<C::Selection as SelectList>::Kind as Kind>::With<O::Kind> as Kind>::Mixture>,
        SelectClause: OrderedBySelected<Unselected<D, O, C::Selection>>,
        C::Given: FitsAll<C::Wanted, C::Named>,
    {
        let columns = columns.into_selection();
        Select { columns, body: self, order: NoClause, limit: NoClause, lock: NoClause, scope: PhantomData }
    }
}

impl<S: Scope, F, W, K: GroupKeys, I, H, O: OrderClause, D: DistinctClause> From<S, F, W, GroupedBy<K, I>, H, O, D> {
    /// SELECT: keys and aggregates.
    #[bounds_at_name]
    pub fn select<C, L>(self, columns: C) -> Select<GroupedScope<S>, L, Self>
    where
        C: IntoSelection<GroupedScope<S>, Selection = L>,
        L: Selection<GroupedScope<S>>,
        Expressions: StandsIn<SelectClause, Tables<C, GroupedScope<S>>>,
        GroupBy: Determines<<<C::Selection as SelectList>::Grouped<K> as Verdict>::Column>,
        SelectClause: OrderedBySelected<Unselected<D, O, C::Selection>>,
        C::Given: FitsAll<C::Wanted, C::Named>,
    {
        let columns = columns.into_selection();
        Select { columns, body: self, order: NoClause, limit: NoClause, lock: NoClause, scope: PhantomData }
    }
}

/// Everything from FROM to ORDER BY.
pub trait Body: Visit {
    /// What it needs of the database.
    type Needs: Needs;
    /// What locking its rows needs besides.
    type LockNeeds: Needs;
    /// The outer tables that it looks at.
    type Outer: super::Outer;
    /// Its ORDER BY.
    type Order: OrderClause;
    /// [`False`], or [`True`] if it is grouped or distinct, so that its rows are no rows of a table.
    type Condensed: Bool;
    /// `DISTINCT `, if any.
    const DISTINCT: Piece;
    /// Its SQL, with a space before it.
    const PIECE: Piece;
}

impl<S, F: FromTree, W: Clause, G: Clause, H: Clause, O: Clause, D> Visit for From<S, F, W, G, H, O, D> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.visit_body(visitor);
    }
}

impl<S, F: FromTree, W: Clause, G: Clause + Condenses, H: Clause, O: OrderClause, D: DistinctClause + Condenses> Body
    for From<S, F, W, G, H, O, D>
{
    type Needs = <F::Needs as Needs>::And<
        <W::Needs as Needs>::And<<G::Needs as Needs>::And<<H::Needs as Needs>::And<O::Needs>>>,
    >;
    type LockNeeds = F::LockNeeds;
    type Outer = F::Outer;
    type Order = O;
    type Condensed = <G::Condensed as crate::types::code::Bool>::Or<D::Condensed>;
    const DISTINCT: Piece = D::PIECE;
    const PIECE: Piece = Self::BODY;
}

/// A clause that makes one row of many.
pub trait Condenses {
    /// Whether it does.
    type Condensed: Bool;
}

impl Condenses for NoClause {
    type Condensed = False;
}

impl Condenses for Distinct {
    type Condensed = True;
}

impl<K, I> Condenses for GroupedBy<K, I> {
    type Condensed = True;
}

impl<S, C: SelectList, B: Body, O: Clause, L: Clause, K: Clause> Visit for Select<S, C, B, O, L, K> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.columns.visit(visitor);
        self.body.visit(visitor);
        self.order.visit(visitor);
        self.limit.visit(visitor);
        self.lock.visit(visitor);
    }
}

impl<S, C: Selection<S>, B: Body, O: Clause, L: Clause, K: Clause> Statement for Select<S, C, B, O, L, K> {
    type Needs = <C::Needs as Needs>::And<
        <B::Needs as Needs>::And<<O::Needs as Needs>::And<<L::Needs as Needs>::And<K::Needs>>>,
    >;
    type Access = Reads;
    type Returns = Rows;
    type Finished = <B::Outer as super::Outer>::Finished;
    type Row = C::Row;
    type Borrowed<'r> = C::Borrowed<'r>;
    const PIECE: Piece =
        Piece::Seq(&[Piece::Text("SELECT "), B::DISTINCT, C::PIECE, B::PIECE, O::PIECE, L::PIECE, K::PIECE]);

    #[inline(always)]
    fn decode<'r, R: Reader<'r>>(&self, reader: &mut R) -> Result<C::Row, ValueError> {
        self.columns.decode(reader)
    }

    #[inline]
    fn borrow<'r, R: Reader<'r>>(&self, reader: &mut R) -> Result<C::Borrowed<'r>, ValueError> {
        self.columns.borrow(reader)
    }
}

/// A query without its columns, so that running it says what is missing.
impl<S, F: FromTree, W: Clause, G: Clause, H: Clause, O: Clause, D> Statement for From<S, F, W, G, H, O, D> {
    type Needs = crate::types::Nil;
    type Access = Reads;
    type Returns = Rows;
    type Finished = NeedsSelect;
    type Row = ();
    type Borrowed<'r> = ();
    const PIECE: Piece = Self::BODY;

    fn decode<'r, R: Reader<'r>>(&self, _: &mut R) -> Result<(), ValueError> {
        Err(ValueError::new("rows", "the query has no columns"))
    }

    fn borrow<'r, R: Reader<'r>>(&self, reader: &mut R) -> Result<(), ValueError> {
        self.decode(reader)
    }
}

/// A finished SELECT of any shape: what can be a subquery, a CTE, or a part of a set operation.
#[diagnostic::on_unimplemented(
    message = "this is not a finished query",
    label = "not a query with `.select(..)`",
    note = "end the query with `.select(..)`"
)]
pub trait SelectQuery: Statement {
    /// The type itself. `exists` and `scalar` speak of this, so that nothing follows from what is no query.
    type Itself: SelectQuery<Columns = Self::Columns>;
    /// The query itself.
    fn itself(self) -> Self::Itself;
    /// The types of its columns.
    type Columns;
    /// The names of its columns.
    type Names;
    /// The outer tables that it looks at.
    type Outer: super::Outer;
    /// What it is as a side of a set operation: [`Single`] or [`Chain`].
    type Side: super::Property;
    /// Whether it makes one row of many: grouped, distinct or aggregated.
    type Condensed: Bool;
}

/// A SELECT; `B` says whether it is without ORDER BY, LIMIT and locks.
pub struct Single<B>(PhantomData<B>);
/// A set operation of the operator `X`.
pub struct Chain<X>(PhantomData<X>);

#[diagnostic::do_not_recommend]
impl<S, C: Selection<S>, B: Body, O: Clause, L: Clause, K: Clause> SelectQuery for Select<S, C, B, O, L, K> {
    type Itself = Self;
    type Columns = C::Columns;
    type Names = C::Names;
    type Outer = B::Outer;
    type Condensed = <B::Condensed as Bool>::Or<<C::Kind as Kind>::IsAggregate>;
    type Side = Single<
        <<<B::Order as Clause>::Absent as Bool>::And<O::Absent> as Bool>::And<<L::Absent as Bool>::And<K::Absent>>,
    >;

    fn itself(self) -> Self {
        self
    }
}

/// The names of a record, each as an [`OutputName`].
pub trait OutputNames {
    /// Them, as a tuple.
    type Names;
    /// Makes them.
    fn names() -> Self::Names;
}

macro_rules! tuple_of_fields {
    ($($f:ident)+) => {
        impl<$($f),+> OutputNames for ($($f,)+) {
            type Names = ($(OutputName<$f>,)+);

            fn names() -> Self::Names {
                ($(OutputName::<$f>::new(),)+)
            }
        }
    };
}

crate::for_each_tuple!(tuple_of_fields);

/// ORDER BY with names of the selected record.
#[derive(Debug, Clone, Copy)]
pub struct OrderedByName<I>(I);

impl<I: Visit> Visit for OrderedByName<I> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.0.visit(visitor);
    }
}

impl<I: NameOrder> Clause for OrderedByName<I> {
    type Absent = crate::types::code::False;
    type Needs = crate::types::Nil;
    const PIECE: Piece = Piece::Seq(&[Piece::Text(" ORDER BY "), I::PIECE]);
}

/// Names for a record's closure: the record itself, filled with [`OutputName`]s.
pub trait NamedColumns {
    /// The record.
    type Record;
    /// Makes it.
    fn record(&self) -> Self::Record;
}

impl<F, T> NamedColumns for super::Record<F, T>
where
    F: super::RecordFamily,
    F::Fields: OutputNames,
    F: Build<<F::Fields as OutputNames>::Names>,
{
    type Record = <F as Build<<F::Fields as OutputNames>::Names>>::Record;

    fn record(&self) -> Self::Record {
        self.family.build(<F::Fields as OutputNames>::names())
    }
}

impl<F, V, C, T, G> NamedColumns for crate::expr::selection::Filling<F, V, C, T, G>
where
    F: super::RecordFamily,
    F::Fields: OutputNames,
    F: Build<<F::Fields as OutputNames>::Names>,
{
    type Record = <F as Build<<F::Fields as OutputNames>::Names>>::Record;

    fn record(&self) -> Self::Record {
        self.columns.family.build(<F::Fields as OutputNames>::names())
    }
}

impl<S, C, B, K> Select<S, C, B, NoClause, NoClause, K> {
    /// ORDER BY the names of the selected record: `.order_by(|row| row.total.desc())`.
    #[bounds_at_name]
    pub fn order_by<I: NameOrder>(
        self,
        order: impl FnOnce(C::Record) -> I,
    ) -> Select<S, C, B, OrderedByName<I>, NoClause, K>
    where
        C: NamedColumns,
        B: Body<Order = NoClause>,
    {
        let items = order(self.columns.record());
        Select {
            columns: self.columns,
            body: self.body,
            order: OrderedByName(items),
            limit: self.limit,
            lock: self.lock,
            scope: PhantomData,
        }
    }
}
