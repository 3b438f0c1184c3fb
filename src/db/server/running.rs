//! What is waited for.

use std::pin::Pin;

use crate::db::Result;

/// The future of a statement.
///
/// It has a name because the compiler checks the bounds of a method once more wherever it meets the method's unnamed
/// future: a statement that does not fit would be reported at the call, around it, and at its `.await`. The box takes a
/// thousandth of the time of the round trip that follows.
pub type Running<'t, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 't>>;
