//! What a field's type says before the compiler knows what it is.

use quote::quote;
use syn::{Type, TypePath, parse_quote};

use crate::errors::Errors;
use crate::function::wrapped;
use crate::lit::INTEGERS;

/// What kind of values a type holds, as far as its name tells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Integer,
    Float,
    Bool,
    Text,
    Bytes,
    Decimal,
    /// A newtype, an enum, a date: nothing can be said.
    Other,
}

/// A field's type without its `Option`.
pub(crate) struct FieldType {
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
    pub(crate) family: Family,
    /// An error was reported, and `ty` is only there to go on with.
    pub(crate) broken: bool,
}

/// Takes a field's type apart and reports what can never be a column.
pub(crate) fn read(ty: Type, errors: &mut Errors) -> FieldType {
    let (ty, nullable) = match wrapped(&ty) {
        Some((wrapper, inner)) if wrapper == "Option" => (inner, true),
        _ => (ty, false),
    };
    if wrapped(&ty).is_some_and(|(wrapper, _)| nullable && wrapper == "Option") {
        errors.at(&ty, "NULL is there or not; write one `Option`");
        let mut inner = read(ty, &mut Errors::new());
        inner.broken = true;
        return inner;
    }
    match refused(&ty) {
        Some((message, instead)) => {
            errors.at(&ty, message);
            let family = family(&instead);
            FieldType { ty: instead, nullable, family, broken: true }
        }
        None => FieldType { family: family(&ty), ty, nullable, broken: false },
    }
}

/// Reports a type of Rust's own that no database has.
pub(crate) fn check(ty: &Type, errors: &mut Errors) {
    if let Some((message, _)) = refused(ty) {
        errors.at(ty, message);
    }
}

/// Why a type is no column type, and one to go on with.
fn refused(ty: &Type) -> Option<(String, Type)> {
    Some(match ty {
        Type::Group(group) => return refused(&group.elem),
        Type::Paren(paren) => return refused(&paren.elem),
        Type::Reference(reference) => {
            let elem = &*reference.elem;
            let owned: Type = match elem {
                Type::Path(path) if path.path.is_ident("str") => parse_quote!(String),
                Type::Slice(slice) => {
                    let elem = &slice.elem;
                    parse_quote!(Vec<#elem>)
                }
                Type::Path(_) => elem.clone(),
                _ => parse_quote!(String),
            };
            (format!("a table's field says which values its column owns; write `{}`", text(&owned)), owned)
        }
        Type::Path(path) => return refused_path(path),
        Type::Array(_) | Type::Slice(_) => (
            "a column holds one value; for bytes write `Vec<u8>`, for a list use a table of its own".to_owned(),
            parse_quote!(Vec<u8>),
        ),
        Type::Tuple(_) => ("a column holds one value; write a field for each part".to_owned(), parse_quote!(i64)),
        Type::Macro(_) | Type::Verbatim(_) => return None,
        _ => (
            "this cannot be a column; write an integer, `f64`, `bool`, `String`, `Vec<u8>` \
             or a type with `#[derive(SqlType)]`"
                .to_owned(),
            parse_quote!(i64),
        ),
    })
}

/// Rust's own types that no database has.
fn refused_path(path: &TypePath) -> Option<(String, Type)> {
    let name = path.path.get_ident()?.to_string();
    let (why, instead): (_, Type) = match name.as_str() {
        "usize" => ("`usize` is not as wide everywhere", parse_quote!(i64)),
        "isize" => ("`isize` is not as wide everywhere", parse_quote!(i64)),
        "i128" | "u128" => ("databases have integers up to 64 bits", parse_quote!(i64)),
        "char" | "str" => ("databases have text and no single characters", parse_quote!(String)),
        _ => return None,
    };
    Some((format!("`{name}` cannot be a column: {why}; write `{}`", text(&instead)), instead))
}

fn text(ty: &Type) -> String {
    quote!(#ty).to_string().replace(' ', "")
}

fn family(ty: &Type) -> Family {
    match ty {
        Type::Group(group) => family(&group.elem),
        Type::Paren(paren) => family(&paren.elem),
        ty => match wrapped(ty) {
            Some((vec, inner)) if vec == "Vec" && name_of(&inner).as_deref() == Some("u8") => Family::Bytes,
            _ => match name_of(ty).as_deref() {
                Some("f32" | "f64") => Family::Float,
                Some("bool") => Family::Bool,
                Some("String") => Family::Text,
                Some("Decimal") => Family::Decimal,
                Some(name) if INTEGERS.iter().any(|(integer, ..)| *integer == name) => Family::Integer,
                _ => Family::Other,
            },
        },
    }
}

/// The last segment of a path without generics.
pub(crate) fn name_of(ty: &Type) -> Option<String> {
    match ty {
        Type::Group(group) => name_of(&group.elem),
        Type::Paren(paren) => name_of(&paren.elem),
        Type::Path(path) => {
            path.path.segments.last().filter(|last| last.arguments.is_none()).map(|last| last.ident.to_string())
        }
        _ => None,
    }
}
