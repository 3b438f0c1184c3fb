//! The tables of the bookstore.

use statiql::prelude::*;

/// People who write books.
#[table("authors")]
pub struct Authors {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    #[column(unique, length = 200)]
    pub name: String,
    /// Year of birth, where it is known.
    pub born: Option<i32>,
}

/// Who prints them.
#[table("publishers")]
pub struct Publishers {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    #[column(unique, length = 200)]
    pub name: String,
}

/// Books, each by one author.
#[table("books", unique(author_id, title), check("price >= 0"))]
pub struct Books {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    #[column(length = 200)]
    pub title: String,
    #[column(references = Authors.id, on_delete = Cascade)]
    pub author_id: i64,
    #[column(references = Publishers.id)]
    pub publisher_id: i64,
    #[column(index)]
    pub year: i32,
    pub price: f64,
    pub pages: Option<i32>,
    #[column(length = 40)]
    pub genre: String,
    /// The book that this one continues.
    #[column(references = Books.id, on_delete = SetNull)]
    pub sequel_of: Option<i64>,
}

/// Shops.
#[table("stores")]
pub struct Stores {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    #[column(unique, length = 200)]
    pub name: String,
}

/// Which store sells which book.
#[table("stock", primary_key(store_id, book_id))]
pub struct Stock {
    #[column(references = Stores.id, on_delete = Cascade)]
    pub store_id: i64,
    #[column(references = Books.id, on_delete = Cascade)]
    pub book_id: i64,
    pub copies: i32,
}

alias!(pub Peers = Books);
name!(pub Series, pub Shelf);
