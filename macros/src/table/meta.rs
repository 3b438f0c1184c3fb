//! The table's description as data.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::expand::{ColumnPath, path};
use super::model::{Action, Column, ForeignKey, Sized, Table, comment};

/// The description. It stands in the impl and nowhere else: a constant of its own would be computed in every build,
/// whether anything uses it or not.
pub(super) fn value(table: &Table) -> TokenStream {
    let Table { name, schema, columns, .. } = table;
    let schema = option(schema.as_ref());
    let comment = option(comment(&table.attributes));
    let described = self::columns(table);
    let primary_key = names(table, &table.primary_key);
    let uniques = table.uniques.iter().map(|key| {
        let columns = names(table, key);
        quote!(__schema::Key { name: __None, columns: &[#(#columns),*] })
    });
    let indexes = table.indexes.iter().map(|index| {
        let columns = names(table, index);
        quote!(__schema::Index { name: __None, columns: &[#(#columns),*], unique: false })
    });
    let checks = table
        .checks
        .iter()
        .chain(columns.iter().flat_map(|column| &column.checks))
        .map(|expression| quote!(__schema::Check { name: __None, expression: #expression }));
    let of_columns = columns.iter().filter(|column| column.references.is_some()).map(|column| {
        let column_path = path(table, column);
        let described = quote!(__schema::Described::<#column_path>::FOREIGN_KEY);
        if column.on_delete.is_none() && column.on_update.is_none() {
            return described;
        }
        let (on_delete, on_update) = (action(column.on_delete.as_ref()), action(column.on_update.as_ref()));
        quote!(__schema::ForeignKey { on_delete: #on_delete, on_update: #on_update, ..#described })
    });
    let of_table = table.foreign_keys.iter().enumerate().map(|(key, foreign_key)| of_key(table, key, foreign_key));
    quote! {
        &__schema::TableMeta {
            name: __schema::TableName { schema: #schema, name: #name },
            comment: #comment,
            columns: #described,
            primary_key: &[#(#primary_key),*],
            uniques: &[#(#uniques),*],
            foreign_keys: &[#(#of_columns,)* #(#of_table),*],
            indexes: &[#(#indexes),*],
            checks: &[#(#checks),*],
        }
    }
}

/// The descriptions of the columns: of those of which nothing is said but their types in groups, which costs the compiler
/// a quarter of one by one.
fn columns(table: &Table) -> TokenStream {
    let columns: Vec<(ColumnPath<'_>, Vec<TokenStream>)> =
        table.columns.iter().map(|column| (path(table, column), said(column))).collect();
    let parts: Vec<TokenStream> = columns
        .chunk_by(|(_, before), (_, said)| before.is_empty() && said.is_empty())
        .flat_map(|alike| alike.chunks(MOST_IN_A_TUPLE))
        .map(|part| match part {
            [(path, said)] if !said.is_empty() => {
                quote!(&[__schema::ColumnMeta { #(#said,)* ..__schema::Described::<#path>::META }])
            }
            plain => {
                let paths = plain.iter().map(|(path, _)| path);
                quote!(<(#(#paths,)*) as __schema::DescribedColumns>::METAS)
            }
        })
        .collect();
    match &parts[..] {
        [] => quote!(&[]),
        [all] => all.clone(),
        _ => {
            let count = columns.len();
            quote!(&__schema::joined::<#count>(&[#(#parts),*]))
        }
    }
}

/// As many columns as `statiql::schema::DescribedColumns` is written for.
const MOST_IN_A_TUPLE: usize = 16;

/// What is said of a column besides its type.
fn said(column: &Column) -> Vec<TokenStream> {
    let mut said = Vec::new();
    if let Some(sql_type) = &column.sql_type {
        said.push(quote!(sql_type: __Some(#sql_type)));
    }
    if let Some(Sized { size: length, .. }) = &column.length {
        said.push(quote!(length: __Some(#length)));
    }
    if let Some(Sized { size: (precision, scale), .. }) = &column.precision {
        said.push(quote!(precision: __Some((#precision, #scale))));
    }
    if column.auto_increment.is_some() {
        said.push(quote!(auto_increment: true));
    }
    if let Some(value) = column.default.as_ref().and_then(|default| default.value.as_ref()) {
        said.push(quote!(default: __Some(__schema::Default::#value)));
    }
    if let Some(expression) = &column.generated {
        let stored = column.stored.is_some();
        said.push(quote! {
            generated: __Some(__schema::GeneratedMeta { expression: #expression, stored: #stored })
        });
    }
    if let Some(comment) = comment(&column.attributes) {
        said.push(quote!(comment: __Some(#comment)));
    }
    said
}

/// The name for the `place`th column that the `key`th foreign key of several columns references.
pub(super) fn target(key: usize, place: usize) -> TokenStream {
    let name = format_ident!("__Target{key}_{place}");
    quote!(#name)
}

/// These names: each column is spelled out once, so that one that does not exist is one error.
pub(super) fn targets(table: &Table) -> TokenStream {
    table
        .foreign_keys
        .iter()
        .enumerate()
        .flat_map(|(key, foreign_key)| {
            foreign_key.references.iter().enumerate().map(move |(place, reference)| {
                let (name, path) = (target(key, place), reference.path());
                quote!(type #name = #path;)
            })
        })
        .collect()
}

fn of_key(table: &Table, key: usize, foreign_key: &ForeignKey) -> TokenStream {
    let columns = names(table, &foreign_key.columns);
    let first = target(key, 0);
    let referenced = (0..foreign_key.references.len()).map(|place| target(key, place));
    let (on_delete, on_update) = (action(foreign_key.on_delete.as_ref()), action(foreign_key.on_update.as_ref()));
    quote! {
        __schema::ForeignKey {
            name: __None,
            columns: &[#(#columns),*],
            table: __schema::table_name::<<#first as __Column>::Source>(),
            referenced: &[#(<#referenced as __Column>::NAME),*],
            on_delete: #on_delete,
            on_update: #on_update,
        }
    }
}

fn names<'a>(table: &'a Table, places: &'a [usize]) -> impl Iterator<Item = &'a str> + 'a {
    places.iter().map(|place| table.columns[*place].name.as_str())
}

fn action(action: Option<&Action>) -> TokenStream {
    let variant = action.map_or_else(|| format_ident!("NoAction"), |action| action.0.clone());
    quote!(__schema::ReferentialAction::#variant)
}

fn option<T: quote::ToTokens>(value: Option<T>) -> TokenStream {
    match value {
        Some(value) => quote!(__Some(#value)),
        None => quote!(__None),
    }
}
