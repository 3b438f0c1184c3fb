//! Statements prepared on a connection, kept under the addresses of their constant texts.

use std::num::NonZeroUsize;

use lru::LruCache;

use super::session::Text;
use crate::db::address::{Address, ByAddress};

/// The statements used last.
pub(crate) struct Statements<S> {
    /// A constant has one text for ever, so its address says which it is.
    constants: LruCache<Address, S, ByAddress>,
    texts: LruCache<String, S>,
    most: usize,
}

impl<S: Clone> Statements<S> {
    pub(crate) fn new(most: usize) -> Self {
        let bound = NonZeroUsize::new(most).unwrap_or(NonZeroUsize::MIN);
        Statements {
            constants: LruCache::with_hasher(bound, ByAddress::default()),
            texts: LruCache::new(bound),
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

#[cfg(test)]
mod tests {
    use super::Statements;

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
