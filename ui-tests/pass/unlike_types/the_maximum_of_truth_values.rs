#![allow(dead_code)]

use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    active: bool,
    born: Option<i32>,
}

fn main() {
    let _ = from(Authors).select(Authors.born.max());
}
