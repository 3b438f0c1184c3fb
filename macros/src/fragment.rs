//! `sql!`: a raw fragment of SQL with a type.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Expr, LitStr, Token, Type};

use crate::code;
use crate::errors::Errors;
use crate::function::Returns;
use crate::template::{self, MOST_ARGUMENTS};

/// `f64, "{0} * 2", Books.price`
struct Fragment {
    returns: Returns,
    text: LitStr,
    arguments: Vec<Expr>,
}

const HOW: &str = "write the type, the SQL and the arguments: `sql!(f64, \"{0} * 2\", Books.price)`";

impl Parse for Fragment {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Err(input.error(HOW));
        }
        if input.peek(LitStr) {
            return Err(input.error(format!("the type is missing; {HOW}")));
        }
        let returns = Returns::of(input.parse::<Type>()?);
        if input.is_empty() {
            return Err(input.error(format!("the SQL is missing; {HOW}")));
        }
        input.parse::<Token![,]>()?;
        if !input.peek(LitStr) {
            return Err(input.error(
                "the SQL must be a string literal, so that no value ever becomes text; \
                give values as arguments for `{0}`, `{1}` ..",
            ));
        }
        let text = input.parse()?;
        let mut arguments = Vec::new();
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if !input.is_empty() {
                arguments.push(input.parse()?);
            }
        }
        Ok(Fragment { returns, text, arguments })
    }
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let Fragment { returns, text, arguments } = match syn::parse2(input) {
        Ok(fragment) => fragment,
        Err(error) => return error.to_compile_error(),
    };
    let mut errors = Errors::new();
    template::check(&mut errors, &text, arguments.len());
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
        match (#(::statiql::expr::operand(#arguments),)*) {
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
        }
    }
}
