use statiql::prelude::*;

#[table("books")]
struct books { //~ wrong
    id: i64,
}

fn main() {}
