//! A bookstore on SQLite: reads a CSV file, fills a database file, prints reports with the SQL that was run.
//!
//! `cargo run --example bookstore -- [--csv FILE] [--file DATABASE] [--page NUMBER] [--word WORD]`

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod load;
mod reports;
mod schema;

use std::path::PathBuf;
use std::process::ExitCode;

use schema::{Authors, Books, Publishers, Stock, Stores};
use statiql::prelude::*;
use statiql::sqlite::Database;

struct Options {
    csv: PathBuf,
    file: PathBuf,
    page: u64,
    word: Option<String>,
}

fn options() -> Result<Options, String> {
    let mut options = Options {
        csv: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/bookstore/books.csv")),
        file: PathBuf::from("bookstore.db"),
        page: 2,
        word: None,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} wants a value"))?;
        match name.as_str() {
            "--csv" => options.csv = value.into(),
            "--file" => options.file = value.into(),
            "--page" => {
                options.page = value.parse().ok().filter(|page| *page > 0).ok_or("--page wants a number from 1 on")?;
            }
            "--word" => options.word = Some(value),
            _ => return Err(format!("unknown option {name}; there are --csv, --file, --page and --word")),
        }
    }
    Ok(options)
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let options = options()?;
    let lines = load::read(&options.csv)?;
    let db = Database::open(&options.file)?;
    db.transaction(|tx| {
        tx.create_all((Authors, Publishers, Books, Stores, Stock))?;
        load::write(tx, &lines)
    })?;
    db.read(|tx| {
        let books = tx.one(from(Books).select(count_all()))?;
        println!("{} lines read, {books} books in {}", lines.len(), options.file.display());
        reports::stores(tx)?;
        reports::nowhere(tx)?;
        reports::diligent(tx)?;
        reports::dear(tx)?;
        reports::series(tx)?;
        reports::page(tx, options.page, options.word.as_deref())
    })?;
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bookstore: {error}");
            ExitCode::FAILURE
        }
    }
}
