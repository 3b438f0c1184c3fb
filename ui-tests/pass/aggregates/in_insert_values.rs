use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    stock: i32,
}

function! {
    aggregate fn total() -> NotNull<i32> = "count(*)";
}

fn main() {
    let _ = insert(Books).values((Books.title.set("Emma"), Books.stock.set(3)));

    let _ = from(Books).select(total());
}
