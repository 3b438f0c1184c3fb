//! What a value is: its Rust type, how it is stored, whether it can be NULL.

pub mod code;
mod list;
mod nullness;
mod rust_types;
mod sql_type;
mod value;

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "decimal")]
mod decimal;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "uuid")]
mod uuid;

pub use list::{Cons, Nil};
pub use nullness::{NotNull, Null, Nullness};
pub use rust_types::Encode;
pub use sql_type::{AreSame, FieldType, Integer, Number, Ordered, SameType, SqlType, SqlTypes, Textual};
pub use value::{List, Reader, Value, ValueError, ValueKind};
