//! The writer: one `const fn` that writes SQL text at compile time, and the dynamic rest of it at run time.

use super::fold::{equal, has_with, same};
use super::groups::{Groups, InHaving};
use super::{DialectKind, Part, Piece, Template};

/// Common table expressions in one statement, at most.
const MOST_CTES: usize = 16;

/// Writes into `out` as far as it reaches, and counts what it would take in all.
pub(crate) struct Writer<'a> {
    out: &'a mut [u8],
    len: usize,
    binds: usize,
    dialect: DialectKind,
    /// Choices inside the definitions of common table expressions, then those of the text after them.
    definitions: &'a [Part],
    body: &'a [Part],
    next_part: usize,
    ctes: Ctes,
    /// While HAVING is written for MySQL or MariaDB: the query that it belongs to.
    groups: Option<Groups>,
}

/// The common table expressions of a statement, in the order of their definitions.
struct Ctes {
    all: [Piece; MOST_CTES],
    len: usize,
    recursive: bool,
}

impl<'a> Writer<'a> {
    pub(crate) const fn new(
        out: &'a mut [u8],
        dialect: DialectKind,
        definitions: &'a [Part],
        body: &'a [Part],
    ) -> Self {
        Writer { out, len: 0, binds: 0, dialect, definitions, body, next_part: 0, ctes: Ctes::new(), groups: None }
    }

    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    /// A whole statement: definitions of common table expressions first.
    pub(crate) const fn statement(&mut self, piece: &Piece) {
        self.ctes.collect(piece, self.dialect, self.body, &mut 0);
        let mysql = matches!(self.dialect, DialectKind::MySql | DialectKind::MariaDb);
        if !(mysql && has_with(piece)) {
            self.with();
        }
        self.piece(piece);
    }

    /// The definitions of common table expressions, if there are any left to write.
    const fn with(&mut self) {
        let count = self.ctes.len;
        self.ctes.len = 0;
        let mut i = 0;
        while i < count {
            self.text(match (i, self.ctes.recursive) {
                (0, true) => "WITH RECURSIVE ",
                (0, false) => "WITH ",
                _ => ", ",
            });
            if let Piece::Cte { name, columns, body, .. } = self.ctes.all[i] {
                self.ident(name);
                self.text(" (");
                let mut c = 0;
                while c < columns.len() {
                    if c > 0 {
                        self.text(", ");
                    }
                    self.ident(columns[c]);
                    c += 1;
                }
                self.text(") AS (");
                self.piece(body);
                self.text(")");
            }
            i += 1;
        }
        if count > 0 {
            self.text(" ");
        }
    }

    const fn byte(&mut self, byte: u8) {
        if self.len < self.out.len() {
            self.out[self.len] = byte;
        }
        self.len += 1;
    }

    const fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut i = 0;
        while i < bytes.len() {
            self.byte(bytes[i]);
            i += 1;
        }
    }

    /// Double quotes, or backticks on MySQL and MariaDB; the quote itself is doubled.
    const fn ident(&mut self, name: &str) {
        let quote = match self.dialect {
            DialectKind::Sqlite | DialectKind::Postgres => b'"',
            DialectKind::MySql | DialectKind::MariaDb => b'`',
        };
        self.byte(quote);
        let bytes = name.as_bytes();
        let mut i = 0;
        while i < bytes.len() {
            if bytes[i] == quote {
                self.byte(quote);
            }
            self.byte(bytes[i]);
            i += 1;
        }
        self.byte(quote);
    }

    /// Single quotes, doubled inside. MySQL and MariaDB also read backslashes, so there the text goes as hexadecimal
    /// when it has one: doubling it would be wrong under `NO_BACKSLASH_ESCAPES`. The `introducer` says that the
    /// hexadecimal is text.
    const fn literal(&mut self, text: &str, introducer: &str) {
        let bytes = text.as_bytes();
        let mysql = matches!(self.dialect, DialectKind::MySql | DialectKind::MariaDb);
        let mut i = 0;
        while mysql && i < bytes.len() {
            if bytes[i] == b'\\' {
                self.text(introducer);
                return self.hexadecimal(bytes);
            }
            i += 1;
        }
        self.byte(b'\'');
        i = 0;
        while i < bytes.len() {
            if bytes[i] == b'\'' {
                self.byte(b'\'');
            }
            self.byte(bytes[i]);
            i += 1;
        }
        self.byte(b'\'');
    }

    const fn hexadecimal(&mut self, bytes: &[u8]) {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        self.text("0x");
        let mut i = 0;
        while i < bytes.len() {
            self.byte(DIGITS[(bytes[i] >> 4) as usize]);
            self.byte(DIGITS[(bytes[i] & 15) as usize]);
            i += 1;
        }
    }

    const fn integer(&mut self, number: i64) {
        self.number(number.unsigned_abs(), number < 0);
    }

    const fn number(&mut self, mut rest: u64, negative: bool) {
        if negative {
            self.byte(b'-');
        }
        let mut digits = [0u8; 20];
        let mut len = 0;
        loop {
            digits[len] = b'0' + (rest % 10) as u8;
            len += 1;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        while len > 0 {
            len -= 1;
            self.byte(digits[len]);
        }
    }

    const fn bind(&mut self) {
        self.binds += 1;
        match self.dialect {
            DialectKind::Postgres => {
                self.byte(b'$');
                self.number(self.binds as u64, false);
            }
            _ => self.byte(b'?'),
        }
    }

    const fn part(&mut self) -> Part {
        let index = self.next_part;
        self.next_part += 1;
        if index < self.definitions.len() {
            self.definitions[index]
        } else {
            assert!(index - self.definitions.len() < self.body.len(), "statiql: a node's visit gave too few parts");
            self.body[index - self.definitions.len()]
        }
    }

    /// MySQL and MariaDB know in HAVING columns of GROUP BY and aggregates, but neither other keys nor what depends on
    /// keys. These have one value in a group, which is also their smallest.
    const fn piece(&mut self, piece: &Piece) {
        let groups = match &self.groups {
            Some(groups) => *groups,
            None => return self.write(piece),
        };
        match groups.place_of(piece) {
            InHaving::Part => self.write(piece),
            place => {
                self.groups = None;
                if matches!(place, InHaving::Determined) {
                    self.text("MIN(");
                }
                self.write(piece);
                if matches!(place, InHaving::Determined) {
                    self.text(")");
                }
                self.groups = Some(groups);
            }
        }
    }

    const fn write(&mut self, piece: &Piece) {
        match piece {
            Piece::Empty => {}
            Piece::With => self.with(),
            Piece::Text(text) => self.text(text),
            Piece::Ident(name) => self.ident(name),
            Piece::Column { source, name } => {
                self.ident(source);
                self.byte(b'.');
                self.ident(name);
            }
            Piece::Table { schema, name, alias } => {
                if let Some(schema) = schema {
                    self.ident(schema);
                    self.byte(b'.');
                }
                self.ident(name);
                if let Some(alias) = alias {
                    self.text(" AS ");
                    self.ident(alias);
                }
            }
            Piece::Bind => self.bind(),
            Piece::Literal(text) => self.literal(text, "_utf8mb4 "),
            Piece::Integer(number) => self.integer(*number),
            Piece::Seq(all) => {
                let mut i = 0;
                while i < all.len() {
                    self.piece(&all[i]);
                    i += 1;
                }
            }
            Piece::Commas(all) => self.commas(all),
            Piece::Named(all, names) => {
                let mut i = 0;
                while i < all.len() {
                    if i > 0 {
                        self.text(", ");
                    }
                    self.piece(&all[i]);
                    self.text(" AS ");
                    self.ident(names[i]);
                    i += 1;
                }
            }
            Piece::Call(template, arguments) => self.call(template, arguments, false, None),
            Piece::Aggregate(template, arguments, Piece::Empty) => self.call(template, arguments, false, None),
            Piece::Aggregate(template, arguments, condition) => self.call(template, arguments, false, Some(condition)),
            Piece::Groups { keys, having } => {
                self.piece(keys);
                if matches!(self.dialect, DialectKind::MySql | DialectKind::MariaDb) {
                    self.groups = Some(Groups(keys));
                }
                self.piece(having);
                self.groups = None;
            }
            Piece::ByDialect(all) => self.piece(&all[self.dialect as usize]),
            Piece::Assignments { sets, .. } => self.piece(sets),
            Piece::Set { column, value } => {
                self.ident(column);
                self.text(" = ");
                self.whole(value);
            }
            Piece::Whole(inner) => self.whole(inner),
            Piece::Cte { name, .. } => self.ident(name),
            Piece::Repeat(item, none) => match self.part() {
                Part::Count(0) => self.piece(none),
                Part::Count(count) => self.repeat(item, count),
                _ => panic!("statiql: a repetition was visited as something else"),
            },
            Piece::Dynamic => match self.part() {
                Part::Piece(piece) => self.piece(piece),
                Part::Absent => {}
                Part::Count(_) => panic!("statiql: a choice was visited as a repetition"),
            },
        }
    }

    /// Each copy is written like the first one, unless there are choices or numbers in it: a thousand rows of
    /// placeholders need not be thought about one by one.
    const fn repeat(&mut self, item: &Piece, count: usize) {
        let (start, parts, binds) = (self.len, self.next_part, self.binds);
        self.piece(item);
        let (end, binds) = (self.len, self.binds - binds);
        let is_alike = self.next_part == parts && (binds == 0 || !matches!(self.dialect, DialectKind::Postgres));
        let mut i = 1;
        while i < count {
            self.text(", ");
            if is_alike {
                self.again(start, end);
                self.binds += binds;
            } else {
                self.piece(item);
            }
            i += 1;
        }
    }

    /// Writes once more what stands between two places.
    const fn again(&mut self, start: usize, end: usize) {
        let mut i = start;
        while i < end && self.len + i - start < self.out.len() {
            self.out[self.len + i - start] = self.out[i];
            i += 1;
        }
        self.len += end - start;
    }

    const fn whole(&mut self, piece: &Piece) {
        match piece {
            Piece::Call(template, arguments) if !self.is_key(piece) => self.call(template, arguments, true, None),
            _ => self.piece(piece),
        }
    }

    /// Whether HAVING is being written, and it is a key of GROUP BY.
    const fn is_key(&self, piece: &Piece) -> bool {
        match &self.groups {
            Some(groups) => matches!(groups.place_of(piece), InHaving::Determined),
            None => false,
        }
    }

    const fn commas(&mut self, all: &[Piece]) {
        let mut i = 0;
        while i < all.len() {
            if i > 0 {
                self.text(", ");
            }
            self.piece(&all[i]);
            i += 1;
        }
    }

    const fn call(&mut self, template: &Template, arguments: &[Piece], whole: bool, filter: Option<&Piece>) {
        let sql = template.by_dialect[self.dialect as usize].as_bytes();
        let bare = whole && template.operator;
        let (mut i, end) = if bare { (1, sql.len() - 1) } else { (0, sql.len()) };
        // `CAST(SUM(x) FILTER (WHERE ..) AS BIGINT)`: behind the first parenthesis that closes the aggregate.
        let filter_at = if filter.is_some() { template.end_of_aggregate(self.dialect) } else { usize::MAX };
        while i < end {
            if i == filter_at {
                self.filter(filter);
            }
            if sql[i] == b'{' {
                if sql[i + 1] == b'*' {
                    self.commas(arguments);
                } else {
                    let argument = &arguments[(sql[i + 1] - b'0') as usize];
                    match argument {
                        Piece::Literal(text) if follows(sql, i, b"SEPARATOR ") => self.literal(text, ""),
                        Piece::Call(inner, nested)
                            if template.associative
                                && inner.associative
                                && same_operator(inner, template)
                                && !self.is_key(argument) =>
                        {
                            self.call(inner, nested, true, None);
                        }
                        _ => self.piece(argument),
                    }
                }
                i += 3;
            } else {
                self.byte(sql[i]);
                i += 1;
            }
        }
        if filter_at == end {
            self.filter(filter);
        }
    }

    const fn filter(&mut self, condition: Option<&Piece>) {
        if let Some(condition) = condition {
            self.text(" FILTER (WHERE ");
            self.whole(condition);
            self.text(")");
        }
    }
}

/// Whether `word` stands in the template before place `i`. MySQL's separator takes no introducer.
const fn follows(sql: &[u8], i: usize, word: &[u8]) -> bool {
    let mut k = 0;
    while k < word.len() {
        if i < word.len() || sql[i - word.len() + k] != word[k] {
            return false;
        }
        k += 1;
    }
    true
}

const fn same_operator(a: &Template, b: &Template) -> bool {
    equal(a.by_dialect[0], b.by_dialect[0])
}

impl Ctes {
    const fn new() -> Self {
        Ctes { all: [Piece::Empty; MOST_CTES], len: 0, recursive: false }
    }

    /// Finds the common table expressions that `piece` uses, each once, those that they use themselves first.
    ///
    /// `parts` are the choices of the statement's own text; inside a definition choices are passed over.
    const fn collect(&mut self, piece: &Piece, dialect: DialectKind, parts: &[Part], next: &mut usize) {
        match piece {
            Piece::Cte { name, body, recursive, .. } => match self.find(name) {
                Some(known) => assert!(
                    same(known, body),
                    "statiql: two different common table expressions of one statement have the same name"
                ),
                None => {
                    self.collect(body, dialect, &[], &mut 0);
                    assert!(self.len < MOST_CTES, "statiql: more than 16 common table expressions in one statement");
                    self.all[self.len] = *piece;
                    self.len += 1;
                    self.recursive = self.recursive || *recursive;
                }
            },
            Piece::Seq(all) | Piece::Commas(all) | Piece::Call(_, all) | Piece::Named(all, _) => {
                let mut i = 0;
                while i < all.len() {
                    self.collect(&all[i], dialect, parts, next);
                    i += 1;
                }
            }
            Piece::ByDialect(all) => self.collect(&all[dialect as usize], dialect, parts, next),
            Piece::Aggregate(_, all, condition) => {
                self.collect(&Piece::Seq(all), dialect, parts, next);
                self.collect(condition, dialect, parts, next);
            }
            Piece::Groups { keys, having } => {
                self.collect(keys, dialect, parts, next);
                self.collect(having, dialect, parts, next);
            }
            Piece::Whole(inner) | Piece::Assignments { sets: inner, .. } | Piece::Set { value: inner, .. } => {
                self.collect(inner, dialect, parts, next);
            }
            Piece::Repeat(item, _) if *next < parts.len() => {
                *next += 1;
                if let Part::Count(count) = parts[*next - 1] {
                    let mut i = 0;
                    while i < count {
                        let before = *next;
                        self.collect(item, dialect, parts, next);
                        // Without a choice in it, the others are like the first.
                        i = if *next == before { count } else { i + 1 };
                    }
                }
            }
            Piece::Dynamic if *next < parts.len() => {
                *next += 1;
                if let Part::Piece(chosen) = parts[*next - 1] {
                    self.collect(chosen, dialect, parts, next);
                }
            }
            _ => {}
        }
    }

    /// The body of the common table expression of this name.
    const fn find(&self, name: &str) -> Option<&'static Piece> {
        let mut i = 0;
        while i < self.len {
            if let Piece::Cte { name: known, body, .. } = &self.all[i]
                && equal(known, name)
            {
                return Some(body);
            }
            i += 1;
        }
        None
    }
}
