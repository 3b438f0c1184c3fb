//! ORDER BY, DISTINCT.

use std::marker::PhantomData;

use super::group::GroupedBy;
use super::{Clause, From, NoClause};
use crate::expr::selection::Codes;
use crate::expr::{
    Determines, Expr, FromClause, GroupBy, GroupKeys, Grouped, GroupedScope, In, Kind, Lists, Scope, Verdict, fold,
};
use crate::expr::{FreeOfAggregates, OrderByClause};
use crate::render::{Needs, Piece, Template, Visit, Visitor};
use crate::schema::FieldName;
use crate::types::SqlType;
use crate::types::code::Bool;
use statiql_macros::bounds_at_name;

/// An expression with a direction, made by `.asc()` and `.desc()`.
#[derive(Debug, Clone, Copy)]
pub struct Order<E, X> {
    expr: E,
    direction: PhantomData<X>,
}

/// A direction.
pub trait Direction {
    /// The SQL of an ordering of `{0}`.
    const TEMPLATE: Template;
}

macro_rules! directions {
    ($($(#[$doc:meta])* $name:ident $template:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl Direction for $name {
            const TEMPLATE: Template = $template;
        }
    )*};
}

// Where NULL goes by default differs: first when ascending on SQLite, MySQL and MariaDB, last on PostgreSQL. MySQL and
// MariaDB have no NULLS FIRST; ordering by `IS NULL` before means the same.
directions! {
    /// `ASC`
    Asc Template::function("{0} ASC");
    /// `DESC`
    Desc Template::function("{0} DESC");
    /// `ASC NULLS FIRST`
    AscNullsFirst Template::by_dialect("{0} ASC NULLS FIRST", "{0} ASC NULLS FIRST", "{0} ASC", "{0} ASC");
    /// `ASC NULLS LAST`
    AscNullsLast Template::by_dialect(
        "{0} ASC NULLS LAST", "{0} ASC NULLS LAST", "{0} IS NULL, {0} ASC", "{0} IS NULL, {0} ASC");
    /// `DESC NULLS FIRST`
    DescNullsFirst Template::by_dialect(
        "{0} DESC NULLS FIRST", "{0} DESC NULLS FIRST", "{0} IS NOT NULL, {0} DESC", "{0} IS NOT NULL, {0} DESC");
    /// `DESC NULLS LAST`
    DescNullsLast Template::by_dialect("{0} DESC NULLS LAST", "{0} DESC NULLS LAST", "{0} DESC", "{0} DESC");
}

/// Something that differs from row to row.
#[diagnostic::on_unimplemented(
    message = "rows cannot be ordered by a constant",
    label = "the same for every row",
    note = "order by a column or an expression of one; databases take a number in ORDER BY as the position of a column"
)]
pub trait Varies {}
#[diagnostic::do_not_recommend]
impl<C> Varies for crate::expr::RowValue<C> {}
#[diagnostic::do_not_recommend]
impl<C> Varies for crate::expr::AggregateOf<C> {}
#[diagnostic::do_not_recommend]
impl<C> Varies for crate::expr::Mixed<C> {}

/// Directions for an expression.
///
/// Where NULL goes without a word about it depends on the database; `nulls_first` and `nulls_last` say it.
pub trait OrderBy: Expr {
    /// Smallest first.
    fn asc(self) -> Order<Self, Asc>
    where
        Self::Kind: Varies,
    {
        Order { expr: self, direction: PhantomData }
    }

    /// Largest first.
    fn desc(self) -> Order<Self, Desc>
    where
        Self::Kind: Varies,
    {
        Order { expr: self, direction: PhantomData }
    }
}

impl<E: Expr> OrderBy for E {}

impl<E> Order<E, Asc> {
    /// NULL before everything else.
    pub fn nulls_first(self) -> Order<E, AscNullsFirst> {
        Order { expr: self.expr, direction: PhantomData }
    }

    /// NULL after everything else.
    pub fn nulls_last(self) -> Order<E, AscNullsLast> {
        Order { expr: self.expr, direction: PhantomData }
    }
}

impl<E> Order<E, Desc> {
    /// NULL before everything else.
    pub fn nulls_first(self) -> Order<E, DescNullsFirst> {
        Order { expr: self.expr, direction: PhantomData }
    }

    /// NULL after everything else.
    pub fn nulls_last(self) -> Order<E, DescNullsLast> {
        Order { expr: self.expr, direction: PhantomData }
    }
}

impl<E: Visit, X: Direction> Visit for Order<E, X> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        if const { X::TEMPLATE.is_in_order() } {
            self.expr.visit(visitor);
        } else {
            X::TEMPLATE.for_each_hole(visitor.dialect(), |_| self.expr.visit(visitor));
        }
    }
}

/// What can be given to `order_by`: expressions with a direction, or a tuple of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be given to `order_by`",
    label = "not an ordering",
    note = "give a direction: `.order_by(Books.title.asc())`, or a tuple: `.order_by((Books.year.desc(), Books.title.asc()))`"
)]
pub trait OrderItem: Visit {
    /// The kinds of the expressions together.
    type Kind: Kind;
    /// What they need of the database.
    type Needs: Needs;
    /// Their SQL, with commas between.
    const PIECE: Piece;
    /// Whether all of them are among the selected columns.
    type Among<C: Codes>: Bool;
}

/// Orderings in the scope `S`.
pub trait OrderItemIn<S>: OrderItem {
    /// Whether the tables are there.
    type Tables: Verdict;
}

/// Orderings in a query with the keys `K`.
pub trait OrderItemGrouped<K>: OrderItem {
    /// Whether the keys determine them.
    type Verdict: Verdict;
}

#[diagnostic::do_not_recommend]
impl<E: Expr, X: Direction> OrderItem for Order<E, X> {
    type Kind = E::Kind;
    type Needs = <E::Needs as Needs>::And<<E::Ty as SqlType>::OrderNeeds>;
    const PIECE: Piece = Piece::Call(&X::TEMPLATE, &[E::PIECE]);
    type Among<C: Codes> = C::Has<E::Code>;
}

#[diagnostic::do_not_recommend]
impl<S, E: In<S>, X: Direction> OrderItemIn<S> for Order<E, X> {
    type Tables = E::Tables;
}

#[diagnostic::do_not_recommend]
impl<K, E: Grouped<K>, X: Direction> OrderItemGrouped<K> for Order<E, X> {
    type Verdict = <E as Grouped<K>>::Verdict;
}

macro_rules! tuple_of_orders {
    ($($e:ident)+) => {
        #[diagnostic::do_not_recommend]
        impl<$($e: OrderItem),+> OrderItem for ($($e,)+)
        {
            type Kind = fold!(Kind With: $([$e::Kind])+);
            type Needs = fold!(Needs And: $([$e::Needs])+);
            const PIECE: Piece = Piece::Commas(&[$($e::PIECE),+]);
            type Among<C: Codes> = all_among!(C $($e)+);
        }

        #[diagnostic::do_not_recommend]
        impl<S, $($e: OrderItemIn<S>),+> OrderItemIn<S> for ($($e,)+)
        {
            type Tables = fold!(Verdict Then: $([$e::Tables])+);
        }

        #[diagnostic::do_not_recommend]
        impl<K, $($e: OrderItemGrouped<K>),+> OrderItemGrouped<K> for ($($e,)+)
        {
            type Verdict = fold!(Verdict Then: $([<$e as OrderItemGrouped<K>>::Verdict])+);
        }
    };
}

macro_rules! all_among {
    ($c:ident $first:ident) => { $first::Among<$c> };
    ($c:ident $first:ident $($rest:ident)+) => { <$first::Among<$c> as Bool>::And<all_among!($c $($rest)+)> };
}

crate::for_each_tuple!(tuple_of_orders);

/// ORDER BY.
#[derive(Debug, Clone, Copy)]
pub struct OrderedBy<I>(pub(crate) I);

impl<I: Visit> Visit for OrderedBy<I> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.0.visit(visitor);
    }
}

impl<I: OrderItem> Clause for OrderedBy<I> {
    type Absent = crate::types::code::False;
    type Needs = I::Needs;
    const PIECE: Piece = Piece::Seq(&[Piece::Text(" ORDER BY "), I::PIECE]);
}

/// The ORDER BY of a query, present or not.
pub trait OrderClause: Clause {
    /// The kinds of its expressions.
    type Kind: Kind;
    /// Whether all of them are among the selected columns.
    type Among<C: Codes>: Bool;
}

impl OrderClause for NoClause {
    type Kind = crate::expr::Constant;
    type Among<C: Codes> = crate::types::code::True;
}

impl<I: OrderItem> OrderClause for OrderedBy<I> {
    type Kind = I::Kind;
    type Among<C: Codes> = I::Among<C>;
}

impl<S: Scope, F, W, H, D> From<S, F, W, NoClause, H, NoClause, D> {
    /// ORDER BY.
    #[bounds_at_name]
    pub fn order_by<I: OrderItemIn<S>>(self, items: I) -> From<S, F, W, NoClause, H, OrderedBy<I>, D>
    where
        OrderByClause: FreeOfAggregates<<I::Kind as Kind>::Aggregates>,
        FromClause: Lists<<I::Tables as Verdict>::Table, <I::Tables as Verdict>::Column>,
    {
        From {
            from: self.from,
            filter: self.filter,
            group: self.group,
            having: self.having,
            order: OrderedBy(items),
            distinct: self.distinct,
            scope: PhantomData,
        }
    }
}

impl<S: Scope, F, W, K: GroupKeys, G, H, D> From<S, F, W, GroupedBy<K, G>, H, NoClause, D> {
    /// ORDER BY: keys and aggregates.
    #[bounds_at_name]
    pub fn order_by<I>(self, items: I) -> From<S, F, W, GroupedBy<K, G>, H, OrderedBy<I>, D>
    where
        I: OrderItemIn<GroupedScope<S>> + OrderItemGrouped<K>,
        FromClause: Lists<<I::Tables as Verdict>::Table, <I::Tables as Verdict>::Column>,
        GroupBy: Determines<<<I as OrderItemGrouped<K>>::Verdict as Verdict>::Column>,
    {
        From {
            from: self.from,
            filter: self.filter,
            group: self.group,
            having: self.having,
            order: OrderedBy(items),
            distinct: self.distinct,
            scope: PhantomData,
        }
    }
}

/// A column of a finished query by its name, what the closure of `order_by` after `select` is given.
pub struct OutputName<F>(PhantomData<F>);

impl<F> Clone for OutputName<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F> Copy for OutputName<F> {}

impl<F> OutputName<F> {
    pub(crate) fn new() -> Self {
        OutputName(PhantomData)
    }

    /// Smallest first.
    pub fn asc(self) -> Order<Self, Asc> {
        Order { expr: self, direction: PhantomData }
    }

    /// Largest first.
    pub fn desc(self) -> Order<Self, Desc> {
        Order { expr: self, direction: PhantomData }
    }
}

impl<F> Visit for OutputName<F> {
    fn visit(&self, _: &mut dyn Visitor) {}
}

/// Orderings by the names of a record.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an ordering by the names of the record",
    label = "not an ordering",
    note = "give a direction: `.order_by(|row| row.total.desc())`, or a tuple of them"
)]
pub trait NameOrder: Visit {
    /// The SQL.
    const PIECE: Piece;
}

#[diagnostic::do_not_recommend]
impl<F: FieldName, X: Direction> NameOrder for Order<OutputName<F>, X> {
    const PIECE: Piece = Piece::Call(&X::TEMPLATE, &[Piece::Ident(F::NAME)]);
}

macro_rules! tuple_of_names {
    ($($e:ident)+) => {
        #[diagnostic::do_not_recommend]
        impl<$($e: NameOrder),+> NameOrder for ($($e,)+)
        {
            const PIECE: Piece = Piece::Commas(&[$($e::PIECE),+]);
        }
    };
}

crate::for_each_tuple!(tuple_of_names);
