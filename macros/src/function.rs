//! `function!`: SQL functions of the user's own, with types.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, GenericArgument, Ident, LitStr, PathArguments, Token, Type, Visibility, braced, parenthesized};

use crate::code;
use crate::errors::Errors;
use crate::names;
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
    let mut functions = Vec::new();
    let parsed = (|input: ParseStream<'_>| {
        if input.is_empty() {
            return Err(input.error("write a function: `pub fn soundex(text: String) -> String = \"soundex({0})\";`"));
        }
        while !input.is_empty() {
            functions.push(Function::parse(input, &mut errors)?);
        }
        Ok(())
    })
    .parse2(input);
    errors.keep(parsed);
    let expanded: TokenStream = functions.iter().map(|function| function.expand(&mut errors)).collect();
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
            return Err(input.error("an SQL function has no generics; declare one function for each type"));
        }
        let inside;
        parenthesized!(inside in input);
        let parameters = inside.parse_terminated(Parameter::parse, Token![,])?;
        if !input.peek(Token![->]) {
            return Err(input.error(
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
            return Err(input.error("write its SQL: `= \"soundex({0})\";`"));
        }
        input.parse::<Token![=]>()?;
        let sql =
            if input.peek(LitStr) { Sql::Everywhere(input.parse()?) } else { Sql::parse_by_dialect(input, errors)? };
        if !input.is_empty() {
            input.parse::<Token![;]>()?;
        }
        let parameters = parameters.into_iter().map(|parameter| (parameter.name, parameter.ty)).collect();
        Ok(Function { attributes, visibility, aggregate, ident, parameters, returns, sql })
    }

    fn expand(&self, errors: &mut Errors) -> TokenStream {
        let Function { attributes, visibility, aggregate, ident, parameters, returns, sql } = self;
        if let Some((extra, _)) = parameters.get(MOST_ARGUMENTS) {
            errors.at(extra, format!("a function has at most {MOST_ARGUMENTS} arguments"));
        }
        sql.check(parameters.len(), errors);

        let Returns { ty, nulls } = returns;
        let nulls = format_ident!("{nulls}");
        let class = format_ident!("{}", if *aggregate { "Aggregate" } else { "Scalar" });
        let name = names::sql_name(ident);
        let marker = format_ident!("{name}__");
        let code = code::of_text(&format!("{name} {}", sql.texts().join(" ")));
        let template = sql.template();
        let generics: Vec<Ident> = (0..parameters.len()).map(|i| format_ident!("__A{i}")).collect();
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
            #[allow(missing_docs, dead_code, unreachable_pub, clippy::all, clippy::pedantic)]
            #visibility fn #ident<#(#generics: ::statiql::expr::IntoExpr<#parameter_types>),*>(
                #(#parameter_names: #generics),*
            ) -> ::statiql::expr::Call<#marker, #ty, (#(#generics::Expr,)*)>
            where
                #(<#generics::Expr as ::statiql::expr::Expr>::Ty: ::statiql::types::SameType<#parameter_types>,)*
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
            return Err(input.error(format!("say the parameter's type: `{name}: String`")));
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
            return Err(input.error(
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
                return Err(inside.error("the SQL must be a string literal"));
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
            Sql::Everywhere(text) => template::check(errors, text, arguments),
            Sql::ByDialect(all) => all.iter().flatten().for_each(|text| template::check(errors, text, arguments)),
        }
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
