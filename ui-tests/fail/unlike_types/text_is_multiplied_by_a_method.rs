#![allow(dead_code)]

use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
}

fn main() {
    let _ = from(Authors).select(Authors.name.times(2)); //~ wrong
}
