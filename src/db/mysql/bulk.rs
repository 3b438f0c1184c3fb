//! Many rows in few INSERTs.

use super::encode::{MOST_VALUES, Values};
use crate::db::Result;
use crate::db::server::Text;
use crate::query::{BulkInsert, Statement};
use crate::render::{DialectKind, Part, text_with};

/// Rows of one statement: more gain nothing.
const MOST_ROWS: usize = 1024;
/// Bytes of one statement, at most, unless a single row has more.
const MOST_BYTES: usize = 1 << 20;

/// Rows in as few statements as possible. Those of the most rows have the same text, which is worth keeping prepared;
/// what is left over may have another length each time.
pub struct Batch {
    /// Rows of one statement, at most.
    most: usize,
    /// Bytes of one statement, at most.
    room: usize,
    columns: usize,
    /// Those of statements without room for the row that came next.
    full: Vec<Values>,
    /// Those of the statement that takes more.
    last: Values,
    /// The text for so many rows, that of the statement before.
    text: (usize, String),
}

impl Batch {
    pub(super) fn new(insert: &BulkInsert, max_packet: usize) -> Self {
        let columns = insert.columns.max(1);
        // `(?, ?), `
        let text = columns * 3 + 4;
        Batch {
            most: (MOST_VALUES / columns).min(MOST_ROWS).min(max_packet / 2 / text).max(1),
            room: MOST_BYTES.min(max_packet / 2),
            columns,
            full: Vec::new(),
            last: Values::none(),
            text: (0, String::new()),
        }
    }

    /// Rows of one statement: more of them would only have to be kept until it is their turn.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// Adds a row, of which there are at most [`most`](Batch::most) before the next `statements`.
    pub(super) fn add<Q: Statement>(&mut self, query: &Q, dialect: DialectKind) -> Result<()> {
        let before = self.last.len();
        self.last.add(query, dialect)?;
        if self.last.bytes() > self.room && before > 0 {
            let row = self.last.split_off(before);
            self.full.push(std::mem::replace(&mut self.last, row));
        }
        Ok(())
    }

    /// The statements that insert the rows there are.
    pub(super) fn statements(&mut self, insert: &BulkInsert, dialect: DialectKind) -> Vec<(Text, Values)> {
        let next = Values::with_capacity(self.last.len());
        let last = std::mem::replace(&mut self.last, next);
        let mut statements = Vec::with_capacity(self.full.len() + 1);
        for mut values in self.full.drain(..).chain([last]) {
            let count = values.len() / self.columns;
            if count < self.most {
                values.once();
            }
            if count != self.text.0 {
                self.text = (count, text_with(&insert.rows, dialect, &[], &[Part::Count(count)]));
            }
            statements.push((self.text.1.clone().into(), values));
        }
        statements
    }
}
