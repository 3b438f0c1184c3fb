//! Mistakes that show only when the whole table is known.

use super::model::{Action, Column, Table};
use crate::errors::Errors;

pub(crate) fn check(table: &Table, errors: &mut Errors) {
    primary_key(table, errors);
    auto_increment(table, errors);
    for place in 0..table.columns.len() {
        let column = &table.columns[place];
        for action in column.on_delete.iter().chain(&column.on_update) {
            check_action(action, &[column], errors);
        }
    }
    for key in &table.foreign_keys {
        let columns: Vec<&Column> = key.columns.iter().map(|place| &table.columns[*place]).collect();
        for action in key.on_delete.iter().chain(&key.on_update) {
            check_action(action, &columns, errors);
        }
    }
}

fn primary_key(table: &Table, errors: &mut Errors) {
    for place in &table.primary_key {
        let column = &table.columns[*place];
        if column.nullable && !column.broken {
            errors.at(
                &column.ty,
                format!("`{}` is part of the primary key, which is never NULL; leave out the `Option`", column.ident),
            );
        }
    }
}

fn auto_increment(table: &Table, errors: &mut Errors) {
    for (place, column) in table.columns.iter().enumerate() {
        let Some(word) = &column.auto_increment else { continue };
        if !table.primary_key.contains(&place) {
            errors.at(word, "only a primary key counts up; write `primary_key, auto_increment`, or leave it out");
        } else if table.primary_key.len() > 1 {
            errors.at(word, "in a primary key of several columns none counts up; remove `auto_increment`");
        }
    }
}

/// `SetNull` needs columns that can be NULL, `SetDefault` ones with a default.
fn check_action(action: &Action, columns: &[&Column], errors: &mut Errors) {
    let word = &action.0;
    for column in columns.iter().filter(|column| !column.broken) {
        if word == "SetNull" && !column.nullable {
            errors.at(
                word,
                format!(
                    "`{0}` is never NULL; write `Option<..>` as the type of `{0}`, or another action",
                    column.ident
                ),
            );
        }
        if word == "SetDefault" && !column.nullable && column.default.is_none() {
            errors.at(
                word,
                format!("`{0}` has no default; write `default = ..` for `{0}`, or another action", column.ident),
            );
        }
    }
}
