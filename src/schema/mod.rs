//! What a table is: its columns and keys as types, and its description as data.

mod column;
mod ddl;
mod describe;
mod meta;
mod source;
mod table;

pub use column::{
    Assignable, Col, Column, ColumnList, Declaration, Defaulted, Generated, Nullable, ReadOnly, References, Required,
    SameTypeAs,
};
pub(crate) use column::{CodeOf, NullOf, PlaceOf};
pub use ddl::{DdlError, create_statements, drop_statements};
#[doc(hidden)]
pub use describe::{Described, DescribedColumns, joined, table_name};
pub use meta::{
    Check, ColumnMeta, Default, ForeignKey, GeneratedMeta, Index, Key, ReferentialAction, TableMeta, TableName,
};
pub use source::{As, FieldName, FromItem, OutputColumn, Source};
pub use table::{Table, Tables};
