//! `alias!` and `name!`: names for FROM.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::{Parse, ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, Ident, Path, Token, Visibility};

use crate::code;
use crate::entry::split_at;
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
        let (imports, code, in_scope) = (code::short_imports(), code::of_name(&sql), code::in_scope(&sql));
        quote! {
            #(#attributes)*
            #[derive(::core::clone::Clone, ::core::marker::Copy)]
            #[allow(missing_docs, missing_debug_implementations, dead_code, unreachable_pub)]
            #visibility struct #ident;

            const _: () = {
                #imports

                impl ::statiql::schema::Source for #ident {
                    type Code = #code;
                    type Shape = Self::Code;
                    #in_scope
                    const NAME: &'static str = #sql;
                }
            };
        }
    }
}

pub(crate) fn alias(input: TokenStream) -> TokenStream {
    let alias = |input: ParseStream<'_>| {
        let name: Name = input.parse()?;
        if !input.peek(Token![=]) {
            return Err(syn::Error::new_spanned(
                &name.ident,
                format!("say of which table `{0}` is an alias: `{0} = Table`", name.ident),
            ));
        }
        input.parse::<Token![=]>()?;
        let table = input.call(Path::parse_mod_style);
        let how = format!("write the name of a table: `{} = Table`", name.ident);
        Ok((name, table.map_err(|error| syn::Error::new(error.span(), how))?))
    };
    let expand = |(name, table): &(Name, Path), errors: &mut Errors| expand_alias(name, table, errors);
    each(input, "write `alias!(Managers = Employees)`", alias, expand)
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

        impl ::statiql::render::Visit for #ident {}

        #[allow(trivial_bounds)]
        #[diagnostic::do_not_recommend]
        impl ::statiql::schema::FromItem for #ident
        where
            #table: #bound,
        {
            type Item = #ident;
            type Source = #ident;
            type Needs = ::statiql::types::Nil;
            type Outer = ::statiql::types::Nil;
            const PIECE: ::statiql::render::Piece = match <#table as ::statiql::schema::FromItem>::PIECE {
                ::statiql::render::Piece::Table { schema, name, .. } => {
                    ::statiql::render::Piece::Table { schema, name, alias: ::core::option::Option::Some(#sql) }
                }
                other => other,
            };

            fn item(self) -> Self {
                self
            }
        }
    }
}

pub(crate) fn name(input: TokenStream) -> TokenStream {
    each(input, "write `name!(Top)`", |input| input.parse::<Name>(), Name::declare)
}

/// Expands one or more, separated by `,` or `;`. One that is wrong leaves the others as they are.
fn each<T>(
    input: TokenStream,
    how: &str,
    parse: impl Fn(ParseStream<'_>) -> syn::Result<T>,
    expand: impl Fn(&T, &mut Errors) -> TokenStream,
) -> TokenStream {
    let mut errors = Errors::new();
    let parts = split_at(input, &[',', ';']);
    if parts.is_empty() {
        errors.push(syn::Error::new(Span::call_site(), how));
    }
    let mut expanded = TokenStream::new();
    for part in parts {
        if let Some(item) = errors.keep((|input: ParseStream<'_>| parse(input)).parse2(part)) {
            expanded.extend(expand(&item, &mut errors));
        }
    }
    let errors = errors.into_tokens();
    quote!(#errors #expanded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mistake_leaves_the_others() {
        let expanded = alias("pub A = Books, B, /** docs */ C = schema::Authors;".parse().unwrap()).to_string();
        assert!(expanded.contains("say of which table `B` is an alias"));
        assert!(expanded.contains("pub struct A") && expanded.contains("struct C"));
        assert!(expanded.contains("\"a\"") && expanded.contains("schema :: Authors"));
    }

    #[test]
    fn names_are_in_snake_case() {
        let expanded = name("TopAuthors, pub(crate) Shelf".parse().unwrap()).to_string();
        assert!(expanded.contains("\"top_authors\"") && expanded.contains("pub (crate) struct Shelf"));
        assert!(!expanded.contains("compile_error"));
    }

    #[test]
    fn nothing_says_what_to_write() {
        assert!(alias(TokenStream::new()).to_string().contains("write `alias!(Managers = Employees)`"));
        assert!(name(TokenStream::new()).to_string().contains("write `name!(Top)`"));
    }
}
