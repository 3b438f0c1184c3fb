//! `sql!`: a raw fragment of SQL with a type.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Token, Type};

use crate::code;
use crate::errors::{Errors, here};
use crate::function::Returns;
use crate::row::expression;
use crate::sql_text::Placeholders;
use crate::template::{self, MOST_ARGUMENTS};

/// `f64, "{0} * 2", Books.price`
struct Fragment {
    returns: Returns,
    text: LitStr,
    arguments: Vec<TokenStream>,
}

const HOW: &str = "write the type, the SQL and the arguments: `sql!(f64, \"{0} * 2\", Books.price)`";

impl Fragment {
    fn parse(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Self> {
        if input.is_empty() {
            return Err(here(input, HOW));
        }
        if input.peek(LitStr) {
            return Err(here(input, format!("the type is missing; {HOW}")));
        }
        let returns = Returns::of(input.parse::<Type>()?);
        if input.is_empty() {
            return Err(here(input, format!("the SQL is missing; {HOW}")));
        }
        input.parse::<Token![,]>()?;
        if !input.peek(LitStr) {
            return Err(here(
                input,
                "the SQL must be a string literal, so that no value ever becomes text; \
                give values as arguments for `{0}`, `{1}` ..",
            ));
        }
        let text = input.parse()?;
        let mut arguments = Vec::new();
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if !input.is_empty() {
                arguments.push(expression(input, errors)?);
            }
        }
        Ok(Fragment { returns, text, arguments })
    }
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let fragment = (|input: ParseStream<'_>| Fragment::parse(input, &mut errors)).parse2(input);
    let Some(Fragment { returns, text, arguments }) = errors.keep(fragment) else {
        return errors.into_expression();
    };
    crate::table::field_type::check(&returns.ty, &mut errors);
    template::check(&mut errors, &text, arguments.len(), Placeholders::All);
    if let Some(extra) = arguments.get(MOST_ARGUMENTS) {
        errors.at(extra, format!("a fragment has at most {MOST_ARGUMENTS} arguments; split it"));
    }
    if errors.any() {
        return errors.into_expression();
    }
    let Returns { ty, nulls } = returns;
    let nulls = format_ident!("{nulls}");
    let code = code::of_text(&text.value());
    let template = format!("({})", text.value());
    // The arguments stand outside of the block with the struct, where nothing can shadow what they name.
    quote! {
        ::core::convert::identity(match (#(::statiql::expr::operand(#arguments),)*) {
            arguments => {
                struct __Fragment;

                impl ::statiql::expr::Function for __Fragment {
                    const TEMPLATE: ::statiql::render::Template = ::statiql::render::Template::function(#template);
                    type Nulls = ::statiql::expr::#nulls;
                    type Class = ::statiql::expr::Scalar;
                    type Needs = ::statiql::types::Nil;
                    type Code = #code;
                }

                ::statiql::expr::fragment::<__Fragment, #ty, _>(arguments)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_are_read() {
        for input in [
            "f64, \"{0} * (1 + {1})\", Books.price, rate",
            "Option<f64>, \"random()\"",
            "NotNull<i64>, \"f({*})\", a, b,",
        ] {
            assert!(!expand(input.parse().unwrap()).to_string().contains("compile_error"), "{input}");
        }
    }

    #[test]
    fn wrong_fragments_say_what_to_write() {
        for (input, expected) in [
            ("", "write the type, the SQL and the arguments"),
            ("\"{0}\", a", "the type is missing"),
            ("f64", "the SQL is missing"),
            ("f64, text, a", "the SQL must be a string literal"),
            ("f64, \"{0} + {1}\", a", "`{1}` stands for no argument"),
            ("f64, \"{0}\", a, b", "argument 1 is never used"),
            ("f64, \"{0}\", Books.", "the name of a column is missing after the dot"),
            ("f64, \"{*}\", a, b, c, d, e, f, g, h, i", "at most 8 arguments"),
        ] {
            let expanded = expand(input.parse().unwrap()).to_string();
            assert!(expanded.contains(expected), "{input}: {expanded}");
        }
    }
}
