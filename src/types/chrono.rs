//! Dates and times from `chrono`, in microseconds.
//!
//! A value with a finer precision, and a leap second, is refused when it is bound: no database keeps them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::{Nil, Ordered, SqlType, Value, ValueError, ValueKind};
use crate::expr::{Bind, CastsToText, IntoExpr};

macro_rules! dates {
    ($($rust:ty => $kind:ident;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl SqlType for $rust {
            const KIND: ValueKind = ValueKind::$kind;
            type OrderNeeds = Nil;
            type Casts = CastsToText;
            type Borrowed<'r> = $rust;

            #[inline]
            fn encode(&self) -> Value<'_> {
                Value::$kind(*self)
            }

            #[inline]
            fn decode(value: Value<'_>) -> Result<Self, ValueError> {
                match value {
                    Value::$kind(x) => Ok(x),
                    _ => Err(ValueError::new(stringify!($rust), "the database sent another type")),
                }
            }

            #[inline]
            fn borrow<'r>(value: Value<'r>) -> Result<Self, ValueError> {
                Self::decode(value)
            }
        }

        #[diagnostic::do_not_recommend]
        impl Ordered for $rust {}

        #[diagnostic::do_not_recommend]
        impl<N> IntoExpr<$rust, N> for $rust {
            type Expr = Bind<$rust, $rust>;

            #[inline]
            fn into_expr(self) -> Self::Expr {
                Bind::new(self)
            }
        }
    )*};
}

dates! {
    NaiveDate => Date;
    NaiveTime => Time;
    NaiveDateTime => Timestamp;
    DateTime<Utc> => TimestampTz;
}
