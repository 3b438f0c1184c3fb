//! The tables that the queries of these tests are about.

use statiql::prelude::*;

#[table("authors")]
pub(crate) struct Authors {
    #[column(primary_key, auto_increment)]
    pub(crate) id: i64,
    pub(crate) name: String,
    #[column(unique)]
    pub(crate) email: Option<String>,
    pub(crate) born: Option<i32>,
    #[column(default = true)]
    pub(crate) alive: bool,
}

#[table("books", unique(title, author_id))]
pub(crate) struct Books {
    #[column(primary_key, auto_increment)]
    pub(crate) id: i64,
    pub(crate) title: String,
    #[column(references = Authors.id, on_delete = Cascade)]
    pub(crate) author_id: i64,
    pub(crate) price: f64,
    pub(crate) pages: i32,
    pub(crate) weight: Option<f64>,
    pub(crate) year: Option<i32>,
    pub(crate) sequel_of: Option<i64>,
    pub(crate) cover: Option<Vec<u8>>,
}

#[table("stock", primary_key(book_id, store))]
pub(crate) struct Stock {
    #[column(references = Books.id)]
    pub(crate) book_id: i64,
    pub(crate) store: String,
    pub(crate) n: i32,
}

/// Everything has a default.
#[table("counters")]
pub(crate) struct Counters {
    #[column(primary_key, auto_increment)]
    pub(crate) id: i64,
    #[column(default = 0)]
    pub(crate) n: i64,
}

alias!(pub(crate) Sequels = Books);
alias!(pub(crate) OtherAuthors = Authors);
