//! All the mistakes of one macro call, reported together.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// Collects errors, so that a call with three mistakes shows three and not the first.
#[derive(Default)]
pub(crate) struct Errors(Vec<syn::Error>);

impl Errors {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// An error at `tokens`.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.0.push(syn::Error::new_spanned(tokens, message));
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        self.0.push(error);
    }

    /// The value, or nothing and the error is kept.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.0.push(error)).ok()
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// All errors as one.
    pub(crate) fn combined(self) -> Option<syn::Error> {
        self.0.into_iter().reduce(|mut all, next| {
            all.combine(next);
            all
        })
    }

    /// `compile_error!`s, or nothing when there were no errors.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.combined().map(|error| error.to_compile_error()).unwrap_or_default()
    }

    /// `compile_error!`s where an expression is expected; its type is unknown, so nothing else is reported.
    pub(crate) fn into_expression(self) -> TokenStream {
        let errors = self.into_tokens();
        quote::quote!({ #errors })
    }
}
