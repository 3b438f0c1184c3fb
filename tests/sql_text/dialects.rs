//! One query in the words of all four databases.

use statiql::prelude::*;
use statiql::render::{Dialect, DialectKind, Needs, Part, Visitor, visit_statement};
use statiql::types::{List, Value, ValueKind};

/// The text of a query in every dialect, or what the dialect lacks for it. Dialects that agree share a line.
///
/// Also counts: as many values are handed out as the text has placeholders.
pub(crate) fn sql<Q: Statement>(query: Q) -> String {
    let texts = [
        ("sqlite", line::<Sqlite, Q>(&query)),
        ("postgres", line::<Postgres, Q>(&query)),
        ("mysql", line::<MySql, Q>(&query)),
        ("mariadb", line::<MariaDb, Q>(&query)),
    ];
    let mut lines = Vec::new();
    for (index, (_, text)) in texts.iter().enumerate() {
        if texts[..index].iter().all(|(_, earlier)| earlier != text) {
            let names: Vec<&str> = texts.iter().filter(|(_, other)| other == text).map(|(name, _)| *name).collect();
            lines.push(format!("{}: {text}", names.join(", ")));
        }
    }
    lines.join("\n")
}

fn line<D: Dialect, Q: Statement>(query: &Q) -> String {
    let missing = std::any::type_name::<<Q::Needs as Needs>::Missing<D>>();
    let missing = missing.rsplit("::").next().unwrap_or(missing);
    if missing != "Nothing" {
        return format!("lacks {missing}");
    }
    let text = query.sql::<D>();
    let mut count = Count { dialect: D::KIND, values: 0 };
    visit_statement(query, true, &mut count);
    assert_eq!(placeholders(D::KIND, &text), count.values, "placeholders and values of {text}");
    text.into_owned()
}

struct Count {
    dialect: DialectKind,
    values: usize,
}

impl Visitor for Count {
    fn dialect(&self) -> DialectKind {
        self.dialect
    }

    fn value(&mut self, _: Value<'_>) {
        self.values += 1;
    }

    /// PostgreSQL takes each column of rows as one array.
    fn rows(&mut self, _: usize, visit: &dyn Fn(usize, &mut dyn Visitor)) -> bool {
        let arrays = self.dialect == DialectKind::Postgres;
        if arrays {
            visit(0, self);
        }
        arrays
    }

    fn list(&mut self, _: ValueKind, list: &dyn List) {
        self.values += match self.dialect {
            DialectKind::Sqlite | DialectKind::Postgres => 1,
            DialectKind::MySql | DialectKind::MariaDb => list.len(),
        };
    }

    fn part(&mut self, _: Part) {}
}

/// How many placeholders stand outside of quotes. PostgreSQL's must count up.
fn placeholders(dialect: DialectKind, text: &str) -> usize {
    let mut quote = None;
    let mut count = 0;
    for (index, c) in text.char_indices() {
        match quote {
            Some(open) if open == c => quote = None,
            Some(_) => {}
            None if matches!(c, '\'' | '"' | '`') => quote = Some(c),
            None if c == '?' && dialect != DialectKind::Postgres => count += 1,
            None if c == '$' && dialect == DialectKind::Postgres => {
                count += 1;
                let digits: String = text[index + 1..].chars().take_while(char::is_ascii_digit).collect();
                assert_eq!(digits, count.to_string(), "the placeholders of {text} count up");
            }
            None => {}
        }
    }
    count
}

#[test]
fn placeholders_in_quotes_are_text() {
    assert_eq!(placeholders(DialectKind::Sqlite, r#"SELECT '?', "a?b", `?`, ? WHERE ?"#), 2);
    assert_eq!(placeholders(DialectKind::Postgres, r#"SELECT '$7', "$8", $1 WHERE $2"#), 2);
}
