//! `IN` a list of values.

use super::bind::placeholder;
use super::{Bind, Expr, GroupKeys, IntoExpr, Scope};
use crate::render::{Piece, Template, Visit, Visitor};
use crate::types::code::Unknown;
use crate::types::{Encode, List, SqlType, Value};

/// What can stand at the right of IN: values, or a query of one column; `NOT` says whether it is `NOT IN`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand at the right of IN",
    label = "neither a list of values of that type nor a query of one column",
    note = "give an array, a slice or a `Vec` of values of the same SQL type, or a query of one column of it"
)]
pub trait IntoMembers<E, const NOT: bool> {
    /// The condition.
    type Expr: Expr;
    /// Makes the condition.
    fn into_members(self, item: E) -> Self::Expr;
}

/// `item IN (values)`, or `NOT IN`.
#[derive(Debug, Clone)]
pub struct InList<E, V, const NOT: bool> {
    item: E,
    values: Values<V>,
}

/// The values of a list.
#[derive(Debug, Clone)]
struct Values<V> {
    all: Vec<V>,
}

impl<V: Encode> List for Values<V> {
    fn len(&self) -> usize {
        self.all.len()
    }

    fn get(&self, index: usize) -> Value<'_> {
        self.all[index].encode_value()
    }
}

const NO_VALUES: Piece = Piece::Text("SELECT NULL FROM DUAL WHERE FALSE");

impl<E: Expr, V, const NOT: bool> InList<E, V, NOT> {
    const ONE_EACH: Piece = Piece::Repeat(&placeholder(E::Ty::KIND), &NO_VALUES);
}

impl<E: Expr, V: Encode, const NOT: bool> Visit for InList<E, V, NOT> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.item.visit(visitor);
        visitor.list(E::Ty::KIND, &self.values);
    }
}

impl<E: Expr, V: Encode, const NOT: bool> Expr for InList<E, V, NOT> {
    type Ty = bool;
    type Kind = E::Kind;
    type Needs = E::Needs;
    type Code = Unknown;
    type Null<S: Scope> = E::Null<S>;
    type Tables<S: Scope> = E::Tables<S>;
    type Grouped<K: GroupKeys> = E::Grouped<K>;
    const PIECE: Piece = Piece::ByDialect(if NOT {
        &[
            Piece::Call(&Template::operator("({0} NOT IN (SELECT value FROM rarray({1})))"), &[E::PIECE, Piece::Bind]),
            Piece::Call(&Template::operator("({0} <> ALL ({1}))"), &[E::PIECE, Piece::Bind]),
            Piece::Call(&Template::operator("({0} NOT IN ({1}))"), &[E::PIECE, Self::ONE_EACH]),
            Piece::Call(&Template::operator("({0} NOT IN ({1}))"), &[E::PIECE, Self::ONE_EACH]),
        ]
    } else {
        &[
            Piece::Call(&Template::operator("({0} IN (SELECT value FROM rarray({1})))"), &[E::PIECE, Piece::Bind]),
            Piece::Call(&Template::operator("({0} = ANY ({1}))"), &[E::PIECE, Piece::Bind]),
            Piece::Call(&Template::operator("({0} IN ({1}))"), &[E::PIECE, Self::ONE_EACH]),
            Piece::Call(&Template::operator("({0} IN ({1}))"), &[E::PIECE, Self::ONE_EACH]),
        ]
    });
}

crate::expr::node::expression_node!([E: Expr, V: Encode, const NOT: bool] InList<E, V, NOT>);

macro_rules! lists {
    ($([$($generics:tt)*] $list:ty => $into:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*, E: Expr, const NOT: bool> IntoMembers<E, NOT> for $list
        where
            V: IntoExpr<E::Ty, Expr = Bind<E::Ty, V>> + Encode,
        {
            type Expr = InList<E, V, NOT>;

            fn into_members(self, item: E) -> Self::Expr {
                let into: fn($list) -> Vec<V> = $into;
                InList { item, values: Values { all: into(self) } }
            }
        }
    )*};
}

lists! {
    [V] Vec<V> => |list| list;
    [V, const N: usize] [V; N] => Vec::from;
    ['a, V: Clone] &'a [V] => <[V]>::to_vec;
    ['a, V: Clone] &'a Vec<V> => Vec::clone;
}
