//! Names: from Rust's to SQL's, what SQL allows, and what a misspelled word may have meant.

use quote::ToTokens;
use syn::Ident;
use syn::ext::IdentExt;

use crate::errors::Errors;

/// The longest name that every database keeps whole: PostgreSQL cuts at 63 bytes without a word.
const LONGEST: usize = 63;

/// `BookReviews` becomes `book_reviews`, `HTTPServer` becomes `http_server`.
pub(crate) fn snake_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::with_capacity(name.len() + 4);
    for (i, letter) in letters.iter().enumerate() {
        if letter.is_uppercase() {
            let after_lower = i > 0 && letters[i - 1] != '_' && !letters[i - 1].is_uppercase();
            let last_of_capitals =
                i > 0 && letters[i - 1].is_uppercase() && letters.get(i + 1).is_some_and(|next| next.is_lowercase());
            if after_lower || last_of_capitals {
                snake.push('_');
            }
            snake.extend(letter.to_lowercase());
        } else {
            snake.push(*letter);
        }
    }
    snake
}

/// The module of a table's columns: the snake case of its struct, at the struct's place.
pub(crate) fn module_of(table: &Ident) -> Ident {
    let name = snake_case(&table.unraw().to_string());
    if syn::parse_str::<Ident>(&name).is_ok() {
        return Ident::new(&name, table.span());
    }
    match name.as_str() {
        // The keywords that cannot be raw identifiers.
        "self" | "super" | "crate" | "_" => Ident::new(&format!("{name}_"), table.span()),
        _ => Ident::new_raw(&name, table.span()),
    }
}

/// An identifier as SQL sees it, without `r#`.
pub(crate) fn sql_name(name: &Ident) -> String {
    name.unraw().to_string()
}

/// Refuses names that some database refuses or changes.
pub(crate) fn check(errors: &mut Errors, at: impl ToTokens, name: &str, what: &str) {
    if name.is_empty() {
        errors.at(at, format!("the name of {what} is empty; write one"));
    } else if name.contains('\0') {
        errors.at(at, format!("the name of {what} contains NUL, which no database accepts; leave it out"));
    } else if name.len() > LONGEST {
        errors.at(
            at,
            format!(
                "the name of {what} has {} bytes, and PostgreSQL cuts names after {LONGEST}; write a shorter one",
                name.len()
            ),
        );
    }
}

/// "unknown key `x`, did you mean `y`?" and the list of all that exist.
pub(crate) fn unknown(what: &str, word: &str, known: &[&str]) -> String {
    let list = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match closest(word, known) {
        Some(best) => format!("unknown {what} `{word}`; did you mean `{best}`? There are {list}"),
        None => format!("unknown {what} `{word}`; there are {list}"),
    }
}

/// The known word that `word` is likely a misspelling of.
fn closest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let simple = |text: &str| text.to_lowercase().replace('_', "");
    known
        .iter()
        .map(|name| (distance(&simple(word), &simple(name)), *name))
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters to insert, delete or replace (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snake_case_splits_words_and_keeps_runs_of_capitals_together() {
        for (name, expected) in [
            ("Books", "books"),
            ("BookReviews", "book_reviews"),
            ("HTTPServer", "http_server"),
            ("BookV2Row", "book_v2_row"),
            ("Table2", "table2"),
            ("Already_Snake", "already_snake"),
            ("X", "x"),
            ("Öl", "öl"),
        ] {
            assert_eq!(snake_case(name), expected);
        }
    }

    #[test]
    fn a_module_named_like_a_keyword_is_raw() {
        let module = |name: &str| module_of(&Ident::new(name, proc_macro2::Span::call_site())).to_string();
        assert_eq!(module("Books"), "books");
        assert_eq!(module("Type"), "r#type");
        assert_eq!(module("Super"), "super_");
    }

    #[test]
    fn misspelled_words_are_recognised() {
        let known = ["primary_key", "unique", "index", "auto_increment"];
        assert_eq!(closest("primarykey", &known), Some("primary_key"));
        assert_eq!(closest("uniqe", &known), Some("unique"));
        assert_eq!(closest("autoincrement", &known), Some("auto_increment"));
        assert_eq!(closest("colour", &known), None);
    }
}
