//! `alias!` and `name!`: names for FROM.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::parse::{Parse, ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, Ident, Path, Token, Visibility};

use crate::code;
use crate::errors::Errors;
use crate::names;

/// `/// docs` `pub Managers`
struct Name {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    ident: Ident,
}

impl Parse for Name {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Name { attributes: input.call(Attribute::parse_outer)?, visibility: input.parse()?, ident: input.parse()? })
    }
}

impl Name {
    fn sql(&self) -> String {
        names::snake_case(&names::sql_name(&self.ident))
    }

    /// The struct, and that it is a source of this name.
    fn declare(&self, errors: &mut Errors) -> TokenStream {
        let Name { attributes, visibility, ident } = self;
        let sql = self.sql();
        names::check(errors, ident, &sql, "the source");
        let code = code::of_name(&sql);
        quote! {
            #(#attributes)*
            #[derive(::core::clone::Clone, ::core::marker::Copy)]
            #[allow(missing_docs, missing_debug_implementations, dead_code, unreachable_pub)]
            #visibility struct #ident;

            impl ::statiql::schema::Source for #ident {
                type Code = #code;
                const NAME: &'static str = #sql;
            }
        }
    }
}

pub(crate) fn alias(input: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let parsed = list(
        input,
        "write `alias!(Managers = Employees)`",
        |input| {
            let name: Name = input.parse()?;
            if !input.peek(Token![=]) {
                return Err(input.error(format!("say what `{0}` is an alias of: `{0} = Table`", name.ident)));
            }
            input.parse::<Token![=]>()?;
            Ok((name, input.call(Path::parse_mod_style)?))
        },
        &mut errors,
    );
    let expanded: TokenStream = parsed.iter().map(|(name, table)| expand_alias(name, table, &mut errors)).collect();
    let errors = errors.into_tokens();
    quote!(#errors #expanded)
}

fn expand_alias(name: &Name, table: &Path, errors: &mut Errors) -> TokenStream {
    let ident = &name.ident;
    let sql = name.sql();
    let declared = name.declare(errors);
    // Both impls ask for a table in the same words at the same place, and the compiler reports the same thing once.
    // Without the `where` each use of the trait inside would be an error of its own.
    let bound = quote_spanned!(table.span()=> ::statiql::schema::Table);
    quote! {
        #declared

        #[allow(trivial_bounds)]
        impl ::core::ops::Deref for #ident
        where
            #table: #bound,
        {
            type Target = <#table as ::statiql::schema::Table>::Columns<#ident>;

            fn deref(&self) -> &Self::Target {
                <#table as ::statiql::schema::Table>::columns::<#ident>()
            }
        }

        impl ::statiql::render::Visit for #ident {
            fn visit(&self, _: &mut dyn ::statiql::render::Visitor) {}
        }

        #[allow(trivial_bounds)]
        impl ::statiql::schema::FromItem for #ident
        where
            #table: #bound,
        {
            type Source = #ident;
            type Needs = ::statiql::types::Nil;
            type Outer = ::statiql::types::Nil;
            const PIECE: ::statiql::render::Piece = match <#table as ::statiql::schema::FromItem>::PIECE {
                ::statiql::render::Piece::Table { schema, name, .. } => {
                    ::statiql::render::Piece::Table { schema, name, alias: ::core::option::Option::Some(#sql) }
                }
                other => other,
            };
        }
    }
}

pub(crate) fn name(input: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let parsed = list(input, "write `name!(Top)`", |input| input.parse::<Name>(), &mut errors);
    let expanded: TokenStream = parsed.iter().map(|name| name.declare(&mut errors)).collect();
    let errors = errors.into_tokens();
    quote!(#errors #expanded)
}

/// One or more, separated by `,` or `;`.
fn list<T>(
    input: TokenStream,
    hint: &str,
    item: impl Fn(ParseStream<'_>) -> syn::Result<T>,
    errors: &mut Errors,
) -> Vec<T> {
    let mut all = Vec::new();
    let parsed = (|input: ParseStream<'_>| {
        if input.is_empty() {
            return Err(input.error(hint));
        }
        while !input.is_empty() {
            all.push(item(input)?);
            if input.peek(Token![;]) {
                input.parse::<Token![;]>()?;
            } else if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    })
    .parse2(input);
    errors.keep(parsed);
    all
}
