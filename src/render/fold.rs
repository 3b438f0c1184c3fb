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
        Piece::Whole(inner) | Piece::Cte { body: inner, .. } => is_static(inner, dialect),
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
        Piece::Whole(inner) => has_cte(inner),
        _ => false,
    }
}
