//! Many rows in few INSERTs.

use mysql_async::Value as Wire;

use super::encode::{MOST_VALUES, Values, size};
use crate::db::server::Text;
use crate::query::BulkInsert;
use crate::render::{DialectKind, Part, text_with};

/// Rows of one statement: more gain nothing.
const MOST_ROWS: usize = 1024;
/// Bytes of one statement, at most, unless a single row has more.
const MOST_BYTES: usize = 1 << 20;

/// The rows in as few statements as possible. Those of the most rows have the same text, which is worth keeping
/// prepared; what is left over may have another length each time.
pub(super) fn statements(
    insert: &BulkInsert,
    dialect: DialectKind,
    rows: Values,
    max_packet: usize,
) -> Vec<(Text, Values)> {
    // `(?, ?), `
    let text = insert.columns * 3 + 4;
    let most = (MOST_VALUES / insert.columns.max(1)).min(MOST_ROWS).min(max_packet / 2 / text).max(1);
    let room = MOST_BYTES.min(max_packet / 2);
    let mut texts: Vec<(usize, String)> = Vec::new();
    let mut statements = Vec::new();
    let mut rest = rows.into_all();
    while rest.len() > 0 {
        let count = fitting(rest.as_slice(), insert.columns, most, room);
        let mut values = Values::first_of(&mut rest, count * insert.columns);
        if count < most {
            values.once();
        }
        let text = match texts.iter().find(|(rows, _)| *rows == count) {
            Some((_, text)) => text.clone(),
            None => {
                let text = text_with(&insert.rows, dialect, &[], &[Part::Count(count)]);
                texts.push((count, text.clone()));
                text
            }
        };
        statements.push((text.into(), values));
    }
    statements
}

/// How many of the rows go into one statement: at least one.
fn fitting(values: &[Wire], columns: usize, most: usize, room: usize) -> usize {
    let mut bytes = 0;
    let fitting = values.chunks(columns).take(most).take_while(|row| {
        bytes += row.iter().map(size).sum::<usize>();
        bytes <= room
    });
    fitting.count().max(1)
}
