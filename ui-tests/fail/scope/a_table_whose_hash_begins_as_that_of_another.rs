use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

// Names are looked up by a hash of four digits, and the first digit of this one is that of `books`.
#[table("prices")]
struct Prices {
    #[column(primary_key)]
    book_id: i64,
    amount: f64,
}

fn main() {
    let _ = from(Books)
        .filter(Prices.amount.gt(9.5)) //~ wrong
        .select(Books.title);
}
