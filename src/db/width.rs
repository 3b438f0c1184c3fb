//! How wide a row is.

use super::{Error, ErrorKind, Result};

/// Whether all columns of a row that was sent were read, if none was refused before the end. A view or table may have got
/// another shape since the program was written.
#[inline]
pub(crate) fn check_width(read: usize, sent: usize, read_to_the_end: bool) -> Result<()> {
    let fits = sent == read || (sent > read && !read_to_the_end);
    if fits { Ok(()) } else { Err(another_width(read, sent)) }
}

#[cold]
fn another_width(read: usize, sent: usize) -> Error {
    Error::new(ErrorKind::SchemaChanged, format!("the row has {sent} columns, {read} were expected"))
}
