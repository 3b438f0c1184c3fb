//! What every expression node gets besides its own meaning: it may stand where SQL expects an expression, and Rust's
//! operators work on it.

/// Writes the conversions and Rust's operators for a node type.
///
/// They are written for each of the few node types and not once for all `E: Expr`: then the compiler knows at once that
/// a wrong argument is no expression, and reports that and nothing else.
macro_rules! expression_node {
    ([$($generics:tt)*] $node:ty) => {
        #[diagnostic::do_not_recommend]
        impl<T__, N__, $($generics)*> $crate::expr::IntoExpr<T__, N__> for $node {
            type Expr = Self;

            #[inline]
            fn into_expr(self) -> Self {
                self
            }
        }

        $crate::expr::group_key::group_key!([$($generics)*] $node);
        $crate::expr::selection::single_column!([$($generics)*] $node);
        $crate::query::order::bare_order!([$($generics)*] $node);

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::expr::Operand for $node {
            type Expr = Self;

            #[inline]
            fn into_operand(self) -> Self {
                self
            }
        }

        $crate::expr::node::rust_operator!([$($generics)*] $node: Add add arithmetic::Calculate arithmetic::Add);
        $crate::expr::node::rust_operator!([$($generics)*] $node: Sub sub arithmetic::Calculate arithmetic::Subtract);
        $crate::expr::node::rust_operator!([$($generics)*] $node: Mul mul arithmetic::Calculate arithmetic::Multiply);
        $crate::expr::node::rust_operator!([$($generics)*] $node: Div div arithmetic::Calculate arithmetic::Over);
        $crate::expr::node::rust_operator!([$($generics)*] $node: Rem rem arithmetic::CalculateWhole arithmetic::Modulo);
        $crate::expr::node::rust_operator!([$($generics)*] $node: BitAnd bitand logic::Combine logic::And);
        $crate::expr::node::rust_operator!([$($generics)*] $node: BitOr bitor logic::Combine logic::Or);

        impl<$($generics)*> std::ops::Not for $node
        where
            $node: $crate::expr::logic::Negatable,
        {
            type Output = $crate::expr::Call<$crate::expr::logic::Not, bool, (Self,)>;

            fn not(self) -> Self::Output {
                $crate::expr::Call::new((self,))
            }
        }
    };
}

/// What somebody can give at the right of an operator: all but [`Nobody`].
pub trait Given {}
impl<T: crate::expr::Operand> Given for T {}

/// Stands for two right sides that nobody can give.
///
/// The compiler looks an operator up before it knows the right side. Where no impl is left but ours, because the left
/// side is no number, it says that there is no such operator and not why. With these two more it waits.
pub struct Nobody<const N: u8>;

/// Writes the two impls for a rule of operators.
macro_rules! not_yet_known {
    ($rule:ident) => {
        #[diagnostic::do_not_recommend]
        impl<L: Expr, O> $rule<$crate::expr::node::Nobody<0>, O> for L {
            type Output = Self;

            fn apply(self, _: $crate::expr::node::Nobody<0>) -> Self {
                self
            }
        }

        #[diagnostic::do_not_recommend]
        impl<L: Expr, O> $rule<$crate::expr::node::Nobody<1>, O> for L {
            type Output = Self;

            fn apply(self, _: $crate::expr::node::Nobody<1>) -> Self {
                self
            }
        }
    };
}
pub(crate) use not_yet_known;

/// One of Rust's operators for a node type, by the rule that says what it makes of its operands.
macro_rules! rust_operator {
    ([$($generics:tt)*] $node:ty: $trait:ident $method:ident $family:ident::$rule:ident $home:ident::$function:ident) => {
        impl<R__, $($generics)*> std::ops::$trait<R__> for $node
        where
            $node: $crate::expr::$family::$rule<R__, $crate::expr::$home::$function>,
        {
            type Output =
                <$node as $crate::expr::$family::$rule<R__, $crate::expr::$home::$function>>::Output;

            fn $method(self, right: R__) -> Self::Output {
                <$node as $crate::expr::$family::$rule<R__, $crate::expr::$home::$function>>::apply(self, right)
            }
        }
    };
}

pub(crate) use {expression_node, rust_operator};

use super::*;
use crate::schema::{Col, Column};
use crate::types::Encode;

expression_node!([C: Column] Col<C>);
expression_node!([F: Function + ?Sized, T: SqlType + ?Sized, A: Args] Call<F, T, A>);
expression_node!([T: SqlType, V: Encode] Bind<T, V>);
expression_node!([L: Literal] Lit<L>);
