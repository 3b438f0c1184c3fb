//! The parts that SQL text is written from.

use super::Template;

/// A part of an SQL text, known at compile time.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Piece {
    /// Nothing.
    Empty,
    /// SQL as it is.
    Text(&'static str),
    /// A quoted identifier.
    Ident(&'static str),
    /// A quoted and qualified column: `"books"."title"`.
    Column {
        /// The name in FROM.
        source: &'static str,
        /// The column.
        name: &'static str,
    },
    /// A table in FROM: `"shop"."books" AS "b"`.
    Table {
        /// Its schema.
        schema: Option<&'static str>,
        /// Its name.
        name: &'static str,
        /// The name that FROM gives it.
        alias: Option<&'static str>,
    },
    /// A placeholder for one value.
    Bind,
    /// A string literal of the program's own, quoted for the dialect.
    Literal(&'static str),
    /// An integer of the program's own.
    Integer(i64),
    /// One after the other.
    Seq(&'static [Piece]),
    /// One after the other, with `, ` between them.
    Commas(&'static [Piece]),
    /// As `Commas`, each with its name: `x AS "a", y AS "b"`.
    Named(&'static [Piece], &'static [&'static str]),
    /// An operator or function with its arguments.
    Call(&'static Template, &'static [Piece]),
    /// An aggregate with its arguments, and the condition of its `FILTER (WHERE ..)` or [`Piece::Empty`]; the filter stands
    /// inside of a CAST around the aggregate.
    Aggregate(&'static Template, &'static [Piece], &'static Piece),
    /// GROUP BY and HAVING.
    Groups {
        /// GROUP BY.
        keys: &'static Piece,
        /// HAVING.
        having: &'static Piece,
    },
    /// Another piece for each dialect, in the order of `DialectKind`.
    ByDialect(&'static [Piece; 4]),
    /// The assignments of an UPDATE or upsert: [`Piece::Set`], with commas between.
    Assignments {
        /// The table that is written.
        table: &'static str,
        /// The assignments.
        sets: &'static Piece,
    },
    /// An assignment: `"title" = ..`.
    Set {
        /// The column.
        column: &'static str,
        /// Its new value.
        value: &'static Piece,
    },
    /// Without the outer parentheses of an operator: a whole clause.
    Whole(&'static Piece),
    /// A use of a common table expression by name; its definition goes to the head of the statement.
    Cte {
        /// Its name.
        name: &'static str,
        /// The names of its columns.
        columns: &'static [&'static str],
        /// Its query.
        body: &'static Piece,
        /// Whether it refers to itself.
        recursive: bool,
    },
    /// Where MySQL and MariaDB want the definitions of common table expressions if the statement does not begin with
    /// them: in `INSERT INTO t (..) WITH .. SELECT ..`.
    With,
    /// As many copies as there turn out to be at run time, with `, ` between them; if none, the second piece.
    Repeat(&'static Piece, &'static Piece),
    /// Chosen at run time.
    Dynamic,
}
