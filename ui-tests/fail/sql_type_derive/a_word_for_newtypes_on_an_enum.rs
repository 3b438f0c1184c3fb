#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
#[sql_type(number)] //~ wrong
enum Stars {
    One = 1,
}

fn main() {}
