use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[cfg(unix)] //~ wrong
    inode: i64,
}

fn main() {}
