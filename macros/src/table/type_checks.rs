//! Checks that only the compiler can make, since they need to know what a type is: emitted beside the impls.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::Ident;

use super::expand::{ColumnPath, path};
use super::field_type::Family;
use super::meta;
use super::model::{Column, DefaultValue, Reference, Table};

pub(super) fn expand(table: &Table) -> TokenStream {
    let foreign_keys = foreign_keys(table);
    // What the name of a type tells was checked already.
    let columns = table.columns.iter().filter(|column| column.family == Family::Other && !column.broken);
    let kinds = columns.flat_map(|column| kinds(table, column));
    quote! {
        #foreign_keys
        #(#kinds)*
    }
}

/// A foreign key has the type of what it references.
fn foreign_keys(table: &Table) -> TokenStream {
    let of_columns = table.columns.iter().filter_map(|column| {
        let reference = column.references.as_ref()?;
        let own = path(table, column);
        Some(same_type(reference, own, &quote!(<#own as __schema::References>::Target)))
    });
    let of_keys = table.foreign_keys.iter().enumerate().flat_map(|(key, foreign_key)| {
        foreign_key.references.iter().zip(&foreign_key.columns).enumerate().map(move |(i, (reference, place))| {
            same_type(reference, path(table, &table.columns[*place]), &meta::target(key, i))
        })
    });
    let all: Vec<TokenStream> = of_columns.chain(of_keys).collect();
    if all.is_empty() {
        return TokenStream::new();
    }
    quote! {
        fn __foreign_key_has_the_type_of_its_target<A: ::statiql::schema::SameTypeAs<B>, B>() {}
        fn __foreign_keys() {
            #(#all)*
        }
    }
}

/// The error stands under the whole `Authors.id`.
fn same_type(reference: &Reference, own: impl ToTokens, target: &TokenStream) -> TokenStream {
    let (first, last) = reference.spans();
    let open = quote_spanned!(first=> <);
    quote_spanned! {last=>
        __foreign_key_has_the_type_of_its_target::<#open #own as __Column>::Ty, <#target as __Column>::Ty>();
    }
}

/// What the words of a column ask of a newtype or enum: how it is stored must go with them.
fn kinds(table: &Table, column: &Column) -> Vec<TokenStream> {
    let path = path(table, column);
    let name = &column.ident;
    let mut checks = Vec::new();
    let mut check = |at: &Ident, kinds: &[&str], message: String| {
        let kinds = kinds.iter().map(|kind| Ident::new(kind, at.span()));
        checks.push(quote_spanned! {at.span()=>
            const _: () = ::core::assert!(
                ::core::matches!(__schema::Described::<#path>::META.kind, #(::statiql::types::ValueKind::#kinds)|*),
                #message
            );
        });
    };
    if let Some(at) = &column.auto_increment {
        check(at, &["I16", "I32", "I64"], format!("only an integer counts up; `{name}` is not stored as one"));
    }
    if let Some(length) = &column.length {
        check(&length.key, &["Text"], format!("only text has a length; `{name}` is not stored as text"));
    }
    if let Some(precision) = &column.precision {
        check(&precision.key, &["Decimal"], format!("only a decimal has a precision; `{name}` is not stored as one"));
    }
    if let Some(default) = &column.default
        && let Some(value) = &default.value
    {
        let (kinds, what): (&[&str], _) = match value {
            DefaultValue::Bool(_) => (&["Bool"], "a truth value"),
            DefaultValue::Integer(_) => (&["I16", "I32", "I64", "F32", "F64", "Decimal"], "a number"),
            DefaultValue::Float(_) => (&["F32", "F64", "Decimal"], "a number with a fraction"),
            DefaultValue::Text(_) => (&["Text", "Date", "Time", "Timestamp", "TimestampTz", "Uuid", "Json"], "text"),
            DefaultValue::Sql(_) => return checks,
        };
        check(
            &default.key,
            kinds,
            format!(
                "the default is {what}, and `{name}` is not stored as that; \
                 write a default of its kind, or `default_sql`"
            ),
        );
        if let DefaultValue::Text(text) = value {
            checks.push(is_variant(column, path, text));
        }
    }
    checks
}

/// A text default of an enum is one of its variants.
fn is_variant(column: &Column, path: ColumnPath<'_>, text: &syn::LitStr) -> TokenStream {
    let bytes = syn::LitByteStr::new(text.value().as_bytes(), text.span());
    let message = format!("the default of `{}` is none of its type's variants", column.ident);
    quote_spanned! {text.span()=>
        const _: () = {
            let variants = __schema::Described::<#path>::META.variants;
            let text: &[::core::primitive::u8] = #bytes;
            let mut found = variants.is_empty();
            let mut i = 0;
            while i < variants.len() {
                let variant = variants[i].as_bytes();
                let mut j = 0;
                while j < variant.len() && j < text.len() && variant[j] == text[j] {
                    j += 1;
                }
                found = found || (j == variant.len() && j == text.len());
                i += 1;
            }
            ::core::assert!(found, #message);
        };
    }
}
