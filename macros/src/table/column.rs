//! A field with its `#[column(..)]`.

use syn::{Field, Ident, LitStr};

use super::attributes::{action, alone, default, number, reference};
use super::field_type::{self, Family};
use super::model::{Action, Column, Default, DefaultValue, Reference, Sized};
use crate::entry::{Entry, Value, entries};
use crate::errors::Errors;
use crate::names;
use crate::sql_text::{self, Placeholders};

const KEYS: [&str; 17] = [
    "primary_key",
    "auto_increment",
    "unique",
    "index",
    "references",
    "on_delete",
    "on_update",
    "default",
    "default_sql",
    "generated",
    "stored",
    "check",
    "name",
    "sql_type",
    "length",
    "precision",
    "scale",
];

/// The words of all `#[column(..)]` of a field, each at most once but for `check`.
#[derive(std::default::Default)]
struct Words {
    primary_key: Option<Ident>,
    auto_increment: Option<Ident>,
    unique: Option<Ident>,
    index: Option<Ident>,
    stored: Option<Ident>,
    references: Option<(Ident, Option<Reference>)>,
    on_delete: Option<(Ident, Option<Action>)>,
    on_update: Option<(Ident, Option<Action>)>,
    default: Option<(Ident, Value)>,
    default_sql: Option<(Ident, Option<LitStr>)>,
    generated: Option<(Ident, Option<LitStr>)>,
    name: Option<(Ident, Option<LitStr>)>,
    sql_type: Option<(Ident, Option<LitStr>)>,
    length: Option<(Ident, Option<u64>)>,
    precision: Option<(Ident, Option<u64>)>,
    scale: Option<(Ident, Option<u64>)>,
    checks: Vec<LitStr>,
}

/// Keeps a word that may stand once.
fn once<T>(place: &mut Option<T>, key: &Ident, value: T, errors: &mut Errors) {
    if place.is_some() {
        errors.at(key, format!("`{key}` stands here twice; remove one"));
    } else {
        *place = Some(value);
    }
}

impl Words {
    fn read(field: &Field, errors: &mut Errors) -> Self {
        let mut words = Words::default();
        for entry in entries(&field.attrs, "column", errors) {
            words.take(entry, errors);
        }
        words
    }

    fn take(&mut self, Entry { key, value }: Entry, errors: &mut Errors) {
        let word = key.to_string();
        match word.as_str() {
            "primary_key" | "auto_increment" | "unique" | "index" | "stored" => {
                alone(&key, &value, errors);
                let place = match word.as_str() {
                    "primary_key" => &mut self.primary_key,
                    "auto_increment" => &mut self.auto_increment,
                    "unique" => &mut self.unique,
                    "index" => &mut self.index,
                    _ => &mut self.stored,
                };
                once(place, &key, key.clone(), errors);
            }
            "references" => {
                let target = reference(&key, value, errors);
                once(&mut self.references, &key, (key.clone(), target), errors);
            }
            "on_delete" | "on_update" => {
                let action = action(&key, value, errors);
                let place = if word == "on_delete" { &mut self.on_delete } else { &mut self.on_update };
                once(place, &key, (key.clone(), action), errors);
            }
            "default" => once(&mut self.default, &key, (key.clone(), value), errors),
            "default_sql" | "generated" | "sql_type" => {
                let text = value.text(&key, errors);
                if let Some(text) = &text {
                    sql_text::check(errors, text, &format!("`{key}`"), Placeholders::Allowed);
                }
                let place = match word.as_str() {
                    "default_sql" => &mut self.default_sql,
                    "generated" => &mut self.generated,
                    _ => &mut self.sql_type,
                };
                once(place, &key, (key.clone(), text), errors);
            }
            "name" => {
                let text = value.text(&key, errors);
                once(&mut self.name, &key, (key.clone(), text), errors);
            }
            "check" => {
                if let Some(text) = value.text(&key, errors) {
                    sql_text::check(errors, &text, "the check", Placeholders::Allowed);
                    self.checks.push(text);
                }
            }
            "length" => {
                let length = number(&key, value, 1, u64::from(u32::MAX), errors);
                once(&mut self.length, &key, (key.clone(), length), errors);
            }
            // What MySQL and MariaDB allow, the least of all.
            "precision" => {
                let precision = number(&key, value, 1, 65, errors);
                once(&mut self.precision, &key, (key.clone(), precision), errors);
            }
            "scale" => {
                let scale = number(&key, value, 0, 30, errors);
                once(&mut self.scale, &key, (key.clone(), scale), errors);
            }
            "nullable" | "null" | "optional" => {
                errors.at(&key, "a column may be NULL if its field is an `Option`: write `Option<..>` as its type");
            }
            "not_null" => errors.at(&key, "a column is NOT NULL unless its field is an `Option`; leave this out"),
            word => errors.at(&key, names::unknown("word", word, &KEYS)),
        }
    }
}

/// The column of a field.
pub(crate) fn read(field: Field, errors: &mut Errors) -> Option<Column> {
    let before = errors.count();
    let mut words = Words::read(&field, errors);
    let ident = field.ident?;
    let field_type = field_type::read(field.ty, errors);
    let attributes = field.attrs.into_iter().filter(|attribute| {
        if attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr") {
            errors.at(
                attribute,
                "a column cannot depend on `cfg`, since the database has it or not; put the `cfg` on the table",
            );
            return false;
        }
        !attribute.path().is_ident("column")
    });
    let attributes = attributes.collect();

    let renamed = words.name.take().and_then(|(_, text)| text);
    let name = renamed.as_ref().map_or_else(|| names::sql_name(&ident), LitStr::value);
    match &renamed {
        Some(literal) => names::check(errors, literal, &name, "this column"),
        None => names::check(errors, &ident, &name, "this column"),
    }

    let default = default_of(&mut words, &field_type, errors);
    check_generated(&words, default.as_ref(), errors);
    let (length, precision) = sizes(&words, field_type.family, errors);
    if words.references.is_none() {
        for (key, _) in words.on_delete.iter().chain(&words.on_update) {
            errors.at(key, format!("`{key}` is about a foreign key; write `references = Table.column` too"));
        }
    }
    if let Some(key) = &words.auto_increment
        && !matches!(field_type.family, Family::Integer | Family::Other)
    {
        errors.at(key, "only an integer counts up; write `i64` as the field's type, or leave `auto_increment` out");
    }

    Some(Column {
        attributes,
        visibility: field.vis,
        ident,
        name,
        renamed,
        ty: field_type.ty,
        family: field_type.family,
        nullable: field_type.nullable,
        primary_key: words.primary_key,
        auto_increment: words.auto_increment,
        unique: words.unique,
        index: words.index,
        references: words.references.and_then(|(_, target)| target),
        on_delete: words.on_delete.and_then(|(_, action)| action),
        on_update: words.on_update.and_then(|(_, action)| action),
        default,
        generated: words.generated.and_then(|(_, text)| text),
        stored: words.stored,
        checks: words.checks,
        sql_type: words.sql_type.and_then(|(_, text)| text),
        length,
        precision,
        broken: field_type.broken || errors.count() > before,
    })
}

fn default_of(words: &mut Words, field_type: &field_type::FieldType, errors: &mut Errors) -> Option<Default> {
    let literal = words.default.take();
    let sql = words.default_sql.take();
    if let (Some(_), Some((key, _))) = (&literal, &sql) {
        errors.at(key, "a column has one default; remove `default` or `default_sql`");
    }
    match (literal, sql) {
        (Some((key, value)), _) => {
            // A literal for a type that was refused says nothing more.
            let family = if field_type.broken { Family::Other } else { field_type.family };
            let value = default(&key, value, &field_type.ty, family, errors);
            Some(Default { key, value })
        }
        (None, Some((key, text))) => Some(Default { key, value: text.map(DefaultValue::Sql) }),
        (None, None) => None,
    }
}

/// What cannot go together with `generated`, and `stored` without it.
fn check_generated(words: &Words, default: Option<&Default>, errors: &mut Errors) {
    match (&words.generated, &words.auto_increment) {
        (Some(_), _) => {
            if let Some(default) = default {
                errors.at(&default.key, format!("a generated column is always computed; remove `{}`", default.key));
            }
            if let Some(key) = &words.auto_increment {
                errors.at(key, "a generated column is always computed; remove `auto_increment`");
            }
        }
        (None, Some(_)) => {
            if let Some(default) = default {
                errors.at(&default.key, format!("`auto_increment` gives the value; remove `{}`", default.key));
            }
        }
        (None, None) => {}
    }
    if let (None, Some(key)) = (&words.generated, &words.stored) {
        errors.at(key, "only a generated column is stored or not; write `generated = \"..\"` too");
    }
}

/// Length, precision with scale.
type Sizes = (Option<Sized<u32>>, Option<Sized<(u8, u8)>>);

/// `length`, and `precision` with `scale`.
fn sizes(words: &Words, family: Family, errors: &mut Errors) -> Sizes {
    if let Some((key, _)) = &words.length
        && !matches!(family, Family::Text | Family::Other)
    {
        errors.at(key, "only text has a length; remove it, or write `String` as the field's type");
    }
    let for_decimal = |key: &Ident, errors: &mut Errors| {
        if !matches!(family, Family::Decimal | Family::Other) {
            errors.at(key, format!("only a decimal has a {key}; remove it, or write `Decimal` as the field's type"));
        }
    };
    if let Some((key, _)) = &words.precision {
        for_decimal(key, errors);
    }
    match (&words.precision, &words.scale) {
        (None, Some((key, _))) => errors.at(key, "`scale` needs the number of all digits; write `precision = ..` too"),
        (Some((_, Some(precision))), Some((key, Some(scale)))) if scale > precision => {
            errors.at(
                key,
                format!("of {precision} digits at most {precision} can follow the point; write a smaller scale"),
            );
        }
        _ => {}
    }
    let small = |word: &Option<(Ident, Option<u64>)>| {
        word.as_ref().and_then(|(key, number)| Some((key.clone(), u8::try_from((*number)?).ok()?)))
    };
    let length = words.length.as_ref().and_then(|(key, length)| {
        let size = u32::try_from((*length)?).ok()?;
        Some(Sized { key: key.clone(), size })
    });
    let scale = small(&words.scale).map_or(0, |(_, scale)| scale);
    let precision = small(&words.precision).map(|(key, precision)| Sized { key, size: (precision, scale) });
    (length, precision)
}
