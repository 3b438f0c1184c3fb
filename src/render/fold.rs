//! Questions about a tree of pieces, answered at compile time.

use super::{DialectKind, Piece};

/// Whether the text is known at compile time.
pub(crate) const fn is_static(piece: &Piece, dialect: DialectKind) -> bool {
    match piece {
        Piece::Dynamic | Piece::Repeat(..) => false,
        Piece::Seq(all) | Piece::Commas(all) | Piece::Call(_, all) | Piece::Named(all, _) => {
            let mut i = 0;
            while i < all.len() {
                if !is_static(&all[i], dialect) {
                    return false;
                }
                i += 1;
            }
            true
        }
        Piece::ByDialect(all) => is_static(&all[dialect as usize], dialect),
        Piece::Aggregate(_, all, condition) => is_static(&Piece::Seq(all), dialect) && is_static(condition, dialect),
        Piece::Groups { keys, having } => is_static(keys, dialect) && is_static(having, dialect),
        Piece::Whole(inner)
        | Piece::Assignments { sets: inner, .. }
        | Piece::Set { value: inner, .. }
        | Piece::Cte { body: inner, .. } => is_static(inner, dialect),
        _ => true,
    }
}

/// Whether a common table expression may be used somewhere inside.
pub(crate) const fn has_cte(piece: &Piece) -> bool {
    match piece {
        // A choice made at run time may hold anything.
        Piece::Cte { .. } | Piece::Dynamic => true,
        Piece::Seq(all) | Piece::Commas(all) | Piece::Call(_, all) | Piece::Named(all, _) => {
            let mut i = 0;
            while i < all.len() {
                if has_cte(&all[i]) {
                    return true;
                }
                i += 1;
            }
            false
        }
        Piece::ByDialect(all) => has_cte(&all[0]) || has_cte(&all[1]) || has_cte(&all[2]) || has_cte(&all[3]),
        Piece::Aggregate(_, all, condition) => has_cte(&Piece::Seq(all)) || has_cte(condition),
        Piece::Groups { keys, having } => has_cte(keys) || has_cte(having),
        Piece::Whole(inner) | Piece::Assignments { sets: inner, .. } | Piece::Set { value: inner, .. } => {
            has_cte(inner)
        }
        _ => false,
    }
}

/// Whether there is a [`Piece::With`] inside; it stands in statements only, not within choices.
pub(crate) const fn has_with(piece: &Piece) -> bool {
    match piece {
        Piece::With => true,
        Piece::Seq(all) => {
            let mut i = 0;
            while i < all.len() {
                if has_with(&all[i]) {
                    return true;
                }
                i += 1;
            }
            false
        }
        _ => false,
    }
}

/// How many placeholders it is made of, if of nothing else.
pub(crate) const fn only_binds(piece: &Piece) -> Option<usize> {
    match piece {
        Piece::Bind => Some(1),
        Piece::Whole(inner) => only_binds(inner),
        // A placeholder of which one dialect makes more.
        Piece::ByDialect([Piece::Bind, ..]) => Some(1),
        Piece::Commas(all) => {
            let (mut i, mut count) = (0, 0);
            while i < all.len() {
                match only_binds(&all[i]) {
                    Some(more) => count += more,
                    None => return None,
                }
                i += 1;
            }
            Some(count)
        }
        _ => None,
    }
}

/// Whether it may have a placeholder or a choice inside.
pub(crate) const fn has_values(piece: &Piece) -> bool {
    match piece {
        Piece::Empty | Piece::Text(_) | Piece::Ident(_) | Piece::Column { .. } | Piece::Table { .. } => false,
        Piece::Literal(_) | Piece::Integer(_) => false,
        Piece::Seq(all) | Piece::Commas(all) | Piece::Call(_, all) | Piece::Named(all, _) => {
            let mut i = 0;
            while i < all.len() {
                if has_values(&all[i]) {
                    return true;
                }
                i += 1;
            }
            false
        }
        Piece::ByDialect(all) => {
            has_values(&all[0]) || has_values(&all[1]) || has_values(&all[2]) || has_values(&all[3])
        }
        Piece::Whole(inner) => has_values(inner),
        _ => true,
    }
}

/// Whether two pieces write the same text.
pub(crate) const fn same(a: &Piece, b: &Piece) -> bool {
    match (a, b) {
        (Piece::Empty, Piece::Empty)
        | (Piece::With, Piece::With)
        | (Piece::Bind, Piece::Bind)
        | (Piece::Dynamic, Piece::Dynamic) => true,
        (Piece::Text(a), Piece::Text(b))
        | (Piece::Ident(a), Piece::Ident(b))
        | (Piece::Literal(a), Piece::Literal(b)) => equal(a, b),
        (Piece::Integer(a), Piece::Integer(b)) => *a == *b,
        (Piece::Column { source: a, name: c }, Piece::Column { source: b, name: d }) => equal(a, b) && equal(c, d),
        (Piece::Table { schema: a, name: c, alias: e }, Piece::Table { schema: b, name: d, alias: f }) => {
            equal(c, d) && equal_option(*a, *b) && equal_option(*e, *f)
        }
        (Piece::Seq(a), Piece::Seq(b)) | (Piece::Commas(a), Piece::Commas(b)) => all_same(a, b),
        (Piece::Named(a, c), Piece::Named(b, d)) => {
            let mut i = 0;
            while i < c.len() && i < d.len() {
                if !equal(c[i], d[i]) {
                    return false;
                }
                i += 1;
            }
            all_same(a, b)
        }
        (Piece::Call(a, c), Piece::Call(b, d)) => {
            let mut i = 0;
            while i < 4 {
                if !equal(a.by_dialect[i], b.by_dialect[i]) {
                    return false;
                }
                i += 1;
            }
            all_same(c, d)
        }
        (Piece::ByDialect(a), Piece::ByDialect(b)) => all_same(*a, *b),
        (Piece::Aggregate(a, c, e), Piece::Aggregate(b, d, f)) => {
            same(&Piece::Call(a, c), &Piece::Call(b, d)) && same(e, f)
        }
        (Piece::Groups { keys: a, having: c }, Piece::Groups { keys: b, having: d }) => same(a, b) && same(c, d),
        (Piece::Whole(a), Piece::Whole(b)) => same(a, b),
        (Piece::Assignments { sets: a, .. }, Piece::Assignments { sets: b, .. }) => same(a, b),
        (Piece::Set { column: a, value: c }, Piece::Set { column: b, value: d }) => equal(a, b) && same(c, d),
        (Piece::Cte { name: a, body: c, .. }, Piece::Cte { name: b, body: d, .. }) => equal(a, b) && same(c, d),
        (Piece::Repeat(a, c), Piece::Repeat(b, d)) => same(a, b) && same(c, d),
        _ => false,
    }
}

const fn all_same(a: &[Piece], b: &[Piece]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if !same(&a[i], &b[i]) {
            return false;
        }
        i += 1;
    }
    true
}

const fn equal_option(a: Option<&str>, b: Option<&str>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => equal(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// Whether pieces begin with this text: `SELECT ` makes them a query.
pub(crate) const fn begin_with(all: &[Piece], wanted: &str) -> bool {
    match all {
        [Piece::Text(text), ..] => equal(text, wanted),
        _ => false,
    }
}

pub(crate) const fn equal(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}
