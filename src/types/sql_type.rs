//! `SqlType`: the Rust types that a column can have.

use super::{NotNull, Null, Nullness, Reader, Value, ValueError, ValueKind};
use crate::expr::CastKind;
use crate::render::Needs;

/// A Rust type that a column can have.
///
/// The SQL type follows from [`SqlType::KIND`]. Two types compare, join and assign only with themselves, so a newtype
/// id never meets another id by mistake. Derive it for your own newtypes and for enums without fields:
///
/// ```
/// use statiql::prelude::*;
///
/// #[derive(SqlType, Debug, Clone, Copy, PartialEq)]
/// struct AuthorId(i64);
///
/// #[derive(SqlType, Debug, Clone, Copy, PartialEq)]
/// enum Genre { Novel, Poetry }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a column type",
    label = "statiql cannot store this type",
    note = "use a Rust integer, float, bool, String, Vec<u8>, a date, Uuid, Decimal or JSON type of an enabled feature, or derive `SqlType` for a newtype or enum of yours"
)]
pub trait SqlType: Sized + 'static {
    /// How it is stored.
    const KIND: ValueKind;

    /// For an enum, the texts that it can be stored as; a `CHECK` keeps the column to them.
    const VARIANTS: &'static [&'static str] = &[];

    /// What ordering and computing these values needs of the database: `Nil` but for exact decimals and JSON.
    type OrderNeeds: Needs;

    /// What its values can be cast to: [`CastsToAll`](crate::expr::CastsToAll) for numbers and text, and so on.
    type Casts: CastKind;

    /// What a row that is only looked at holds: `&str` for text, otherwise mostly `Self`.
    type Borrowed<'r>;

    /// The value to bind.
    fn encode(&self) -> Value<'_>;

    /// Reads a value that is not NULL.
    ///
    /// # Errors
    /// When the value is not one of this type's.
    fn decode(value: Value<'_>) -> Result<Self, ValueError>;

    /// Reads the next column, or `None` for NULL. Text and bytes need not be copied here.
    ///
    /// # Errors
    /// As [`SqlType::decode`] and [`Reader::read`].
    #[inline]
    fn read<'r, R: Reader<'r>>(reader: &mut R) -> Result<Option<Self>, ValueError> {
        match reader.read(Self::KIND)? {
            Some(value) => Self::decode(value).map(Some),
            None => Ok(None),
        }
    }

    /// Reads a value that is not NULL without taking it out of the row.
    ///
    /// # Errors
    /// As [`SqlType::decode`].
    fn borrow<'r>(value: Value<'r>) -> Result<Self::Borrowed<'r>, ValueError>;
}

/// A field of a `#[table]`: `T`, or `Option<T>` for a nullable column.
pub trait FieldType {
    /// The type of a value that is not NULL.
    type Ty: SqlType;
    /// Whether NULL is allowed.
    type Null: Nullness;
}

#[diagnostic::do_not_recommend]
impl<T: SqlType> FieldType for T {
    type Ty = T;
    type Null = NotNull;
}

#[diagnostic::do_not_recommend]
impl<T: SqlType> FieldType for Option<T> {
    type Ty = T;
    type Null = Null;
}

/// Two SQL types that may be compared, joined or assigned: the same ones.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not match `{T}`",
    label = "this is `{Self}`, the other side is `{T}`",
    note = "SQL types must be the same on both sides; convert one with `.cast::<{T}>()`"
)]
pub trait SameType<T> {}
#[diagnostic::do_not_recommend]
impl<T> SameType<T> for T {}

/// Two SQL types, as error messages call them.
#[derive(Debug)]
pub struct SqlTypes;

/// The SQL types `A` and `B` may be compared, joined or assigned: they are the same.
#[diagnostic::on_unimplemented(
    message = "`{A}` does not match `{B}`",
    label = "this is `{A}`, the other side is `{B}`",
    note = "SQL types must be the same on both sides; convert one with `.cast::<{B}>()`"
)]
pub trait AreSame<A, B> {}
#[diagnostic::do_not_recommend]
impl<T: SqlType> AreSame<T, T> for SqlTypes {}

// A second impl, so that the compiler looks at the types instead of assuming that they are the same.
#[diagnostic::do_not_recommend]
impl<T> AreSame<SqlTypes, T> for SqlTypes {}

/// Types with arithmetic: integers, floats, decimals, and newtypes that derive it with `#[sql_type(number)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    label = "arithmetic needs a number, this is `{Self}`",
    note = "convert it first, for example with `.cast::<f64>()`"
)]
pub trait Number: SqlType {
    /// The type itself. Methods speak of this, so that nothing follows from a type that is no number.
    type Itself: Number;
    /// The type of `sum(x)`: wide enough for many rows.
    type Sum: SqlType;
    /// The type of `avg(x)`.
    type Avg: SqlType;
}

/// Integer types: what `%` and integer functions take.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an integer",
    label = "an integer is needed here, this is `{Self}`",
    note = "convert it first, for example with `.cast::<i64>()`"
)]
pub trait Integer: Number {
    /// The type itself, as in [`Number`].
    type Whole: Integer;
}

/// Text types: what `like`, `||` and the string functions take.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not text",
    label = "text is needed here, this is `{Self}`",
    note = "convert it first with `.cast::<String>()`"
)]
pub trait Textual: SqlType {
    /// The type itself, as in [`Number`].
    type Itself: Textual;
}

/// Types with a smallest and a largest value on every database: what `min` and `max` take.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no minimum or maximum",
    label = "`min` and `max` take numbers, text, dates and times, not `{Self}`",
    note = "convert it first, for example with `.cast::<i64>()`"
)]
pub trait Ordered: SqlType {}
