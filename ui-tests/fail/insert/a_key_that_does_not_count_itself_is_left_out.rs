#![allow(dead_code)]

use statiql::prelude::*;

#[table("countries")]
struct Countries {
    #[column(primary_key)]
    code: String,
    name: String,
}

fn main() {
    let _ = insert(Countries).values(Countries.name.set("Norway")); //~ wrong
}
