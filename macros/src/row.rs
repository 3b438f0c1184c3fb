//! `row!`: a record with names, of a struct made on the spot or of the user's own.

use std::collections::HashMap;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, Ident, Path, Token, braced};

use crate::code;
use crate::errors::{Errors, here};
use crate::names;

const HOW: &str = "write names and expressions: `row! { author: Authors.name, title: Books.title }`";

/// `author: Authors.name`
struct Field {
    name: Ident,
    value: TokenStream,
}

/// An expression. One that is being typed, `Authors.`, is read without its dot and reported, so that an editor finds
/// the table in the expansion and can complete the column.
pub(crate) fn expression(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<TokenStream> {
    let ahead = input.fork();
    if let Ok(expression) = ahead.parse::<Expr>() {
        input.advance_to(&ahead);
        return Ok(expression.into_token_stream());
    }
    let ahead = input.fork();
    let mut tokens: Vec<TokenTree> = Vec::new();
    while !ahead.is_empty() && !ahead.peek(Token![,]) {
        tokens.push(ahead.parse()?);
    }
    let dot = tokens.pop().filter(|last| last.to_string() == ".");
    let unfinished = TokenStream::from_iter(tokens);
    match (dot, syn::parse2::<Expr>(unfinished.clone())) {
        (Some(dot), Ok(_)) => {
            input.advance_to(&ahead);
            errors.at(dot, "the name of a column is missing after the dot");
            Ok(unfinished)
        }
        _ => input.parse::<Expr>().map(ToTokens::into_token_stream),
    }
}

impl Field {
    fn parse(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Self> {
        if input.peek(Token![..]) {
            return Err(here(input, "`..` cannot fill the rest from a query; name every field"));
        }
        let name = input.fork().call(Ident::parse_any);
        let Ok(name) = name else {
            return Err(here(input, format!("every field needs a name; {HOW}")));
        };
        let ahead = input.fork();
        ahead.call(Ident::parse_any)?;
        if ahead.peek(Token![::]) || !ahead.peek(Token![:]) {
            return Err(syn::Error::new(name.span(), format!("every field needs a name and an expression; {HOW}")));
        }
        let name = input.call(Ident::parse_any)?;
        // `type: x` would be a field that nobody can read.
        if syn::parse_str::<Ident>(&name.to_string()).is_err() {
            return Err(syn::Error::new(name.span(), format!("`{name}` is a keyword; write `r#{name}`")));
        }
        input.parse::<Token![:]>()?;
        Ok(Field { name, value: expression(input, errors)? })
    }
}

/// `author: Authors.name, ..` or `TopAuthor { author: Authors.name, .. }`
struct Row {
    fills: Option<Path>,
    fields: Vec<Field>,
}

impl Row {
    fn parse(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Self> {
        if input.is_empty() {
            return Err(here(input, HOW));
        }
        let ahead = input.fork();
        if ahead.parse::<Path>().is_ok() && ahead.peek(syn::token::Brace) {
            let path: Path = input.parse()?;
            let inside;
            let brace = braced!(inside in input);
            if !input.is_empty() {
                return Err(here(input, "nothing may follow the struct"));
            }
            let fields = fields(&inside, errors)?;
            if fields.is_empty() && !errors.any() {
                return Err(syn::Error::new(brace.span.join(), "a record needs at least one field"));
            }
            return Ok(Row { fills: Some(expression_path(path)), fields });
        }
        Ok(Row { fills: None, fields: fields(input, errors)? })
    }
}

/// `Pair<i64>` as an expression wants it, `Pair::<i64>`.
fn expression_path(mut path: Path) -> Path {
    for segment in &mut path.segments {
        if let syn::PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
            arguments.colon2_token.get_or_insert_with(Default::default);
        }
    }
    path
}

/// The fields, without those that repeat a name.
fn fields(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Vec<Field>> {
    let mut seen = HashMap::new();
    let mut fields: Vec<Field> = Vec::new();
    while !input.is_empty() {
        let field = Field::parse(input, errors)?;
        let name = names::sql_name(&field.name);
        names::check(errors, &field.name, &name, "this field");
        // SQL compares names without regard to case.
        if let Some(first) = seen.insert(name.to_lowercase(), name.clone()) {
            let same = if first == name { String::new() } else { format!(", and to SQL it is the same as `{first}`") };
            errors.at(&field.name, format!("the field `{name}` stands here twice{same}; give it another name"));
        } else {
            fields.push(field);
        }
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(fields)
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let row = (|input: ParseStream<'_>| Row::parse(input, &mut errors)).parse2(input);
    match errors.keep(row) {
        Some(row) => row.expand(errors),
        None => errors.into_expression(),
    }
}

impl Row {
    fn expand(&self, errors: Errors) -> TokenStream {
        let (fields, values): (Vec<_>, Vec<_>) = self.fields.iter().map(|field| (&field.name, &field.value)).unzip();
        let names = name_structs(&fields);
        if errors.any() {
            // The same beginning as below, which is where an editor looks for what is being typed.
            let errors = errors.into_tokens();
            return match &self.fills {
                None => quote!(match (#(#values,)*) { _ => { #errors } }),
                Some(_) => quote!(match ((#(#values,)*), ()) { _ => { #errors } }),
            };
        }
        // What the user wrote stands outside of the block with our structs, where nothing can shadow what it names.
        match &self.fills {
            None => {
                let record = record(
                    &fields,
                    &quote!(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy, ::core::cmp::PartialEq),
                );
                quote! {
                    match (#(#values,)*) {
                        values => {
                            #names
                            {
                                #record
                                ::statiql::query::Record::new(__Names, values)
                            }
                        }
                    }
                }
            }
            Some(path) => {
                // Only ORDER BY sees it, filled with the names.
                let record = record(&fields, &TokenStream::new());
                let parameters: Vec<Ident> = (0..fields.len()).map(|i| format_ident!("value{i}")).collect();
                quote! {
                    match ((#(#values,)*), |(#(#parameters,)*)| #path { #(#fields: #parameters),* }) {
                        (values, fill) => {
                            #names
                            #record
                            ::statiql::query::Filled::new(__Names, fill, values)
                        }
                    }
                }
            }
        }
    }
}

/// The names as types and as texts.
fn name_structs(fields: &[&Ident]) -> TokenStream {
    let names: Vec<String> = fields.iter().map(|field| names::sql_name(field)).collect();
    // They have the names of the fields, since messages show them.
    let structs = fields;
    let codes = names.iter().map(|name| code::of_name(name));
    quote! {
        #(
            #[allow(non_camel_case_types)]
            pub enum #structs {}

            impl ::statiql::schema::FieldName for #structs {
                type Code = #codes;
                const NAME: &'static str = #names;
            }
        )*

        #[derive(::core::clone::Clone, ::core::marker::Copy)]
        pub struct __Names;

        impl ::statiql::query::RecordFamily for __Names {
            const NAMES: &'static [&'static str] = &[#(#names),*];
            type Fields = (#(#structs,)*);
        }
    }
}

/// The struct of the record, generic in the types of its fields, and how it is made.
fn record(fields: &[&Ident], derives: &TokenStream) -> TokenStream {
    let types: Vec<Ident> = (0..fields.len()).map(|i| format_ident!("T{i}")).collect();
    let places = (0..fields.len()).map(syn::Index::from);
    quote! {
        #[derive(#derives)]
        #[allow(non_snake_case, dead_code, clippy::all, clippy::pedantic, clippy::nursery)]
        pub struct Row<#(#types),*> {
            #(pub #fields: #types),*
        }

        impl<#(#types),*> ::statiql::query::Build<(#(#types,)*)> for __Names {
            type Record = Row<#(#types),*>;

            fn build(&self, values: (#(#types,)*)) -> Self::Record {
                Row { #(#fields: values.#places),* }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(input: &str) -> Vec<String> {
        let mut errors = Errors::new();
        let row = (|input: ParseStream<'_>| Row::parse(input, &mut errors)).parse_str(input);
        errors.keep(row);
        errors.messages()
    }

    #[test]
    fn records_with_and_without_a_struct_are_read() {
        for input in [
            "a: Authors.id",
            "a: Authors.id, r#type: count(Books.id),",
            "Top { a: x, b: y }",
            "crate::Pair<i64, String> { a: x }",
            "a: Books.price * 2.0 + rate",
        ] {
            assert_eq!(messages(input), Vec::<String>::new(), "{input}");
        }
    }

    #[test]
    fn wrong_records_say_what_to_write() {
        let unnamed = format!("every field needs a name and an expression; {HOW}");
        for (input, expected) in [
            ("", HOW),
            ("Authors.name, Books.title", &unnamed),
            ("title", &unnamed),
            ("a: x, ..Default::default()", "`..` cannot fill the rest from a query; name every field"),
            ("a: x, a: y", "the field `a` stands here twice; give it another name"),
            ("a: x, A: y", "the field `A` stands here twice, and to SQL it is the same as `a`; give it another name"),
            ("type: x", "`type` is a keyword; write `r#type`"),
            ("a: Authors.", "the name of a column is missing after the dot"),
            ("a: Authors., b: Books.id", "the name of a column is missing after the dot"),
            ("Top {}", "a record needs at least one field"),
            ("Top { a: x }.b", "nothing may follow the struct"),
        ] {
            assert_eq!(messages(input), [expected], "{input}");
        }
    }

    #[test]
    fn an_editor_finds_what_is_being_typed() {
        let start =
            |input: &str| expand(input.parse().unwrap()).to_string().split(['.', '{']).next().map(str::to_owned);
        assert_eq!(start("a: Books., b: Authors.id").unwrap().trim(), "match (Books , Authors");
        assert_eq!(start("a: Books.id, b: Authors.id").unwrap().trim(), "match (Books");
    }

    #[test]
    fn all_mistakes_are_found() {
        assert_eq!(messages("a: x, a: y, b: z, b: w").len(), 2);
    }
}
