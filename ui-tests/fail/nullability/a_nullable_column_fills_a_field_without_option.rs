#![allow(dead_code)]

use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
    email: Option<String>,
}

struct Contact {
    name: String,
    email: String,
}

fn main() {
    let _ = from(Authors).select(row!(Contact { name: Authors.name, email: Authors.email })); //~ wrong
}
