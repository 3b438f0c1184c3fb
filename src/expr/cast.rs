//! CAST, to the types that every database can cast to.

use std::marker::PhantomData;

use super::{Function, Scalar, Strict};
use crate::render::Template;
use crate::types::code::{Bool, Br, Code, D0, D1, D2, D3, D4, D5, DC, False, True};
use crate::types::{Nil, SqlType};

/// A type that `.cast::<T>()` can give.
#[diagnostic::on_unimplemented(
    message = "nothing can be cast to `{Self}`",
    label = "`{Self}` is not a target of CAST",
    note = "cast to i16, i32, i64, f64 or String"
)]
pub trait CastTo: SqlType {
    /// The type, spelled in types.
    type Code: Code;
    /// The function that casts a value of the kind `K`: `Cast<Self, K>`.
    type Cast<K: CastKind>: Function;
    /// Whether it is text.
    type IsText: Bool;
    /// Whether a truth value can be cast to it.
    type OfTruth: Bool;
    /// `CAST({0} AS ..)`
    const TEMPLATE: Template;
    /// The same of a truth value.
    const TEMPLATE_OF_TRUTH: Template;
    /// The same of a number with a fraction.
    const TEMPLATE_OF_FRACTION: Template;
}

/// What the values of a type can be cast to, by all databases and with one result.
pub trait CastKind: 'static {
    /// Whether they can be cast to `T`.
    type Into<T: CastTo>: Bool;
    /// What they are.
    const FORM: Form;
}

/// Values that not every database casts as the others do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A truth value.
    Truth,
    /// A number with a fraction.
    Fraction,
    /// Anything else.
    Plain,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $target:ident => $into:ty, $form:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $kind;

        impl CastKind for $kind {
            type Into<$target: CastTo> = $into;
            const FORM: Form = Form::$form;
        }
    )*};
}

kinds! {
    /// Integers and text: to everything.
    CastsToAll T => True, Plain;
    /// Floats and decimals: to everything, and to integers without their fraction.
    CastsFraction T => True, Fraction;
    /// Truth values: to integers (0 and 1) and text (`true` and `false`).
    CastsTruth T => T::OfTruth, Truth;
    /// Dates, times and JSON: to text.
    CastsToText T => T::IsText, Plain;
    /// Bytes and UUIDs, which are bytes on some databases: to nothing.
    CastsToNothing _T => False, Plain;
}

/// CAST, as error messages call it.
#[derive(Debug)]
pub struct Casting;

/// A value of type `A` can be cast to `B`, if `Can` is true.
#[diagnostic::on_unimplemented(
    message = "`{A}` cannot be cast to `{B}`",
    label = "databases refuse this or do not agree what it gives",
    note = "numbers and text can be cast to each other, truth values to integers and text, dates and JSON to text"
)]
pub trait Casts<A, B, Can> {}
#[diagnostic::do_not_recommend]
impl<A, B> Casts<A, B, True> for Casting {}
#[diagnostic::do_not_recommend]
impl<A, B> Casts<A, B, Casting> for Casting {}

macro_rules! casts {
    ($($ty:ty = $digit:ident text $text:ident, of truth $of_truth:ident,
        $template:expr, $truth:expr, $fraction:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl CastTo for $ty {
            type Code = $digit;
            type Cast<K: CastKind> = Cast<$ty, K>;
            type IsText = $text;
            type OfTruth = $of_truth;
            const TEMPLATE: Template = $template;
            const TEMPLATE_OF_TRUTH: Template = $truth;
            const TEMPLATE_OF_FRACTION: Template = $fraction;
        }
    )*};
}

/// `CAST({0} AS ..)` in the words of SQLite, PostgreSQL, and MySQL and MariaDB.
macro_rules! cast {
    ($sqlite:literal, $postgres:literal, $mysql:literal) => {
        Template::by_dialect(
            concat!("CAST({0} AS ", $sqlite, ")"),
            concat!("CAST({0} AS ", $postgres, ")"),
            concat!("CAST({0} AS ", $mysql, ")"),
            concat!("CAST({0} AS ", $mysql, ")"),
        )
    };
}

/// The same of a truth value, which PostgreSQL casts to `integer` and to no other number.
macro_rules! twice {
    ($postgres:literal) => {
        Template::by_dialect(
            "CAST({0} AS INTEGER)",
            concat!("CAST(CAST({0} AS INTEGER) AS ", $postgres, ")"),
            "CAST({0} AS SIGNED)",
            "CAST({0} AS SIGNED)",
        )
    };
}

/// A number without its fraction, as SQLite casts it; the others would round.
macro_rules! cut {
    ($postgres:literal) => {
        Template::by_dialect(
            "CAST({0} AS INTEGER)",
            concat!("CAST(TRUNC({0}) AS ", $postgres, ")"),
            "CAST(TRUNCATE({0}, 0) AS SIGNED)",
            "CAST(TRUNCATE({0}, 0) AS SIGNED)",
        )
    };
}

/// To an integer of 32 bits.
const INTEGER: Template = cast!("INTEGER", "INTEGER", "SIGNED");
/// To a float.
const FLOAT: Template = cast!("REAL", "DOUBLE PRECISION", "DOUBLE");
/// To text.
const TEXT: Template = cast!("TEXT", "TEXT", "CHAR");

/// The text of a truth value. PostgreSQL would write words by itself, the others numbers.
const WORDS: Template = Template::function("CASE {0} WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' END");

casts! {
    i16 = D1 text False, of truth True, cast!("INTEGER", "SMALLINT", "SIGNED"), twice!("SMALLINT"), cut!("SMALLINT");
    i32 = D2 text False, of truth True, INTEGER, INTEGER, cut!("INTEGER");
    i64 = D3 text False, of truth True, cast!("INTEGER", "BIGINT", "SIGNED"), twice!("BIGINT"), cut!("BIGINT");
    f64 = D4 text False, of truth False, FLOAT, FLOAT, FLOAT;
    String = D5 text True, of truth True, TEXT, WORDS, TEXT;
}

/// `CAST(x AS ..)` of a value of the kind `K` to the type `T`.
pub struct Cast<T, K>(PhantomData<(T, K)>);

impl<T: CastTo, K: CastKind> Function for Cast<T, K> {
    const TEMPLATE: Template = match K::FORM {
        Form::Truth => T::TEMPLATE_OF_TRUTH,
        Form::Fraction => T::TEMPLATE_OF_FRACTION,
        Form::Plain => T::TEMPLATE,
    };
    type Nulls = Strict;
    type Class = Scalar;
    type Needs = Nil;
    type Code = Br<D0, Br<DC, T::Code>>;
}
