//! GROUP BY and HAVING.

use std::marker::PhantomData;

use super::clause::{AddCondition, Having};
use super::{Clause, From, NoClause};
use crate::expr::{
    AllKeys, Determines, Expr, GroupBy, GroupByClause, GroupItems, GroupItemsIn, GroupKeys, GroupedScope, HasType,
    IntoExpr, NotFound, Scope, TruthValue, TypeOf, Verdict, WithoutBinds, WithoutConstants,
};
use crate::expr::{Expressions, HavingClause, StandsIn};
use crate::render::{Piece, Visit, Visitor};
use crate::types::Nil;
use crate::types::code::{False, True};

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

impl<S: Scope, F, W, G: Groups, D> From<S, F, W, G, NoClause, NoClause, D> {
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
    ) -> From<S, F, W, GroupedBy<<I::Itself as GroupItems>::Then<Nil>, I::Itself>, NoClause, NoClause, D>
    where
        Expressions: StandsIn<GroupByClause, I::Tables>,
        GroupByClause: IsFirst<G::Present, S::Last>,
        GroupByClause: WithoutBinds<<<I::Itself as GroupItems>::Bound as Verdict>::Column>,
        <I::Itself as GroupItems>::HasConstant: WithoutConstants,
    {
        From {
            from: self.from,
            filter: self.filter,
            group: GroupedBy { items: keys.itself(), keys: PhantomData },
            having: NoClause,
            order: NoClause,
            distinct: self.distinct,
            scope: PhantomData,
        }
    }
}

impl<S: Scope, F, W, G: Groups, H: AddHaving, O, D> From<S, F, W, G, H, O, D> {
    /// HAVING; a further one is joined with AND. Groups for which it is NULL are left out.
    #[bounds_at_name]
    pub fn having<E: IntoExpr<bool>>(self, condition: E) -> From<S, F, W, G, H::And<E::Expr>, O, D>
    where
        HavingClause: HasGroups<G::Present, S::Last>,
        TruthValue: HasType<TypeOf<E::Expr>>,
        TruthValue: StandsIn<HavingClause, <E::Expr as Expr>::Tables<GroupedScope<S>>>,
        GroupBy: Determines<<<E::Expr as Expr>::Grouped<G::Keys> as Verdict>::Column>,
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

/// GROUP BY, present or not.
pub trait Groups {
    /// Its keys; all that there are where there is none, so that only the missing GROUP BY is reported.
    type Keys: GroupKeys;
    /// Whether there is one.
    type Present;
}

impl<K: GroupKeys, I> Groups for GroupedBy<K, I> {
    type Keys = K;
    type Present = True;
}

impl Groups for NoClause {
    type Keys = AllKeys;
    type Present = False;
}

/// The query of `T` has no GROUP BY yet: `Present` is false.
#[diagnostic::on_unimplemented(
    message = "the query of `{T}` has a GROUP BY already",
    label = "a second GROUP BY",
    note = "give all keys at once: `.group_by((Books.genre, Books.year))`"
)]
pub trait IsFirst<Present, T> {}
#[diagnostic::do_not_recommend]
impl<T> IsFirst<False, T> for GroupByClause {}
#[diagnostic::do_not_recommend]
impl<T> IsFirst<NotFound, T> for GroupByClause {}

/// The query of `T` has a GROUP BY: `Present` is true.
#[diagnostic::on_unimplemented(
    message = "the query of `{T}` has no GROUP BY",
    label = "HAVING filters groups, and there are none",
    note = "add `.group_by(..)` before; to filter rows use `.filter(..)`"
)]
pub trait HasGroups<Present, T> {}
#[diagnostic::do_not_recommend]
impl<T> HasGroups<True, T> for HavingClause {}
#[diagnostic::do_not_recommend]
impl<T> HasGroups<NotFound, T> for HavingClause {}

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
