//! A connection together with the statements that borrow it.

#![allow(clippy::mem_forget, reason = "inside of `self_cell!`")]

use self_cell::self_cell;

use super::cache::Held;
use super::pool::Checkout;

self_cell!(
    /// A connection taken from its pool, and the statements prepared on it.
    pub(super) struct Session<'db> {
        owner: Checkout<'db>,
        #[not_covariant]
        dependent: Held,
    }
);
