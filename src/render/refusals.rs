//! What is refused when the text is made, because the types do not know it.

use super::{DialectKind, Piece};

/// Fails the compilation of a statement that would run and mean something else.
pub(crate) const fn refuse(piece: &Piece, dialect: DialectKind) {
    assert!(
        !holds(piece, &Sought::CteLikeATable(piece)),
        "statiql: a common table expression has the name of a table of the same statement, which it would hide"
    );
    if matches!(dialect, DialectKind::MySql | DialectKind::MariaDb) {
        assert!(
            !holds(piece, &Sought::AssignedBefore),
            "statiql: MySQL and MariaDB assign from left to right, so an assignment would read what an earlier one set; \
            put it before that one, or use two statements"
        );
    }
}

enum Sought<'a> {
    /// A common table expression with the name of a table in this statement.
    CteLikeATable(&'a Piece),
    /// The table of this name.
    Table(&'a str),
    /// An assignment that reads a column which one before it sets.
    AssignedBefore,
    /// The column of this table. SQL does not tell names apart by the case of their letters everywhere.
    Column(&'a str, &'a str),
}

/// Whether it is somewhere inside, definitions of common table expressions included.
const fn holds(piece: &Piece, sought: &Sought<'_>) -> bool {
    match piece {
        Piece::Table { schema: None, name, .. } => {
            matches!(sought, Sought::Table(wanted) if name.eq_ignore_ascii_case(wanted))
        }
        Piece::Column { source, name } => {
            matches!(sought, Sought::Column(table, column)
                if source.eq_ignore_ascii_case(table) && name.eq_ignore_ascii_case(column))
        }
        Piece::Cte { name, body, .. } => {
            let hides = match sought {
                Sought::CteLikeATable(statement) => holds(statement, &Sought::Table(name)),
                _ => false,
            };
            hides || holds(body, sought)
        }
        Piece::Assignments { table, sets } => {
            let wrong = matches!(sought, Sought::AssignedBefore) && {
                let mut assigned = Assigned { table, names: [""; 128], len: 0 };
                assigned.reads(sets)
            };
            wrong || holds(sets, sought)
        }
        Piece::Seq(all) | Piece::Commas(all) | Piece::Call(_, all) | Piece::Named(all, _) => any(all, sought),
        Piece::ByDialect(all) => any(*all, sought),
        Piece::Filtered(_, all, condition) => any(all, sought) || holds(condition, sought),
        Piece::Whole(inner) => holds(inner, sought),
        Piece::Repeat(item, none) => holds(item, sought) || holds(none, sought),
        _ => false,
    }
}

const fn any(all: &[Piece], sought: &Sought<'_>) -> bool {
    let mut i = 0;
    while i < all.len() {
        if holds(&all[i], sought) {
            return true;
        }
        i += 1;
    }
    false
}

/// The columns of `table` that were set so far.
struct Assigned<'a> {
    table: &'a str,
    names: [&'a str; 128],
    len: usize,
}

impl<'a> Assigned<'a> {
    /// Whether one of these assignments reads a column that an earlier one set.
    const fn reads(&mut self, sets: &Piece) -> bool {
        match sets {
            Piece::Commas(all) => {
                let mut i = 0;
                while i < all.len() {
                    if self.reads(&all[i]) {
                        return true;
                    }
                    i += 1;
                }
                false
            }
            Piece::Set { column, value } => {
                let mut i = 0;
                while i < self.len {
                    if holds(value, &Sought::Column(self.table, self.names[i])) {
                        return true;
                    }
                    i += 1;
                }
                if self.len < self.names.len() {
                    self.names[self.len] = column;
                    self.len += 1;
                }
                false
            }
            _ => false,
        }
    }
}
