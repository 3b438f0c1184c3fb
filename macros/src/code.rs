//! Names spelled in types: a hash of the name, as four digits.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Ident, Token};

/// FNV-1a with 32 bits, folded to 22: few digits keep the types short, and a clash needs two names in one query.
pub(crate) fn hash(text: &str) -> u32 {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 22) ^ (hash & 0x003f_ffff)
}

/// The code of an identifier: databases compare names without regard to case, so `Title` and `title` are one.
pub(crate) fn of_name(name: &str) -> TokenStream {
    full(hash(&name.to_lowercase()))
}

/// The code of any other text.
pub(crate) fn of_text(text: &str) -> TokenStream {
    full(hash(text))
}

/// `D3<W10, W0, W63>` with whole paths.
fn full(hash: u32) -> TokenStream {
    let [first, a, b, c] = words(hash);
    let code = quote!(::statiql::types::code);
    quote!(#code::#first<#code::#a, #code::#b, #code::#c>)
}

/// The code of a text, with the short names that [`short_imports`] brings.
pub(crate) fn short(text: &str) -> TokenStream {
    let [first, a, b, c] = words(hash(text));
    quote!(__n::#first<__n::#a, __n::#b, __n::#c>)
}

/// The code of the column at this place of its table. Columns are compared within their table only, where the place says
/// as much as the name, in fewer types: there are hundreds.
pub(crate) struct Place(pub(crate) usize);

impl ToTokens for Place {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let short = |word: &str, tokens: &mut TokenStream| {
            Ident::new("__n", Span::call_site()).to_tokens(tokens);
            <Token![::]>::default().to_tokens(tokens);
            Ident::new(word, Span::call_site()).to_tokens(tokens);
        };
        short(&format!("D{:X}", self.0 & 0xf), tokens);
        let digits: &[u32] = match self.0 {
            0..0x10 => return,
            0x10..0x400 => &[4],
            _ => &[4, 10],
        };
        <Token![<]>::default().to_tokens(tokens);
        for shift in digits {
            short(&format!("W{}", (self.0 >> shift) & 0x3f), tokens);
            <Token![,]>::default().to_tokens(tokens);
        }
        <Token![>]>::default().to_tokens(tokens);
    }
}

/// How a source of this name is listed in a scope and found there: `Source::In` and `Source::Is`, with the short names that
/// [`short_imports`] brings.
pub(crate) fn in_scope(name: &str) -> TokenStream {
    let [first, x, y, z] = spell(hash(&name.to_lowercase()));
    let list = format_ident!("ListD{first:X}");
    let [x, y, z] = [x, y, z].map(|digit| format_ident!("Is{digit}"));
    quote! {
        type In<R: __Scope + ?__Sized> = __list::#list<Self, R>;
        type Is<X: __n::Digit + ?__Sized, Y: __n::Digit + ?__Sized, Z: __n::Digit + ?__Sized> =
            <<X::#x as __n::Bool>::And<Y::#y> as __n::Bool>::And<Z::#z>;
    }
}

/// What [`short`], [`Place`] and [`in_scope`] need in scope.
pub(crate) fn short_imports() -> TokenStream {
    quote!(
        use ::core::marker::Sized as __Sized;
        use ::statiql::expr::{Scope as __Scope, scope::list as __list};
        use ::statiql::types::code::{self as __n, Br as __Br};
    )
}

/// The digits as the compiler knows them.
fn words(hash: u32) -> [Ident; 4] {
    let [digit, a, b, c] = spell(hash);
    [format_ident!("D{digit:X}"), format_ident!("W{a}"), format_ident!("W{b}"), format_ident!("W{c}")]
}

/// The first digit has the lowest 4 bits, the other three have 6 each.
///
/// Most look-ups end at the first digit, and names that are alike but for their last letter differ in the lowest bits.
fn spell(hash: u32) -> [u32; 4] {
    [hash & 0xf, hash >> 16, (hash >> 10) & 0x3f, (hash >> 4) & 0x3f]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv_1a_folded_to_22_bits() {
        // Of the published 32-bit hashes 0x811c9dc5, 0xe40c292c and 0xbf9cf968.
        for (text, published) in [("", 0x811c_9dc5_u32), ("a", 0xe40c_292c), ("foobar", 0xbf9c_f968)] {
            assert_eq!(hash(text), (published >> 22) ^ (published & 0x3f_ffff), "{text}");
            assert!(hash(text) < 1 << 22);
        }
    }

    #[test]
    fn a_name_is_spelled_from_the_lowest_bits_and_then_from_the_highest_on() {
        assert_eq!(spell((10 << 16) | (63 << 4) | 3), [3, 10, 0, 63]);
        assert!(
            full(0xb0)
                .to_string()
                .replace(' ', "")
                .starts_with("::statiql::types::code::D0<::statiql::types::code::W0,")
        );
        assert!(full(0xb0).to_string().replace(' ', "").ends_with("::statiql::types::code::W11>"));
    }

    #[test]
    fn a_source_is_listed_by_the_first_digit_of_its_name_and_found_by_all() {
        let ([first, x, y, z], spelled) = (spell(hash("books")), in_scope("Books").to_string().replace(' ', ""));
        assert!(spelled.contains(&format!("__list::ListD{first:X}<Self,R>")), "{spelled}");
        let found = format!("<<X::Is{x}as__n::Bool>::And<Y::Is{y}>as__n::Bool>::And<Z::Is{z}>;");
        assert!(spelled.ends_with(&found), "{spelled}");
    }

    #[test]
    fn the_place_of_a_column_is_spelled_from_its_lowest_bits_on() {
        for (place, spelled) in
            [(0, "__n::D0"), (15, "__n::DF"), (16, "__n::D0<__n::W1,>"), (1023, "__n::DF<__n::W63,>")]
        {
            assert_eq!(Place(place).to_token_stream().to_string().replace(' ', ""), spelled);
        }
        assert_eq!(Place(1027).to_token_stream().to_string().replace(' ', ""), "__n::D3<__n::W0,__n::W1,>");
    }

    #[test]
    fn names_that_are_alike_differ_in_their_first_digit() {
        let first: std::collections::HashSet<u32> = (0..10).map(|n| spell(hash(&format!("table{n}")))[0]).collect();
        assert!(first.len() > 5, "{first:?}");
    }

    #[test]
    fn names_that_differ_in_case_are_the_same() {
        assert_eq!(of_name("Title").to_string(), of_name("title").to_string());
        assert_ne!(of_text("Title").to_string(), of_text("title").to_string());
    }
}
