#![allow(dead_code)]

use statiql::prelude::*;

#[table("shelves")]
struct Shelf {
    id: i64,
}

alias!(Others = Shelf);

fn main() {}
