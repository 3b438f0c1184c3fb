//! The text of a statement: a constant where it can be one, otherwise a `String`.

use super::writer::Writer;
use super::{DialectKind, Part, Piece, Visit, Visitor, has_cte, is_static};
use crate::types::{List, Value, ValueKind};

/// Writes a static statement into a `&'static str`, at compile time.
///
/// The length is found by a first pass; the text then goes into the smallest buffer of a ladder that holds it. Each
/// buffer is a constant of its own function: a constant named in a body is evaluated even in a branch not taken, but
/// a function that is not called is not.
pub(crate) trait Statically {
    const PIECE: Piece;
    const DIALECT: DialectKind;
}

const fn length<Q: Statically>() -> usize {
    let mut writer = Writer::new(&mut [], Q::DIALECT, &[], &[]);
    writer.statement(&Q::PIECE);
    writer.len()
}

const fn write<Q: Statically, const N: usize>() -> [u8; N] {
    let mut buffer = [0; N];
    let mut writer = Writer::new(&mut buffer, Q::DIALECT, &[], &[]);
    writer.statement(&Q::PIECE);
    buffer
}

const fn trim(buffer: &[u8], len: usize) -> &str {
    match std::str::from_utf8(buffer.split_at(len).0) {
        Ok(text) => text,
        Err(_) => panic!("statiql: the pieces of a statement are not UTF-8"),
    }
}

macro_rules! ladder {
    ($($name:ident $size:literal)*) => {$(
        const fn $name<Q: Statically>(len: usize) -> &'static str {
            trim(const { &write::<Q, $size>() }, len)
        }
    )*};
}

ladder! { in_128 128 in_256 256 in_512 512 in_1024 1024 in_2048 2048 in_4096 4096 in_16384 16384 in_65536 65536 }

/// The text of a static statement.
pub(crate) const fn static_text<Q: Statically>() -> &'static str {
    let len = length::<Q>();
    if len <= 128 {
        in_128::<Q>(len)
    } else if len <= 256 {
        in_256::<Q>(len)
    } else if len <= 512 {
        in_512::<Q>(len)
    } else if len <= 1024 {
        in_1024::<Q>(len)
    } else if len <= 2048 {
        in_2048::<Q>(len)
    } else if len <= 4096 {
        in_4096::<Q>(len)
    } else if len <= 16384 {
        in_16384::<Q>(len)
    } else if len <= 65536 {
        in_65536::<Q>(len)
    } else {
        panic!("statiql: the text of a statement is longer than 65,536 bytes")
    }
}

/// The choices of a dynamic statement: inside the definitions of its common table expressions, and after them.
pub(crate) fn parts_of<Q: Visit + ?Sized>(query: &Q, piece: &Piece, dialect: DialectKind) -> (Vec<Part>, Vec<Part>) {
    let mut body = Parts { dialect, found: Vec::new() };
    query.visit(&mut body);
    let mut all = Parts { dialect, found: Vec::new() };
    super::visit_statement(query, has_cte(piece), &mut all);
    all.found.truncate(all.found.len() - body.found.len());
    (all.found, body.found)
}

/// Writes a statement whose text was chosen at run time.
pub(crate) fn dynamic_text<Q: Visit + ?Sized>(query: &Q, piece: &Piece, dialect: DialectKind) -> String {
    let (definitions, body) = parts_of(query, piece, dialect);
    text_with(piece, dialect, &definitions, &body)
}

/// Writes a statement with these choices.
pub(crate) fn text_with(piece: &Piece, dialect: DialectKind, definitions: &[Part], body: &[Part]) -> String {
    let mut counter = Writer::new(&mut [], dialect, definitions, body);
    counter.statement(piece);
    let mut text = vec![0; counter.len()];
    Writer::new(&mut text, dialect, definitions, body).statement(piece);
    String::from_utf8(text).unwrap_or_default()
}

struct Parts {
    dialect: DialectKind,
    found: Vec<Part>,
}

impl Visitor for Parts {
    fn dialect(&self) -> DialectKind {
        self.dialect
    }

    fn value(&mut self, _: Value<'_>) {}

    fn list(&mut self, _: ValueKind, list: &dyn List) {
        // One array parameter where the database has one, otherwise a placeholder for each value.
        if matches!(self.dialect, DialectKind::MySql | DialectKind::MariaDb) {
            self.found.push(Part::Count(list.len()));
        }
    }

    fn part(&mut self, part: Part) {
        self.found.push(part);
    }
}

/// Whether a piece's text is known at compile time in every dialect.
pub(crate) const fn is_static_everywhere(piece: &Piece) -> bool {
    is_static(piece, DialectKind::Sqlite)
        && is_static(piece, DialectKind::Postgres)
        && is_static(piece, DialectKind::MySql)
        && is_static(piece, DialectKind::MariaDb)
}
