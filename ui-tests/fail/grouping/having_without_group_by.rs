use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    genre: String,
}

fn main() {
    let _ = from(Books)
        .having(count_all().gt(1)) //~ wrong
        .select(count_all());
}
