//! Statements prepared on a connection, kept under the addresses of their constant texts.

use std::num::NonZeroUsize;

use lru::LruCache;
use tokio_postgres::Statement;

use crate::db::server::Text;

/// The statements used last. One that falls out is closed on the server.
pub(super) struct Statements {
    /// A constant has one text for ever, so its address and length say which it is.
    constants: LruCache<(usize, usize), Statement>,
    texts: LruCache<String, Statement>,
}

impl Statements {
    pub(super) fn new(most: usize) -> Self {
        let most = NonZeroUsize::new(most).unwrap_or(NonZeroUsize::MIN);
        Statements { constants: LruCache::new(most), texts: LruCache::new(most) }
    }

    pub(super) fn get(&mut self, sql: &Text) -> Option<Statement> {
        match sql {
            Text::Borrowed(text) => self.constants.get(&key(text)).cloned(),
            Text::Owned(text) => self.texts.get(text.as_str()).cloned(),
        }
    }

    pub(super) fn put(&mut self, sql: &Text, statement: Statement) {
        match sql {
            Text::Borrowed(text) => self.constants.put(key(text), statement),
            Text::Owned(text) => self.texts.put(text.clone(), statement),
        };
    }

    pub(super) fn clear(&mut self) {
        self.constants.clear();
        self.texts.clear();
    }
}

fn key(text: &'static str) -> (usize, usize) {
    (text.as_ptr().addr(), text.len())
}
