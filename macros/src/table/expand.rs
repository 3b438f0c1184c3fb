//! The expansion of `#[table]`.
//!
//! What a table costs the compiler is counted in tokens and impls for each of its columns, so all impls stand in one
//! block with short names for what they use, and a column has two impls at most.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Attribute, Visibility, parse_quote};

use super::model::{Column, Table};
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
    let fields = columns.iter().map(|column| {
        let Column { attributes, visibility, ident, .. } = column;
        quote!(#(#attributes)* #visibility #ident: ::statiql::schema::Col<#module::#ident>)
    });
    let names = columns.iter().map(|column| &column.ident);
    quote! {
        #(#attributes)*
        #[allow(
            non_snake_case, missing_docs, missing_debug_implementations, dead_code, unreachable_pub, private_interfaces
        )]
        #visibility struct #ident {
            #(#fields,)*
        }

        #(#of_both)*
        #[allow(
            non_upper_case_globals, non_snake_case, missing_docs, dead_code, deprecated, unreachable_pub,
            unused_imports, clippy::all, clippy::pedantic, clippy::nursery
        )]
        #visibility const #ident: #ident = {
            use ::statiql::schema::Col as __Col;
            #ident { #(#names: __Col::NEW,)* }
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
    let fields = columns.iter().map(|column| {
        let visibility = one_module_deeper(&column.visibility);
        let ident = &column.ident;
        quote!(#visibility #ident: __Col<__As<__A, #ident>>)
    });
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
            #inside struct __Columns<__A> { #(#fields,)* #unused }
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
    let of_columns = table.columns.iter().map(|column| of_column(table, column));
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
                self as __schema, Column as __Column, Defaulted as __Defaulted, Nullable as __Nullable,
                Required as __Required,
            };
            use ::statiql::types::{Cons as __Cons, Nil as __Nil, NotNull as __NotNull, Null as __Null};
            #digits
            #of_table
            #(#of_columns)*
            #targets
            #checks
        };
    }
}

fn of_table(table: &Table) -> TokenStream {
    let Table { ident, module, name, schema, columns, .. } = table;
    // Without the schema: columns are qualified by the name alone, so two tables of one name cannot be told apart.
    let code = code::short(code::hash(&name.to_lowercase()));
    let find = code::find(name);
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
    let codes: Vec<TokenStream> = primary
        .into_iter()
        .filter(|_| counted.is_none())
        .chain(others)
        .map(|key| {
            key.iter().rev().fold(quote!(__n::D0), |rest, place| {
                let code = code::short(code::hash(&columns[*place].name.to_lowercase()));
                quote!(__Br<#code, #rest>)
            })
        })
        .collect();
    let mut keys = list(codes.into_iter());
    if let Some(column) = counted {
        keys = quote!(::statiql::query::Counted<#column, #keys>);
    }
    let names = columns.iter().map(|column| &column.ident);
    let unused = columns.is_empty().then(|| quote!(__a: ::core::marker::PhantomData));
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
            #find
            const NAME: &'static str = #name;
        }
        impl __render::Visit for #ident {
            fn visit(&self, _: &mut dyn __render::Visitor) {}
        }
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
            fn itself(self) -> Self {
                self
            }
            type Required = #required;
            type Keys = #keys;
            type PrimaryKey = #primary_key;
            type Columns<__A: 'static> = #module::__Columns<__A>;
            fn meta() -> &'static __schema::TableMeta {
                const { #meta }
            }
            fn columns<__A: 'static>() -> &'static Self::Columns<__A> {
                use __schema::Col as __Col;
                const { &#module::__Columns { #(#names: __Col::NEW,)* #unused } }
            }
        }
    }
}

fn of_column(table: &Table, column: &Column) -> TokenStream {
    let table_ident = &table.ident;
    let Column { ty, name, .. } = column;
    let path = path(table, column);
    let code = code::short(code::hash(&name.to_lowercase()));
    let write = match (column.generated.is_some(), column.nullable) {
        (true, true) => quote!(__schema::Generated<__Null>),
        (true, false) => quote!(__schema::Generated<__NotNull>),
        (false, true) => quote!(__Nullable),
        (false, false) if column.required() => quote!(__Required),
        (false, false) => quote!(__Defaulted),
    };
    let references = column.references.iter().map(|reference| {
        let target = reference.path();
        quote! {
            impl __schema::References for #path {
                type Target = #target;
            }
        }
    });
    quote! {
        impl __Column for #path {
            type Source = #table_ident;
            type Ty = #ty;
            type LocalCode = #code;
            type Write = #write;
            const NAME: &'static str = #name;
        }
        #(#references)*
    }
}

/// `books::id`
pub(super) fn path(table: &Table, column: &Column) -> TokenStream {
    let module = &table.module;
    let ident = &column.ident;
    quote!(#module::#ident)
}

/// `Cons<A, Cons<B, Nil>>`
fn list(items: impl DoubleEndedIterator<Item = TokenStream>) -> TokenStream {
    items.rev().fold(quote!(__Nil), |rest, item| quote!(__Cons<#item, #rest>))
}
