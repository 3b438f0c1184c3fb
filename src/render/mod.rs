//! From types to SQL text.
//!
//! Every node gives its SQL as a constant tree of [`Piece`]s and hands out its values in the same order
//! ([`Visit`]). The tree depends on types only, so the compiler can write the text (`text.rs`); what is chosen at run
//! time is a [`Piece::Dynamic`], and then the same writer runs once more with the [`Part`]s that the visit gave.

pub mod capability;
mod dialect;
mod fold;
mod groups;
mod piece;
mod refusals;
mod template;
mod text;
mod visit;
mod writer;

pub use capability::{Needs, Supports};
pub use dialect::{Dialect, DialectKind, MariaDb, MySql, Postgres, Sqlite};
pub use piece::Piece;
pub use template::Template;
pub use visit::{Part, Visit, Visitor, visit_statement};

pub(crate) use fold::{has_cte, has_values, is_static, only_binds};
pub(crate) use refusals::refuse;
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub(crate) use text::text_with;
pub(crate) use text::{Statically, dynamic_text, is_static_everywhere, static_text};
pub(crate) use visit::WithoutNul;
