use statiql::prelude::*;

#[table("books")]
struct Books(i64, String); //~ wrong

fn main() {}
