//! The arguments of `#[table(..)]`.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitStr, Path, Token, parenthesized};

use super::attributes::action;
use super::model::{ForeignKey, Reference, Table};
use crate::entry::{self, Entry, Value};
use crate::errors::Errors;
use crate::names;
use crate::sql_text::{self, Placeholders};

const KEYS: [&str; 6] = ["schema", "primary_key", "unique", "index", "check", "foreign_key"];

/// Reads the arguments into the table, whose columns are there already.
pub(crate) fn read(arguments: TokenStream, table: &mut Table, errors: &mut Errors) {
    let mut parts = entry::split(arguments).into_iter().peekable();
    match parts.peek().map(|first| syn::parse2::<LitStr>(first.clone())) {
        Some(Ok(name)) => {
            parts.next();
            names::check(errors, &name, &name.value(), "the table");
            if name.value().eq_ignore_ascii_case("excluded") {
                errors.at(
                    &name,
                    "in an upsert `excluded` is the row that was to be inserted, and no table can have that name; \
                    choose another",
                );
            }
            if !name.value().is_empty() {
                table.name = name.value();
            }
        }
        _ => {
            let how = format!("the table's name in SQL comes first: `#[table(\"{}\")]`", table.name);
            match parts.peek() {
                // `#[table(books)]` or `#[table(name = "books")]`: the same mistake, said once.
                Some(first) if misplaced_name(first.clone()) => {
                    errors.at(first, how);
                    parts.next();
                }
                Some(first) => errors.at(first.clone().into_iter().next(), how),
                None => errors.push(syn::Error::new(proc_macro2::Span::call_site(), how)),
            }
        }
    }
    let mut primary_key: Option<Ident> = None;
    for entry in entry::parse_parts(parts, errors) {
        take(entry, table, &mut primary_key, errors);
    }
    of_columns(table, primary_key.as_ref(), errors);
    single_columns(table);
}

/// A foreign key of one column is the same as `references` on its field.
fn single_columns(table: &mut Table) {
    for mut key in std::mem::take(&mut table.foreign_keys) {
        let column = &mut table.columns[key.columns[0]];
        if key.columns.len() == 1 && column.references.is_none() {
            column.references = key.references.pop();
            column.on_delete = key.on_delete;
            column.on_update = key.on_update;
        } else {
            table.foreign_keys.push(key);
        }
    }
}

/// Whether something is no word of `#[table]` and likely meant as its name.
fn misplaced_name(first: TokenStream) -> bool {
    let word = first.into_iter().next().map(|token| token.to_string()).unwrap_or_default();
    !KEYS.contains(&word.as_str())
}

fn take(Entry { key, value }: Entry, table: &mut Table, primary_key: &mut Option<Ident>, errors: &mut Errors) {
    match key.to_string().as_str() {
        "schema" => {
            if let Some(schema) = value.text(&key, errors) {
                names::check(errors, &schema, &schema.value(), "the schema");
                if table.schema.is_some() {
                    errors.at(&key, "`schema` stands here twice; remove one");
                }
                table.schema.get_or_insert(schema.value());
            }
        }
        "primary_key" => {
            let columns = columns(&key, value, table, errors);
            if primary_key.is_some() {
                errors.at(&key, "a table has one primary key; remove one");
            } else {
                table.primary_key = columns;
                *primary_key = Some(key);
            }
        }
        "unique" => {
            let columns = columns(&key, value, table, errors);
            add_key(&mut table.uniques, columns, &key, errors);
        }
        "index" => {
            let columns = columns(&key, value, table, errors);
            add_key(&mut table.indexes, columns, &key, errors);
        }
        "check" => {
            let text = match value {
                Value::List(group) => match syn::parse2::<LitStr>(group.stream()) {
                    Ok(text) => Some(text),
                    Err(_) => {
                        errors.at(group, "write the condition in quotes: `check(\"price >= 0\")`");
                        None
                    }
                },
                value => value.text(&key, errors),
            };
            if let Some(text) = text {
                sql_text::check(errors, &text, "the check", Placeholders::Allowed);
                table.checks.push(text);
            }
        }
        "foreign_key" => {
            if let Some(foreign_key) = foreign_key(&key, value, table, errors) {
                table.foreign_keys.push(foreign_key);
            }
        }
        "name" => errors.at(&key, "the table's name is the text that comes first; remove `name`"),
        word => errors.at(&key, names::unknown("word", word, &KEYS)),
    }
}

/// The fields of `key(a, b)`.
fn columns(key: &Ident, value: Value, table: &Table, errors: &mut Errors) -> Vec<usize> {
    let how = format!("name the fields in parentheses: `{key}(a, b)`");
    match value {
        Value::List(group) if !group.stream().is_empty() => {
            let mut names = Vec::new();
            for part in entry::split(group.stream()) {
                match syn::parse2::<Ident>(part.clone()) {
                    Ok(name) => names.push(name),
                    Err(_) => errors.at(part, "write the name of a field"),
                }
            }
            places(&names, table, errors)
        }
        Value::List(group) => {
            errors.at(group, how);
            Vec::new()
        }
        Value::Is(tokens) => {
            errors.at(tokens, how);
            Vec::new()
        }
        Value::Nothing => {
            errors.at(key, how);
            Vec::new()
        }
    }
}

/// The places of fields, each at most once.
fn places(names: &[Ident], table: &Table, errors: &mut Errors) -> Vec<usize> {
    let mut seen = HashSet::new();
    let mut places = Vec::new();
    for name in names {
        match table.column(name) {
            Some(place) if seen.insert(place) => places.push(place),
            Some(_) => errors.at(name, format!("`{name}` stands here twice; remove one")),
            // A table without fields was reported already.
            None if table.columns.is_empty() => {}
            None => {
                let fields: Vec<String> = table.columns.iter().map(|column| names::sql_name(&column.ident)).collect();
                let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
                errors.at(name, names::unknown("field", &names::sql_name(name), &fields));
            }
        }
    }
    places
}

/// Adds a unique constraint or an index, which needs a name of its own and so cannot be there twice.
fn add_key(all: &mut Vec<Vec<usize>>, columns: Vec<usize>, key: &Ident, errors: &mut Errors) {
    if columns.is_empty() {
        return;
    }
    if all.contains(&columns) {
        errors.at(key, format!("this `{key}` is there already; remove one"));
    } else {
        all.push(columns);
    }
}

/// What the fields say about the table.
fn of_columns(table: &mut Table, primary_key: Option<&Ident>, errors: &mut Errors) {
    let mut first: Option<usize> = None;
    for place in 0..table.columns.len() {
        let column = &table.columns[place];
        if let Some(word) = &column.primary_key {
            if primary_key.is_some() {
                errors.at(word, "the primary key is in `#[table(.., primary_key(..))]` already; remove one of them");
            } else if first.is_some() {
                errors.at(
                    word,
                    "a table has one primary key; for one of several columns write \
                     `#[table(.., primary_key(a, b))]` instead",
                );
            } else {
                first = Some(place);
                table.primary_key = vec![place];
            }
        }
        if let Some(word) = &column.unique {
            add_key(&mut table.uniques, vec![place], word, errors);
        }
        if let Some(word) = &column.index {
            add_key(&mut table.indexes, vec![place], word, errors);
        }
    }
}

const FOREIGN_KEY: &str = "write `foreign_key(a, b => Other(x, y))`";

/// `foreign_key(a, b => Other(x, y), on_delete = Cascade)`
fn foreign_key(key: &Ident, value: Value, table: &Table, errors: &mut Errors) -> Option<ForeignKey> {
    let group = match value {
        Value::List(group) => group,
        Value::Is(tokens) => {
            errors.at(tokens, FOREIGN_KEY);
            return None;
        }
        Value::Nothing => {
            errors.at(key, FOREIGN_KEY);
            return None;
        }
    };
    let parsed = (|input: ParseStream<'_>| {
        let mut names: Vec<Ident> = vec![input.parse()?];
        while input.peek(Token![,]) {
            input.parse::<Token![,]>()?;
            names.push(input.parse()?);
        }
        input.parse::<Token![=>]>()?;
        let other = input.call(Path::parse_mod_style)?;
        let inside;
        parenthesized!(inside in input);
        let referenced = inside.parse_terminated(<Ident as syn::parse::Parse>::parse, Token![,])?;
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
        Ok((names, other, referenced, input.parse::<TokenStream>()?))
    })
    .parse2(group.stream());
    let Ok((names, other, referenced, rest)) = parsed else {
        errors.at(group, FOREIGN_KEY);
        return None;
    };
    let (mut on_delete, mut on_update) = (None, None);
    for Entry { key, value } in entry::parse(rest, errors) {
        let place = if key == "on_delete" {
            &mut on_delete
        } else if key == "on_update" {
            &mut on_update
        } else {
            errors.at(&key, names::unknown("word", &key.to_string(), &["on_delete", "on_update"]));
            continue;
        };
        if place.is_some() {
            errors.at(&key, format!("`{key}` stands here twice; remove one"));
        } else {
            *place = action(&key, value, errors);
        }
    }
    if names.len() != referenced.len() {
        errors.at(
            referenced.to_token_stream(),
            format!("{} reference {}; name as many columns on both sides", count(names.len()), referenced.len()),
        );
        return None;
    }
    let columns = places(&names, table, errors);
    let references = referenced.into_iter().map(|column| Reference { table: other.clone(), column }).collect();
    (columns.len() == names.len()).then_some(ForeignKey { columns, references, on_delete, on_update })
}

fn count(columns: usize) -> String {
    if columns == 1 { "1 column cannot".to_owned() } else { format!("{columns} columns cannot") }
}
