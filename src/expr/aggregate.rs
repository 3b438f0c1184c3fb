//! Aggregates.

use super::builtin::builtins;
use super::{
    AggregateArgument, Args, Call, Expr, Function, GroupKeys, HasType, IntoExpr, MayAggregate, TruthValue, TypeOf,
};
use super::{Kind, NullRule, Scope, Verdict};
use crate::render::capability::AggregateFilter;
use crate::render::{Needs, Piece, Template, Visit, Visitor};
use crate::types::code::Br;
use crate::types::{Cons, Null, Number, Ordered, SqlType, Textual, ValueKind};
use statiql_macros::bounds_at_name;

/// What `count_all()` goes over; stands for a column in messages.
#[derive(Debug)]
pub struct AllRows;

/// Casts what an aggregate gives to the type that was promised. PostgreSQL's `sum(bigint)` is a `numeric`; its
/// `sum(real)` adds up with the few digits of a `real`. MySQL's and MariaDB's sums of integers are a `DECIMAL`, which is
/// read as what it is: a cast would make the largest integer of one that is larger.
macro_rules! cast_result {
    ($ty:ty, $sql:literal, $of_singles:literal, $integers:literal, $mysql:literal) => {
        match <$ty>::KIND {
            ValueKind::I16 | ValueKind::I32 | ValueKind::I64 => {
                Template::by_dialect($sql, concat!("CAST(", $sql, " AS ", $integers, ")"), $mysql, $mysql)
            }
            ValueKind::F32 => Template::by_dialect(
                $sql,
                $of_singles,
                concat!("CAST(", $sql, " AS DOUBLE)"),
                concat!("CAST(", $sql, " AS DOUBLE)"),
            ),
            ValueKind::F64 => Template::by_dialect(
                $sql,
                concat!("CAST(", $sql, " AS DOUBLE PRECISION)"),
                concat!("CAST(", $sql, " AS DOUBLE)"),
                concat!("CAST(", $sql, " AS DOUBLE)"),
            ),
            _ => Template::function($sql),
        }
    };
}

builtins! {
    /// `COUNT(x)`
    Count [D5 D0] NeverNull Aggregate = Template::function("COUNT({0})");
    /// `COUNT(DISTINCT x)`
    CountDistinct [D5 D1] NeverNull Aggregate = Template::function("COUNT(DISTINCT {0})");
    /// `COUNT(*)`
    CountAll [D5 D2] NeverNull Aggregate = Template::function("COUNT(*)");
    /// `SUM(x)`
    Sum<T: SqlType> [D5 D3] OverRows Aggregate needs T::OrderNeeds,
        = cast_result!(T, "SUM({0})", "SUM(CAST({0} AS DOUBLE PRECISION))", "BIGINT", "SUM({0})");
    /// `SUM(DISTINCT x)`
    SumDistinct<T: SqlType> [D5 D4] OverRows Aggregate needs T::OrderNeeds,
        = cast_result!(
            T, "SUM(DISTINCT {0})", "SUM(DISTINCT CAST({0} AS DOUBLE PRECISION))", "BIGINT", "SUM(DISTINCT {0})"
        );
    /// `AVG(x)`
    Avg<T: SqlType> [D5 D5] OverRows Aggregate needs T::OrderNeeds,
        = cast_result!(
            T, "AVG({0})", "CAST(AVG({0}) AS DOUBLE PRECISION)", "DOUBLE PRECISION", "CAST(AVG({0}) AS DOUBLE)"
        );
    /// `MIN(x)`
    Min<T: SqlType> [D5 D6] OverRows Aggregate needs T::OrderNeeds, = Template::function("MIN({0})");
    /// `MAX(x)`
    Max<T: SqlType> [D5 D7] OverRows Aggregate needs T::OrderNeeds, = Template::function("MAX({0})");
    /// Texts joined by a separator.
    StringAgg [D5 D8] OverRows Aggregate = Template::by_dialect(
        "GROUP_CONCAT({0}, {1})",
        "STRING_AGG({0}, {1})",
        "GROUP_CONCAT({0} SEPARATOR {1})",
        "GROUP_CONCAT({0} SEPARATOR {1})",
    );
}

/// `COUNT(*)`: how many rows; never NULL.
pub fn count_all() -> Call<CountAll, i64, ()> {
    Call::new(())
}

/// The type of the number `E`.
type NumberOf<E> = <<E as Expr>::Ty as Number>::Itself;

macro_rules! aggregates {
    ($($(#[$doc:meta])* $method:ident $($bound:ident)? => $function:ty, $ty:ty;)*) => {$(
        $(#[$doc])*
        #[inline]
        #[bounds_at_name]
        fn $method(self) -> Call<$function, $ty, (Self,)>
        where
            $(Self::Ty: $bound,)?
            AggregateArgument: MayAggregate<<Self::Kind as Kind>::Aggregates>,
        {
            Call::new((self,))
        }
    )*};
}

/// Aggregates of an expression.
///
/// `count` is never NULL. The others are NULL where there is no row to go over: always possible over a whole table, in a
/// group only where the expression itself can be NULL.
pub trait AggregateExpression: Expr {
    aggregates! {
        /// `COUNT(self)`: in how many rows it is not NULL.
        count => Count, i64;
        /// `COUNT(DISTINCT self)`
        count_distinct => CountDistinct, i64;
        /// `SUM(self)`: `i64` for integers, `f64` for floats. A sum beyond `i64` is an error.
        sum Number => Sum<NumberOf<Self>>, <NumberOf<Self> as Number>::Sum;
        /// `SUM(DISTINCT self)`
        sum_distinct Number => SumDistinct<NumberOf<Self>>, <NumberOf<Self> as Number>::Sum;
        /// `AVG(self)`: `f64` for integers and floats.
        avg Number => Avg<NumberOf<Self>>, <NumberOf<Self> as Number>::Avg;
        /// `MIN(self)`
        min Ordered => Min<Self::Ty>, Self::Ty;
        /// `MAX(self)`
        max Ordered => Max<Self::Ty>, Self::Ty;
    }

    /// The texts joined by a separator, which is a literal: `Books.title.string_agg(lit!(", "))`.
    ///
    /// SQLite, MySQL and MariaDB: `GROUP_CONCAT`. PostgreSQL: `STRING_AGG`. The order of the texts is the database's.
    #[bounds_at_name]
    fn string_agg<L>(self, separator: super::Lit<L>) -> Call<StringAgg, String, (Self, super::Lit<L>)>
    where
        L: super::Literal<Ty = String>,
        Self::Ty: Textual,
        AggregateArgument: MayAggregate<<Self::Kind as Kind>::Aggregates>,
    {
        Call::new((self, separator))
    }
}

impl<E: Expr> AggregateExpression for E {}

/// An aggregate over those rows only for which a condition holds: `COUNT(*) FILTER (WHERE ..)`.
#[derive(Clone, Copy)]
pub struct Filtered<F, T, A, C> {
    aggregate: Call<F, T, A>,
    condition: C,
}

impl<F: Function<Class = super::Aggregate>, T: SqlType, A: Args> Call<F, T, A> {
    /// `FILTER (WHERE condition)`: only the rows for which it holds. SQLite and PostgreSQL.
    #[bounds_at_name]
    pub fn only<C: IntoExpr<bool>>(self, condition: C) -> Filtered<F, T, A, C::Expr>
    where
        TruthValue: HasType<TypeOf<C::Expr>>,
        AggregateArgument: MayAggregate<<<C::Expr as Expr>::Kind as Kind>::Aggregates>,
    {
        Filtered { aggregate: self, condition: condition.into_expr() }
    }
}

impl<F: Function, T, A: Args, C: Expr> Visit for Filtered<F, T, A, C> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.aggregate.visit(visitor);
        self.condition.visit(visitor);
    }
}

impl<F: Function, T: SqlType, A: Args, C: Expr> Expr for Filtered<F, T, A, C> {
    type Ty = T;
    type Kind = <Call<F, T, A> as Expr>::Kind;
    type Needs = Cons<AggregateFilter, <<Call<F, T, A> as Expr>::Needs as Needs>::And<C::Needs>>;
    type Code = Br<<Call<F, T, A> as Expr>::Code, C::Code>;
    // No row may pass, so only `count` stays free of NULL.
    type Null<S: Scope> = <F::Nulls as NullRule>::Of<Null, Null, Null>;
    type Tables<S: Scope> =
        <<A::Tables<S> as Verdict>::Then<C::Tables<S>> as Verdict>::Aggregated<<Self::Kind as Kind>::Aggregates>;
    type Grouped<K: GroupKeys> = super::Allowed;
    const PIECE: Piece = Piece::Aggregate(&F::TEMPLATE, A::PIECES, &C::PIECE);
}

crate::expr::node::expression_node!([F: Function, T: SqlType, A: Args, C: Expr] Filtered<F, T, A, C>);
