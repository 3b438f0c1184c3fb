#![allow(dead_code)]

use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    email: Option<String>,
}

fn main() {
    let _ = from(Authors)
        .select(coalesce((Authors.email, 0))); //~ wrong
}
