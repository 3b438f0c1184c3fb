#![allow(dead_code)]

use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
    email: Option<String>,
}

struct New {
    id: i64,
    email: Option<String>,
}

fn main() {
    let _ = insert(Authors)
        .values(Authors.name.set("Jane Austen"))
        .returning(row!(New { id: Authors.id, email: Authors.email }));
}
