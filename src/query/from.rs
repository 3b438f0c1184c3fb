//! FROM: where every SELECT begins.

use std::marker::PhantomData;

use super::clause::{AddCondition, Both, Where};
use super::{Clause, NoClause};
use crate::expr::scope::list::OuterList;
use crate::expr::{Allowed, GroupKeys, HasType, StandsIn, TruthValue, TypeOf, Ungrouped};
use crate::expr::{Expr, Found, FromClause, Hit, IntoExpr, Kind, Only, OptionalCondition, Scope, Verdict, WhereClause};
use crate::render::{Needs, Piece, Visit, Visitor};
use crate::schema::{FromItem, Source};
use crate::types::code::Bool;
use crate::types::{Cons, Nil};
use statiql_macros::bounds_at_name;

/// A SELECT in the making: FROM is known, the columns are not.
///
/// `S` is the scope, then come FROM with its joins, WHERE, GROUP BY, HAVING, ORDER BY and DISTINCT.
#[must_use = "a query does nothing until `.select(..)` finishes it and a transaction runs it"]
pub struct From<S: ?Sized, F, W = NoClause, G = NoClause, H = NoClause, O = NoClause, D = NoClause> {
    pub(crate) from: F,
    pub(crate) filter: W,
    pub(crate) group: G,
    pub(crate) having: H,
    pub(crate) order: O,
    pub(crate) distinct: D,
    pub(crate) scope: PhantomData<S>,
}

/// Starts a SELECT: `from(Books)`.
///
/// FROM comes first, so that every clause after it knows its tables, and a wrong clause is the one that is reported.
///
/// ```
/// use statiql::prelude::*;
/// # #[table("books")]
/// # pub struct Books { #[column(primary_key)] pub id: i64, pub title: String }
///
/// let query = from(Books).filter(Books.id.eq(7)).select(Books.title);
/// assert_eq!(query.sql::<MySql>(), "SELECT `books`.`title` FROM `books` WHERE `books`.`id` = ?");
/// ```
#[bounds_at_name]
pub fn from<T: FromItem<Item = I, Source = S>, I, S: Source>(source: T) -> From<Only<S>, Base<I>> {
    From {
        from: Base(source.item()),
        filter: NoClause,
        group: NoClause,
        having: NoClause,
        order: NoClause,
        distinct: NoClause,
        scope: PhantomData,
    }
}

/// The sources of a FROM clause.
pub trait FromTree: Visit {
    /// What they need of the database.
    type Needs: Needs;
    /// What locking its rows needs besides.
    type LockNeeds: Needs;
    /// The outer tables that the query looks at, a list of sources.
    type Outer: Outer;
    /// The SQL, without `FROM`.
    const PIECE: Piece;
}

/// The first source.
#[derive(Debug, Clone, Copy)]
pub struct Base<T>(T);

impl<T: FromItem> Visit for Base<T> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.0.visit(visitor);
    }
}

impl<T: FromItem<Outer: Outer>> FromTree for Base<T> {
    type Needs = T::Needs;
    type LockNeeds = Nil;
    type Outer = T::Outer;
    const PIECE: Piece = T::PIECE;
}

/// Sources, and a table of the outer query that the query looks at.
pub struct Correlated<F, T> {
    from: F,
    outer: PhantomData<T>,
}

impl<F: Clone, T> Clone for Correlated<F, T> {
    fn clone(&self) -> Self {
        Correlated { from: self.from.clone(), outer: PhantomData }
    }
}

impl<F: Copy, T> Copy for Correlated<F, T> {}

impl<F: FromTree, T> Visit for Correlated<F, T> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.from.visit(visitor);
    }
}

impl<F: FromTree, T: Source> FromTree for Correlated<F, T> {
    type Needs = F::Needs;
    type LockNeeds = F::LockNeeds;
    type Outer = Cons<T, F::Outer>;
    const PIECE: Piece = F::PIECE;
}

/// The tables of outer queries that a query looks at.
pub trait Outer: 'static {
    /// These, then those.
    type Then<R: Outer>: Outer;
    /// The kind of the query as an expression: constant if it stands alone.
    type Kind: Kind;
    /// Whether the query can run: [`Complete`](super::Complete) if it stands alone.
    type Finished: super::Property<Itself = Self::Finished>;
    /// Whether they are in the scope `S` of the query around.
    type Tables<S: Scope>: Verdict;
    /// Whether the keys `K` of the query around determine all of their columns.
    type Grouped<K: GroupKeys>: Verdict;
}

impl Outer for Nil {
    type Then<R: Outer> = R;
    type Kind = crate::expr::Constant;
    type Finished = super::Complete;
    type Tables<S: Scope> = Allowed;
    type Grouped<K: GroupKeys> = Allowed;
}

impl<T: Source, R: Outer> Outer for Cons<T, R> {
    type Then<O: Outer> = Cons<T, R::Then<O>>;
    type Kind = crate::expr::RowValue<T>;
    type Finished = super::NeedsQueryAround<T>;
    type Tables<S: Scope> = <<Found<T, S> as Hit>::Verdict<T, T> as Verdict>::Then<R::Tables<S>>;
    type Grouped<K: GroupKeys> =
        <<K::HasTable<T::Code> as Bool>::Judge<Allowed, Ungrouped<T>> as Verdict>::Then<R::Grouped<K>>;
}

// `filter` is written for each of the two and not once for all `W: AddCondition`: it is called so often that a type which the
// compiler has to compute is felt.
impl<S: Scope, F, G, H, O, D> From<S, F, NoClause, G, H, O, D> {
    /// WHERE; a further one is joined with AND. Rows for which it is NULL are left out.
    #[bounds_at_name]
    pub fn filter<E: IntoExpr<bool, Expr = X>, X: Expr>(self, condition: E) -> From<S, F, Where<X>, G, H, O, D>
    where
        TruthValue: HasType<TypeOf<E::Expr>>,
        TruthValue: StandsIn<WhereClause, <E::Expr as Expr>::Tables<S>>,
    {
        From {
            from: self.from,
            filter: Where(condition.into_expr()),
            group: self.group,
            having: self.having,
            order: self.order,
            distinct: self.distinct,
            scope: PhantomData,
        }
    }
}

impl<S: Scope, F, P, G, H, O, D> From<S, F, Where<P>, G, H, O, D> {
    /// A further condition in WHERE, joined with AND.
    #[bounds_at_name]
    pub fn filter<E: IntoExpr<bool, Expr = X>, X: Expr>(self, condition: E) -> From<S, F, Where<Both<P, X>>, G, H, O, D>
    where
        TruthValue: HasType<TypeOf<E::Expr>>,
        TruthValue: StandsIn<WhereClause, <E::Expr as Expr>::Tables<S>>,
    {
        From {
            from: self.from,
            filter: self.filter.and(condition.into_expr()),
            group: self.group,
            having: self.having,
            order: self.order,
            distinct: self.distinct,
            scope: PhantomData,
        }
    }
}

impl<S: Scope, F, W: AddCondition, G, H, O, D> From<S, F, W, G, H, O, D> {
    /// WHERE with a condition that may be left out. The text is then chosen at run time, the type stays the same.
    #[bounds_at_name]
    pub fn filter_opt<E: IntoExpr<bool, Expr = X>, X: Expr>(
        self,
        condition: Option<E>,
    ) -> From<S, F, W::And<OptionalCondition<X>>, G, H, O, D>
    where
        TruthValue: HasType<TypeOf<E::Expr>>,
        TruthValue: StandsIn<WhereClause, <E::Expr as Expr>::Tables<S>>,
    {
        From {
            from: self.from,
            filter: self.filter.and(OptionalCondition(condition.map(IntoExpr::into_expr))),
            group: self.group,
            having: self.having,
            order: self.order,
            distinct: self.distinct,
            scope: PhantomData,
        }
    }

    /// Lets this query, which will be a subquery, look at a table of the query around it.
    #[bounds_at_name]
    pub fn correlate<T: FromItem>(
        self,
        outer: T,
    ) -> From<OuterList<T::Source, S>, Correlated<F, T::Source>, W, G, H, O, D>
    where
        FromClause: crate::expr::Lacks<<Found<T::Source, S> as Hit>::Source>,
    {
        let _ = outer;
        From {
            from: Correlated { from: self.from, outer: PhantomData },
            filter: self.filter,
            group: self.group,
            having: self.having,
            order: self.order,
            distinct: self.distinct,
            scope: PhantomData,
        }
    }
}

impl<S, F: Clone, W: Clone, G: Clone, H: Clone, O: Clone, D: Clone> Clone for From<S, F, W, G, H, O, D> {
    fn clone(&self) -> Self {
        From {
            from: self.from.clone(),
            filter: self.filter.clone(),
            group: self.group.clone(),
            having: self.having.clone(),
            order: self.order.clone(),
            distinct: self.distinct.clone(),
            scope: PhantomData,
        }
    }
}

impl<S, F: Copy, W: Copy, G: Copy, H: Copy, O: Copy, D: Copy> Copy for From<S, F, W, G, H, O, D> {}

impl<S, F: FromTree, W: Clause, G: Clause, H: Clause, O: Clause, D> From<S, F, W, G, H, O, D> {
    /// Everything from FROM to ORDER BY, once the type is complete.
    pub(crate) const BODY: Piece = Piece::Seq(&[Piece::Text(" FROM "), F::PIECE, W::PIECE, Self::GROUPS, O::PIECE]);
    const GROUPS: Piece = Piece::Groups { keys: &G::PIECE, having: &H::PIECE };

    #[inline]
    pub(crate) fn visit_body(&self, visitor: &mut dyn Visitor) {
        self.from.visit(visitor);
        self.filter.visit(visitor);
        self.group.visit(visitor);
        self.having.visit(visitor);
        self.order.visit(visitor);
    }
}
