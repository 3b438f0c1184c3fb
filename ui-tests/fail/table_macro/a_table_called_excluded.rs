use statiql::prelude::*;

#[table("Excluded")] //~ wrong
struct Excluded {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
