//! The Rust types that need no feature: integers, floats, bool, text, bytes.

use std::borrow::Cow;

use super::{Integer, Nil, Number, Ordered, Reader, SqlType, Textual, Value, ValueError, ValueKind};
use crate::expr::{CastsFraction, CastsToAll, CastsToNothing, CastsTruth};

/// Something that can be bound: a `SqlType`, or a borrowed form of one such as `&str`.
pub trait Encode {
    /// The value to bind.
    fn encode_value(&self) -> Value<'_>;
}

impl<T: SqlType> Encode for T {
    #[inline]
    fn encode_value(&self) -> Value<'_> {
        self.encode()
    }
}

impl Encode for &str {
    #[inline]
    fn encode_value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Encode for Cow<'_, str> {
    #[inline]
    fn encode_value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Encode for &[u8] {
    #[inline]
    fn encode_value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl<const N: usize> Encode for &[u8; N] {
    #[inline]
    fn encode_value(&self) -> Value<'_> {
        Value::Bytes(*self)
    }
}

fn unlike(expected: &'static str) -> ValueError {
    ValueError::new(expected, "the database sent another type")
}

macro_rules! integers {
    ($($rust:ty => $kind:ident($wire:ty), sum $sum:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl SqlType for $rust {
            const KIND: ValueKind = ValueKind::$kind;
            type OrderNeeds = Nil;
            type Casts = CastsToAll;
            type Borrowed<'r> = $rust;

            #[inline]
            fn encode(&self) -> Value<'_> {
                Value::$kind(<$wire>::from(*self))
            }

            #[inline]
            fn decode(value: Value<'_>) -> Result<Self, ValueError> {
                match value {
                    Value::$kind(x) => {
                        <$rust>::try_from(x).map_err(|_| ValueError::new(stringify!($rust), "the number is out of range"))
                    }
                    _ => Err(unlike(stringify!($rust))),
                }
            }

            #[inline]
            fn borrow<'r>(value: Value<'r>) -> Result<Self, ValueError> {
                Self::decode(value)
            }
        }

        #[diagnostic::do_not_recommend]
        impl Number for $rust {
            type Itself = $rust;
            type Sum = $sum;
            type Avg = f64;
        }

        #[diagnostic::do_not_recommend]
        impl Integer for $rust {
            type Whole = $rust;
        }
        #[diagnostic::do_not_recommend]
        impl Ordered for $rust {}
    )*};
}

integers! {
    i8 => I16(i16), sum i64;
    i16 => I16(i16), sum i64;
    i32 => I32(i32), sum i64;
    i64 => I64(i64), sum i64;
    u8 => I16(i16), sum i64;
    u16 => I32(i32), sum i64;
    u32 => I64(i64), sum i64;
}

#[diagnostic::do_not_recommend]
impl SqlType for u64 {
    const KIND: ValueKind = ValueKind::I64;
    type OrderNeeds = Nil;
    type Casts = CastsToAll;
    type Borrowed<'r> = u64;

    #[inline]
    fn encode(&self) -> Value<'_> {
        Value::U64(*self)
    }

    #[inline]
    fn decode(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::I64(x) => u64::try_from(x).map_err(|_| ValueError::new("u64", "the number is out of range")),
            Value::U64(x) => Ok(x),
            _ => Err(unlike("u64")),
        }
    }

    #[inline]
    fn borrow<'r>(value: Value<'r>) -> Result<Self, ValueError> {
        Self::decode(value)
    }
}

#[diagnostic::do_not_recommend]
impl Number for u64 {
    type Itself = u64;
    type Sum = i64;
    type Avg = f64;
}

#[diagnostic::do_not_recommend]
impl Integer for u64 {
    type Whole = u64;
}
#[diagnostic::do_not_recommend]
impl Ordered for u64 {}
#[diagnostic::do_not_recommend]
impl Ordered for f32 {}
#[diagnostic::do_not_recommend]
impl Ordered for f64 {}
#[diagnostic::do_not_recommend]
impl Ordered for String {}

macro_rules! plain {
    ($($rust:ty => $kind:ident $casts:ident;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl SqlType for $rust {
            const KIND: ValueKind = ValueKind::$kind;
            type OrderNeeds = Nil;
            type Casts = $casts;
            type Borrowed<'r> = $rust;

            #[inline]
            fn encode(&self) -> Value<'_> {
                Value::$kind(*self)
            }

            #[inline]
            fn decode(value: Value<'_>) -> Result<Self, ValueError> {
                match value {
                    Value::$kind(x) => Ok(x),
                    _ => Err(unlike(stringify!($rust))),
                }
            }

            #[inline]
            fn borrow<'r>(value: Value<'r>) -> Result<Self, ValueError> {
                Self::decode(value)
            }
        }
    )*};
}

plain! {
    bool => Bool CastsTruth;
    f32 => F32 CastsFraction;
    f64 => F64 CastsFraction;
}

#[diagnostic::do_not_recommend]
impl Number for f32 {
    type Itself = f32;
    type Sum = f64;
    type Avg = f64;
}

#[diagnostic::do_not_recommend]
impl Number for f64 {
    type Itself = f64;
    type Sum = f64;
    type Avg = f64;
}

#[diagnostic::do_not_recommend]
impl SqlType for String {
    const KIND: ValueKind = ValueKind::Text;
    type OrderNeeds = Nil;
    type Casts = CastsToAll;
    type Borrowed<'r> = &'r str;

    #[inline]
    fn encode(&self) -> Value<'_> {
        Value::Text(self)
    }

    #[inline]
    fn decode(value: Value<'_>) -> Result<Self, ValueError> {
        Self::borrow(value).map(str::to_owned)
    }

    #[inline]
    fn read<'r, R: Reader<'r>>(reader: &mut R) -> Result<Option<Self>, ValueError> {
        Ok(reader.read_text()?.map(Cow::into_owned))
    }

    #[inline]
    fn borrow<'r>(value: Value<'r>) -> Result<&'r str, ValueError> {
        match value {
            Value::Text(x) => Ok(x),
            _ => Err(unlike("String")),
        }
    }
}

#[diagnostic::do_not_recommend]
impl Textual for String {
    type Itself = String;
}

#[diagnostic::do_not_recommend]
impl SqlType for Vec<u8> {
    const KIND: ValueKind = ValueKind::Bytes;
    type OrderNeeds = Nil;
    type Casts = CastsToNothing;
    type Borrowed<'r> = &'r [u8];

    #[inline]
    fn encode(&self) -> Value<'_> {
        Value::Bytes(self)
    }

    #[inline]
    fn decode(value: Value<'_>) -> Result<Self, ValueError> {
        Self::borrow(value).map(<[u8]>::to_vec)
    }

    #[inline]
    fn read<'r, R: Reader<'r>>(reader: &mut R) -> Result<Option<Self>, ValueError> {
        Ok(reader.read_bytes()?.map(Cow::into_owned))
    }

    #[inline]
    fn borrow<'r>(value: Value<'r>) -> Result<&'r [u8], ValueError> {
        match value {
            Value::Bytes(x) => Ok(x),
            _ => Err(unlike("Vec<u8>")),
        }
    }
}
