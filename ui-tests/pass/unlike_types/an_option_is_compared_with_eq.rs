#![allow(dead_code)]

use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    email: Option<String>,
}

fn main() {
    let email: Option<&str> = None;
    let _ = from(Authors).filter(Authors.email.is_not_distinct_from(email)).select(Authors.id);
}
