//! AND, OR, NOT.

use super::builtin::builtins;
use super::node::Given;
use super::{Call, Expr, HasType, IntoExpr, TruthValue, TypeOf};
use crate::render::Template;
use crate::types::SameType;
use statiql_macros::bounds_at_name;

builtins! {
    /// `AND`
    And [D2 D0] Strict Scalar = Template::associative("({0} AND {1})");
    /// `OR`
    Or [D2 D1] Strict Scalar = Template::associative("({0} OR {1})");
    /// `NOT`
    Not [D2 D2] Strict Scalar = Template::operator("(NOT {0})");
}

/// Conditions joined; Rust's operators `&`, `|` and `!` do the same.
pub trait Conditions: Expr {
    /// `self AND right`
    #[inline]
    #[bounds_at_name]
    fn and<R: IntoExpr<bool, Expr = X>, X: Expr>(self, right: R) -> Call<And, bool, (Self, X)>
    where
        TruthValue: HasType<TypeOf<Self>>,
        TruthValue: HasType<TypeOf<R::Expr>>,
    {
        Call::new((self, right.into_expr()))
    }

    /// `self OR right`
    #[inline]
    #[bounds_at_name]
    fn or<R: IntoExpr<bool, Expr = X>, X: Expr>(self, right: R) -> Call<Or, bool, (Self, X)>
    where
        TruthValue: HasType<TypeOf<Self>>,
        TruthValue: HasType<TypeOf<R::Expr>>,
    {
        Call::new((self, right.into_expr()))
    }

    /// `NOT self`
    #[inline]
    #[bounds_at_name]
    fn not(self) -> Call<Not, bool, (Self,)>
    where
        TruthValue: HasType<TypeOf<Self>>,
    {
        Call::new((self,))
    }
}

impl<E: Expr> Conditions for E {}

/// `NOT condition`
#[bounds_at_name]
pub fn not<E: IntoExpr<bool>>(condition: E) -> Call<Not, bool, (E::Expr,)>
where
    TruthValue: HasType<TypeOf<E::Expr>>,
{
    Call::new((condition.into_expr(),))
}

/// What Rust's `&` and `|` make of two conditions; `F` is the function.
#[diagnostic::on_unimplemented(
    message = "`{Self}` and `{R}` cannot be joined by AND or OR",
    label = "both sides must be conditions",
    note = "compare with something first, for example `.eq(..)` or `.is_not_null()`"
)]
pub trait Combine<R, F> {
    /// The call.
    type Output;
    /// Makes it.
    fn apply(self, right: R) -> Self::Output;
}

#[diagnostic::do_not_recommend]
impl<L: Expr, R: Given + IntoExpr<bool>, F> Combine<R, F> for L
where
    L::Ty: SameType<bool>,
    <R::Expr as Expr>::Ty: SameType<bool>,
{
    type Output = Call<F, bool, (L, R::Expr)>;

    #[inline]
    fn apply(self, right: R) -> Self::Output {
        Call::new((self, right.into_expr()))
    }
}

crate::expr::node::not_yet_known!(Combine);

/// What Rust's `!` takes.
pub trait Negatable: Expr {}
#[diagnostic::do_not_recommend]
impl<E: Expr> Negatable for E where E::Ty: SameType<bool> {}
