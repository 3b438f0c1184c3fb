//! JOIN.

use std::marker::PhantomData;

use statiql_macros::bounds_at_name;

use super::{From, FromTree, Outer};
use crate::expr::{Expr, Found, FromClause, Hit, IntoExpr, Lacks, OnClause, Scope, With, WithNullable};
use crate::expr::{HasType, StandsIn, TruthValue, TypeOf};
use crate::render::capability::{FullJoin, LockOfOuterJoin};
use crate::render::{Needs, Piece, Visit, Visitor};
use crate::schema::{FromItem, Source};
use crate::types::{Cons, Nil};

/// Sources joined with one more.
pub struct Joined<F, T, E, J: ?Sized> {
    left: F,
    right: T,
    on: E,
    kind: PhantomData<J>,
}

impl<F: Clone, T: Clone, E: Clone, J> Clone for Joined<F, T, E, J> {
    fn clone(&self) -> Self {
        Joined { left: self.left.clone(), right: self.right.clone(), on: self.on.clone(), kind: PhantomData }
    }
}

impl<F: Copy, T: Copy, E: Copy, J> Copy for Joined<F, T, E, J> {}

/// INNER, LEFT, RIGHT or FULL.
pub trait JoinKind {
    /// The keywords, with spaces around them.
    const KEYWORDS: &'static str;
    /// What it needs of the database.
    type Needs: Needs;
    /// What locking the rows of the query then needs.
    type LockNeeds: Needs;
}

macro_rules! join_kinds {
    ($($kind:ident $keywords:literal $needs:ty, $lock_needs:ty;)*) => {$(
        #[doc = concat!("`", $keywords, "`")]
        #[derive(Debug)]
        pub struct $kind;

        impl JoinKind for $kind {
            const KEYWORDS: &'static str = $keywords;
            type Needs = $needs;
            type LockNeeds = $lock_needs;
        }
    )*};
}

join_kinds! {
    Inner " JOIN " Nil, Nil;
    Left " LEFT JOIN " Nil, Cons<LockOfOuterJoin, Nil>;
    Right " RIGHT JOIN " Nil, Cons<LockOfOuterJoin, Nil>;
    Full " FULL JOIN " Cons<FullJoin, Nil>, Cons<LockOfOuterJoin, Nil>;
}

impl<F: FromTree, T: FromItem, E: Expr, J> Visit for Joined<F, T, E, J> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.left.visit(visitor);
        self.right.visit(visitor);
        self.on.visit(visitor);
    }
}

impl<F: FromTree, T: FromItem<Outer: Outer>, E: Expr, J: JoinKind> FromTree for Joined<F, T, E, J> {
    type Needs = <F::Needs as Needs>::And<<T::Needs as Needs>::And<<E::Needs as Needs>::And<J::Needs>>>;
    type LockNeeds = <F::LockNeeds as Needs>::And<J::LockNeeds>;
    type Outer = <F::Outer as Outer>::Then<T::Outer>;
    const PIECE: Piece =
        Piece::Seq(&[F::PIECE, Piece::Text(J::KEYWORDS), T::PIECE, Piece::Text(" ON "), Piece::Whole(&E::PIECE)]);
}

/// Sources joined with one more without a condition.
#[derive(Debug, Clone, Copy)]
pub struct CrossJoined<F, T> {
    left: F,
    right: T,
}

impl<F: FromTree, T: FromItem> Visit for CrossJoined<F, T> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.left.visit(visitor);
        self.right.visit(visitor);
    }
}

impl<F: FromTree, T: FromItem<Outer: Outer>> FromTree for CrossJoined<F, T> {
    type Needs = <F::Needs as Needs>::And<T::Needs>;
    type LockNeeds = F::LockNeeds;
    type Outer = <F::Outer as Outer>::Then<T::Outer>;
    const PIECE: Piece = Piece::Seq(&[F::PIECE, Piece::Text(" CROSS JOIN "), T::PIECE]);
}

impl<S, F, W, G, H, O, D> From<S, F, W, G, H, O, D> {
    fn with<S2, F2>(self, from: impl FnOnce(F) -> F2) -> From<S2, F2, W, G, H, O, D> {
        From {
            from: from(self.from),
            filter: self.filter,
            group: self.group,
            having: self.having,
            order: self.order,
            distinct: self.distinct,
            scope: PhantomData,
        }
    }
}

impl<S: Scope, F, W, G, H, O, D> From<S, F, W, G, H, O, D> {
    /// `CROSS JOIN right`: every row with every row.
    #[bounds_at_name]
    pub fn cross_join<T: FromItem<Source = U, Item = I>, U: Source, I>(
        self,
        right: T,
    ) -> From<With<U, S>, CrossJoined<F, I>, W, G, H, O, D>
    where
        FromClause: Lacks<<Found<T::Source, S> as Hit>::Source>,
    {
        self.with(|left| CrossJoined { left, right: right.item() })
    }
}

macro_rules! joins {
    ($($(#[$doc:meta])* $method:ident $kind:ident, right $right:ident, left $left:ty;)*) => {
        impl<S: Scope, F, W, G, H, O, D> From<S, F, W, G, H, O, D> {
            $(
                $(#[$doc])*
                #[bounds_at_name]
                pub fn $method<T, U, I, E, X>(
                    self,
                    right: T,
                    on: E,
                ) -> From<$right<U, $left>, Joined<F, I, X, $kind>, W, G, H, O, D>
                where
                    T: FromItem<Source = U, Item = I>,
                    U: Source,
                    E: IntoExpr<bool, Expr = X>,
                    X: Expr,
                    FromClause: Lacks<<Found<T::Source, S> as Hit>::Source>,
                    TruthValue: HasType<TypeOf<E::Expr>>,
                    TruthValue: StandsIn<OnClause, <E::Expr as Expr>::Tables<With<U, S>>>,
                {
                    self.with(|left| Joined { left, right: right.item(), on: on.into_expr(), kind: PhantomData })
                }
            )*
        }
    };
}

joins! {
    /// `JOIN right ON on`: rows that have a partner.
    join Inner, right With, left S;
    /// `LEFT JOIN right ON on`: all rows so far; the columns of `right` can be NULL from here on.
    left_join Left, right WithNullable, left S;
    /// `RIGHT JOIN right ON on`: all rows of `right`; the columns so far can be NULL from here on.
    right_join Right, right With, left S::Nullable;
    /// `FULL JOIN right ON on`: all rows of both sides; every column can be NULL from here on. SQLite and PostgreSQL.
    full_join Full, right WithNullable, left S::Nullable;
}
