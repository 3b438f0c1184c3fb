//! SQL that the user wrote: what is wrong with it whatever it means.

use syn::LitStr;

use crate::errors::Errors;

/// Which marks a text would have for values, that the driver would then wait for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placeholders {
    /// Part of a definition, which is sent as it is.
    Allowed,
    /// PostgreSQL: `$1`.
    Dollar,
    /// Any database, or one of the others: `$1` and `?`.
    All,
}

/// Refuses text that no database takes, or that would change the meaning of what stands around it.
pub(crate) fn check(errors: &mut Errors, literal: &LitStr, what: &str, placeholders: Placeholders) {
    let text = literal.value();
    if text.trim().is_empty() {
        errors.at(literal, format!("{what} is empty; write SQL"));
    } else if text.contains('\0') {
        errors.at(literal, format!("{what} contains NUL, which no database accepts; leave it out"));
    } else if let Some(problem) = problem(&text, placeholders) {
        errors.at(literal, problem);
    }
}

/// The first thing that is wrong outside of quotes.
fn problem(text: &str, placeholders: Placeholders) -> Option<&'static str> {
    // Some dialects escape with a backslash, some do not: where a quote ends cannot be said then.
    if text.contains('\\') {
        return None;
    }
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut i = 0;
    while i < bytes.len() {
        let next = bytes.get(i + 1).copied();
        match bytes[i] {
            // A doubled quote inside ends one text and begins another, which comes to the same.
            quote @ (b'\'' | b'"' | b'`') => match bytes[i + 1..].iter().position(|byte| *byte == quote) {
                Some(length) => i += length + 1,
                None => return Some("a quote is opened in this SQL and not closed"),
            },
            b'(' => depth += 1,
            b')' => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some("a parenthesis is closed in this SQL and not opened"),
            },
            b';' => return Some("this SQL is part of a statement; leave out the `;`"),
            b'-' if next == Some(b'-') => {
                return Some("`--` makes a comment of the rest of the statement; leave it out, or write `- -`");
            }
            b'?' if placeholders == Placeholders::All => {
                return Some(
                    "`?` waits for a value that nobody gives; write `{0}` for an argument \
                     (for the operator of PostgreSQL, `jsonb_exists`)",
                );
            }
            b'$' if placeholders != Placeholders::Allowed && next.is_some_and(|next| next.is_ascii_digit()) => {
                return Some("`$1` waits for a value that nobody gives; write `{0}` for an argument");
            }
            _ => {}
        }
        i += 1;
    }
    (depth > 0).then_some("a parenthesis is opened in this SQL and not closed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_is_accepted() {
        for text in [
            "price >= 0",
            "coalesce({0}, 'it''s; -- (?', \"a?\") - 1",
            "(a) = (b)",
            "{0}::float8",
            "E'it\\'s'",
            "name ~ '^[a-z]+$'",
            "$$text$$",
        ] {
            assert_eq!(problem(text, Placeholders::All), None, "{text}");
        }
        assert_eq!(problem("tags ? 'a'", Placeholders::Allowed), None);
        assert_eq!(problem("tags ? 'a'", Placeholders::Dollar), None);
    }

    #[test]
    fn what_no_database_takes_is_found() {
        for (text, expected) in [
            ("'a", "a quote is opened"),
            ("'it's'", "a quote is opened"),
            ("f(a", "a parenthesis is opened"),
            ("a) + (b", "a parenthesis is closed"),
            ("1; DROP TABLE books", "leave out the `;`"),
            ("1 -- one", "makes a comment"),
            ("a = ?", "`?` waits for a value"),
            ("a = $1", "`$1` waits for a value"),
        ] {
            let message = problem(text, Placeholders::All).unwrap_or_default();
            assert!(message.contains(expected), "{text}: {message}");
        }
        assert!(problem("a = $1", Placeholders::Dollar).is_some());
    }
}
