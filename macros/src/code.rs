//! Names spelled in types: a hash of the name, one type for each hexadecimal digit.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::Ident;

/// FNV-1a with 32 bits, folded to 24: six digits keep the types short, and a clash needs two names in one query.
pub(crate) fn hash(text: &str) -> u32 {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 24) ^ (hash & 0x00ff_ffff)
}

/// The code of an identifier: databases compare names without regard to case, so `Title` and `title` are one.
pub(crate) fn of_name(name: &str) -> TokenStream {
    full(hash(&name.to_lowercase()))
}

/// The code of any other text.
pub(crate) fn of_text(text: &str) -> TokenStream {
    full(hash(text))
}

/// `Br<D3, Br<DA, ..>>` with whole paths.
fn full(hash: u32) -> TokenStream {
    spell(hash, &quote!(::statiql::types::code::Br), |digit| {
        let digit = format_ident!("D{digit:X}");
        quote!(::statiql::types::code::#digit)
    })
}

/// The same with the short names that [`short_imports`] brings, for where there are hundreds.
pub(crate) fn short(hash: u32) -> TokenStream {
    spell(hash, &quote!(__Br), |digit| {
        let digit = Ident::new(&format!("__{digit:X}"), Span::call_site());
        quote!(#digit)
    })
}

/// What [`short`] needs in scope.
pub(crate) fn short_imports() -> TokenStream {
    quote! {
        use ::statiql::types::code::{
            Br as __Br, D0 as __0, D1 as __1, D2 as __2, D3 as __3, D4 as __4, D5 as __5, D6 as __6, D7 as __7, D8 as __8,
            D9 as __9, DA as __A, DB as __B, DC as __C, DD as __D, DE as __E, DF as __F,
        };
    }
}

fn spell(hash: u32, join: &TokenStream, digit: impl Fn(u32) -> TokenStream) -> TokenStream {
    // From the last digit to the first, since the pairs nest to the right.
    (1..6).fold(digit(hash & 0xf), |rest, place| {
        let digit = digit((hash >> (4 * place)) & 0xf);
        quote!(#join<#digit, #rest>)
    })
}
