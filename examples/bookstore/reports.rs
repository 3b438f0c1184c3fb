//! Prints the rows of the queries, under the SQL that was run.

use statiql::query::Query;
use statiql::render::Dialect;

use crate::queries::{Author, Dear, Entry, Store, Unsold, Volumes};

/// A title and the SQL text of a query.
pub(crate) fn heading<D: Dialect, R>(title: &str, query: &impl Query<R>) {
    println!("\n== {title}\n   {}\n", query.sql::<D>());
}

pub(crate) fn stores(rows: &[Store]) {
    for Store { name, books, mean, dearest } in rows {
        println!("{name:<28} {books:>4} books, {mean:>6.2} on average, {dearest:>6.2} at most");
    }
}

pub(crate) fn nowhere(rows: &[Unsold]) {
    for Unsold { title, author, pages } in rows {
        let pages = pages.map_or("unknown".to_owned(), |pages| pages.to_string());
        println!("{title} by {author} ({pages} pages)");
    }
}

pub(crate) fn diligent(rows: &[Author]) {
    for Author { name, books, first, born } in rows {
        let age = born.map_or(String::new(), |born| format!(", at {}", first - born));
        println!("{name:<24} {books:>2} books, the first in {first}{age}");
    }
}

pub(crate) fn dear(rows: &[Dear]) {
    for Dear { title, genre, price } in rows {
        println!("{price:>6.2}  {title} ({genre})");
    }
}

pub(crate) fn series(rows: &[Volumes]) {
    for Volumes { first, volumes } in rows {
        println!("{volumes} volumes from {first:?} on");
    }
}

pub(crate) fn page(rows: &[Entry]) {
    for Entry { year, title, author, publisher } in rows {
        println!("{year}  {title} by {author} ({publisher})");
    }
}
