//! What stands in HAVING, as far as MySQL and MariaDB are concerned.

use super::Piece;
use super::fold::{begin_with, same};

/// The GROUP BY of the query whose HAVING is written.
#[derive(Clone, Copy)]
pub(super) struct Groups(pub(super) &'static Piece);

/// What a part of HAVING is.
pub(super) enum InHaving {
    /// Something with parts of its own to look at, or nothing special.
    Part,
    /// A column of GROUP BY, an aggregate, a subquery: it is understood, and so is what is inside.
    Known,
    /// A key that is no column, or a column that the keys determine.
    Determined,
}

impl Groups {
    pub(super) const fn place_of(&self, piece: &Piece) -> InHaving {
        match piece {
            Piece::Aggregate(..) => InHaving::Known,
            Piece::Seq(all) if begin_with(all, "SELECT ") => InHaving::Known,
            Piece::Column { .. } if is_among(piece, self.0) => InHaving::Known,
            Piece::Column { .. } => InHaving::Determined,
            Piece::Call(..) | Piece::Seq(_) if is_among(piece, self.0) => InHaving::Determined,
            _ => InHaving::Part,
        }
    }
}

/// Whether it is one of the keys.
const fn is_among(piece: &Piece, keys: &Piece) -> bool {
    match keys {
        Piece::Whole(key) => same(piece, key),
        Piece::Seq(all) | Piece::Commas(all) => {
            let mut i = 0;
            while i < all.len() {
                if is_among(piece, &all[i]) {
                    return true;
                }
                i += 1;
            }
            false
        }
        key => same(piece, key),
    }
}
