//! UUIDs.

use uuid::Uuid;

use super::{Nil, SqlType, Value, ValueError, ValueKind};
use crate::expr::{Bind, CastsToNothing, IntoExpr};

#[diagnostic::do_not_recommend]
impl SqlType for Uuid {
    const KIND: ValueKind = ValueKind::Uuid;
    type OrderNeeds = Nil;
    type Casts = CastsToNothing;
    type Borrowed<'r> = Uuid;

    #[inline]
    fn encode(&self) -> Value<'_> {
        Value::Uuid(*self)
    }

    #[inline]
    fn decode(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Uuid(x) => Ok(x),
            _ => Err(ValueError::new("Uuid", "the database sent another type")),
        }
    }

    #[inline]
    fn borrow<'r>(value: Value<'r>) -> Result<Self, ValueError> {
        Self::decode(value)
    }
}

#[diagnostic::do_not_recommend]
impl<N> IntoExpr<Uuid, N> for Uuid {
    type Expr = Bind<Uuid, Uuid>;

    #[inline]
    fn into_expr(self) -> Self::Expr {
        Bind::new(self)
    }
}
