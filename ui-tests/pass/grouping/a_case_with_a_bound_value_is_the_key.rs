use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    price: f64,
}

fn main() {
    let _ = from(Books)
        .group_by(case_when(Books.price.gt(lit!(10.0)), lit!("dear")).otherwise(lit!("cheap")))
        .select(count_all());
}
