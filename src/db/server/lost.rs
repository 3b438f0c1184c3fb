//! How a connection was lost, in the same words for both drivers.

use std::io;

pub(crate) const CLOSED: &str = "it was closed";
pub(crate) const NO_ANSWER: &str = "the server sent what is no answer";

/// What the driver's error in reading or writing means: it has two kinds for what it cannot read.
pub(crate) fn by(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => NO_ANSWER,
        _ => CLOSED,
    }
}
