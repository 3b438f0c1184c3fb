//! Statements prepared on a connection, kept under the addresses of their constant texts.

use std::hash::{BuildHasherDefault, DefaultHasher, Hasher};
use std::num::NonZeroUsize;

use lru::LruCache;

use super::session::Text;
use crate::db::address::{Address, ByAddress};

/// The statements used last.
pub(crate) struct Statements<S> {
    /// A constant has one text for ever, so its address says which it is.
    constants: LruCache<Address, S, ByAddress>,
    texts: LruCache<String, S, BuildHasherDefault<ByEnds>>,
    most: usize,
}

impl<S: Clone> Statements<S> {
    pub(crate) fn new(most: usize) -> Self {
        let bound = NonZeroUsize::new(most).unwrap_or(NonZeroUsize::MIN);
        Statements {
            constants: LruCache::with_hasher(bound, ByAddress::default()),
            texts: LruCache::with_hasher(bound, BuildHasherDefault::default()),
            most: bound.get(),
        }
    }

    pub(crate) fn get(&mut self, sql: &Text) -> Option<S> {
        match sql {
            Text::Borrowed(text) => self.constants.get(&Address::of(text)).cloned(),
            Text::Owned(text) => self.texts.get(text.as_str()).cloned(),
        }
    }

    /// Keeps a statement; gives the one that falls out for it.
    pub(crate) fn put(&mut self, sql: &Text, statement: S) -> Option<S> {
        let replaced = match sql {
            Text::Borrowed(text) => self.constants.push(Address::of(text), statement).map(|(_, old)| old),
            Text::Owned(text) => self.texts.push(text.clone(), statement).map(|(_, old)| old),
        };
        if self.constants.len() + self.texts.len() <= self.most {
            return replaced;
        }
        // Both are within the bound, their sum is one above it: the longer one gives way, but not the new one.
        let (constants, texts) = (self.constants.len(), self.texts.len());
        if texts > constants || texts == constants && matches!(sql, Text::Borrowed(_)) {
            self.texts.pop_lru().map(|(_, old)| old)
        } else {
            self.constants.pop_lru().map(|(_, old)| old)
        }
    }

    /// Forgets all of them, and gives them away.
    pub(crate) fn clear(&mut self) -> Vec<S> {
        let mut all = Vec::with_capacity(self.constants.len() + self.texts.len());
        all.extend(std::iter::from_fn(|| self.constants.pop_lru()).map(|(_, statement)| statement));
        all.extend(std::iter::from_fn(|| self.texts.pop_lru()).map(|(_, statement)| statement));
        all
    }
}

/// Bytes at either end of a long text.
const END: usize = 128;

/// Hashes a text by its length and its ends: an INSERT of a thousand rows has ten kilobytes, all alike. Two texts that
/// get the same hash are still told apart.
#[derive(Default)]
struct ByEnds(DefaultHasher);

impl Hasher for ByEnds {
    fn write(&mut self, bytes: &[u8]) {
        if let (Some((first, _)), Some((_, last))) = (bytes.split_at_checked(END), bytes.split_last_chunk::<END>()) {
            self.0.write_usize(bytes.len());
            self.0.write(first);
            self.0.write(last);
        } else {
            self.0.write(bytes);
        }
    }

    fn finish(&self) -> u64 {
        self.0.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Statements;

    #[test]
    fn long_texts_that_differ_in_the_middle_are_not_the_same() {
        let mut statements = Statements::new(3);
        let text = |middle: &str| format!("{}{middle}{}", "a".repeat(1000), "b".repeat(1000));
        for (index, middle) in ["x", "y", ""].into_iter().enumerate() {
            assert_eq!(statements.put(&text(middle).into(), index), None);
        }
        assert_eq!(
            ["x", "y", "", "z"].map(|middle| statements.get(&text(middle).into())),
            [Some(0), Some(1), Some(2), None]
        );
    }

    #[test]
    fn constant_and_written_texts_share_one_bound() {
        let mut statements = Statements::new(2);
        assert_eq!(statements.put(&"a".into(), 1), None);
        assert_eq!(statements.put(&String::from("b").into(), 2), None);
        assert_eq!(statements.put(&"c".into(), 3), Some(1));
        assert_eq!(statements.get(&"a".into()), None);
        assert_eq!(statements.get(&String::from("b").into()), Some(2));
        assert_eq!(statements.clear(), [3, 2]);
        assert_eq!(statements.get(&"c".into()), None);
    }

    #[test]
    fn one_is_always_kept() {
        let mut statements = Statements::new(0);
        assert_eq!(statements.put(&"a".into(), 1), None);
        assert_eq!(statements.put(&String::from("b").into(), 2), Some(1));
        assert_eq!(statements.put(&"c".into(), 3), Some(2));
        assert_eq!(statements.get(&"c".into()), Some(3));
    }
}
