//! Values on their way into a query, and what may be given where SQL expects an expression.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::{Allowed, Constant, Expr, GroupKeys, Scope};
use crate::render::{Piece, Visit, Visitor};
use crate::types::code::Unknown;
use crate::types::{Encode, Nil, NotNull, Null, SqlType, Value, ValueKind};

/// Where a value goes. MySQL takes a text beside a document for a document that is a text, so there it is made the document
/// that it spells.
pub(super) const fn placeholder(kind: ValueKind) -> Piece {
    match kind {
        ValueKind::Json => Piece::ByDialect(&[
            Piece::Bind,
            Piece::Bind,
            Piece::Seq(&[Piece::Text("CAST("), Piece::Bind, Piece::Text(" AS JSON)")]),
            Piece::Bind,
        ]),
        _ => Piece::Bind,
    }
}

/// A bound value of SQL type `T`, held as `V`.
pub struct Bind<T: ?Sized, V> {
    value: V,
    ty: PhantomData<T>,
}

impl<T, V: Clone> Clone for Bind<T, V> {
    fn clone(&self) -> Self {
        Bind::new(self.value.clone())
    }
}

impl<T, V: Copy> Copy for Bind<T, V> {}

impl<T, V> Bind<T, V> {
    /// Binds `value` as a `T`.
    pub fn new(value: V) -> Self {
        Bind { value, ty: PhantomData }
    }
}

impl<T, V: Encode> Visit for Bind<T, V> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.value(self.value.encode_value());
    }
}

impl<T: SqlType, V: Encode> Expr for Bind<T, V> {
    type Ty = T;
    type Kind = Constant;
    type Needs = Nil;
    // Two placeholders are never the same expression to a database.
    type Code = Unknown;
    type Null<S: Scope> = NotNull;
    type Tables<S: Scope> = Allowed;
    type Grouped<K: GroupKeys> = Allowed;
    const PIECE: Piece = placeholder(T::KIND);
}

/// A bound value that may be NULL.
pub struct OptionalBind<T, V> {
    value: Option<V>,
    ty: PhantomData<T>,
}

impl<T, V: Clone> Clone for OptionalBind<T, V> {
    fn clone(&self) -> Self {
        OptionalBind { value: self.value.clone(), ty: PhantomData }
    }
}

impl<T, V: Copy> Copy for OptionalBind<T, V> {}

impl<T: SqlType, V: Encode> Visit for OptionalBind<T, V> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.value(match &self.value {
            Some(value) => value.encode_value(),
            None => Value::Null(T::KIND),
        });
    }
}

impl<T: SqlType, V: Encode> Expr for OptionalBind<T, V> {
    type Ty = T;
    type Kind = Constant;
    type Needs = Nil;
    type Code = Unknown;
    type Null<S: Scope> = Null;
    type Tables<S: Scope> = Allowed;
    type Grouped<K: GroupKeys> = Allowed;
    const PIECE: Piece = placeholder(T::KIND);
}

/// What may be given where SQL expects a `T`: a Rust value of that type, or an expression.
///
/// `N` is `Null` where NULL is welcome, and then an `Option` may be given too. `#[derive(SqlType)]` implements it for
/// your own types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be given where SQL expects `{T}`",
    label = "expected `{T}`, or an expression of it",
    note = "SQL types must be the same; a column has the type of its field, and where NULL must be possible use `.is_not_distinct_from(..)` or `.is_null()`"
)]
pub trait IntoExpr<T, N = NotNull> {
    /// The expression.
    type Expr: Expr;
    /// Makes it an expression.
    fn into_expr(self) -> Self::Expr;
}

macro_rules! values {
    ($([$($lifetime:lifetime)? $(const $size:ident)?] $value:ty => $ty:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($lifetime,)? N, $(const $size: usize)?> IntoExpr<$ty, N> for $value {
            type Expr = Bind<$ty, $value>;

            #[inline]
            fn into_expr(self) -> Self::Expr {
                Bind::new(self)
            }
        }

        // A second one, so that the compiler does not explain the first where another type is wanted.
        #[diagnostic::do_not_recommend]
        impl<$($lifetime,)? N, $(const $size: usize)?> IntoExpr<super::Nothing, N> for $value {
            type Expr = Bind<$ty, $value>;

            fn into_expr(self) -> Self::Expr {
                Bind::new(self)
            }
        }
    )*};
}

values! {
    [] bool => bool;
    [] i8 => i8;
    [] i16 => i16;
    [] i32 => i32;
    [] i64 => i64;
    [] u8 => u8;
    [] u16 => u16;
    [] u32 => u32;
    [] u64 => u64;
    [] f32 => f32;
    [] f64 => f64;
    [] String => String;
    ['a] &'a str => String;
    ['a] Cow<'a, str> => String;
    [] Vec<u8> => Vec<u8>;
    ['a] &'a [u8] => Vec<u8>;
}

#[diagnostic::do_not_recommend]
impl<'a, N> IntoExpr<String, N> for &'a String {
    type Expr = Bind<String, &'a str>;

    #[inline]
    fn into_expr(self) -> Self::Expr {
        Bind::new(self)
    }
}

#[diagnostic::do_not_recommend]
impl<'a, N> IntoExpr<Vec<u8>, N> for &'a Vec<u8> {
    type Expr = Bind<Vec<u8>, &'a [u8]>;

    #[inline]
    fn into_expr(self) -> Self::Expr {
        Bind::new(self)
    }
}

#[diagnostic::do_not_recommend]
impl<'a, const LENGTH: usize, N> IntoExpr<Vec<u8>, N> for &'a [u8; LENGTH] {
    type Expr = Bind<Vec<u8>, &'a [u8]>;

    #[inline]
    fn into_expr(self) -> Self::Expr {
        Bind::new(self)
    }
}

// A second one, as above.
#[diagnostic::do_not_recommend]
impl<V: Encode, N> IntoExpr<super::Nothing, N> for Option<V> {
    type Expr = Bind<bool, bool>;

    fn into_expr(self) -> Self::Expr {
        Bind::new(false)
    }
}

#[diagnostic::do_not_recommend]
impl<T: SqlType, V> IntoExpr<T, Null> for Option<V>
where
    V: IntoExpr<T, NotNull, Expr = Bind<T, V>> + Encode,
{
    type Expr = OptionalBind<T, V>;

    #[inline]
    fn into_expr(self) -> Self::Expr {
        OptionalBind { value: self, ty: PhantomData }
    }
}
