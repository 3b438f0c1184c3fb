//! The words inside an attribute: `key`, `key = value`, `key(list)`, separated by commas.

use proc_macro2::{Group, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::{Attribute, Ident, LitStr, Meta, Token};

use crate::errors::Errors;

/// One of them.
pub(crate) struct Entry {
    pub(crate) key: Ident,
    pub(crate) value: Value,
}

/// What follows the key.
pub(crate) enum Value {
    /// `key`
    Nothing,
    /// `key = tokens`
    Is(TokenStream),
    /// `key(tokens)`
    List(Group),
}

impl Value {
    /// The string literal of `key = ".."`.
    pub(crate) fn text(self, key: &Ident, errors: &mut Errors) -> Option<LitStr> {
        let how = format!("write text in quotes: `{key} = \"..\"`");
        match self {
            Value::Is(tokens) if !tokens.is_empty() => match syn::parse2(tokens.clone()) {
                Ok(text) => Some(text),
                Err(_) => {
                    errors.at(tokens, how);
                    None
                }
            },
            Value::List(group) => {
                errors.at(group, how);
                None
            }
            _ => {
                errors.at(key, how);
                None
            }
        }
    }
}

/// The entries of all attributes called `name`.
pub(crate) fn entries(attributes: &[Attribute], name: &str, errors: &mut Errors) -> Vec<Entry> {
    let mut all = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
        match &attribute.meta {
            Meta::List(list) => all.extend(parse(list.tokens.clone(), errors)),
            _ => errors.at(attribute, format!("write its words in parentheses: `#[{name}(..)]`")),
        }
    }
    all
}

/// The entries of a list, each parsed for itself: one mistake leaves the others as they are.
pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Vec<Entry> {
    parse_parts(split(tokens), errors)
}

/// The same of a list that was split already.
pub(crate) fn parse_parts(parts: impl IntoIterator<Item = TokenStream>, errors: &mut Errors) -> Vec<Entry> {
    parts.into_iter().filter_map(|part| errors.keep(parse_one.parse2(part))).collect()
}

fn parse_one(input: syn::parse::ParseStream<'_>) -> syn::Result<Entry> {
    let key = match input.call(Ident::parse_any) {
        Ok(key) => key,
        Err(error) => {
            return Err(syn::Error::new(error.span(), "expected a word here, like `primary_key` or `name = \"..\"`"));
        }
    };
    let value = if input.is_empty() {
        Value::Nothing
    } else if input.peek(Token![=]) && !input.peek(Token![=>]) {
        let equals: Token![=] = input.parse()?;
        if input.is_empty() {
            return Err(syn::Error::new_spanned(equals, format!("the value of `{key}` is missing")));
        }
        Value::Is(input.parse()?)
    } else if input.peek(syn::token::Paren) {
        Value::List(input.parse()?)
    } else {
        let what = input.cursor().token_stream().into_iter().next();
        return Err(syn::Error::new_spanned(
            what,
            format!("expected `,` or `=` after `{key}`; separate the words with commas"),
        ));
    };
    if !input.is_empty() {
        let what = input.cursor().token_stream().into_iter().next();
        return Err(syn::Error::new_spanned(
            what,
            format!("expected `,` after `{key}(..)`; separate the words with commas"),
        ));
    }
    Ok(Entry { key, value })
}

/// Splits at commas, of which the last may end the list.
pub(crate) fn split(tokens: TokenStream) -> Vec<TokenStream> {
    split_at(tokens, &[','])
}

/// Splits at any of these marks, of which the last may end the list.
pub(crate) fn split_at(tokens: TokenStream, marks: &[char]) -> Vec<TokenStream> {
    let mut parts = vec![Vec::new()];
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if marks.contains(&punct.as_char()) => parts.push(Vec::new()),
            token => {
                if let Some(last) = parts.last_mut() {
                    last.push(token);
                }
            }
        }
    }
    parts.into_iter().filter(|part| !part.is_empty()).map(TokenStream::from_iter).collect()
}
