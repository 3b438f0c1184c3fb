//! `row!`: a record with names, of a struct made on the spot or of the user's own.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Expr, Ident, Path, Token, braced};

use crate::code;
use crate::errors::Errors;
use crate::names;

const HOW: &str = "write names and expressions: `row! { author: Authors.name, title: Books.title }`";

/// `author: Authors.name`
struct Field {
    name: Ident,
    value: Expr,
}

impl Parse for Field {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![..]) {
            return Err(input.error("`..` cannot fill the rest from a query; name every field"));
        }
        let name = input.fork().call(Ident::parse_any);
        let Ok(name) = name else {
            return Err(input.error(format!("every field needs a name; {HOW}")));
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
        Ok(Field { name, value: input.parse()? })
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
            return Err(input.error(HOW));
        }
        let ahead = input.fork();
        if ahead.parse::<Path>().is_ok() && ahead.peek(syn::token::Brace) {
            let path: Path = input.parse()?;
            let inside;
            let brace = braced!(inside in input);
            if !input.is_empty() {
                return Err(input.error("nothing may follow the struct"));
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
        let field: Field = input.parse()?;
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
        Some(row) if !errors.any() => row.expand(),
        _ => errors.into_expression(),
    }
}

impl Row {
    fn expand(&self) -> TokenStream {
        let (fields, values): (Vec<_>, Vec<_>) = self.fields.iter().map(|field| (&field.name, &field.value)).unzip();
        let names = name_structs(&fields);
        // What the user wrote stands outside of the block with our structs, where nothing can shadow what it names.
        match &self.fills {
            None => {
                let record = record(&fields);
                quote! {
                    match (#(#values,)*) {
                        values => {
                            #names
                            #record
                            ::statiql::query::Record::new(__Names, values)
                        }
                    }
                }
            }
            Some(path) => {
                let parameters: Vec<Ident> = (0..fields.len()).map(|i| format_ident!("value{i}")).collect();
                quote! {
                    match ((#(#values,)*), |(#(#parameters,)*)| #path { #(#fields: #parameters),* }) {
                        (values, fill) => {
                            #names
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
    let structs: Vec<Ident> = fields.iter().map(|field| format_ident!("__name_{}", field.unraw())).collect();
    let codes = names.iter().map(|name| code::of_name(name));
    quote! {
        #(
            #[allow(non_camel_case_types)]
            pub struct #structs;

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
fn record(fields: &[&Ident]) -> TokenStream {
    let types: Vec<Ident> = (0..fields.len()).map(|i| format_ident!("T{i}")).collect();
    let places = (0..fields.len()).map(syn::Index::from);
    quote! {
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy, ::core::cmp::PartialEq)]
        #[allow(non_snake_case, dead_code)]
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
