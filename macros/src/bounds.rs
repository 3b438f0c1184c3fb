//! `#[bounds_at_name]`: gives the bounds of a function the place of its name.
//!
//! Where a query breaks a bound, the compiler shows the bound below its message. One at the place of the name takes a
//! line; one in a `where`, or in a `macro_rules!`, takes up to twelve.

use proc_macro2::{Group, Span, TokenStream, TokenTree};

pub(crate) fn at_name(item: TokenStream) -> TokenStream {
    let mut place: Option<Span> = None;
    let mut after_fn = false;
    let mut outside_of_where = true;
    item.into_iter()
        .map(|token| match (&token, place) {
            (TokenTree::Ident(word), None) if after_fn => {
                place = Some(word.span());
                token
            }
            (TokenTree::Ident(word), None) => {
                after_fn = word == "fn";
                token
            }
            // The parameters, the body and what stands before them keep their places.
            (TokenTree::Group(group), Some(_)) if is_delimited(group) && outside_of_where => token,
            (TokenTree::Group(group), Some(_)) if group.delimiter() == proc_macro2::Delimiter::Brace => token,
            (TokenTree::Ident(word), Some(place)) => {
                outside_of_where &= word != "where";
                moved(token, place)
            }
            (_, Some(place)) => moved(token, place),
            _ => token,
        })
        .collect()
}

/// A group in parentheses or braces, not what a macro's `$bound` stands for.
fn is_delimited(group: &Group) -> bool {
    group.delimiter() != proc_macro2::Delimiter::None
}

fn moved(token: TokenTree, place: Span) -> TokenTree {
    match token {
        // `$crate` means the crate of its place.
        TokenTree::Ident(word) if word == "$crate" => TokenTree::Ident(word),
        TokenTree::Group(group) => {
            let inside = group.stream().into_iter().map(|token| moved(token, place)).collect();
            let mut group = Group::new(group.delimiter(), inside);
            group.set_span(place);
            TokenTree::Group(group)
        }
        mut token => {
            token.set_span(place);
            token
        }
    }
}
