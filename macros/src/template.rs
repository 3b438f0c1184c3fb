//! SQL text with holes: `{0}` is the first argument, `{*}` all of them.

use syn::LitStr;

use crate::errors::Errors;
use crate::sql_text::{self, Placeholders};

/// The most arguments of one function: what `expr::Args` is implemented for.
pub(crate) const MOST_ARGUMENTS: usize = 8;

/// Checks that the holes of `text` are among `arguments` and use each of them.
pub(crate) fn check(errors: &mut Errors, text: &LitStr, arguments: usize, placeholders: Placeholders) {
    sql_text::check(errors, text, "the SQL text", placeholders);
    match holes(&text.value()) {
        Err(message) => errors.at(text, message),
        Ok(holes) => {
            if let Some(hole) = holes.iter().flatten().find(|hole| **hole >= arguments) {
                let there_are = match arguments {
                    0 => "there are no arguments".to_owned(),
                    1 => "there is one argument, `{0}`".to_owned(),
                    _ => format!("there are {arguments} arguments, `{{0}}` to `{{{}}}`", arguments - 1),
                };
                errors.at(text, format!("`{{{hole}}}` stands for no argument: {there_are}"));
            } else if !holes.contains(&None)
                && let Some(unused) = (0..arguments).find(|argument| !holes.contains(&Some(*argument)))
            {
                errors.at(
                    text,
                    format!("argument {unused} is never used; write `{{{unused}}}` where it belongs, or leave it out"),
                );
            }
        }
    }
}

/// The holes of a text in order: `Some(n)` for `{n}`, `None` for `{*}`.
fn holes(text: &str) -> Result<Vec<Option<usize>>, String> {
    let mut holes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let from = &rest[at..];
        let hole = from.strip_prefix('{').and_then(|inside| inside.split_once('}')).map(|(inside, _)| inside);
        match hole {
            Some("*") => holes.push(None),
            // One digit: what the renderer reads.
            Some(digit) if digit.len() == 1 && digit.as_bytes()[0].is_ascii_digit() => {
                holes.push(Some(usize::from(digit.as_bytes()[0] - b'0')));
            }
            Some("") => {
                return Err("`{}` names no argument; write its number, `{0}` for the first".to_owned());
            }
            Some(other) => {
                return Err(format!(
                    "`{{{other}}}` is no argument; write `{{0}}` for the first, or `{{*}}` for all with commas between"
                ));
            }
            None => {
                return Err(
                    "braces stand for arguments, like `{0}`; give text with braces as an argument instead".to_owned()
                );
            }
        }
        rest = &from[3..];
    }
    Ok(holes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_found_in_order() {
        assert_eq!(holes("now()").unwrap(), []);
        assert_eq!(holes("{0} + {1}").unwrap(), [Some(0), Some(1)]);
        assert_eq!(holes("f({1}, {0}, {1})").unwrap(), [Some(1), Some(0), Some(1)]);
        assert_eq!(holes("concat({*})").unwrap(), [None]);
    }

    #[test]
    fn other_braces_are_refused() {
        for text in ["{", "}", "{}", "{a}", "{10}", "{ 0 }", "'{\"a\": 1}'", "{0}}", "{{0}}"] {
            assert!(holes(text).is_err(), "{text}");
        }
    }

    #[test]
    fn holes_must_match_the_arguments() {
        let message = |text: &str, arguments| {
            let mut errors = Errors::new();
            check(&mut errors, &LitStr::new(text, proc_macro2::Span::call_site()), arguments, Placeholders::All);
            errors.messages()
        };
        let none: [&str; 0] = [];
        assert_eq!(message("{0} + {1}", 2), none);
        assert_eq!(message("f({*})", 3), none);
        assert_eq!(message("{0} + {2}", 2), ["`{2}` stands for no argument: there are 2 arguments, `{0}` to `{1}`"]);
        assert_eq!(message("{0}", 0), ["`{0}` stands for no argument: there are no arguments"]);
        assert_eq!(message("{0}", 2), ["argument 1 is never used; write `{1}` where it belongs, or leave it out"]);
        assert_eq!(message(" ", 0), ["the SQL text is empty; write SQL"]);
        assert_eq!(message("a\0", 0), ["the SQL text contains NUL, which no database accepts; leave it out"]);
    }
}
