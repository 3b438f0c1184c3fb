//! JSON documents.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::{Cons, Nil, SqlType, Value, ValueError, ValueKind};
use crate::expr::{Bind, CastsToText, IntoExpr};
use crate::render::capability::OrderedJson;

#[diagnostic::do_not_recommend]
impl SqlType for Json {
    const KIND: ValueKind = ValueKind::Json;
    type OrderNeeds = Cons<OrderedJson, Nil>;
    type Casts = CastsToText;
    type Borrowed<'r> = Json;

    fn encode(&self) -> Value<'_> {
        Value::Json(Cow::Owned(self.to_string()))
    }

    fn decode(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            // The parser's message would tell where in the text it stopped, never what stands there.
            Value::Json(text) => {
                serde_json::from_str(&text).map_err(|_| ValueError::new("a JSON document", "the text is not JSON"))
            }
            _ => Err(ValueError::new("a JSON document", "the database sent another type")),
        }
    }

    fn borrow<'r>(value: Value<'r>) -> Result<Self, ValueError> {
        Self::decode(value)
    }
}

#[diagnostic::do_not_recommend]
impl<N> IntoExpr<Json, N> for Json {
    type Expr = Bind<Json, Json>;

    #[inline]
    fn into_expr(self) -> Self::Expr {
        Bind::new(self)
    }
}
