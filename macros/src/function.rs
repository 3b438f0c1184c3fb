//! `function!`: SQL functions of the user's own, with types.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, GenericArgument, Ident, LitStr, PathArguments, Token, Type, Visibility, braced, parenthesized};

use crate::code;
use crate::entry::split_at;
use crate::errors::{Errors, here};
use crate::names;
use crate::sql_text::Placeholders;
use crate::template::{self, MOST_ARGUMENTS};

/// What a function gives, and the rule by which it is NULL.
pub(crate) struct Returns {
    pub(crate) ty: Type,
    pub(crate) nulls: &'static str,
}

impl Returns {
    /// `T`: NULL if an argument is. `NotNull<T>`: never. `Option<T>`: always possible.
    pub(crate) fn of(ty: Type) -> Self {
        match wrapped(&ty) {
            Some((wrapper, inner)) if wrapper == "NotNull" => Returns { ty: inner, nulls: "NeverNull" },
            Some((wrapper, inner)) if wrapper == "Option" => Returns { ty: inner, nulls: "AlwaysNull" },
            _ => Returns { ty, nulls: "Strict" },
        }
    }
}

/// `Wrapper<Inner>`
pub(crate) fn wrapped(ty: &Type) -> Option<(&Ident, Type)> {
    let ty = match ty {
        // A `$ty:ty` of a declarative macro comes in an invisible group.
        Type::Group(group) => &*group.elem,
        Type::Paren(paren) => &*paren.elem,
        ty => ty,
    };
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) if arguments.args.len() == 1 => Some((&last.ident, inner.clone())),
        _ => None,
    }
}

/// `pub fn soundex(text: String) -> String = "soundex({0})";`
struct Function {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    aggregate: bool,
    ident: Ident,
    parameters: Vec<(Ident, Type)>,
    returns: Returns,
    sql: Sql,
}

/// The SQL of a function.
enum Sql {
    Everywhere(LitStr),
    ByDialect([Option<LitStr>; 4]),
}

const DIALECTS: [&str; 4] = ["sqlite", "postgres", "mysql", "mariadb"];

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let parts = split_at(input, &[';']);
    if parts.is_empty() {
        errors.push(syn::Error::new(
            Span::call_site(),
            "write a function: `pub fn soundex(text: String) -> String = \"soundex({0})\";`",
        ));
    }
    let mut expanded = TokenStream::new();
    for part in parts {
        let function = (|input: ParseStream<'_>| Function::parse(input, &mut errors)).parse2(part);
        if let Some(function) = errors.keep(function) {
            expanded.extend(function.expand(&mut errors));
        }
    }
    let errors = errors.into_tokens();
    quote!(#errors #expanded)
}

impl Function {
    fn parse(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let word = input.fork().parse::<Ident>();
        let aggregate = word.is_ok_and(|word| word == "aggregate");
        if aggregate {
            input.parse::<Ident>()?;
        }
        input.parse::<Token![fn]>()?;
        let ident: Ident = input.parse()?;
        if input.peek(Token![<]) {
            return Err(here(input, "an SQL function has no generics; declare one function for each type"));
        }
        let inside;
        parenthesized!(inside in input);
        let parameters = inside.parse_terminated(Parameter::parse, Token![,])?;
        if !input.peek(Token![->]) {
            return Err(here(
                input,
                "say what the function gives: `-> T` is NULL if an argument is, `-> NotNull<T>` never, \
                `-> Option<T>` may always be",
            ));
        }
        input.parse::<Token![->]>()?;
        let mut returns = Returns::of(input.parse()?);
        if aggregate && returns.nulls == "Strict" {
            // Over no rows there is nothing to aggregate.
            returns.nulls = "OverRows";
        }
        if !input.peek(Token![=]) {
            return Err(here(input, "write its SQL: `= \"soundex({0})\";`"));
        }
        input.parse::<Token![=]>()?;
        let sql =
            if input.peek(LitStr) { Sql::Everywhere(input.parse()?) } else { Sql::parse_by_dialect(input, errors)? };
        if !input.is_empty() {
            return Err(here(input, "expected `;` after the SQL"));
        }
        let parameters = parameters.into_iter().map(|parameter| (parameter.name, parameter.ty)).collect();
        Ok(Function { attributes, visibility, aggregate, ident, parameters, returns, sql })
    }

    fn expand(&self, errors: &mut Errors) -> TokenStream {
        let Function { attributes, visibility, aggregate, ident, parameters, returns, sql } = self;
        let before = errors.count();
        if let Some((extra, _)) = parameters.get(MOST_ARGUMENTS) {
            errors.at(extra, format!("a function has at most {MOST_ARGUMENTS} arguments"));
        }
        for (_, ty) in parameters {
            crate::table::field_type::check(ty, errors);
        }
        crate::table::field_type::check(&returns.ty, errors);
        sql.check(parameters.len(), errors);

        let Returns { ty, nulls } = returns;
        let nulls = format_ident!("{nulls}");
        let class = format_ident!("{}", if *aggregate { "Aggregate" } else { "Scalar" });
        let name = names::sql_name(ident);
        let marker = format_ident!("{name}__");
        let code = code::of_text(&format!("{name} {}", sql.texts().join(" ")));
        // A text that is wrong would be an error again wherever the function is used.
        let wrong = errors.count() > before || sql.is_incomplete();
        let template = if wrong { Sql::empty() } else { sql.template() };
        let generics: Vec<Ident> = (0..parameters.len()).map(|i| format_ident!("__A{i}")).collect();
        let expressions: Vec<Ident> = (0..parameters.len()).map(|i| format_ident!("__E{i}")).collect();
        let (parameter_names, parameter_types): (Vec<_>, Vec<_>) =
            parameters.iter().map(|(name, ty)| (name, ty)).unzip();
        quote! {
            #[doc(hidden)]
            #[allow(non_camel_case_types, missing_debug_implementations, dead_code, unreachable_pub)]
            #visibility struct #marker;

            impl ::statiql::expr::Function for #marker {
                const TEMPLATE: ::statiql::render::Template = #template;
                type Nulls = ::statiql::expr::#nulls;
                type Class = ::statiql::expr::#class;
                type Needs = ::statiql::types::Nil;
                type Code = #code;
            }

            #(#attributes)*
            #[allow(missing_docs, dead_code, unreachable_pub, clippy::all, clippy::pedantic, clippy::nursery)]
            #visibility fn #ident<
                #(#generics: ::statiql::expr::IntoExpr<#parameter_types, Expr = #expressions>,)*
                #(#expressions: ::statiql::expr::Expr),*
            >(
                #(#parameter_names: #generics),*
            ) -> ::statiql::expr::Call<#marker, #ty, (#(#expressions,)*)>
            where
                #(::statiql::types::SqlTypes: ::statiql::types::AreSame<
                    <#expressions as ::statiql::expr::Expr>::Ty,
                    #parameter_types,
                >,)*
            {
                ::statiql::expr::Call::new((#(::statiql::expr::IntoExpr::into_expr(#parameter_names),)*))
            }
        }
    }
}

/// `text: String`
struct Parameter {
    name: Ident,
    ty: Type,
}

impl Parse for Parameter {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        if !input.peek(Token![:]) {
            return Err(here(input, format!("say the parameter's type: `{name}: String`")));
        }
        input.parse::<Token![:]>()?;
        let ty: Type = input.parse()?;
        match wrapped(&ty) {
            Some((wrapper, inner)) if wrapper == "Option" || wrapper == "NotNull" => Err(syn::Error::new_spanned(
                &ty,
                format!("a parameter takes values and expressions that may be NULL or not; write `{}`", quote!(#inner)),
            )),
            _ => Ok(Parameter { name, ty }),
        }
    }
}

impl Sql {
    /// `{ sqlite: "..", postgres: "..", mysql: "..", mariadb: ".." }`
    fn parse_by_dialect(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Self> {
        if !input.peek(syn::token::Brace) {
            return Err(here(
                input,
                "write the SQL as a string literal, or one for each dialect: \
                `{ sqlite: \"..\", postgres: \"..\", mysql: \"..\", mariadb: \"..\" }`",
            ));
        }
        let inside;
        let brace = braced!(inside in input);
        let mut all: [Option<LitStr>; 4] = [const { None }; 4];
        let mut unknown = false;
        while !inside.is_empty() {
            let dialect: Ident = inside.parse()?;
            inside.parse::<Token![:]>()?;
            if !inside.peek(LitStr) {
                return Err(here(&inside, "the SQL must be a string literal"));
            }
            let text: LitStr = inside.parse()?;
            match DIALECTS.iter().position(|name| dialect == name) {
                Some(i) if all[i].is_some() => {
                    errors.at(&dialect, format!("`{dialect}` stands here twice; remove one"))
                }
                Some(i) => all[i] = Some(text),
                None => {
                    unknown = true;
                    errors.at(&dialect, names::unknown("dialect", &dialect.to_string(), &DIALECTS));
                }
            }
            if !inside.is_empty() {
                inside.parse::<Token![,]>()?;
            }
        }
        let missing: Vec<String> =
            DIALECTS.iter().zip(&all).filter(|(_, text)| text.is_none()).map(|(name, _)| format!("`{name}`")).collect();
        // A misspelled dialect is the same mistake.
        if !missing.is_empty() && !unknown {
            errors
                .push(syn::Error::new(brace.span.join(), format!("the SQL for {} is missing", missing.join(" and "))));
        }
        Ok(Sql::ByDialect(all))
    }

    fn check(&self, arguments: usize, errors: &mut Errors) {
        match self {
            Sql::Everywhere(text) => template::check(errors, text, arguments, Placeholders::All),
            Sql::ByDialect(all) => {
                for (dialect, text) in DIALECTS.iter().zip(all) {
                    let placeholders = if *dialect == "postgres" { Placeholders::Dollar } else { Placeholders::All };
                    text.iter().for_each(|text| template::check(errors, text, arguments, placeholders));
                }
            }
        }
    }

    fn is_incomplete(&self) -> bool {
        matches!(self, Sql::ByDialect(all) if all.iter().any(Option::is_none))
    }

    fn empty() -> TokenStream {
        quote!(::statiql::render::Template::function(""))
    }

    fn texts(&self) -> Vec<String> {
        match self {
            Sql::Everywhere(text) => vec![text.value()],
            Sql::ByDialect(all) => {
                all.iter().map(|text| text.as_ref().map(LitStr::value).unwrap_or_default()).collect()
            }
        }
    }

    fn template(&self) -> TokenStream {
        let texts = self.texts();
        match self {
            Sql::Everywhere(_) => quote!(::statiql::render::Template::function(#(#texts),*)),
            Sql::ByDialect(_) => quote!(::statiql::render::Template::by_dialect(#(#texts),*)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The errors of an expansion, as they stand in its `compile_error!`s.
    fn messages(input: &str) -> Vec<String> {
        let mut errors = Errors::new();
        for part in split_at(input.parse().unwrap(), &[';']) {
            let function = (|input: ParseStream<'_>| Function::parse(input, &mut errors)).parse2(part);
            if let Some(function) = errors.keep(function) {
                function.expand(&mut errors);
            }
        }
        errors.messages()
    }

    #[test]
    fn functions_are_read() {
        for input in [
            "fn now() -> String = \"now()\"",
            "/// docs\n pub fn soundex(text: String) -> String = \"soundex({0})\";",
            "pub(crate) aggregate fn total(x: f64) -> NotNull<f64> = \"total({0})\"; \
             fn f(a: i64) -> Option<i64> = \"f({*})\";",
            "fn f(a: i64,) -> i64 = { sqlite: \"a({0})\", postgres: \"b({0})\", \
             mysql: \"c({0})\", mariadb: \"d({0})\", };",
        ] {
            assert_eq!(messages(input), Vec::<String>::new(), "{input}");
        }
    }

    #[test]
    fn wrong_functions_say_what_to_write() {
        for (input, expected) in [
            ("fn f() = \"f()\"", "say what the function gives: `-> T`"),
            ("fn f() -> i64", "write its SQL"),
            ("fn f() -> i64 { 1 }", "write its SQL"),
            ("fn f() -> i64 = f", "write the SQL as a string literal"),
            ("fn f() -> i64 = \"f()\" fn g() -> i64 = \"g()\"", "expected `;` after the SQL"),
            ("fn f<T>(a: T) -> T = \"f({0})\"", "an SQL function has no generics"),
            ("fn f(a) -> i64 = \"f({0})\"", "say the parameter's type: `a: String`"),
            ("fn f(a: Option<i64>) -> i64 = \"f({0})\"", "write `i64`"),
            ("fn f(a: i64) -> i64 = \"f()\"", "argument 0 is never used"),
            ("fn f() -> i64 = \"f({0})\"", "`{0}` stands for no argument"),
            ("fn f() -> i64 = { sqlite: \"f()\", mysql: \"f()\" }", "the SQL for `postgres` and `mariadb` is missing"),
            (
                "fn f() -> i64 = { sqlite: \"\u{66}\", postgres: \"f\", mysql: \"f\", mariadb: \"f\", mysql: \"g\" }",
                "`mysql` stands here twice",
            ),
            (
                "fn f() -> i64 = { sqlite: \"f\", postgress: \"f\", mysql: \"f\", mariadb: \"f\" }",
                "unknown dialect `postgress`; did you mean `postgres`?",
            ),
            (
                "fn f(a: i64, b: i64, c: i64, d: i64, e: i64, f: i64, g: i64, h: i64, i: i64) -> i64 = \"f({*})\"",
                "at most 8 arguments",
            ),
        ] {
            let messages = messages(input);
            assert_eq!(messages.len(), 1, "{input}: {messages:?}");
            assert!(messages[0].contains(expected), "{input}: {messages:?}");
        }
    }

    #[test]
    fn a_mistake_leaves_a_function_to_use() {
        let expanded =
            expand("fn f(a: i64) -> i64 = \"f({1})\"; fn g = 1; fn h() -> i64 = \"h()\";".parse().unwrap()).to_string();
        assert!(expanded.contains("fn f <"));
        assert!(expanded.contains("fn h <"));
        assert!(!expanded.contains("f({1})"));
    }
}
