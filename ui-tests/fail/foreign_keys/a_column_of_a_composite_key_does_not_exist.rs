use statiql::prelude::*;

#[table("editions", primary_key(book, number))]
struct Editions {
    book: i64,
    number: i32,
}

#[table("copies", foreign_key(book, edition => Editions(book, edition)))] //~ wrong
struct Copies {
    #[column(primary_key)]
    id: i64,
    book: i64,
    edition: i32,
}

fn main() {}
