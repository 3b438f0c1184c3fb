//! Functions that all four databases have: text, numbers, dates, NULL.

use super::builtin::builtins;
use super::{Call, Expr, IntoExpr, TypeOf};
use crate::render::Template;
use crate::types::{AreSame, Number, SameType, SqlType, SqlTypes, Textual};
use statiql_macros::bounds_at_name;

builtins! {
    /// `a || b`
    Concat [D6 D0] Strict Scalar = Template {
        by_dialect: ["({0} || {1})", "({0} || {1})", "CONCAT({0}, {1})", "CONCAT({0}, {1})"],
        ..Template::function("")
    };
    /// `LOWER`
    Lower [D6 D1] Strict Scalar = Template::function("LOWER({0})");
    /// `UPPER`
    Upper [D6 D2] Strict Scalar = Template::function("UPPER({0})");
    /// Length in characters.
    CharLength [D6 D3] Strict Scalar = Template::by_dialect(
        "LENGTH({0})", "CAST(CHAR_LENGTH({0}) AS BIGINT)", "CHAR_LENGTH({0})", "CHAR_LENGTH({0})");
    /// `TRIM`
    Trim [D6 D4] Strict Scalar = Template::function("TRIM({0})");
    /// `LTRIM`
    TrimStart [D6 D5] Strict Scalar = Template::function("LTRIM({0})");
    /// `RTRIM`
    TrimEnd [D6 D6] Strict Scalar = Template::function("RTRIM({0})");
    /// `REPLACE`
    Replace [D6 D7] Strict Scalar = Template::function("REPLACE({0}, {1}, {2})");
    /// `SUBSTR(text, start, length)`
    Substring [D6 D8] Strict Scalar = Template::by_dialect(
        "SUBSTR({0}, {1}, {2})",
        "SUBSTR({0}, CAST({1} AS INTEGER), CAST({2} AS INTEGER))",
        "SUBSTR({0}, {1}, {2})",
        "SUBSTR({0}, {1}, {2})");
    /// `ABS`
    Abs<T: SqlType> [D7 D0] Strict Scalar needs T::OrderNeeds, = Template::function("ABS({0})");
    /// `ROUND(x)`
    Round [D7 D1] Strict Scalar = Template::function("ROUND({0})");
    /// `COALESCE`
    Coalesce [D8 D0] Coalesced Scalar = Template::function("COALESCE({*})");
}

/// The type of the text `E`.
type Text<E> = <<E as Expr>::Ty as Textual>::Itself;

/// Functions of text.
pub trait TextFunctions: Expr {
    /// `self || right`. NULL if a side is NULL.
    #[inline]
    #[bounds_at_name]
    fn concat<R: IntoExpr<Text<Self>>>(self, right: R) -> Call<Concat, Text<Self>, (Self, R::Expr)>
    where
        Self::Ty: Textual,
        SqlTypes: AreSame<TypeOf<R::Expr>, Text<Self>>,
    {
        Call::new((self, right.into_expr()))
    }

    /// `LOWER(self)`. SQLite changes ASCII letters only.
    #[inline]
    #[bounds_at_name]
    fn lower(self) -> Call<Lower, Text<Self>, (Self,)>
    where
        Self::Ty: Textual,
    {
        Call::new((self,))
    }

    /// `UPPER(self)`. SQLite changes ASCII letters only.
    #[inline]
    #[bounds_at_name]
    fn upper(self) -> Call<Upper, Text<Self>, (Self,)>
    where
        Self::Ty: Textual,
    {
        Call::new((self,))
    }

    /// How many characters. SQLite stops counting at a NUL.
    #[inline]
    #[bounds_at_name]
    fn char_length(self) -> Call<CharLength, i64, (Self,)>
    where
        Self::Ty: Textual,
    {
        Call::new((self,))
    }

    /// Without spaces at both ends.
    #[inline]
    #[bounds_at_name]
    fn trim(self) -> Call<Trim, Text<Self>, (Self,)>
    where
        Self::Ty: Textual,
    {
        Call::new((self,))
    }

    /// Without spaces at the start.
    #[inline]
    #[bounds_at_name]
    fn trim_start(self) -> Call<TrimStart, Text<Self>, (Self,)>
    where
        Self::Ty: Textual,
    {
        Call::new((self,))
    }

    /// Without spaces at the end.
    #[inline]
    #[bounds_at_name]
    fn trim_end(self) -> Call<TrimEnd, Text<Self>, (Self,)>
    where
        Self::Ty: Textual,
    {
        Call::new((self,))
    }

    /// Every `from` replaced by `to`.
    #[inline]
    #[bounds_at_name]
    fn replace<F, R>(self, from: F, to: R) -> Call<Replace, Text<Self>, (Self, F::Expr, R::Expr)>
    where
        Self::Ty: Textual,
        F: IntoExpr<Text<Self>>,
        SqlTypes: AreSame<TypeOf<F::Expr>, Text<Self>>,
        R: IntoExpr<Text<Self>>,
        SqlTypes: AreSame<TypeOf<R::Expr>, Text<Self>>,
    {
        Call::new((self, from.into_expr(), to.into_expr()))
    }

    /// `length` characters from the character number `start` on, which counts from 1.
    #[inline]
    #[bounds_at_name]
    fn substring<F, L>(self, start: F, length: L) -> Call<Substring, Text<Self>, (Self, F::Expr, L::Expr)>
    where
        Self::Ty: Textual,
        F: IntoExpr<i64>,
        SqlTypes: AreSame<TypeOf<F::Expr>, i64>,
        L: IntoExpr<i64>,
        SqlTypes: AreSame<TypeOf<L::Expr>, i64>,
    {
        Call::new((self, start.into_expr(), length.into_expr()))
    }
}

impl<E: Expr> TextFunctions for E {}

/// Functions of numbers.
pub trait NumberFunctions: Expr {
    /// `ABS(self)`
    #[inline]
    #[bounds_at_name]
    fn abs(self) -> Call<Abs<<Self::Ty as Number>::Itself>, <Self::Ty as Number>::Itself, (Self,)>
    where
        Self::Ty: Number,
    {
        Call::new((self,))
    }

    /// `ROUND(self)` of a float, to a whole number.
    ///
    /// A half goes away from zero on SQLite and to the even neighbour on PostgreSQL, MySQL and MariaDB.
    #[inline]
    #[bounds_at_name]
    fn round(self) -> Call<Round, f64, (Self,)>
    where
        SqlTypes: AreSame<TypeOf<Self>, f64>,
    {
        Call::new((self,))
    }
}

impl<E: Expr> NumberFunctions for E {}

/// `COALESCE((a, b, ..))`: the first that is not NULL; NULL only if all are.
///
/// ```
/// use statiql::prelude::*;
/// # #[table("books")]
/// # pub struct Books { #[column(primary_key)] pub id: i64, pub subtitle: Option<String>, pub title: String }
///
/// let query = from(Books).select(coalesce((Books.subtitle, Books.title))); // gives `String`, not `Option<String>`
/// assert_eq!(
///     query.sql::<Sqlite>(),
///     r#"SELECT COALESCE("books"."subtitle", "books"."title") FROM "books""#,
/// );
/// ```
#[bounds_at_name]
pub fn coalesce<A: CoalesceArguments<Ty = T, Exprs = E>, T, E>(arguments: A) -> Call<Coalesce, T, E> {
    Call::new(arguments.into_exprs())
}

/// A tuple of expressions of one SQL type; all but the first may be values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be given to `coalesce`",
    label = "not a tuple of two to six expressions of one SQL type",
    note = "write `coalesce((a, b))`; the first must be an expression, the others may be values of its type"
)]
pub trait CoalesceArguments {
    /// Their type.
    type Ty: crate::types::SqlType;
    /// Them, as expressions.
    type Exprs: super::Args;
    /// Makes them expressions.
    fn into_exprs(self) -> Self::Exprs;
}

macro_rules! coalesce_tuple {
    ($($rest:ident)+) => {
        #[diagnostic::do_not_recommend]
        impl<First: Expr + IntoExpr<super::Nothing>, $($rest: IntoExpr<First::Ty>),+> CoalesceArguments
            for (First, $($rest),+)
        where
            $(<$rest::Expr as Expr>::Ty: SameType<First::Ty>),+
        {
            type Ty = First::Ty;
            // Not `First`, from which a second error would follow where that is a value.
            type Exprs = (<First as IntoExpr<super::Nothing>>::Expr, $($rest::Expr),+);

            #[inline]
            fn into_exprs(self) -> Self::Exprs {
                #[allow(non_snake_case)]
                let (first, $($rest),+) = self;
                (IntoExpr::<super::Nothing>::into_expr(first), $($rest.into_expr()),+)
            }
        }
    };
}

coalesce_tuple!(B);
coalesce_tuple!(B C);
coalesce_tuple!(B C D);
coalesce_tuple!(B C D E);
coalesce_tuple!(B C D E F);
