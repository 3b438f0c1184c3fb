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

/// `D3<DA<..>>` with whole paths.
fn full(hash: u32) -> TokenStream {
    spell(hash, |digit| {
        let digit = format_ident!("D{digit:X}");
        quote!(::statiql::types::code::#digit)
    })
}

/// The same with the short names that [`short_imports`] brings, for where there are hundreds.
pub(crate) fn short(hash: u32) -> TokenStream {
    spell(hash, |digit| {
        let digit = Ident::new(&format!("__{digit:X}"), Span::call_site());
        quote!(#digit)
    })
}

/// What [`short`] needs in scope.
pub(crate) fn short_imports() -> TokenStream {
    quote! {
        use ::statiql::types::code::{
            Br as __Br, D0 as __0, D1 as __1, D2 as __2, D3 as __3, D4 as __4, D5 as __5, D6 as __6, D7 as __7,
            D8 as __8, D9 as __9, DA as __A, DB as __B, DC as __C, DD as __D, DE as __E, DF as __F,
        };
    }
}

fn spell(hash: u32, digit: impl Fn(u32) -> TokenStream) -> TokenStream {
    // From the last digit to the first, since each stands around the next.
    (1..6).fold(digit(hash & 0xf), |rest, place| {
        let digit = digit((hash >> (4 * place)) & 0xf);
        quote!(#digit<#rest>)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv_1a_folded_to_24_bits() {
        // Of the published 32-bit hashes 0x811c9dc5, 0xe40c292c and 0xbf9cf968.
        for (text, expected) in [("", 0x1c_9dc5 ^ 0x81), ("a", 0x0c_292c ^ 0xe4), ("foobar", 0x9c_f968 ^ 0xbf)] {
            assert_eq!(hash(text), expected, "{text}");
            assert!(hash(text) < 1 << 24);
        }
    }

    #[test]
    fn digits_are_spelled_from_the_highest_to_the_lowest() {
        assert_eq!(
            short(0x3a_01f2).to_string().replace(' ', ""),
            "__3<__A<__0<__1<__F<__2>>>>>",
        );
        assert_eq!(full(0xb).to_string().matches("D0").count(), 5);
        assert!(full(0xb).to_string().replace(' ', "").contains("<::statiql::types::code::DB>"));
    }

    #[test]
    fn names_that_differ_in_case_are_the_same() {
        assert_eq!(of_name("Title").to_string(), of_name("title").to_string());
        assert_ne!(of_text("Title").to_string(), of_text("title").to_string());
    }
}
