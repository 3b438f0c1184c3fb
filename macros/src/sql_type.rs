//! `#[derive(SqlType)]`: newtypes and enums as column types.

use std::collections::HashSet;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Data, DataEnum, DeriveInput, Expr, ExprLit, ExprUnary, Fields, Ident, Lit, LitStr, Type, UnOp, Variant};

use crate::entry::{Entry, Value, entries};
use crate::errors::Errors;
use crate::lit::integer_in_range;
use crate::names;

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let input = match syn::parse2::<DeriveInput>(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut errors = Errors::new();
    let expanded = derive(&input, &mut errors);
    let body = match expanded {
        Some(body) if !errors.any() => body,
        // Every use of the type would be another error if it were none.
        _ if input.generics.params.is_empty() => stub(&input.ident),
        _ => TokenStream::new(),
    };
    let errors = errors.into_tokens();
    quote!(#errors #body)
}

/// The words of `#[sql_type(..)]` on the type.
#[derive(Default)]
struct Options {
    number: Option<Ident>,
    text: Option<Ident>,
    ordered: Option<Ident>,
    integer: Option<Ident>,
}

fn derive(input: &DeriveInput, errors: &mut Errors) -> Option<TokenStream> {
    if !input.generics.params.is_empty() {
        errors.at(&input.generics, "a column type has no generics; derive `SqlType` for a type without");
    }
    let options = options(input, errors);
    match &input.data {
        Data::Struct(data) => match (&data.fields, data.fields.len()) {
            (Fields::Unnamed(fields), 1) => {
                if let Some(word) = &options.integer {
                    errors.at(word, "`integer` is for enums; a newtype is stored as the type inside");
                }
                let inner = &fields.unnamed.first()?.ty;
                crate::table::field_type::check(inner, errors);
                Some(newtype(&input.ident, inner, &options))
            }
            (fields, _) => {
                let what: &dyn ToTokens = if fields.is_empty() { &input.ident } else { fields };
                errors.at(
                    what,
                    "a column holds one value; derive `SqlType` for a newtype, `struct UserId(i64);`, \
                     or an enum without fields",
                );
                None
            }
        },
        Data::Enum(data) => {
            for word in options.number.iter().chain(&options.text) {
                errors.at(word, format!("`{word}` is for newtypes; an enum has no arithmetic or text of its own"));
            }
            if let (Some(word), None) = (&options.ordered, &options.integer) {
                errors.at(
                    word,
                    "databases order an enum's texts by the alphabet; write `integer, ordered` to order by numbers",
                );
            }
            match &options.integer {
                Some(_) => integer_enum(&input.ident, data, options.ordered.is_some(), errors),
                None => text_enum(&input.ident, data, errors),
            }
        }
        Data::Union(data) => {
            errors.at(
                data.union_token,
                "a union cannot be stored; derive `SqlType` for a newtype, `struct UserId(i64);`, \
                 or an enum without fields",
            );
            None
        }
    }
}

fn options(input: &DeriveInput, errors: &mut Errors) -> Options {
    let mut options = Options::default();
    for Entry { key, value } in entries(&input.attrs, "sql_type", errors) {
        let place = match key.to_string().as_str() {
            "number" => &mut options.number,
            "text" => &mut options.text,
            "ordered" => &mut options.ordered,
            "integer" => &mut options.integer,
            "name" => {
                errors.at(&key, "`name` belongs to a variant of an enum; a type has no name in SQL");
                continue;
            }
            word => {
                errors.at(&key, names::unknown("word", word, &["number", "text", "ordered", "integer"]));
                continue;
            }
        };
        if !matches!(value, Value::Nothing) {
            errors.at(&key, format!("`{key}` takes no value; write `#[sql_type({key})]`"));
        } else if place.is_some() {
            errors.at(&key, format!("`{key}` stands here twice; remove one"));
        }
        *place = Some(key);
    }
    options
}

/// `<Inner as Trait>::member`, all of it at the place of `Inner`: when the type inside is no column type, each use says
/// the same thing at the same place, and the compiler reports it once.
fn of_inner(inner: &Type, of: &str, member: &str) -> TokenStream {
    let tokens: Vec<TokenTree> = inner.to_token_stream().into_iter().collect();
    let place = |token: Option<&TokenTree>| token.map_or_else(Span::call_site, TokenTree::span);
    let (first, last) = (place(tokens.first()), place(tokens.last()));
    let (of, member) = (Ident::new(of, last), Ident::new(member, last));
    let open = quote_spanned!(first=> <);
    quote_spanned!(last=> #open #inner as ::statiql::types::#of>::#member)
}

fn newtype(ident: &Ident, inner: &Type, options: &Options) -> TokenStream {
    let member = |name| of_inner(inner, "SqlType", name);
    let (kind, variants, order, casts) = (member("KIND"), member("VARIANTS"), member("OrderNeeds"), member("Casts"));
    let (encode, decode, read) = (member("encode"), member("decode"), member("read"));
    let number = options.number.iter().map(|_| {
        let (sum, avg) = (of_inner(inner, "Number", "Sum"), of_inner(inner, "Number", "Avg"));
        quote! {
            #[automatically_derived]
            impl ::statiql::types::Number for #ident {
                type Itself = #ident;
                type Sum = #sum;
                type Avg = #avg;
            }
        }
    });
    let text = options.text.iter().map(|_| marker(ident, inner, "Textual", &quote!(type Itself = #ident;)));
    let ordered = options.number.as_ref().or(options.text.as_ref()).or(options.ordered.as_ref());
    let ordered = ordered.iter().map(|_| marker(ident, inner, "Ordered", &TokenStream::new()));
    let into_expr = into_expr(ident);
    quote! {
        #[automatically_derived]
        impl ::statiql::types::SqlType for #ident {
            const KIND: ::statiql::types::ValueKind = #kind;
            const VARIANTS: &'static [&'static str] = #variants;
            type OrderNeeds = #order;
            type Casts = #casts;
            type Borrowed<'r> = Self;

            #[inline]
            fn encode(&self) -> ::statiql::types::Value<'_> {
                #encode(&self.0)
            }

            #[inline]
            fn decode(
                value: ::statiql::types::Value<'_>,
            ) -> ::core::result::Result<Self, ::statiql::types::ValueError> {
                ::core::result::Result::map(#decode(value), #ident)
            }

            #[inline]
            fn read<'r, R: ::statiql::types::Reader<'r>>(
                reader: &mut R,
            ) -> ::core::result::Result<::core::option::Option<Self>, ::statiql::types::ValueError> {
                ::core::result::Result::map(#read(reader), |value| ::core::option::Option::map(value, #ident))
            }

            #[inline]
            fn borrow<'r>(
                value: ::statiql::types::Value<'r>,
            ) -> ::core::result::Result<Self, ::statiql::types::ValueError> {
                <Self as ::statiql::types::SqlType>::decode(value)
            }
        }

        #(#number)*
        #(#text)*
        #(#ordered)*
        #into_expr
    }
}

/// A trait of nothing but these members, which the newtype may have only if the type inside has it.
fn marker(ident: &Ident, inner: &Type, name: &str, members: &TokenStream) -> TokenStream {
    let name = Ident::new(name, Span::call_site());
    quote! {
        #[automatically_derived]
        impl ::statiql::types::#name for #ident {
            #members
        }

        const _: () = {
            #[allow(dead_code)]
            fn the_type_inside<T: ::statiql::types::#name>() {}
            #[allow(dead_code)]
            fn check() {
                the_type_inside::<#inner>();
            }
        };
    }
}

/// A value of the type may be given where SQL expects one.
fn into_expr(ident: &Ident) -> TokenStream {
    quote! {
        #[diagnostic::do_not_recommend]
        impl<__N> ::statiql::expr::IntoExpr<#ident, __N> for #ident {
            type Expr = ::statiql::expr::Bind<#ident, #ident>;

            #[inline]
            fn into_expr(self) -> Self::Expr {
                ::statiql::expr::Bind::new(self)
            }
        }

        // A second one, so that the compiler does not explain the first where another type is wanted.
        #[diagnostic::do_not_recommend]
        impl<__N> ::statiql::expr::IntoExpr<::statiql::expr::Nothing, __N> for #ident {
            type Expr = ::statiql::expr::Bind<#ident, #ident>;

            #[inline]
            fn into_expr(self) -> Self::Expr {
                ::statiql::expr::Bind::new(self)
            }
        }
    }
}

/// The impl of an enum or, after an error, one that only has to exist.
fn implement(
    ident: &Ident,
    kind: &TokenStream,
    variants: &TokenStream,
    encode: &TokenStream,
    decode: &TokenStream,
) -> TokenStream {
    let into_expr = into_expr(ident);
    quote! {
        #[automatically_derived]
        impl ::statiql::types::SqlType for #ident {
            const KIND: ::statiql::types::ValueKind = ::statiql::types::ValueKind::#kind;
            const VARIANTS: &'static [&'static str] = &[#variants];
            type OrderNeeds = ::statiql::types::Nil;
            type Casts = ::statiql::expr::CastsToAll;
            type Borrowed<'r> = Self;

            fn encode(&self) -> ::statiql::types::Value<'_> {
                #encode
            }

            fn decode(
                value: ::statiql::types::Value<'_>,
            ) -> ::core::result::Result<Self, ::statiql::types::ValueError> {
                #decode
            }

            fn borrow<'r>(
                value: ::statiql::types::Value<'r>,
            ) -> ::core::result::Result<Self, ::statiql::types::ValueError> {
                <Self as ::statiql::types::SqlType>::decode(value)
            }
        }

        #into_expr
    }
}

fn stub(ident: &Ident) -> TokenStream {
    let never = quote!(::core::unreachable!());
    let encode = never.clone();
    let decode = quote!({ let _ = value; #never });
    implement(ident, &quote!(Text), &TokenStream::new(), &encode, &decode)
}

/// What every enum must be.
fn check_enum(ident: &Ident, data: &DataEnum, errors: &mut Errors) {
    if data.variants.is_empty() {
        errors.at(ident, "an enum without variants has no value to store; add a variant");
    }
    for variant in data.variants.iter().filter(|variant| !matches!(variant.fields, Fields::Unit)) {
        errors.at(
            &variant.fields,
            format!(
                "a variant of a column type holds nothing; write `{}`, and store what it holds in a column of its own",
                variant.ident
            ),
        );
    }
}

fn text_enum(ident: &Ident, data: &DataEnum, errors: &mut Errors) -> Option<TokenStream> {
    check_enum(ident, data, errors);
    let mut seen = HashSet::new();
    let mut texts = Vec::new();
    for variant in &data.variants {
        let (text, at) = match renamed(variant, errors) {
            Some(literal) => (literal.value(), literal.into_token_stream()),
            None => (names::snake_case(&names::sql_name(&variant.ident)), variant.ident.to_token_stream()),
        };
        if text.contains('\0') {
            errors.at(&at, "this text contains NUL, which PostgreSQL refuses; leave it out");
        }
        if !seen.insert(text.clone()) {
            errors.at(&at, format!("two variants are stored as \"{text}\"; write `#[sql_type(name = \"..\")]` on one"));
        }
        texts.push(text);
    }
    let variants: Vec<&Ident> = data.variants.iter().map(|variant| &variant.ident).collect();
    let name = ident.to_string();
    Some(implement(
        ident,
        &quote!(Text),
        &quote!(#(#texts),*),
        &quote! {
            ::statiql::types::Value::Text(match self {
                #(#ident::#variants => #texts,)*
            })
        },
        &quote! {
            match value {
                #(::statiql::types::Value::Text(#texts) => ::core::result::Result::Ok(#ident::#variants),)*
                ::statiql::types::Value::Text(_) => ::core::result::Result::Err(
                    ::statiql::types::ValueError::new(#name, "the text is none of its variants"),
                ),
                _ => ::core::result::Result::Err(
                    ::statiql::types::ValueError::new(#name, "the database sent another type"),
                ),
            }
        },
    ))
}

/// `#[sql_type(name = "..")]` of a variant.
fn renamed(variant: &Variant, errors: &mut Errors) -> Option<LitStr> {
    let mut name = None;
    for Entry { key, value } in entries(&variant.attrs, "sql_type", errors) {
        if key != "name" {
            errors.at(&key, names::unknown("word", &key.to_string(), &["name"]));
        } else if name.is_some() {
            errors.at(&key, "`name` stands here twice; remove one");
        } else {
            name = value.text(&key, errors);
        }
    }
    name
}

fn integer_enum(ident: &Ident, data: &DataEnum, ordered: bool, errors: &mut Errors) -> Option<TokenStream> {
    check_enum(ident, data, errors);
    let mut numbers = Vec::new();
    for variant in &data.variants {
        for Entry { key, .. } in entries(&variant.attrs, "sql_type", errors) {
            errors.at(&key, "the enum is stored as integers; its variants have numbers and no names");
        }
        let Some((_, discriminant)) = &variant.discriminant else {
            errors.at(variant, format!("say which integer it is stored as: `{} = 1`", variant.ident));
            continue;
        };
        if let Some(number) = errors.keep(discriminant_value(discriminant)) {
            numbers.push(number);
        }
    }
    let variants: Vec<&Ident> = data.variants.iter().map(|variant| &variant.ident).collect();
    let name = ident.to_string();
    let implementation = implement(
        ident,
        &quote!(I32),
        &TokenStream::new(),
        &quote! {
            ::statiql::types::Value::I32(match self {
                #(#ident::#variants => #numbers,)*
            })
        },
        &quote! {
            match value {
                #(::statiql::types::Value::I32(#numbers) => ::core::result::Result::Ok(#ident::#variants),)*
                ::statiql::types::Value::I32(_) => ::core::result::Result::Err(
                    ::statiql::types::ValueError::new(#name, "the integer is none of its variants"),
                ),
                _ => ::core::result::Result::Err(
                    ::statiql::types::ValueError::new(#name, "the database sent another type"),
                ),
            }
        },
    );
    let ordered = ordered.then(|| quote!(impl ::statiql::types::Ordered for #ident {}));
    Some(quote!(#implementation #ordered))
}

/// A discriminant written as a number: what a pattern can match.
fn discriminant_value(expression: &Expr) -> syn::Result<i32> {
    let (negative, inner) = match expression {
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => (true, &**expr),
        expression => (false, expression),
    };
    match inner {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => {
            let value = integer_in_range(number, negative, "i32")?;
            i32::try_from(value).map_err(|_| syn::Error::new_spanned(number, "this number is out of range"))
        }
        _ => Err(syn::Error::new_spanned(expression, "write the integer itself, like `1`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(input: &str) -> Vec<String> {
        let mut errors = Errors::new();
        derive(&syn::parse_str(input).unwrap(), &mut errors);
        errors.messages()
    }

    #[test]
    fn newtypes_and_enums_are_accepted() {
        for input in [
            "struct Id(i64);",
            "#[sql_type(number)] pub struct Id(pub i64);",
            "#[sql_type(number, text)] struct Id(Inner);",
            "enum Genre { Novel, #[sql_type(name = \"po etry\")] Poetry }",
            "#[sql_type(ordered)] struct Id(i64);",
            "#[sql_type(integer, ordered)] enum Level { Low = -1, High = 2 }",
        ] {
            assert_eq!(messages(input), Vec::<String>::new(), "{input}");
        }
    }

    #[test]
    fn everything_else_says_what_to_write() {
        for (input, expected) in [
            ("struct Id<T>(T);", "a column type has no generics"),
            ("struct Point { x: f64, y: f64 }", "a column holds one value"),
            ("struct Pair(i64, i64);", "a column holds one value"),
            ("struct Nothing;", "a column holds one value"),
            ("union U { a: i64 }", "a union cannot be stored"),
            ("enum Never {}", "an enum without variants"),
            ("enum E { A(i64) }", "a variant of a column type holds nothing; write `A`"),
            ("enum E { A, #[sql_type(name = \"a\")] B }", "two variants are stored as \"a\""),
            ("#[sql_type(integer)] enum E { A }", "say which integer it is stored as: `A = 1`"),
            ("#[sql_type(integer)] enum E { A = 3000000000 }", "this number is out of range"),
            ("#[sql_type(integer)] enum E { A = X }", "write the integer itself"),
            ("#[sql_type(integer)] struct Id(i64);", "`integer` is for enums"),
            ("#[sql_type(ordered)] enum E { A }", "databases order an enum's texts by the alphabet"),
            ("#[sql_type(number)] enum E { A }", "`number` is for newtypes"),
            ("#[sql_type(numbr)] struct Id(i64);", "unknown word `numbr`; did you mean `number`?"),
            ("#[sql_type(number, number)] struct Id(i64);", "`number` stands here twice"),
            ("#[sql_type(number = 1)] struct Id(i64);", "`number` takes no value"),
            ("#[sql_type] struct Id(i64);", "write its words in parentheses"),
            ("enum E { #[sql_type(nam = \"x\")] A }", "unknown word `nam`; did you mean `name`?"),
            ("enum E { #[sql_type(name = x)] A }", "write text in quotes: `name = \"..\"`"),
        ] {
            let messages = messages(input);
            assert_eq!(messages.len(), 1, "{input}: {messages:?}");
            assert!(messages[0].contains(expected), "{input}: {messages:?}");
        }
    }

    #[test]
    fn all_mistakes_are_found_and_the_type_stays_a_column_type() {
        let input = "#[sql_type(numbr)] enum E { A(i64), B(i64) }";
        assert_eq!(messages(input).len(), 3);
        let expanded = expand(input.parse().unwrap()).to_string();
        assert_eq!(expanded.matches("compile_error").count(), 3);
        assert!(expanded.contains("SqlType for E"));
    }
}
