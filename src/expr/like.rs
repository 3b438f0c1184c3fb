//! LIKE and the helpers that escape what they look for.

use super::builtin::builtins;
use super::{Bind, Call, Expr, IntoExpr, TypeOf};
use crate::render::Template;
use crate::render::capability::ILike;
use crate::types::{AreSame, Cons, SqlTypes, Textual};
use statiql_macros::bounds_at_name;

builtins! {
    /// `LIKE`, without an escape character in any dialect. MariaDB takes `ESCAPE ''` for a backslash, so there is one
    /// there, which the pattern is given twice wherever it has it.
    Like [D3 D0] Strict Scalar = Template {
        by_dialect: [
            "({0} LIKE {1})",
            "({0} LIKE {1} ESCAPE '')",
            "({0} LIKE {1} ESCAPE '')",
            "({0} LIKE REPLACE({1}, '!', '!!') ESCAPE '!')",
        ],
        ..LIKE
    };
    /// `ILIKE`
    ILikeOperator [D3 D1] Strict Scalar needs Cons<ILike, crate::types::Nil>, = Template::operator("({0} ILIKE {1} ESCAPE '')");
    /// `LIKE` with a pattern that was escaped with `!`.
    LikeEscaped [D3 D2] Strict Scalar = Template { by_dialect: ["({0} LIKE {1} ESCAPE '!')"; 4], ..LIKE };
}

/// What the templates of LIKE have in common.
const LIKE: Template = Template { stops_at_nul: true, ..Template::operator("()") };

/// A text to look for, as a pattern: `%`, `_` and the escape character `!` stand for themselves.
fn escaped(before: &str, text: &str, after: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push_str(before);
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push_str(after);
    pattern
}

/// What text can do beside comparing.
///
/// Case: SQLite's LIKE takes ASCII letters of either case as equal, PostgreSQL's does not, MySQL's and MariaDB's follow
/// the column's collation.
///
/// SQLite reads text and pattern up to their first NUL only: a bound value with one is refused (`ErrorKind::Value`), and
/// what a column holds behind a NUL is not found. It also refuses patterns of more than 50,000 bytes
/// (`ErrorKind::Limit`). PostgreSQL has no NUL in texts at all.
pub trait TextExpression: Expr {
    /// `self LIKE pattern`: `%` is any text, `_` any character. There is no escape character; to look for a text that may
    /// hold `%` or `_`, use [`TextExpression::contains`], [`TextExpression::starts_with`] or
    /// [`TextExpression::ends_with`].
    #[inline]
    #[bounds_at_name]
    fn like<R: IntoExpr<String>>(self, pattern: R) -> Call<Like, bool, (Self, R::Expr)>
    where
        Self::Ty: Textual,
        SqlTypes: AreSame<TypeOf<R::Expr>, String>,
    {
        Call::new((self, pattern.into_expr()))
    }

    /// `self ILIKE pattern`, whatever the case. PostgreSQL only.
    #[inline]
    #[bounds_at_name]
    fn ilike<R: IntoExpr<String>>(self, pattern: R) -> Call<ILikeOperator, bool, (Self, R::Expr)>
    where
        Self::Ty: Textual,
        SqlTypes: AreSame<TypeOf<R::Expr>, String>,
    {
        Call::new((self, pattern.into_expr()))
    }

    /// Whether `text` occurs; `%` and `_` in it are just characters.
    #[inline]
    #[bounds_at_name]
    fn contains(self, text: impl AsRef<str>) -> Call<LikeEscaped, bool, (Self, Bind<String, String>)>
    where
        Self::Ty: Textual,
    {
        Call::new((self, Bind::new(escaped("%", text.as_ref(), "%"))))
    }

    /// Whether it starts with `text`; `%` and `_` in it are just characters.
    #[inline]
    #[bounds_at_name]
    fn starts_with(self, text: impl AsRef<str>) -> Call<LikeEscaped, bool, (Self, Bind<String, String>)>
    where
        Self::Ty: Textual,
    {
        Call::new((self, Bind::new(escaped("", text.as_ref(), "%"))))
    }

    /// Whether it ends with `text`; `%` and `_` in it are just characters.
    #[inline]
    #[bounds_at_name]
    fn ends_with(self, text: impl AsRef<str>) -> Call<LikeEscaped, bool, (Self, Bind<String, String>)>
    where
        Self::Ty: Textual,
    {
        Call::new((self, Bind::new(escaped("%", text.as_ref(), ""))))
    }
}

impl<E: Expr> TextExpression for E {}
