//! A table as a type.

use super::{FromItem, Source, TableMeta};

/// A base table; `#[table]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table",
    label = "not a table",
    note = "only a struct with `#[table(\"name\")]` can be created, inserted into, updated or deleted from"
)]
pub trait Table: Source + FromItem + Copy {
    /// The type itself, as [`FromItem::Item`].
    type Itself: Table;
    /// A list (`Cons`) of the columns that INSERT must set.
    type Required;
    /// A list of the primary key and the unique constraints, each the code of its columns; a primary key that is counted
    /// up stands there as [`Counted`](crate::query::Counted).
    type Keys;
    /// A list of the columns of the primary key.
    type PrimaryKey;
    /// The columns under the name of an alias, see `alias!`.
    type Columns<A: 'static>: 'static;
    /// The description of the table.
    fn meta() -> &'static TableMeta;

    /// The columns under the name of an alias.
    fn columns<A: 'static>() -> &'static Self::Columns<A>;
}

/// One table or a tuple of tables, as `create_all` takes them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table or a tuple of tables",
    label = "not tables",
    note = "write `tx.create_all((Authors, Books))`; tuples may be nested when there are more than 16 tables"
)]
pub trait Tables {
    /// Adds the descriptions of the tables to `all`.
    fn describe(all: &mut Vec<&'static TableMeta>);
}

#[diagnostic::do_not_recommend]
impl<T: Table> Tables for T {
    fn describe(all: &mut Vec<&'static TableMeta>) {
        all.push(T::meta());
    }
}

macro_rules! tuple_of_tables {
    ($($t:ident)+) => {
        #[diagnostic::do_not_recommend]
        impl<$($t: Tables),+> Tables for ($($t,)+) {
            fn describe(all: &mut Vec<&'static TableMeta>) {
                $($t::describe(all);)+
            }
        }
    };
}

crate::for_each_tuple!(tuple_of_tables);
