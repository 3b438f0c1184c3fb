//! Comparisons, and the methods that every expression has.

use super::builtin::builtins;
use super::{Call, CastKind, CastTo, Casting, Casts, Expr, IntoExpr, IntoMembers, TypeOf};
use crate::render::Template;
use crate::types::{AreSame, Null, SqlType, SqlTypes};
use statiql_macros::bounds_at_name;

builtins! {
    /// `=`
    Eq [D0 D0] Strict Scalar = Template::operator("({0} = {1})");
    /// `<>`
    Ne [D0 D1] Strict Scalar = Template::operator("({0} <> {1})");
    /// `>`
    Gt<T: SqlType> [D0 D2] Strict Scalar needs T::OrderNeeds, = Template::operator("({0} > {1})");
    /// `>=`
    Ge<T: SqlType> [D0 D3] Strict Scalar needs T::OrderNeeds, = Template::operator("({0} >= {1})");
    /// `<`
    Lt<T: SqlType> [D0 D4] Strict Scalar needs T::OrderNeeds, = Template::operator("({0} < {1})");
    /// `<=`
    Le<T: SqlType> [D0 D5] Strict Scalar needs T::OrderNeeds, = Template::operator("({0} <= {1})");
    /// `BETWEEN`
    Between<T: SqlType> [D0 D6] Strict Scalar needs T::OrderNeeds, = Template::operator("({0} BETWEEN {1} AND {2})");
    /// `IS NULL`
    IsNull [D0 D7] NeverNull Scalar = Template::operator("({0} IS NULL)");
    /// `IS NOT NULL`
    IsNotNull [D0 D8] NeverNull Scalar = Template::operator("({0} IS NOT NULL)");
    /// `IS NOT DISTINCT FROM`: equal, or both NULL.
    IsNotDistinctFrom [D0 D9] NeverNull Scalar = Template {
        by_dialect: ["({0} IS {1})", "({0} IS NOT DISTINCT FROM {1})", "({0} <=> {1})", "({0} <=> {1})"],
        ..Template::operator("()")
    };
    /// `IS DISTINCT FROM`: different, or one of them NULL.
    IsDistinctFrom [D0 DA] NeverNull Scalar = Template {
        by_dialect: ["({0} IS NOT {1})", "({0} IS DISTINCT FROM {1})", "(NOT {0} <=> {1})", "(NOT {0} <=> {1})"],
        ..Template::operator("()")
    };
    /// `NULLIF`
    Nullif [D0 DB] AlwaysNull Scalar = Template::function("NULLIF({0}, {1})");
}

macro_rules! comparisons {
    ($($(#[$doc:meta])* $method:ident $function:ty;)*) => {$(
        $(#[$doc])*
        #[inline]
        #[bounds_at_name]
        fn $method<R: IntoExpr<Self::Ty, Expr = X>, X: Expr>(self, right: R) -> Call<$function, bool, (Self, X)>
        where
            SqlTypes: AreSame<TypeOf<R::Expr>, Self::Ty>,
        {
            Call::new((self, right.into_expr()))
        }
    )*};
}

/// What every expression can do.
///
/// ```
/// use statiql::prelude::*;
/// # #[table("books")]
/// # pub struct Books { #[column(primary_key)] pub id: i64, pub title: String, pub price: f64, pub year: Option<i32> }
///
/// let cheap_or_old = Books.price.lt(10.0).or(Books.year.le(1950));
/// let query = from(Books).filter(cheap_or_old).select(Books.title);
/// assert_eq!(
///     query.sql::<Sqlite>(),
///     r#"SELECT "books"."title" FROM "books" WHERE ("books"."price" < ?) OR ("books"."year" <= ?)"#,
/// );
/// ```
// SQL says `IS NULL` and `IN` of a value, which here is an expression that is moved.
#[allow(clippy::wrong_self_convention)]
pub trait Expression: Expr {
    comparisons! {
        /// `self = right`. NULL if a side is NULL; see [`Expression::is_not_distinct_from`].
        eq Eq;
        /// `self <> right`. NULL if a side is NULL; see [`Expression::is_distinct_from`].
        ne Ne;
        /// `self > right`
        gt Gt<Self::Ty>;
        /// `self >= right`
        ge Ge<Self::Ty>;
        /// `self < right`
        lt Lt<Self::Ty>;
        /// `self <= right`
        le Le<Self::Ty>;
    }

    /// `self BETWEEN low AND high`, both ends included.
    #[inline]
    #[bounds_at_name]
    fn between<L, H, X: Expr, Y: Expr>(self, low: L, high: H) -> Call<Between<Self::Ty>, bool, (Self, X, Y)>
    where
        L: IntoExpr<Self::Ty, Expr = X>,
        SqlTypes: AreSame<TypeOf<L::Expr>, Self::Ty>,
        H: IntoExpr<Self::Ty, Expr = Y>,
        SqlTypes: AreSame<TypeOf<H::Expr>, Self::Ty>,
    {
        Call::new((self, low.into_expr(), high.into_expr()))
    }

    /// `self IS NULL`
    #[inline]
    fn is_null(self) -> Call<IsNull, bool, (Self,)> {
        Call::new((self,))
    }

    /// `self IS NOT NULL`
    #[inline]
    fn is_not_null(self) -> Call<IsNotNull, bool, (Self,)> {
        Call::new((self,))
    }

    /// Equal, or both NULL; never NULL itself. Takes an `Option` too.
    ///
    /// SQLite: `IS`. PostgreSQL: `IS NOT DISTINCT FROM`. MySQL and MariaDB: `<=>`.
    #[inline]
    #[bounds_at_name]
    fn is_not_distinct_from<R>(self, right: R) -> Call<IsNotDistinctFrom, bool, (Self, R::Expr)>
    where
        R: IntoExpr<Self::Ty, Null>,
        SqlTypes: AreSame<TypeOf<R::Expr>, Self::Ty>,
    {
        Call::new((self, right.into_expr()))
    }

    /// Different, or one side NULL; never NULL itself. Takes an `Option` too.
    #[inline]
    #[bounds_at_name]
    fn is_distinct_from<R>(self, right: R) -> Call<IsDistinctFrom, bool, (Self, R::Expr)>
    where
        R: IntoExpr<Self::Ty, Null>,
        SqlTypes: AreSame<TypeOf<R::Expr>, Self::Ty>,
    {
        Call::new((self, right.into_expr()))
    }

    /// `NULLIF(self, right)`: NULL if they are equal, otherwise `self`.
    #[inline]
    #[bounds_at_name]
    fn nullif<R: IntoExpr<Self::Ty>>(self, right: R) -> Call<Nullif, Self::Ty, (Self, R::Expr)>
    where
        SqlTypes: AreSame<TypeOf<R::Expr>, Self::Ty>,
    {
        Call::new((self, right.into_expr()))
    }

    /// `self IN (..)`: of a list of values, also an empty one, or of a query of one column.
    ///
    /// A list is one array parameter on PostgreSQL and SQLite, so its length does not change the text; on MySQL and
    /// MariaDB it is one placeholder a value, and the statement is dynamic.
    #[inline]
    #[bounds_at_name]
    fn is_in<M: IntoMembers<Self, false>>(self, members: M) -> M::Expr {
        members.into_members(self)
    }

    /// `self NOT IN (..)`. Beware of NULL among the rows of a query: then no row is "not in" it.
    #[inline]
    #[bounds_at_name]
    fn not_in<M: IntoMembers<Self, true>>(self, members: M) -> M::Expr {
        members.into_members(self)
    }

    /// `CAST(self AS ..)` to a number or text.
    ///
    /// Numbers and text can be cast to each other, truth values to integers and text, dates, times and JSON to text.
    /// A fraction is cut off, not rounded. What is no number gives 0 on SQLite, MySQL and MariaDB and an error on PostgreSQL.
    ///
    /// ```
    /// use statiql::prelude::*;
    /// # #[table("books")]
    /// # pub struct Books { #[column(primary_key)] pub id: i64, pub sold: bool, pub year: i32 }
    ///
    /// let query = from(Books).select((Books.year.cast::<String>(), Books.sold.cast::<i64>()));
    /// assert_eq!(
    ///     query.sql::<Sqlite>(),
    ///     r#"SELECT CAST("books"."year" AS TEXT), CAST("books"."sold" AS INTEGER) FROM "books""#,
    /// );
    /// assert_eq!(
    ///     query.sql::<Postgres>(),
    ///     r#"SELECT CAST("books"."year" AS TEXT), CAST(CAST("books"."sold" AS INTEGER) AS BIGINT) FROM "books""#,
    /// );
    /// ```
    #[inline]
    #[bounds_at_name]
    fn cast<T: CastTo>(self) -> Call<T::Cast<<Self::Ty as SqlType>::Casts>, T, (Self,)>
    where
        Casting: Casts<Self::Ty, T, <<Self::Ty as SqlType>::Casts as CastKind>::Into<T>>,
    {
        Call::new((self,))
    }
}

impl<E: Expr> Expression for E {}
