//! What `#[table]` describes columns and keys with.
//!
//! It stands here and not in what the macro writes, so that the compiler checks it once and not for each table.

use std::marker::PhantomData;

use super::{
    Column, ColumnMeta, ForeignKey, FromItem, NullOf, References, ReferentialAction, Source, Table, TableName,
};
use crate::render::Piece;
use crate::types::{Nullness, SqlType};

/// A column's description from its type alone: most columns need no more.
#[doc(hidden)]
pub struct Described<C>(PhantomData<C>);

impl<C: Column> Described<C> {
    /// The description.
    pub const META: ColumnMeta = ColumnMeta {
        name: C::NAME,
        kind: <C::Ty as SqlType>::KIND,
        variants: <C::Ty as SqlType>::VARIANTS,
        sql_type: None,
        length: None,
        precision: None,
        nullable: <NullOf<C> as Nullness>::NULLABLE,
        auto_increment: false,
        default: None,
        generated: None,
        comment: None,
    };
}

/// A tuple of columns.
#[doc(hidden)]
pub trait DescribedColumns {
    /// Their descriptions, each from its type alone.
    const METAS: &'static [ColumnMeta];
}

macro_rules! described_tuple {
    ($($c:ident)+) => {
        impl<$($c: Column),+> DescribedColumns for ($($c,)+) {
            const METAS: &'static [ColumnMeta] = &[$(Described::<$c>::META),+];
        }
    };
}

crate::for_each_tuple!(described_tuple);

/// The descriptions of all columns, of which there are `N`.
#[doc(hidden)]
#[must_use]
pub const fn joined<const N: usize>(parts: &[&[ColumnMeta]]) -> [ColumnMeta; N] {
    let mut all = [parts[0][0]; N];
    let (mut part, mut place, mut column) = (0, 0, 0);
    while column < N {
        if place == parts[part].len() {
            (part, place) = (part + 1, 0);
        }
        all[column] = parts[part][place];
        place += 1;
        column += 1;
    }
    all
}

/// A table's name with its schema.
#[doc(hidden)]
#[must_use]
pub const fn table_name<T: Table>() -> TableName {
    TableName {
        schema: match <T as FromItem>::PIECE {
            Piece::Table { schema, .. } => schema,
            _ => None,
        },
        name: <T as Source>::NAME,
    }
}

impl<C: References> Described<C> {
    /// The description of the foreign key without its actions. It asks for the names and never for the description of
    /// the other table, which may reference this one.
    ///
    /// A constant and no function: a call takes the compiler several times as long.
    pub const FOREIGN_KEY: ForeignKey = ForeignKey {
        name: None,
        columns: &[C::NAME],
        table: table_name::<<C::Target as Column>::Source>(),
        referenced: &[<C::Target as Column>::NAME],
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::NoAction,
    };
}
