//! What a driver's reading of a row has in common with another's.

use crate::types::{ValueError, ValueKind};

#[inline]
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, ValueError> {
    std::str::from_utf8(bytes).map_err(|_| not_utf8())
}

#[cold]
pub(crate) fn not_utf8() -> ValueError {
    ValueError::new("text", "the bytes are not UTF-8")
}

/// The row has no more columns.
#[cold]
pub(crate) fn missing(kind: ValueKind) -> ValueError {
    ValueError::new(kind.name(), "the row ends before it")
}
