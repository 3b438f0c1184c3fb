use statiql::prelude::*;

#[table("sales")]
struct Sales {
    year: i32,
    sold: i64,
}

fn main() {
    let _ = from(Sales)
        .group_by(Sales) //~ wrong
        .select(Sales.sold.sum());
}
