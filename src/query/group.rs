//! GROUP BY and HAVING.

use std::marker::PhantomData;

use super::clause::{AddCondition, Having};
use super::{Clause, From, NoClause};
use crate::expr::{
    Determines, Expr, FreeOfAggregates, FromClause, GroupBy, GroupByClause, GroupItems, GroupItemsIn, GroupKeys,
    Grouped, GroupedScope, In, IntoExpr, IsCondition, Kind, Lists, Scope, Verdict, WithoutBinds, WithoutConstants,
};
use crate::expr::{MissingBy, MissingFor};
use crate::render::{Piece, Visit, Visitor};
use crate::types::Nil;
use crate::types::code::Code;
use statiql_macros::bounds_at_name;

/// GROUP BY with its keys: `K` as types, `I` as they were written.
pub struct GroupedBy<K, I> {
    items: I,
    keys: PhantomData<K>,
}

impl<K, I: Clone> Clone for GroupedBy<K, I> {
    fn clone(&self) -> Self {
        GroupedBy { items: self.items.clone(), keys: PhantomData }
    }
}

impl<K, I: Copy> Copy for GroupedBy<K, I> {}

impl<K, I: GroupItems> Visit for GroupedBy<K, I> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.items.visit(visitor);
    }
}

impl<K, I: GroupItems> Clause for GroupedBy<K, I> {
    type Absent = crate::types::code::False;
    type Needs = I::Needs;
    const PIECE: Piece = Piece::Seq(&[Piece::Text(" GROUP BY "), I::PIECE]);
}

impl<S: Scope, F, W, D> From<S, F, W, NoClause, NoClause, NoClause, D> {
    /// GROUP BY. A whole table as a key stands for its primary key and frees all of its columns.
    ///
    /// ```
    /// use statiql::prelude::*;
    /// # #[table("books")]
    /// # pub struct Books { #[column(primary_key)] pub id: i64, pub genre: String, pub price: f64 }
    ///
    /// let query = from(Books)
    ///     .group_by(Books.genre)
    ///     .having(count_all().gt(3))
    ///     .select((Books.genre, Books.price.max()));
    /// assert_eq!(
    ///     query.sql::<Sqlite>(),
    ///     r#"SELECT "books"."genre", MAX("books"."price") FROM "books" GROUP BY "books"."genre" HAVING COUNT(*) > ?"#,
    /// );
    /// ```
    #[bounds_at_name]
    pub fn group_by<I: GroupItemsIn<S>>(
        self,
        keys: I,
    ) -> From<S, F, W, GroupedBy<I::Then<Nil>, I>, NoClause, NoClause, D>
    where
        FromClause: Lists<<I::Tables as Verdict>::Table, <I::Tables as Verdict>::Column>,
        GroupByClause: FreeOfAggregates<<I::Kind as Kind>::Aggregates>,
        <I::Code as Code>::Bound: WithoutBinds,
        I::HasConstant: WithoutConstants,
    {
        From {
            from: self.from,
            filter: self.filter,
            group: GroupedBy { items: keys, keys: PhantomData },
            having: NoClause,
            order: NoClause,
            distinct: self.distinct,
            scope: PhantomData,
        }
    }
}

impl<S: Scope, F, W, K: GroupKeys, I, H: AddHaving, O, D> From<S, F, W, GroupedBy<K, I>, H, O, D> {
    /// HAVING; a further one is joined with AND. Groups for which it is NULL are left out.
    #[bounds_at_name]
    pub fn having<E: IntoExpr<bool>>(self, condition: E) -> From<S, F, W, GroupedBy<K, I>, H::And<E::Expr>, O, D>
    where
        E::Expr: In<GroupedScope<S>> + Grouped<K>,
        <E::Expr as Expr>::Ty: IsCondition,
        FromClause: Lists<MissingFor<E, GroupedScope<S>>, MissingBy<E, GroupedScope<S>>>,
        GroupBy: Determines<<<E::Expr as Grouped<K>>::Verdict as Verdict>::Column>,
    {
        From {
            from: self.from,
            filter: self.filter,
            group: self.group,
            having: self.having.and(condition.into_expr()),
            order: self.order,
            distinct: self.distinct,
            scope: PhantomData,
        }
    }
}

/// HAVING, present or not yet.
pub trait AddHaving: Sized {
    /// The clause with one more condition.
    type And<C>;
    /// Adds a condition.
    fn and<C>(self, condition: C) -> Self::And<C>;
}

impl AddHaving for NoClause {
    type And<C> = Having<C>;

    fn and<C>(self, condition: C) -> Having<C> {
        Having(condition)
    }
}

impl<E> AddHaving for Having<E> {
    type And<C> = <Self as AddCondition>::And<C>;

    fn and<C>(self, condition: C) -> <Self as AddCondition>::And<C> {
        AddCondition::and(self, condition)
    }
}
