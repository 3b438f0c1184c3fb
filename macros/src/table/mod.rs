//! `#[table("name", ..)]`: from the struct to the model, from the model to the expansion.

mod arguments;
mod attributes;
mod check;
mod column;
mod expand;
pub(crate) mod field_type;
mod meta;
mod model;
mod type_checks;

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::Parser;
use syn::{Attribute, Fields, Generics, Ident, Item, Meta, Token, Visibility};

use crate::errors::Errors;
use crate::names;
use model::{Column, Table};

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    match read(arguments, item, &mut errors) {
        // What is wrong was reported and left out of the model, so that the rest is still there to be used.
        Ok(table) => {
            let errors = errors.into_tokens();
            let expanded = expand::expand(&table);
            quote!(#errors #expanded)
        }
        // The item is no table at all.
        Err(item) => {
            let errors = errors.into_tokens();
            quote!(#errors #item)
        }
    }
}

/// The model of the table and what is wrong with it; `Err` gives back an item that cannot be one.
fn read(arguments: TokenStream, item: TokenStream, errors: &mut Errors) -> Result<Table, TokenStream> {
    let (attributes, visibility, ident, fields) = match syn::parse2::<Item>(item.clone()) {
        Ok(Item::Struct(item)) => {
            no_generics(&item.generics, errors);
            (item.attrs, item.vis, item.ident, item.fields)
        }
        Ok(Item::Enum(item)) => {
            errors.at(item.enum_token, "a table is a struct: write `struct` and give each column as a field");
            (item.attrs, item.vis, item.ident, Fields::Unit)
        }
        Ok(Item::Union(item)) => {
            errors.at(item.union_token, "a table is a struct: write `struct` instead of `union`");
            (item.attrs, item.vis, item.ident, Fields::Unit)
        }
        Ok(other) => {
            errors.at(&other, "`#[table]` belongs on a struct whose fields are the columns");
            return Err(item);
        }
        Err(error) => {
            errors.push(error);
            return match stub_header.parse2(item) {
                // A name is enough for a table that other code can use.
                Ok((visibility, ident)) => Ok(Table::new(Vec::new(), visibility, ident)),
                Err(_) => Err(TokenStream::new()),
            };
        }
    };
    let before = errors.count();
    let mut table = Table::new(struct_attributes(attributes, errors), visibility, ident);
    if names::sql_name(&table.module) == names::sql_name(&table.ident) {
        errors.at(
            &table.ident,
            "write the struct in camel case, like `Books`: the same name in lower case is the module of its columns",
        );
        table.module = quote::format_ident!("{}_columns", names::sql_name(&table.ident));
    }
    match fields {
        Fields::Named(fields) => {
            if fields.named.is_empty() {
                errors.at(&table.ident, "a table needs a column; write one as a field: `id: i64`");
            }
            for field in fields.named {
                table.columns.extend(column::read(field, errors));
            }
            distinct(&mut table, errors);
        }
        Fields::Unnamed(fields) => {
            errors.at(&fields, "columns have names; write `{ id: i64, title: String }`");
        }
        // An enum or union was reported already.
        Fields::Unit if errors.count() == before && !errors.any() => {
            errors.at(&table.ident, "a table needs a column; write `{ id: i64 }` after the name");
        }
        Fields::Unit => {}
    }
    arguments::read(arguments, &mut table, errors);
    check::check(&table, errors);
    Ok(table)
}

/// The visibility and name of a struct that does not parse.
fn stub_header(input: syn::parse::ParseStream<'_>) -> syn::Result<(Visibility, Ident)> {
    input.call(Attribute::parse_outer)?;
    let visibility = input.parse()?;
    input.parse::<Token![struct]>()?;
    let ident = input.parse()?;
    input.parse::<TokenStream>()?;
    Ok((visibility, ident))
}

fn no_generics(generics: &Generics, errors: &mut Errors) {
    if !generics.params.is_empty() {
        errors.at(&generics.params, "a table has no generics; declare one table for each type");
    }
    if let Some(clause) = &generics.where_clause {
        errors.at(clause, "a table has no generics and no `where`; leave it out");
    }
}

/// The struct's attributes but for what `#[table]` does itself.
fn struct_attributes(attributes: Vec<Attribute>, errors: &mut Errors) -> Vec<Attribute> {
    attributes.into_iter().filter(|attribute| keep_struct_attribute(attribute, errors)).collect()
}

fn keep_struct_attribute(attribute: &Attribute, errors: &mut Errors) -> bool {
    if attribute.path().is_ident("column") {
        errors.at(attribute, "`#[column(..)]` belongs on a field; what concerns the table goes into `#[table(..)]`");
        return false;
    }
    if !attribute.path().is_ident("derive") {
        return true;
    }
    let Meta::List(list) = &attribute.meta else { return true };
    for part in crate::entry::split(list.tokens.clone()) {
        let name = part.clone().into_iter().last().map(|token| token.to_string()).unwrap_or_default();
        if name == "Clone" || name == "Copy" {
            errors.at(part, format!("`#[table]` implements `{name}` itself; leave it out"));
            return false;
        }
    }
    true
}

/// Leaves out columns whose name is taken: by another field, or by one that is the same to SQL.
fn distinct(table: &mut Table, errors: &mut Errors) {
    let mut fields: HashMap<String, ()> = HashMap::new();
    let mut sql: HashMap<String, String> = HashMap::new();
    table.columns.retain(|column: &Column| {
        let field = names::sql_name(&column.ident);
        if fields.insert(field.clone(), ()).is_some() {
            errors.at(&column.ident, format!("the field `{field}` stands here twice; give it another name"));
            return false;
        }
        // SQL compares the names of columns without regard to case.
        let name = column.name.to_lowercase();
        if let Some(first) = sql.get(&name) {
            errors.at(
                column.name_at(),
                format!(
                    "two columns are called `{}` in SQL, `{first}` is the other; give this one another name",
                    column.name
                ),
            );
        }
        sql.insert(name, field);
        true
    });
}

#[cfg(test)]
mod tests;
