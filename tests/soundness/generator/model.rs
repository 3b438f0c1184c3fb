//! What the generator knows of the types and tables.

/// A column type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ty {
    Bool,
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    F32,
    F64,
    Text,
    Bytes,
    KindId,
    Status,
    Level,
}

use Ty::*;

pub(crate) const ALL: [Ty; 16] =
    [Bool, I8, I16, I32, I64, U8, U16, U32, U64, F32, F64, Text, Bytes, KindId, Status, Level];

impl Ty {
    pub(crate) fn rust(self) -> &'static str {
        match self {
            Bool => "bool",
            I8 => "i8",
            I16 => "i16",
            I32 => "i32",
            I64 => "i64",
            U8 => "u8",
            U16 => "u16",
            U32 => "u32",
            U64 => "u64",
            F32 => "f32",
            F64 => "f64",
            Text => "String",
            Bytes => "Vec<u8>",
            KindId => "KindId",
            Status => "Status",
            Level => "Level",
        }
    }

    /// The type of the values to bind.
    pub(crate) fn bound(self) -> &'static str {
        match self {
            Text => "&str",
            Bytes => "&[u8]",
            other => other.rust(),
        }
    }

    /// Values to bind, as Rust writes them.
    pub(crate) fn values(self) -> &'static [&'static str] {
        match self {
            Bool => &["true", "false"],
            I8 => &["0i8", "1i8", "-7i8"],
            I16 => &["0i16", "2i16", "-7i16"],
            I32 => &["0i32", "1i32", "3i32", "-2i32"],
            I64 => &["0i64", "1i64", "2i64", "5i64", "-3i64"],
            U8 => &["0u8", "3u8"],
            U16 => &["1u16", "8u16"],
            U32 => &["2u32", "9u32"],
            U64 => &["3u64", "11u64"],
            F32 => &["0.5f32", "-1.25f32"],
            F64 => &["0.25f64", "2.0f64", "-3.5f64"],
            Text => &["\"Ann\"", "\"a\"", "\"it's\"", "\"\"", "\"50% _x\"", "\"naïve 🐢\""],
            Bytes => &["&[1u8, 2][..]", "&[][..]"],
            KindId => &["KindId(1)", "KindId(2)"],
            Status => &["Status::Open", "Status::Paid", "Status::SentBack"],
            Level => &["Level::Low", "Level::High"],
        }
    }

    /// Whether `lit!` writes it.
    pub(crate) fn literal(self) -> bool {
        !matches!(self, Bytes | KindId | Status | Level)
    }

    pub(crate) fn number(self) -> bool {
        self.integer() || matches!(self, F32 | F64)
    }

    pub(crate) fn integer(self) -> bool {
        matches!(self, I8 | I16 | I32 | I64 | U8 | U16 | U32 | U64)
    }

    pub(crate) fn signed(self) -> bool {
        matches!(self, I8 | I16 | I32 | I64 | F32 | F64)
    }

    /// Whether sums of a few small values still fit.
    pub(crate) fn wide(self) -> bool {
        matches!(self, I32 | I64 | F32 | F64)
    }

    /// What `min` and `max` take.
    pub(crate) fn ordered(self) -> bool {
        self.number() || self == Text
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) ty: Ty,
    pub(crate) null: bool,
    /// INSERT must set it.
    pub(crate) required: bool,
}

const fn needed(name: &'static str, ty: Ty) -> Column {
    Column { name, ty, null: false, required: true }
}

const fn maybe(name: &'static str, ty: Ty) -> Column {
    Column { name, ty, null: true, required: false }
}

const fn given(name: &'static str, ty: Ty) -> Column {
    Column { name, ty, null: false, required: false }
}

/// A table.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) alias: Option<&'static str>,
    pub(crate) columns: &'static [Column],
    /// The primary key and the unique constraints, by the places of their columns.
    pub(crate) keys: &'static [&'static [usize]],
}

pub(crate) const TABLES: [Table; 6] = [
    Table {
        name: "People",
        alias: Some("Bosses"),
        columns: &[
            given("id", I64),
            needed("name", Text),
            maybe("nick", Text),
            needed("age", I32),
            maybe("height", F64),
            needed("active", Bool),
            maybe("boss_id", I64),
        ],
        keys: &[&[0], &[1, 3]],
    },
    Table {
        name: "Kinds",
        alias: Some("OtherKinds"),
        columns: &[
            needed("id", KindId),
            needed("flag", Bool),
            maybe("maybe_flag", Bool),
            needed("tiny", I8),
            maybe("maybe_tiny", I8),
            needed("small", I16),
            maybe("maybe_small", I16),
            needed("number", I32),
            maybe("maybe_number", I32),
            needed("big", I64),
            maybe("maybe_big", I64),
            needed("byte", U8),
            maybe("maybe_byte", U8),
            needed("port", U16),
            maybe("maybe_port", U16),
            needed("count", U32),
            maybe("maybe_count", U32),
            needed("total", U64),
            maybe("maybe_total", U64),
            needed("ratio", F32),
            maybe("maybe_ratio", F32),
            needed("share", F64),
            maybe("maybe_share", F64),
            needed("text", Text),
            maybe("maybe_text", Text),
            needed("bytes", Bytes),
            maybe("maybe_bytes", Bytes),
            needed("status", Status),
            maybe("maybe_status", Status),
            needed("level", Level),
            maybe("maybe_level", Level),
        ],
        keys: &[&[0]],
    },
    Table {
        name: "Orders",
        alias: Some("OtherOrders"),
        columns: &[
            needed("person_id", I64),
            needed("number", I32),
            needed("total", F64),
            maybe("note", Text),
            needed("status", Status),
            maybe("kind_id", KindId),
        ],
        keys: &[&[0, 1]],
    },
    Table {
        name: "Items",
        alias: Some("OtherItems"),
        columns: &[
            given("id", I64),
            needed("person_id", I64),
            needed("order_number", I32),
            needed("label", Text),
            needed("price", F64),
            maybe("weight", F32),
            maybe("image", Bytes),
            given("quantity", I32),
        ],
        keys: &[&[0], &[3]],
    },
    Table {
        name: "Tags",
        alias: Some("OtherTags"),
        columns: &[needed("name", Text), given("topic", Text), maybe("rank", I32), needed("level", Level)],
        keys: &[&[0]],
    },
    Table {
        name: "Counters",
        alias: None,
        columns: &[given("id", I64), given("n", I64), maybe("note", Text)],
        keys: &[&[0]],
    },
];
