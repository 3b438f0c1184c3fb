//! The expansion of `#[table]`.
//!
//! What a table costs the compiler is counted in tokens and impls for each of its columns, so all impls stand in one
//! block with short names for what they use, and a column has two impls at most. What there is for each column is written
//! in one go: tokens that are put into others as a stream are sent to the compiler and back.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Token, Visibility, parse_quote};

use super::model::{Column, Reference, Table};
use super::{meta, type_checks};
use crate::code;

pub(crate) fn expand(table: &Table) -> TokenStream {
    let declarations = declarations(table);
    let module = module(table);
    let implementations = implementations(table);
    quote!(#declarations #module #implementations)
}

/// The struct and the constant of the same name.
fn declarations(table: &Table) -> TokenStream {
    let Table { attributes, visibility, ident, module, columns, .. } = table;
    let of_both = attributes.iter().filter(|attribute| is_for_constant(attribute));
    let comments = columns.iter().map(|column| &column.attributes);
    let visibilities = columns.iter().map(|column| &column.visibility);
    let names: Vec<&Ident> = columns.iter().map(|column| &column.ident).collect();
    quote! {
        #(#attributes)*
        #[allow(
            non_snake_case, missing_docs, missing_debug_implementations, dead_code, unreachable_pub, private_interfaces
        )]
        #visibility struct #ident {
            #(#(#comments)* #visibilities #names: ::statiql::schema::Col<#module::#names>,)*
        }

        #(#of_both)*
        #[allow(
            non_upper_case_globals, non_snake_case, missing_docs, dead_code, deprecated, unreachable_pub,
            unused_imports, clippy::all, clippy::pedantic, clippy::nursery
        )]
        #visibility const #ident: #ident = {
            use ::statiql::schema::Col::Value as __Value;
            #ident { #(#names: __Value,)* }
        };
    }
}

fn is_for_constant(attribute: &Attribute) -> bool {
    ["doc", "deprecated"].iter().any(|name| attribute.path().is_ident(name))
}

/// The columns as types, and the table's columns under the name of an alias.
fn module(table: &Table) -> TokenStream {
    let Table { visibility, module, columns, .. } = table;
    let names: Vec<&Ident> = columns.iter().map(|column| &column.ident).collect();
    let inside = one_module_deeper(visibility);
    let visibilities = columns.iter().map(|column| one_module_deeper(&column.visibility));
    // Without columns, after an error, the parameter would be unused.
    let unused = columns.is_empty().then(|| quote!(__a: ::core::marker::PhantomData<__A>));
    quote! {
        #[doc(hidden)]
        #[allow(
            non_camel_case_types, non_snake_case, missing_docs, missing_debug_implementations, dead_code,
            unreachable_pub, unused_imports, private_interfaces, clippy::all, clippy::pedantic, clippy::nursery
        )]
        #visibility mod #module {
            use ::statiql::schema::{As as __As, Col as __Col};
            #(#inside enum #names {})*
            #inside struct __Columns<__A> { #(#visibilities #names: __Col<__As<__A, #names>>,)* #unused }
        }
    }
}

/// The same visibility, said inside a module of the place where it was written.
fn one_module_deeper(visibility: &Visibility) -> Visibility {
    match visibility {
        Visibility::Inherited => parse_quote!(pub(super)),
        Visibility::Restricted(restricted) => {
            let path = &restricted.path;
            if path.is_ident("self") {
                parse_quote!(pub(super))
            } else if path.segments.first().is_some_and(|first| first.ident == "super") {
                parse_quote!(pub(in super::#path))
            } else if path.segments.first().is_some_and(|first| first.ident == "self") {
                let rest = path.segments.iter().skip(1);
                parse_quote!(pub(in super #(::#rest)*))
            } else {
                visibility.clone()
            }
        }
        Visibility::Public(_) => visibility.clone(),
    }
}

/// All impls.
fn implementations(table: &Table) -> TokenStream {
    let digits = code::short_imports();
    let of_table = of_table(table);
    let targets = meta::targets(table);
    let of_columns = of_columns(table);
    let referencing =
        table.columns.iter().filter(|column| column.references.is_some()).map(|column| path(table, column));
    let referenced = table.columns.iter().filter_map(|column| column.references.as_ref()).map(Reference::path);
    let checks = type_checks::expand(table);
    quote! {
        #[allow(
            non_camel_case_types, unused_imports, dead_code, deprecated, non_local_definitions, private_interfaces,
            clippy::all, clippy::pedantic, clippy::nursery
        )]
        const _: () = {
            use ::core::option::Option::{None as __None, Some as __Some};
            use ::statiql::render as __render;
            use ::statiql::schema::{
                self as __schema, Column as __Column, Defaulted as __Defaulted, Generated as __Generated,
                Nullable as __Nullable, Required as __Required,
            };
            use ::statiql::types::{Cons as __Cons, Nil as __Nil, NotNull as __NotNull, Null as __Null};
            #digits
            #of_table
            #of_columns
            #(impl __schema::References for #referencing {
                type Target = #referenced;
            })*
            #targets
            #checks
        };
    }
}

fn of_table(table: &Table) -> TokenStream {
    let Table { ident, module, name, schema, columns, .. } = table;
    // Without the schema: columns are qualified by the name alone, so two tables of one name cannot be told apart.
    let code = code::short(&name.to_lowercase());
    let shape = code::short(
        &columns.iter().fold(name.to_lowercase(), |all, column| format!("{all} {}", column.name.to_lowercase())),
    );
    let in_scope = code::in_scope(name);
    let in_schema = match schema {
        Some(schema) => quote!(__Some(#schema)),
        None => quote!(__None),
    };
    let required = list(columns.iter().filter(|column| column.required()).map(|column| path(table, column)));
    let primary_key = list(table.primary_key.iter().map(|place| path(table, &columns[*place])));
    let primary = (!table.primary_key.is_empty()).then_some(&table.primary_key);
    let others = table.uniques.iter().filter(|key| **key != table.primary_key);
    let counted = match table.primary_key[..] {
        [place] if columns[place].auto_increment.is_some() => Some(path(table, &columns[place])),
        _ => None,
    };
    let codes = primary.into_iter().filter(|_| counted.is_none()).chain(others).map(|key| {
        let (codes, end) = (key.iter().map(|place| code::Place(*place)), closing(key.len()));
        quote!(#(__Br<#codes,)* __n::D0 #end)
    });
    let mut keys = list(codes);
    if let Some(column) = counted {
        keys = quote!(::statiql::query::Counted<#column, #keys>);
    }
    let names = columns.iter().map(|column| &column.ident);
    let unused = columns.is_empty().then(|| quote!(__a: ::core::marker::PhantomData));
    let column_names = columns.iter().map(|column| &column.name);
    let meta = meta::value(table);
    quote! {
        impl ::core::marker::Copy for #ident {}
        impl ::core::clone::Clone for #ident {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl __schema::Source for #ident {
            type Code = #code;
            type Shape = #shape;
            #in_scope
            const NAME: &'static str = #name;
            const COLUMNS: &'static [&'static str] = &[#(#column_names),*];
        }
        impl __render::Visit for #ident {}
        #[diagnostic::do_not_recommend]
        impl __schema::FromItem for #ident {
            type Item = #ident;
            type Source = #ident;
            type Needs = __Nil;
            type Outer = __Nil;
            const PIECE: __render::Piece = __render::Piece::Table { schema: #in_schema, name: #name, alias: __None };
            fn item(self) -> Self {
                self
            }
        }
        #[diagnostic::do_not_recommend]
        impl __schema::Table for #ident {
            type Itself = #ident;
            type Required = #required;
            type Keys = #keys;
            type PrimaryKey = #primary_key;
            type Columns<__A: 'static> = #module::__Columns<__A>;
            fn meta() -> &'static __schema::TableMeta {
                const { #meta }
            }
            fn columns<__A: 'static>() -> &'static Self::Columns<__A> {
                use __schema::Col::Value as __Value;
                const { &#module::__Columns { #(#names: __Value,)* #unused } }
            }
        }
    }
}

fn of_columns(table: &Table) -> TokenStream {
    let ident = &table.ident;
    let columns = &table.columns;
    let paths = columns.iter().map(|column| path(table, column));
    let types = columns.iter().map(|column| &column.ty);
    let declared = columns.iter().map(declared);
    let places = (0..columns.len()).map(code::Place);
    let nulls = columns.iter().map(|column| match (&column.generated, column.nullable) {
        (None, _) => None,
        (Some(_), true) => Some(quote!(, __Null)),
        (Some(_), false) => Some(quote!(, __NotNull)),
    });
    quote! {
        #(impl __Column for #paths {
            type Source = #ident;
            type Ty = #types;
            type Declaration = #declared<#places #nulls>;
        })*
    }
}

fn declared(column: &Column) -> Ident {
    let name = match (column.generated.is_some(), column.nullable) {
        (true, _) => "__Generated",
        (false, true) => "__Nullable",
        (false, false) if column.required() => "__Required",
        (false, false) => "__Defaulted",
    };
    Ident::new(name, Span::call_site())
}

/// `books::id`
#[derive(Clone, Copy)]
pub(super) struct ColumnPath<'a> {
    module: &'a Ident,
    column: &'a Ident,
}

pub(super) fn path<'a>(table: &'a Table, column: &'a Column) -> ColumnPath<'a> {
    ColumnPath { module: &table.module, column: &column.ident }
}

impl ToTokens for ColumnPath<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.module.to_tokens(tokens);
        <Token![::]>::default().to_tokens(tokens);
        self.column.to_tokens(tokens);
    }
}

/// `Cons<A, Cons<B, Nil>>`
fn list(items: impl Iterator<Item = impl ToTokens>) -> TokenStream {
    let items: Vec<_> = items.collect();
    let end = closing(items.len());
    quote!(#(__Cons<#items,)* __Nil #end)
}

/// So many `>`.
fn closing(count: usize) -> TokenStream {
    std::iter::repeat_n(TokenTree::from(Punct::new('>', Spacing::Alone)), count).collect()
}
