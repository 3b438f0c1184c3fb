//! Constant texts, known by where they are: no text need be read to find what is kept for it.

use std::hash::{BuildHasherDefault, Hasher};

/// Where a constant text is. Two texts may share their first byte, so the length belongs to it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Address(usize, usize);

impl Address {
    /// Of no text.
    #[cfg(feature = "sqlite")]
    pub(super) const NONE: Address = Address(0, 0);

    #[inline]
    pub(super) fn of(text: &'static str) -> Self {
        Address(text.as_ptr().addr(), text.len())
    }
}

/// How a map finds addresses.
pub(super) type ByAddress = BuildHasherDefault<AddressHasher>;

/// Addresses are as good as random; the low bits are spread over the high ones, where the map looks.
#[derive(Default)]
pub(super) struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    #[inline]
    fn write_usize(&mut self, part: usize) {
        self.0 = (self.0 ^ part as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
}
