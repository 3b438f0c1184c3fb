//! The SQL of an operator or function, with holes for its arguments.

use super::DialectKind;

/// The SQL of an operator or function: `{0}` is its first argument, `{*}` all of them with commas between.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    pub(crate) by_dialect: [&'static str; 4],
    /// Wrapped in parentheses that may go where nothing stands beside it.
    pub(crate) operator: bool,
    /// AND and OR: nested uses of the same operator need no parentheses.
    pub(crate) associative: bool,
    /// LIKE: SQLite reads both of its operands up to their first NUL only.
    pub(crate) stops_at_nul: bool,
}

impl Template {
    /// A function, written the same way in every dialect.
    pub const fn function(sql: &'static str) -> Self {
        Template { by_dialect: [sql; 4], operator: false, associative: false, stops_at_nul: false }
    }

    /// A function, written as each dialect wants it.
    pub const fn by_dialect(
        sqlite: &'static str,
        postgres: &'static str,
        mysql: &'static str,
        mariadb: &'static str,
    ) -> Self {
        Template {
            by_dialect: [sqlite, postgres, mysql, mariadb],
            operator: false,
            associative: false,
            stops_at_nul: false,
        }
    }

    /// An operator, wrapped in parentheses that are dropped around a whole clause: `({0} = {1})`.
    pub const fn operator(sql: &'static str) -> Self {
        Template { by_dialect: [sql; 4], operator: true, associative: false, stops_at_nul: false }
    }

    /// AND or OR.
    pub const fn associative(sql: &'static str) -> Self {
        Template { by_dialect: [sql; 4], operator: true, associative: true, stops_at_nul: false }
    }

    /// Whether every dialect uses the arguments once each and from left to right, so that a visit needs no look at the
    /// text.
    pub(crate) const fn is_in_order(&self) -> bool {
        let mut d = 0;
        while d < 4 {
            let sql = self.by_dialect[d].as_bytes();
            let (mut i, mut expected) = (0, b'0');
            while i < sql.len() {
                if sql[i] == b'{' {
                    if sql[i + 1] == b'*' {
                        if expected != b'0' {
                            return false;
                        }
                        expected = b'*';
                    } else if sql[i + 1] == expected {
                        expected += 1;
                    } else {
                        return false;
                    }
                }
                i += 1;
            }
            d += 1;
        }
        self.same_holes()
    }

    /// Where an aggregate's text ends: before the ` AS ` of a CAST around it, otherwise at the end.
    pub(crate) const fn end_of_aggregate(&self, dialect: DialectKind) -> usize {
        let sql = self.by_dialect[dialect as usize].as_bytes();
        if !matches!(sql, [b'C', b'A', b'S', b'T', b'(', ..]) {
            return sql.len();
        }
        let mut i = sql.len() - 4;
        while !(sql[i] == b' ' && sql[i + 1] == b'A' && sql[i + 2] == b'S' && sql[i + 3] == b' ') {
            i -= 1;
        }
        i
    }

    /// Whether the dialects use the same number of arguments.
    const fn same_holes(&self) -> bool {
        let mut d = 1;
        while d < 4 {
            if holes(self.by_dialect[d]) != holes(self.by_dialect[0]) {
                return false;
            }
            d += 1;
        }
        true
    }

    /// The holes of one dialect's text in order: `Some(n)` for `{n}`, `None` for `{*}`.
    pub(crate) fn for_each_hole(&self, dialect: DialectKind, mut each: impl FnMut(Option<usize>)) {
        let sql = self.by_dialect[dialect as usize].as_bytes();
        for pair in sql.windows(2).filter(|pair| pair[0] == b'{') {
            each((pair[1] != b'*').then(|| usize::from(pair[1] - b'0')));
        }
    }
}

const fn holes(sql: &str) -> usize {
    let sql = sql.as_bytes();
    let (mut i, mut count) = (0, 0);
    while i < sql.len() {
        if sql[i] == b'{' {
            count += 1;
        }
        i += 1;
    }
    count
}
