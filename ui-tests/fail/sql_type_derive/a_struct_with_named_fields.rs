#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
struct Isbn { //~ wrong
    text: String,
}

fn main() {}
