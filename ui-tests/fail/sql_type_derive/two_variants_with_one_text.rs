#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
enum Genre {
    Novel,
    #[sql_type(name = "novel")] //~ wrong
    Novella,
}

fn main() {}
