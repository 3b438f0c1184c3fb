use statiql::prelude::*;

#[table("books")]
enum Books { //~ wrong
    Id(i64),
}

fn main() {}
