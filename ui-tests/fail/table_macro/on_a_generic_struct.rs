use statiql::prelude::*;

#[table("books")]
struct Books<Id> { //~ wrong
    id: Id,
}

fn main() {}
