//! `lit!`: a literal that is part of a query's text.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Lit, Token};

use crate::code;
use crate::errors::here;

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    match syn::parse2::<Literal>(input) {
        Ok(literal) => literal.expand(),
        Err(error) => error.to_compile_error(),
    }
}

/// A literal as the query wants it.
struct Literal {
    ty: TokenStream,
    /// What tells it apart: its type and value.
    code: String,
    piece: TokenStream,
}

impl Literal {
    fn expand(self) -> TokenStream {
        let Literal { ty, code, piece } = self;
        let code = code::of_text(&code);
        // A call around the block: rustc would want a bare block to be what the operand of `!` is expected to be.
        quote! {::core::convert::identity({
            struct __Literal;

            impl ::statiql::expr::Literal for __Literal {
                type Ty = #ty;
                type Code = #code;
                const PIECE: ::statiql::render::Piece = #piece;
            }

            ::statiql::expr::Lit::<__Literal>::new()
        })}
    }
}

impl Parse for Literal {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let minus: Option<Token![-]> = input.parse()?;
        if !input.peek(Lit) {
            return Err(here(
                input,
                "`lit!` takes a literal: `lit!(1)`, `lit!(\"text\")`, `lit!(true)`, `lit!(1.5)`; \
                a value that is computed is bound when you give it as it is",
            ));
        }
        let literal: Lit = input.parse()?;
        if !input.is_empty() {
            return Err(here(input, "`lit!` takes one literal; nothing may follow it"));
        }
        match (&literal, minus) {
            (Lit::Int(number), _) => integer(number, minus.is_some()),
            (Lit::Float(number), _) => float(number, minus.is_some()),
            (_, Some(minus)) => Err(syn::Error::new_spanned(minus, "only a number can be negative; leave out the `-`")),
            (Lit::Bool(truth), None) => {
                let text = if truth.value { "TRUE" } else { "FALSE" };
                Ok(Literal {
                    ty: quote!(bool),
                    code: text.to_owned(),
                    piece: quote!(::statiql::render::Piece::Text(#text)),
                })
            }
            (Lit::Str(text), None) => {
                let value = text.value();
                if value.contains('\0') {
                    return Err(syn::Error::new_spanned(
                        text,
                        "this text contains NUL, which PostgreSQL refuses; leave it out",
                    ));
                }
                Ok(Literal {
                    ty: quote!(::std::string::String),
                    code: format!("'{value}'"),
                    piece: quote!(::statiql::render::Piece::Literal(#value)),
                })
            }
            (other, None) => Err(syn::Error::new_spanned(
                other,
                "this kind of literal has no SQL; write a number, `true`, `false` or a text in \"quotes\"",
            )),
        }
    }
}

/// The integer types and their ranges, as far as a column holds them.
pub(crate) const INTEGERS: [(&str, i64, i64); 8] = [
    ("i8", i8::MIN as i64, i8::MAX as i64),
    ("i16", i16::MIN as i64, i16::MAX as i64),
    ("i32", i32::MIN as i64, i32::MAX as i64),
    ("i64", i64::MIN, i64::MAX),
    ("u8", 0, u8::MAX as i64),
    ("u16", 0, u16::MAX as i64),
    ("u32", 0, u32::MAX as i64),
    ("u64", 0, i64::MAX),
];

/// The value of an integer literal if a column of the type `ty` can hold it; other types are not looked at.
pub(crate) fn integer_in_range(number: &syn::LitInt, negative: bool, ty: &str) -> syn::Result<i64> {
    let value = number
        .base10_parse::<i128>()
        .ok()
        .map(|value| if negative { -value } else { value })
        .and_then(|value| i64::try_from(value).ok());
    let range = INTEGERS.iter().find(|(name, ..)| *name == ty);
    match (value, range) {
        (Some(value), None) => Ok(value),
        (Some(value), Some((_, least, most))) if (*least..=*most).contains(&value) => Ok(value),
        (_, Some((_, least, most))) => Err(syn::Error::new_spanned(
            number,
            format!("this number is out of range: a column of type `{ty}` holds {least} to {most}"),
        )),
        (None, None) => {
            Err(syn::Error::new_spanned(number, "this number is out of range: a column holds at most 64 bits"))
        }
    }
}

fn integer(number: &syn::LitInt, negative: bool) -> syn::Result<Literal> {
    let ty = match number.suffix() {
        "" => "i64",
        // `1f64` is an integer to Rust's lexer and a float to everybody else.
        "f32" | "f64" => return float(&syn::LitFloat::new(&number.to_string(), number.span()), negative),
        suffix if INTEGERS.iter().any(|(name, ..)| *name == suffix) => suffix,
        suffix => {
            return Err(syn::Error::new_spanned(
                number,
                format!("`{suffix}` is not a column type; write `i64`, or another integer of 8 to 64 bits"),
            ));
        }
    };
    let value = integer_in_range(number, negative, ty)?;
    // An integer of less than 32 bits is an `int4` to PostgreSQL unless it is told otherwise.
    let postgres = match ty {
        "i8" | "i16" | "u8" => format!("({value})::int2"),
        "i32" | "u16" => format!("{value}"),
        _ => format!("({value})::int8"),
    };
    let ty = syn::Ident::new(ty, number.span());
    Ok(Literal {
        code: format!("{ty} {value}"),
        ty: quote!(#ty),
        piece: quote! {
            ::statiql::render::Piece::ByDialect(&[
                ::statiql::render::Piece::Integer(#value),
                ::statiql::render::Piece::Text(#postgres),
                ::statiql::render::Piece::Integer(#value),
                ::statiql::render::Piece::Integer(#value),
            ])
        },
    })
}

fn float(number: &syn::LitFloat, negative: bool) -> syn::Result<Literal> {
    let ty = match number.suffix() {
        "" => "f64",
        suffix @ ("f32" | "f64") => suffix,
        suffix => {
            return Err(syn::Error::new_spanned(
                number,
                format!("`{suffix}` is not a column type; write `f64` or `f32`"),
            ));
        }
    };
    let value = number.base10_parse::<f64>()?;
    let too_large = value.is_infinite() || (ty == "f32" && value > f64::from(f32::MAX));
    if too_large {
        return Err(syn::Error::new_spanned(number, format!("this number is too large for `{ty}`")));
    }
    // The shortest text that reads as the same number, always with a point or an exponent.
    let text = format!("{}{value:?}", if negative { "-" } else { "" });
    // `1.5` is an exact decimal to PostgreSQL, MySQL and MariaDB; what makes it a float differs.
    let postgres = format!("{text}::{}", if ty == "f32" { "float4" } else { "float8" });
    let mysql = if text.contains('e') { text.clone() } else { format!("{text}e0") };
    let ident = syn::Ident::new(ty, number.span());
    Ok(Literal {
        code: format!("{ty} {text}"),
        ty: quote!(#ident),
        piece: quote! {
            ::statiql::render::Piece::ByDialect(&[
                ::statiql::render::Piece::Text(#text),
                ::statiql::render::Piece::Text(#postgres),
                ::statiql::render::Piece::Text(#mysql),
                ::statiql::render::Piece::Text(#mysql),
            ])
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &str) -> Result<(String, String), String> {
        syn::parse_str::<Literal>(input)
            .map(|literal| (literal.ty.to_string().replace(' ', ""), literal.code))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn literals_have_the_type_of_their_suffix() {
        for (input, ty, code) in [
            ("1", "i64", "i64 1"),
            ("-3", "i64", "i64 -3"),
            ("0x10_u8", "u8", "u8 16"),
            ("-9223372036854775808", "i64", "i64 -9223372036854775808"),
            ("1.5", "f64", "f64 1.5"),
            ("-1_000.0", "f64", "f64 -1000.0"),
            ("1e300", "f64", "f64 1e300"),
            ("2f32", "f32", "f32 2.0"),
            ("true", "bool", "TRUE"),
            ("\"it's\"", "::std::string::String", "'it's'"),
        ] {
            assert_eq!(read(input), Ok((ty.to_owned(), code.to_owned())), "{input}");
        }
    }

    #[test]
    fn other_literals_say_what_to_write() {
        for (input, expected) in [
            ("", "`lit!` takes a literal"),
            ("x", "`lit!` takes a literal"),
            ("1, 2", "`lit!` takes one literal"),
            ("1usize", "`usize` is not a column type"),
            ("300u8", "this number is out of range: a column of type `u8` holds 0 to 255"),
            ("-1u32", "this number is out of range"),
            ("9223372036854775808", "this number is out of range"),
            ("18446744073709551615u64", "this number is out of range"),
            ("1e999", "this number is too large for `f64`"),
            ("1e39f32", "this number is too large for `f32`"),
            ("-true", "only a number can be negative"),
            ("'c'", "this kind of literal has no SQL"),
            ("b\"x\"", "this kind of literal has no SQL"),
            ("\"a\\0b\"", "this text contains NUL"),
        ] {
            let message = read(input).unwrap_err();
            assert!(message.contains(expected), "{input}: {message}");
        }
    }
}
