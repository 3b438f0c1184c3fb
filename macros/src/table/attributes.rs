//! The values of `#[column(..)]` and `#[table(..)]` words that both have.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Lit, LitInt, Path, Token};

use super::field_type::Family;
use super::model::{Action, DefaultValue, Reference};
use crate::entry::Value;
use crate::errors::Errors;
use crate::lit::integer_in_range;
use crate::names;

const ACTIONS: [&str; 5] = ["Cascade", "Restrict", "SetNull", "SetDefault", "NoAction"];

/// The tokens of `key = tokens`.
pub(crate) fn is(key: &Ident, value: Value, how: &str, errors: &mut Errors) -> Option<TokenStream> {
    match value {
        Value::Is(tokens) => return Some(tokens),
        Value::List(group) => errors.at(group, format!("write {how}")),
        Value::Nothing => errors.at(key, format!("`{key}` needs a value; write {how}")),
    }
    None
}

/// A word that stands alone.
pub(crate) fn alone(key: &Ident, value: &Value, errors: &mut Errors) {
    match value {
        Value::Nothing => {}
        Value::Is(tokens) => errors.at(tokens, format!("`{key}` takes no value; write `{key}`")),
        Value::List(group) => errors.at(group, format!("`{key}` takes no value here; write `{key}`")),
    }
}

/// `on_delete = Cascade`
pub(crate) fn action(key: &Ident, value: Value, errors: &mut Errors) -> Option<Action> {
    let tokens = is(key, value, &format!("`{key} = Cascade`"), errors)?;
    match syn::parse2::<Ident>(tokens.clone()) {
        Ok(word) if ACTIONS.iter().any(|action| word == action) => Some(Action(word)),
        Ok(word) => {
            errors.at(&word, names::unknown("action", &word.to_string(), &ACTIONS));
            None
        }
        Err(_) => {
            errors.at(tokens, format!("write one of `{}`", ACTIONS.join("`, `")));
            None
        }
    }
}

/// `references = schema::Authors.id`
pub(crate) fn reference(key: &Ident, value: Value, errors: &mut Errors) -> Option<Reference> {
    let tokens = is(key, value, "`references = Table.column`", errors)?;
    let parsed = (|input: ParseStream<'_>| {
        let table = input.call(Path::parse_mod_style)?;
        input.parse::<Token![.]>()?;
        Ok(Reference { table, column: input.parse()? })
    })
    .parse2(tokens.clone());
    if parsed.is_err() {
        errors.at(tokens, "say which column of which table it references: `references = Authors.id`");
    }
    parsed.ok()
}

/// An integer of an attribute.
pub(crate) fn number(key: &Ident, value: Value, least: u64, most: u64, errors: &mut Errors) -> Option<u64> {
    let how = format!("a number from {least} to {most}: `{key} = {}`", most.min(12));
    let tokens = is(key, value, &how, errors)?;
    let number = syn::parse2::<LitInt>(tokens.clone()).ok().and_then(|number| number.base10_parse::<u64>().ok());
    match number {
        Some(number) if (least..=most).contains(&number) => Some(number),
        _ => {
            errors.at(tokens, format!("write {how}"));
            None
        }
    }
}

/// The default that a literal means for a field's type.
pub(crate) fn default(
    key: &Ident,
    value: Value,
    ty: &syn::Type,
    family: Family,
    errors: &mut Errors,
) -> Option<DefaultValue> {
    let tokens = is(key, value, "a literal: `default = 0`, `default = \"new\"`, `default = true`", errors)?;
    let parsed = (|input: ParseStream<'_>| {
        let minus: Option<Token![-]> = input.parse()?;
        Ok((minus, input.parse::<Lit>()?))
    })
    .parse2(tokens.clone());
    let Ok((minus, literal)) = parsed else {
        errors.at(
            tokens,
            "a default is a literal, like `0`, `1.5`, `true` or `\"new\"`; \
             for anything else write `default_sql = \"..\"`",
        );
        return None;
    };
    if let Some(message) = mismatch(&literal, family) {
        errors.at(tokens, format!("{message}, or `default_sql = \"..\"`"));
        return None;
    }
    let name = super::field_type::name_of(ty).unwrap_or_default();
    let result = match &literal {
        Lit::Int(number) if family == Family::Float => number.base10_parse::<f64>().map(|x| float(minus.is_some(), x)),
        Lit::Int(number) => integer_in_range(number, minus.is_some(), &name).map(DefaultValue::Integer),
        Lit::Float(number) => number.base10_parse::<f64>().map(|x| float(minus.is_some(), x)),
        _ if minus.is_some() => Err(syn::Error::new_spanned(minus, "only a number can be negative; leave out the `-`")),
        Lit::Bool(truth) => Ok(DefaultValue::Bool(truth.value)),
        Lit::Str(text) if text.value().contains('\0') => {
            Err(syn::Error::new_spanned(text, "this text contains NUL, which PostgreSQL refuses; leave it out"))
        }
        Lit::Str(text) => Ok(DefaultValue::Text(text.clone())),
        other => Err(syn::Error::new_spanned(
            other,
            "this kind of literal has no SQL; write a number, `true`, `false` or a text in \"quotes\", \
             or `default_sql = \"..\"`",
        )),
    };
    errors.keep(result)
}

fn float(negative: bool, value: f64) -> DefaultValue {
    DefaultValue::Float(if negative { -value } else { value })
}

/// What is wrong about a literal for a type whose values are known.
fn mismatch(literal: &Lit, family: Family) -> Option<&'static str> {
    match (family, literal) {
        (Family::Integer, Lit::Int(_))
        | (Family::Float | Family::Decimal, Lit::Int(_) | Lit::Float(_))
        | (Family::Bool, Lit::Bool(_))
        | (Family::Text, Lit::Str(_))
        | (Family::Other, _) => None,
        (Family::Integer, _) => Some("the column holds integers: write a default like `0`"),
        (Family::Float | Family::Decimal, _) => Some("the column holds numbers: write a default like `1.5`"),
        (Family::Bool, _) => Some("the column holds truth values: write `true`, `false`"),
        (Family::Text, _) => Some("the column holds text: write a default in quotes, like `\"new\"`"),
        (Family::Bytes, _) => Some("bytes have no literal that all databases share: leave the default out"),
    }
}
