//! All the mistakes of one macro call, reported together.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// An error at the next token, or at the end. Unlike `input.error` it never says "unexpected end of input" first.
pub(crate) fn here(input: syn::parse::ParseStream<'_>, message: impl std::fmt::Display) -> syn::Error {
    syn::Error::new(input.span(), message)
}

/// Collects errors, so that a call with three mistakes shows three and not the first.
#[derive(Default)]
pub(crate) struct Errors(Vec<syn::Error>);

impl Errors {
    /// No errors yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// An error at `tokens`.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.0.push(syn::Error::new_spanned(tokens, message));
    }

    /// An error that has its place already.
    pub(crate) fn push(&mut self, error: syn::Error) {
        self.0.push(error);
    }

    /// The value, or nothing and the error is kept.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.0.push(error)).ok()
    }

    /// How many there are, to see later whether more were added.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether there are some.
    pub(crate) fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// `compile_error!`s, or nothing when there were no errors.
    pub(crate) fn into_tokens(self) -> TokenStream {
        let combined = self.0.into_iter().reduce(|mut all, next| {
            all.combine(next);
            all
        });
        combined.map(|error| error.to_compile_error()).unwrap_or_default()
    }

    /// `compile_error!`s where an expression is expected; its type is unknown, so nothing else is reported.
    pub(crate) fn into_expression(self) -> TokenStream {
        let errors = self.into_tokens();
        quote::quote!({ #errors })
    }

    /// What a test looks at.
    #[cfg(test)]
    pub(crate) fn messages(self) -> Vec<String> {
        self.0.iter().map(ToString::to_string).collect()
    }
}
