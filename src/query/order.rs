//! ORDER BY, DISTINCT.

use std::marker::PhantomData;

use super::group::GroupedBy;
use super::{Clause, From, NoClause};
use crate::expr::selection::Codes;
use crate::expr::{Allowed, Determines, Expr, GroupBy, GroupKeys, GroupedScope, Kind, Scope, Ungrouped, Verdict, fold};
use crate::expr::{Expressions, OrderByClause, OrderByOfGroups, StandsIn};
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
    /// No word about it, which is ascending.
    Unsaid Template::function("{0}");
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
impl<A, C> Varies for crate::expr::Mixed<A, C> {}

/// Directions for an expression.
///
/// Where NULL goes without a word about it depends on the database; `nulls_first` and `nulls_last` say it.
pub trait OrderBy: Expr {
    /// Smallest first.
    #[bounds_at_name]
    fn asc(self) -> Order<Self, Asc>
    where
        Self::Kind: Varies,
    {
        Order { expr: self, direction: PhantomData }
    }

    /// Largest first.
    #[bounds_at_name]
    fn desc(self) -> Order<Self, Desc>
    where
        Self::Kind: Varies,
    {
        Order { expr: self, direction: PhantomData }
    }
}

impl<E: Expr> OrderBy for E {}

impl<E> Order<E, Unsaid> {
    pub(crate) fn unsaid(expr: E) -> Self {
        Order { expr, direction: PhantomData }
    }
}

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

/// Orderings: an expression with a direction, or a tuple of them.
pub trait OrderItem: Visit {
    /// The kinds of the expressions together.
    type Kind: Kind;
    /// What they need of the database.
    type Needs: Needs;
    /// Their SQL, with commas between.
    const PIECE: Piece;
    /// A column of the first of them that is not among the selected columns, or nothing.
    type Unselected<C: Codes>: Verdict;
    /// Whether the keys `K` of GROUP BY determine them.
    type Grouped<K: GroupKeys>: Verdict;
}

/// Orderings in the scope `S`: what `order_by` takes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be given to `order_by`",
    label = "neither a column, an expression of one, nor a tuple of them",
    note = "order by columns, with a direction if it is not ascending: `.order_by((Books.year.desc(), Books.title))`"
)]
pub trait OrderItemIn<S>: Sized {
    /// The orderings themselves. The query speaks of this, so that nothing follows from what is none.
    type Itself: OrderItem;
    /// The orderings themselves.
    fn itself(self) -> Self::Itself;
    /// Whether the tables are there.
    type Tables: Verdict;
}

#[diagnostic::do_not_recommend]
impl<E: Expr, X: Direction> OrderItem for Order<E, X> {
    type Kind = E::Kind;
    type Needs = <E::Needs as Needs>::And<<E::Ty as SqlType>::OrderNeeds>;
    const PIECE: Piece = Piece::Call(&X::TEMPLATE, &[E::PIECE]);
    type Unselected<C: Codes> = <C::Has<E::Code> as Bool>::Judge<Allowed, Ungrouped<<E::Kind as Kind>::Column>>;
    type Grouped<K: GroupKeys> = E::Grouped<K>;
}

#[diagnostic::do_not_recommend]
impl<S: Scope, E: Expr, X: Direction> OrderItemIn<S> for Order<E, X> {
    type Itself = Self;
    type Tables = E::Tables<S>;

    fn itself(self) -> Self {
        self
    }
}

/// Writes what makes an expression node an ordering without a direction.
macro_rules! bare_order {
    ([$($generics:tt)*] $node:ty) => {
        #[diagnostic::do_not_recommend]
        impl<S__: $crate::expr::Scope, $($generics)*> $crate::query::OrderItemIn<S__> for $node
        where
            <$node as $crate::expr::Expr>::Kind: $crate::query::Varies,
        {
            type Itself = $crate::query::Order<Self, $crate::query::Unsaid>;
            type Tables = <$node as $crate::expr::Expr>::Tables<S__>;

            fn itself(self) -> Self::Itself {
                $crate::query::Order::unsaid(self)
            }
        }
    };
}
pub(crate) use bare_order;

macro_rules! tuple_of_orders {
    ($($e:ident)+) => {
        #[diagnostic::do_not_recommend]
        impl<$($e: OrderItem),+> OrderItem for ($($e,)+)
        {
            type Kind = fold!(Kind With: $([$e::Kind])+);
            type Needs = fold!(Needs And: $([$e::Needs])+);
            const PIECE: Piece = Piece::Commas(&[$($e::PIECE),+]);
            type Unselected<C: Codes> = fold!(Verdict Then: $([$e::Unselected<C>])+);
            type Grouped<K: GroupKeys> = fold!(Verdict Then: $([$e::Grouped<K>])+);
        }

        #[diagnostic::do_not_recommend]
        impl<S, $($e: OrderItemIn<S>),+> OrderItemIn<S> for ($($e,)+)
        {
            type Itself = ($($e::Itself,)+);
            type Tables = fold!(Verdict Then: $([$e::Tables])+);

            fn itself(self) -> Self::Itself {
                #[allow(non_snake_case)]
                let ($($e,)+) = self;
                ($($e.itself(),)+)
            }
        }
    };
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
    /// A column of the first of them that is not among the selected columns, or nothing.
    type Unselected<C: Codes>: Verdict;
}

impl OrderClause for NoClause {
    type Kind = crate::expr::Constant;
    type Unselected<C: Codes> = Allowed;
}

impl<I: OrderItem> OrderClause for OrderedBy<I> {
    type Kind = I::Kind;
    type Unselected<C: Codes> = I::Unselected<C>;
}

impl<S: Scope, F, W, H, D> From<S, F, W, NoClause, H, NoClause, D> {
    /// ORDER BY: columns or expressions, ascending where they have no direction.
    ///
    /// ```
    /// use statiql::prelude::*;
    /// # #[table("books")]
    /// # pub struct Books { #[column(primary_key)] pub id: i64, pub title: String, pub year: i32 }
    ///
    /// let query = from(Books).order_by((Books.year.desc(), Books.title)).select(Books.id);
    /// assert_eq!(
    ///     query.sql::<Sqlite>(),
    ///     r#"SELECT "books"."id" FROM "books" ORDER BY "books"."year" DESC, "books"."title""#,
    /// );
    /// ```
    #[bounds_at_name]
    pub fn order_by<I: OrderItemIn<S>>(self, items: I) -> From<S, F, W, NoClause, H, OrderedBy<I::Itself>, D>
    where
        Expressions: StandsIn<OrderByClause, I::Tables>,
    {
        From {
            from: self.from,
            filter: self.filter,
            group: self.group,
            having: self.having,
            order: OrderedBy(items.itself()),
            distinct: self.distinct,
            scope: PhantomData,
        }
    }
}

impl<S: Scope, F, W, K: GroupKeys, G, H, D> From<S, F, W, GroupedBy<K, G>, H, NoClause, D> {
    /// ORDER BY: keys and aggregates, ascending where they have no direction.
    #[bounds_at_name]
    pub fn order_by<I>(self, items: I) -> From<S, F, W, GroupedBy<K, G>, H, OrderedBy<I::Itself>, D>
    where
        I: OrderItemIn<GroupedScope<S>>,
        Expressions: StandsIn<OrderByOfGroups, I::Tables>,
        GroupBy: Determines<<<I::Itself as OrderItem>::Grouped<K> as Verdict>::Column>,
    {
        From {
            from: self.from,
            filter: self.filter,
            group: self.group,
            having: self.having,
            order: OrderedBy(items.itself()),
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

impl<F> Visit for OutputName<F> {}

/// Orderings by the names of a record.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an ordering by the names of the record",
    label = "neither a name nor a tuple of names",
    note = "order by names, with a direction if it is not ascending: `.order_by(|row| row.total.desc())`"
)]
pub trait NameOrder: Visit {
    /// The SQL.
    const PIECE: Piece;
}

#[diagnostic::do_not_recommend]
impl<F: FieldName, X: Direction> NameOrder for Order<OutputName<F>, X> {
    const PIECE: Piece = Piece::Call(&X::TEMPLATE, &[Piece::Ident(F::NAME)]);
}

#[diagnostic::do_not_recommend]
impl<F: FieldName> NameOrder for OutputName<F> {
    const PIECE: Piece = Piece::Ident(F::NAME);
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
