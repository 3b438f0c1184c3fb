#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
#[sql_type(integer)]
enum Stars {
    One = 1,
    Two = 2,
}

fn main() {}
