use statiql::prelude::*;

#[table("books")]
struct Books {} //~ wrong

fn main() {}
