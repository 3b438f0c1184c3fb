use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
}

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    price: f64,
}

fn cheap() -> On<Books, impl Condition> {
    on(Books, Books.price.lt(10.0))
}

fn main() {
    let _ = from(Authors).cross_join(Books).filter(cheap()).select(Authors.name);
}
