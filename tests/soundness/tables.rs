//! The tables that the generated queries are about: every column type that needs no feature, NULL or not, foreign
//! keys, keys of several columns, unique constraints, defaults.

use statiql::prelude::*;

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub(crate) struct KindId(pub(crate) i64);

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub(crate) enum Status {
    Open,
    Paid,
    #[sql_type(name = "sent back")]
    SentBack,
}

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
#[sql_type(integer)]
pub(crate) enum Level {
    Low = 1,
    High = 2,
}

#[table("people", unique(name, age))]
pub(crate) struct People {
    #[column(primary_key, auto_increment)]
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) nick: Option<String>,
    pub(crate) age: i32,
    pub(crate) height: Option<f64>,
    pub(crate) active: bool,
    #[column(references = People.id, on_delete = SetNull)]
    pub(crate) boss_id: Option<i64>,
}

#[table("kinds")]
pub(crate) struct Kinds {
    #[column(primary_key)]
    pub(crate) id: KindId,
    pub(crate) flag: bool,
    pub(crate) maybe_flag: Option<bool>,
    pub(crate) tiny: i8,
    pub(crate) maybe_tiny: Option<i8>,
    pub(crate) small: i16,
    pub(crate) maybe_small: Option<i16>,
    pub(crate) number: i32,
    pub(crate) maybe_number: Option<i32>,
    pub(crate) big: i64,
    pub(crate) maybe_big: Option<i64>,
    pub(crate) byte: u8,
    pub(crate) maybe_byte: Option<u8>,
    pub(crate) port: u16,
    pub(crate) maybe_port: Option<u16>,
    pub(crate) count: u32,
    pub(crate) maybe_count: Option<u32>,
    pub(crate) total: u64,
    pub(crate) maybe_total: Option<u64>,
    pub(crate) ratio: f32,
    pub(crate) maybe_ratio: Option<f32>,
    pub(crate) share: f64,
    pub(crate) maybe_share: Option<f64>,
    pub(crate) text: String,
    pub(crate) maybe_text: Option<String>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) maybe_bytes: Option<Vec<u8>>,
    pub(crate) status: Status,
    pub(crate) maybe_status: Option<Status>,
    pub(crate) level: Level,
    pub(crate) maybe_level: Option<Level>,
}

#[table("orders", primary_key(person_id, number))]
pub(crate) struct Orders {
    #[column(references = People.id, on_delete = Cascade)]
    pub(crate) person_id: i64,
    pub(crate) number: i32,
    pub(crate) total: f64,
    pub(crate) note: Option<String>,
    pub(crate) status: Status,
    #[column(references = Kinds.id)]
    pub(crate) kind_id: Option<KindId>,
}

#[table("items", foreign_key(person_id, order_number => Orders(person_id, number), on_delete = Cascade))]
pub(crate) struct Items {
    #[column(primary_key, auto_increment)]
    pub(crate) id: i64,
    pub(crate) person_id: i64,
    pub(crate) order_number: i32,
    #[column(unique)]
    pub(crate) label: String,
    pub(crate) price: f64,
    pub(crate) weight: Option<f32>,
    pub(crate) image: Option<Vec<u8>>,
    #[column(default = 1)]
    pub(crate) quantity: i32,
}

#[table("tags")]
pub(crate) struct Tags {
    #[column(primary_key)]
    pub(crate) name: String,
    #[column(default = "general")]
    pub(crate) topic: String,
    pub(crate) rank: Option<i32>,
    pub(crate) level: Level,
}

/// Everything has a default.
#[table("counters")]
pub(crate) struct Counters {
    #[column(primary_key, auto_increment)]
    pub(crate) id: i64,
    #[column(default = 0)]
    pub(crate) n: i64,
    pub(crate) note: Option<String>,
}

alias!(pub(crate) Bosses = People, pub(crate) OtherKinds = Kinds, pub(crate) OtherOrders = Orders, pub(crate) OtherItems = Items, pub(crate) OtherTags = Tags);

name!(pub(crate) Sub0, pub(crate) Sub1, pub(crate) Sub2, pub(crate) Sub3, pub(crate) Sub4, pub(crate) Sub5, pub(crate) Sub6, pub(crate) Sub7);
