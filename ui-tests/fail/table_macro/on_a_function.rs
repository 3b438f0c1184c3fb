use statiql::prelude::*;

#[table("books")]
fn books() {} //~ wrong

fn main() {}
