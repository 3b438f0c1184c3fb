#![allow(dead_code)]

use statiql::prelude::*;

struct Shelf {
    id: i64,
}

alias!(Others = Shelf); //~ wrong

fn main() {}
