//! What is refused when the text is made, because the types do not know it; `docs/DESIGN.md` says why of subqueries.

use super::fold::begin_with;
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
    if matches!(dialect, DialectKind::MySql) {
        assert!(
            !reads_what_it_writes(piece),
            "statiql: MySQL does not read a table in a subquery of the UPDATE or DELETE that writes it; read it before, in \
            a query of its own"
        );
    }
    if matches!(dialect, DialectKind::MariaDb) {
        assert!(
            !holds(piece, &Sought::QueryInReturning),
            "statiql: MariaDB's RETURNING takes no subquery; read what it selects in a query of its own"
        );
    }
}

/// Whether a subquery of an UPDATE or DELETE reads its table.
const fn reads_what_it_writes(piece: &Piece) -> bool {
    match piece {
        Piece::Seq(all @ [_, Piece::Table { schema: None, name, .. }, rest @ ..])
            if begin_with(all, "UPDATE ") || begin_with(all, "DELETE FROM ") =>
        {
            any(rest, &Sought::Table(name))
        }
        _ => false,
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
    /// A subquery in RETURNING.
    QueryInReturning,
    /// Any subquery.
    Query,
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
        Piece::Seq(all) if matches!(sought, Sought::Query) && begin_with(all, "SELECT ") => true,
        Piece::Seq(all @ [_, columns])
            if matches!(sought, Sought::QueryInReturning) && begin_with(all, " RETURNING ") =>
        {
            holds(columns, &Sought::Query)
        }
        Piece::Seq(all) | Piece::Commas(all) | Piece::Call(_, all) | Piece::Named(all, _) => any(all, sought),
        Piece::ByDialect(all) => any(*all, sought),
        Piece::Aggregate(_, all, condition) => any(all, sought) || holds(condition, sought),
        Piece::Groups { keys, having } => holds(keys, sought) || holds(having, sought),
        Piece::Whole(inner) | Piece::Set { value: inner, .. } => holds(inner, sought),
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

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use super::refuse;
    use crate::prelude::*;
    use crate::render::DialectKind;

    #[table("books")]
    struct Books {
        #[column(primary_key)]
        id: i64,
        price: i32,
    }

    alias!(Others = Books);

    /// The dialects that refuse the statement.
    fn refused<Q: Statement>(_: Q) -> Vec<DialectKind> {
        [DialectKind::Sqlite, DialectKind::Postgres, DialectKind::MySql, DialectKind::MariaDb]
            .into_iter()
            .filter(|dialect| catch_unwind(|| refuse(&Q::PIECE, *dialect)).is_err())
            .collect()
    }

    #[test]
    fn mysql_does_not_read_the_table_that_it_changes() {
        let dear = from(Others).filter(Others.price.gt(9)).select(Others.id);
        assert_eq!(refused(delete(Books).filter(Books.id.is_in(dear))), [DialectKind::MySql]);
        assert_eq!(refused(update(Books).set(Books.price.set(1)).filter(Books.id.is_in(dear))), [DialectKind::MySql]);
        let most = scalar(from(Others).select(Others.price.max()));
        let set = update(Books).set(Books.price.set(coalesce((most, 0)))).filter(Books.id.eq(1));
        assert_eq!(refused(set), [DialectKind::MySql]);
        assert_eq!(refused(delete(Books).filter(Books.id.gt(1))), []);
        assert_eq!(refused(from(Books).filter(Books.id.is_in(dear)).select(Books.id)), []);
    }

    #[test]
    fn a_condition_of_a_hidden_type_is_looked_into() {
        fn dear() -> On<Books, impl Condition> {
            on(Books, Books.id.is_in(from(Others).filter(Others.price.gt(9)).select(Others.id)))
        }
        assert_eq!(refused(delete(Books).filter(dear())), [DialectKind::MySql]);
        assert_eq!(refused(update(Books).set(Books.price.set(1)).filter(dear())), [DialectKind::MySql]);
        assert_eq!(refused(from(Books).filter(dear()).select(Books.id)), []);
    }

    #[test]
    fn mariadb_returns_no_subquery() {
        let most = scalar(from(Others).select(Others.price.max()));
        let values = (Books.id.set(1), Books.price.set(2));
        assert_eq!(refused(insert(Books).values(values).returning((Books.id, most))), [DialectKind::MariaDb]);
        assert_eq!(refused(insert(Books).values(values).returning((Books.id, Books.price + 1))), []);
    }

    #[test]
    fn an_assignment_does_not_read_what_was_set_before() {
        let later = (Books.price.set(1), Books.id.set(Books.price.cast::<i64>()));
        assert_eq!(refused(update(Books).set(later).all_rows()), [DialectKind::MySql, DialectKind::MariaDb]);
        let before = (Books.id.set(Books.price.cast::<i64>()), Books.price.set(1));
        assert_eq!(refused(update(Books).set(before).all_rows()), []);
    }
}
