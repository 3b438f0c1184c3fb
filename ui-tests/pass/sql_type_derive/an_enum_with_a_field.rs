#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
enum Genre {
    Novel,
    Other,
}

fn main() {}
