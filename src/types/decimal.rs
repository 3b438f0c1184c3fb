//! Exact decimals.
//!
//! SQLite has none: there they are text, which keeps every digit but neither orders nor adds, so that needs
//! [`ExactDecimals`] of the dialect. Equality works everywhere because trailing zeros are dropped.

use rust_decimal::Decimal;

use super::{Cons, Nil, Number, Ordered, SqlType, Value, ValueError, ValueKind};
use crate::expr::{Bind, CastsFraction, IntoExpr};
use crate::render::capability::ExactDecimals;

#[diagnostic::do_not_recommend]
impl SqlType for Decimal {
    const KIND: ValueKind = ValueKind::Decimal;
    type OrderNeeds = Cons<ExactDecimals, Nil>;
    type Casts = CastsFraction;
    type Borrowed<'r> = Decimal;

    #[inline]
    fn encode(&self) -> Value<'_> {
        Value::Decimal(*self)
    }

    #[inline]
    fn decode(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Decimal(x) => Ok(x),
            _ => Err(ValueError::new("Decimal", "the database sent another type")),
        }
    }

    #[inline]
    fn borrow<'r>(value: Value<'r>) -> Result<Self, ValueError> {
        Self::decode(value)
    }
}

#[diagnostic::do_not_recommend]
impl Number for Decimal {
    type Itself = Decimal;
    type Sum = Decimal;
    type Avg = Decimal;
}

#[diagnostic::do_not_recommend]
impl Ordered for Decimal {}

#[diagnostic::do_not_recommend]
impl<N> IntoExpr<Decimal, N> for Decimal {
    type Expr = Bind<Decimal, Decimal>;

    #[inline]
    fn into_expr(self) -> Self::Expr {
        Bind::new(self)
    }
}
