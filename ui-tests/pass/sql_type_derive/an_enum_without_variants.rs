#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
enum Genre {
    Novel,
}

fn main() {}
