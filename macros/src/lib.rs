//! The procedural macros of statiql. Use them through the `statiql` crate, whose items their expansions name.
//!
//! Wrong input is reported whole: every mistake at its own token, in words that say what to write instead. What is
//! right about it is expanded all the same, so that a mistake in one attribute is not an error in every query.
//!
//! One file for each macro. What they share: `errors` collects mistakes, `entry` takes attributes apart, `names`
//! knows what SQL allows as a name, `code` spells names as types, `sql_text` and `template` read SQL and its holes.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod alias;
mod bounds;
mod code;
mod entry;
mod errors;
mod fragment;
mod function;
mod lit;
mod names;
mod row;
mod sql_text;
mod sql_type;
mod table;
mod template;

use proc_macro::TokenStream;

/// Makes a struct a table.
///
/// ```ignore
/// /// People who write books.
/// #[table("authors", unique(name, born))]
/// pub struct Authors {
///     #[column(primary_key, auto_increment)]
///     pub id: i64,
///     pub name: String,
///     pub born: Option<i32>,
/// }
///
/// #[table("books", check("price >= 0"))]
/// pub struct Books {
///     #[column(primary_key, auto_increment)]
///     pub id: i64,
///     #[column(references = Authors.id, on_delete = Cascade)]
///     pub author_id: i64,
///     #[column(default = 9.5)]
///     pub price: f64,
/// }
/// ```
///
/// A field's type says what its column holds, `Option<T>` that it can be NULL. Doc comments become the comments of the
/// table and its columns.
///
/// # The table
///
/// The name in SQL comes first. After it, in any order:
///
/// | | |
/// |---|---|
/// | `schema = "shop"` | the schema, database or attached database that it is in |
/// | `primary_key(a, b)` | the primary key, if it has several columns |
/// | `unique(a, b)` | a unique constraint |
/// | `index(a, b)` | an index |
/// | `check("price >= 0")` | a check, in SQL |
/// | `foreign_key(a, b => Other(x, y), on_delete = Cascade, on_update = ..)` | a foreign key of several columns |
///
/// # The columns
///
/// In `#[column(..)]`, of which a field may have several:
///
/// | | |
/// |---|---|
/// | `primary_key`, `unique`, `index` | as for the table, with this column alone |
/// | `auto_increment` | the database counts it up |
/// | `references = Authors.id` | a foreign key; the type must be that of the referenced column |
/// | `on_delete = ..`, `on_update = ..` | `Cascade`, `Restrict`, `SetNull`, `SetDefault`, `NoAction` |
/// | `default = 0` | a literal, which INSERT uses if the column is left out |
/// | `default_sql = "CURRENT_TIMESTAMP"` | the same, an expression in SQL |
/// | `generated = "price * 2"`, `stored` | computed by the database, when read or when written |
/// | `check = "price >= 0"` | a check, in SQL |
/// | `name = "db_column"` | its name in SQL, if it is not that of the field |
/// | `length = 80` | the most characters of a text |
/// | `precision = 12`, `scale = 2` | the digits of a decimal, in all and after the point |
/// | `sql_type = "citext"` | the SQL type, if it is not the one that follows from the field's type |
///
/// A reference names the table as the struct is named, with its path: `references = schema::Authors.id`. What it means
/// is the type `schema::authors::id`, so where the struct is imported by name its module has to be imported with it:
/// `use schema::{Authors, authors}`, or `use schema::*`.
///
/// # What it emits
///
/// The struct without values, its fields being the columns; a constant of the same name, so that `Books.price` is an
/// expression; a module in snake case (`books`) with a type for each column; and the impls of `Source`, `FromItem`,
/// `Table`, `Column` and `References`. The struct implements `Clone` and `Copy`.
#[proc_macro_attribute]
pub fn table(arguments: TokenStream, item: TokenStream) -> TokenStream {
    table::expand(arguments.into(), item.into()).into()
}

/// Makes a newtype or an enum a column type.
///
/// ```ignore
/// #[derive(SqlType, Debug, Clone, Copy, PartialEq)]
/// struct AuthorId(i64);
///
/// #[derive(SqlType, Debug, Clone, Copy, PartialEq)]
/// #[sql_type(number)]
/// struct Cents(i64);
///
/// /// Stored as the text `novel`, `poetry` or `sci-fi`.
/// #[derive(SqlType, Debug, Clone, Copy, PartialEq)]
/// enum Genre {
///     Novel,
///     Poetry,
///     #[sql_type(name = "sci-fi")]
///     ScienceFiction,
/// }
///
/// /// Stored as the integer 1 or 2.
/// #[derive(SqlType, Debug, Clone, Copy, PartialEq)]
/// #[sql_type(integer)]
/// enum Level {
///     Low = 1,
///     High = 2,
/// }
/// ```
///
/// A newtype is stored as what is inside and compares only with itself. More of it, if the type inside has it:
/// `#[sql_type(ordered)]` for `min` and `max`, `#[sql_type(number)]` for arithmetic and these, `#[sql_type(text)]` for
/// `like`, the string functions and these.
///
/// # What it emits
///
/// The impl of `SqlType`; of `IntoExpr`, so that a value may stand where SQL expects one; and of `Number`, `Textual`
/// and `Ordered` as asked for.
#[proc_macro_derive(SqlType, attributes(sql_type))]
pub fn sql_type(item: TokenStream) -> TokenStream {
    sql_type::expand(item.into()).into()
}

/// Gives a table another name in FROM, so that it can stand there twice.
///
/// ```ignore
/// alias!(Managers = Employees);
/// alias!(pub Old = schema::Books, pub New = schema::Books);
///
/// from(Employees).join(Managers, Managers.id.eq(Employees.manager_id)).select((Employees.name, Managers.name))
/// ```
///
/// # What it emits
///
/// A unit struct for each, a source of its own whose name in SQL is in snake case, and `Deref` to the table's columns
/// under that name.
#[proc_macro]
pub fn alias(input: TokenStream) -> TokenStream {
    alias::alias(input.into()).into()
}

/// Declares names for subqueries and common table expressions.
///
/// ```ignore
/// name!(Top, pub Shelf);
///
/// let top = from(Books).select(row! { author_id: Books.author_id, n: count_all() }).subquery(Top);
/// ```
///
/// # What it emits
///
/// A unit struct for each, a source whose name in SQL is in snake case.
#[proc_macro]
pub fn name(input: TokenStream) -> TokenStream {
    alias::name(input.into()).into()
}

/// Selects a record: values with names.
///
/// ```ignore
/// // A struct made on the spot: `line.author`, `line.title`.
/// from(Books).select(row! { author: Authors.name, title: Books.title })
///
/// // A struct of your own, filled by the names of its fields.
/// from(Books).select(row!(Line { author: Authors.name, title: Books.title }))
/// ```
///
/// The generics of a struct of your own have to be written: `row!(Pair<i64, String> { a: .., b: .. })`.
///
/// # What it emits
///
/// An expression of the type `Record`, with a type for each name. The struct made on the spot is generic in the types
/// of its fields and implements `Debug`, `Clone`, `Copy` and `PartialEq` where they do.
#[proc_macro]
pub fn row(input: TokenStream) -> TokenStream {
    row::expand(input.into()).into()
}

/// A literal in the text of a query, where a value would be bound.
///
/// ```ignore
/// from(Books).group_by(Books.year + lit!(1)).select(Books.year + lit!(1))
/// ```
///
/// Integers (`1` is an `i64`, `1i32` an `i32`), floats, `true`, `false` and texts.
///
/// # What it emits
///
/// An expression of the type `Lit`, whose value is part of the type: two literals of the same value are the same
/// expression to GROUP BY.
#[proc_macro]
pub fn lit(input: TokenStream) -> TokenStream {
    lit::expand(input.into()).into()
}

/// Declares SQL functions.
///
/// ```ignore
/// function! {
///     /// How a word sounds. NULL if the text is NULL.
///     pub fn soundex(text: String) -> String = "soundex({0})";
///
///     /// Never NULL, and spelled as each database wants it.
///     pub fn either(a: String, b: String) -> NotNull<bool> = {
///         sqlite: "coalesce({0} <> '' OR {1} <> '', FALSE)",
///         postgres: "coalesce({0} <> '' OR {1} <> '', FALSE)",
///         mysql: "ifnull({0} <> '' OR {1} <> '', FALSE)",
///         mariadb: "ifnull({0} <> '' OR {1} <> '', FALSE)",
///     };
///
///     /// An aggregate.
///     pub aggregate fn total(x: f64) -> NotNull<f64> = "total({0})";
/// }
///
/// from(Authors).filter(soundex(Authors.name).eq("L200"))
/// ```
///
/// `{0}` is the first argument, `{*}` are all of them with commas between; there are at most eight. `-> T` is NULL if
/// an argument is (an aggregate also if there are no rows), `-> NotNull<T>` never is, `-> Option<T>` always may be.
///
/// # What it emits
///
/// A Rust function that takes values and expressions and gives a `Call`, and a type beside it, `soundex__`, that
/// implements `Function`.
#[proc_macro]
pub fn function(input: TokenStream) -> TokenStream {
    function::expand(input.into()).into()
}

/// A fragment of SQL with a type: for what has no method and is needed once.
///
/// ```ignore
/// from(Books).select(sql!(f64, "{0} * (1 + {1})", Books.price, rate))
/// ```
///
/// First the type, as [`function!`] has it: `T`, `NotNull<T>` or `Option<T>`. Then the SQL, always a literal, so that
/// no value ever becomes text. Then the arguments, columns and other expressions or values to bind.
///
/// # What it emits
///
/// A type that implements `Function`, and a `Call` of it. The text gets parentheses around it.
#[proc_macro]
pub fn sql(input: TokenStream) -> TokenStream {
    fragment::expand(input.into()).into()
}

/// Shows the bounds of a function at its name: for statiql's own methods, whose bounds are what a wrong query breaks.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn bounds_at_name(_: TokenStream, item: TokenStream) -> TokenStream {
    bounds::at_name(item.into()).into()
}
