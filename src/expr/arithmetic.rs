//! Arithmetic, as methods and as Rust's operators.

use super::builtin::builtins;
use super::node::Given;
use super::{Call, Expr, IntoExpr, TypeOf};
use crate::render::Template;
use crate::types::{AreSame, Integer, Number, SameType, SqlType, SqlTypes, ValueKind};
use statiql_macros::bounds_at_name;

builtins! {
    /// `+`
    Plus<T: SqlType> [D1 D0] Strict Scalar needs T::OrderNeeds, = Template::operator("({0} + {1})");
    /// `-`
    Minus<T: SqlType> [D1 D1] Strict Scalar needs T::OrderNeeds, = Template::operator("({0} - {1})");
    /// `*`
    Times<T: SqlType> [D1 D2] Strict Scalar needs T::OrderNeeds, = Template::operator("({0} * {1})");
    /// `/`, which truncates integers everywhere, and is NULL where the divisor is 0. MySQL and MariaDB would make that an
    /// error in a statement that writes.
    Divide<T: SqlType> [D1 D3] AlwaysNull Scalar needs T::OrderNeeds, = match T::KIND {
        ValueKind::I16 | ValueKind::I32 | ValueKind::I64 => Template {
            by_dialect: [
                "({0} / {1})",
                "({0} / NULLIF({1}, 0))",
                "({0} DIV NULLIF({1}, 0))",
                "({0} DIV NULLIF({1}, 0))",
            ],
            ..Template::operator("()")
        },
        _ => Template {
            by_dialect: ["({0} / {1})", "({0} / NULLIF({1}, 0))", "({0} / NULLIF({1}, 0))", "({0} / NULLIF({1}, 0))"],
            ..Template::operator("()")
        },
    };
    /// `%`, which is NULL where the divisor is 0.
    Modulo [D1 D4] AlwaysNull Scalar = Template {
        by_dialect: ["({0} % {1})", "({0} % NULLIF({1}, 0))", "({0} % NULLIF({1}, 0))", "({0} % NULLIF({1}, 0))"],
        ..Template::operator("()")
    };
    /// `-x`
    Negate<T: SqlType> [D1 D5] Strict Scalar needs T::OrderNeeds, = Template::operator("(- {0})");
}

/// What Rust's `+ - * /` make of two operands; `O` is the operator.
#[diagnostic::on_unimplemented(
    message = "`{R}` and `{Self}` cannot be computed with each other",
    label = "both sides must be numbers of one SQL type",
    note = "convert one with `.cast::<f64>()` or another type; text is joined with `.concat(..)`"
)]
pub trait Calculate<R, O> {
    /// The call.
    type Output;
    /// Makes it.
    fn apply(self, right: R) -> Self::Output;
}

/// An operator, whose function may depend on the type.
pub trait Operator {
    /// The function for operands of type `T`.
    type Function<T: SqlType>;
}

macro_rules! operators {
    ($($(#[$doc:meta])* $operator:ident $function:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $operator;

        impl Operator for $operator {
            type Function<T: SqlType> = $function<T>;
        }
    )*};
}

operators! {
    /// `+`
    Add Plus;
    /// `-`
    Subtract Minus;
    /// `*`
    Multiply Times;
    /// `/`
    Over Divide;
}

#[diagnostic::do_not_recommend]
impl<L: Expr, R: Given + IntoExpr<L::Ty>, O: Operator> Calculate<R, O> for L
where
    L::Ty: Number,
    <R::Expr as Expr>::Ty: SameType<L::Ty>,
{
    type Output = Call<O::Function<L::Ty>, L::Ty, (L, R::Expr)>;

    #[inline]
    fn apply(self, right: R) -> Self::Output {
        Call::new((self, right.into_expr()))
    }
}

/// As [`Calculate`], for whole numbers only.
#[diagnostic::on_unimplemented(
    message = "`%` is not for `{Self}` and `{R}`",
    label = "both sides must be integers of one SQL type",
    note = "convert one with `.cast::<i64>()`"
)]
pub trait CalculateWhole<R, O> {
    /// The call.
    type Output;
    /// Makes it.
    fn apply(self, right: R) -> Self::Output;
}

#[diagnostic::do_not_recommend]
impl<L: Expr, R: Given + IntoExpr<L::Ty>> CalculateWhole<R, Modulo> for L
where
    L::Ty: Integer,
    <R::Expr as Expr>::Ty: SameType<L::Ty>,
{
    type Output = Call<Modulo, L::Ty, (L, R::Expr)>;

    #[inline]
    fn apply(self, right: R) -> Self::Output {
        Call::new((self, right.into_expr()))
    }
}

crate::expr::node::not_yet_known!(Calculate);
crate::expr::node::not_yet_known!(CalculateWhole);

macro_rules! methods {
    ($($(#[$doc:meta])* $method:ident $bound:ident $number:ident $function:ty;)*) => {$(
        $(#[$doc])*
        #[inline]
        #[bounds_at_name]
        fn $method<R: IntoExpr<<Self::Ty as $bound>::$number>>(
            self,
            right: R,
        ) -> Call<$function, <Self::Ty as $bound>::$number, (Self, R::Expr)>
        where
            Self::Ty: $bound,
            SqlTypes: AreSame<TypeOf<R::Expr>, <Self::Ty as $bound>::$number>,
        {
            Call::new((self, right.into_expr()))
        }
    )*};
}

/// Arithmetic on numbers; Rust's operators `+ - * / %` do the same.
///
/// The result has the type of the operands. A result outside of that type is an error, when the database computes it or
/// when it is read.
pub trait Arithmetic: Expr {
    methods! {
        /// `self + right`
        plus Number Itself Plus<<Self::Ty as Number>::Itself>;
        /// `self - right`
        minus Number Itself Minus<<Self::Ty as Number>::Itself>;
        /// `self * right`
        times Number Itself Times<<Self::Ty as Number>::Itself>;
        /// `self / right`. Integers are truncated towards zero. NULL if `right` is 0, so always nullable.
        divided_by Number Itself Divide<<Self::Ty as Number>::Itself>;
        /// `self % right`, with the sign of `self`. NULL if `right` is 0, so always nullable.
        modulo Integer Whole Modulo;
    }

    /// `-self`
    #[inline]
    #[bounds_at_name]
    fn negated(self) -> Call<Negate<<Self::Ty as Number>::Itself>, <Self::Ty as Number>::Itself, (Self,)>
    where
        Self::Ty: Number,
    {
        Call::new((self,))
    }
}

impl<E: Expr> Arithmetic for E {}
