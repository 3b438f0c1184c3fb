#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
#[sql_type(integer)]
#[repr(i64)]
enum Stars {
    One = 1,
    Many = 3_000_000_000, //~ wrong
}

fn main() {}
