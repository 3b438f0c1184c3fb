//! A bookstore: reads a CSV file, fills a database, prints reports with the SQL that was run.
//!
//! `cargo run --example bookstore -- [--csv FILE] [--file DATABASE] [--page NUMBER] [--word WORD]` does it on SQLite.
//! With `--features postgres` or `--features mysql`, `--database URL` does it on a server:
//! `postgres://user@host/database`, `mysql://..` or `mariadb://..`.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod load;
mod queries;
mod reports;
mod schema;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod server;
mod sqlite;

use std::path::PathBuf;
use std::process::ExitCode;

struct Options {
    csv: PathBuf,
    file: PathBuf,
    database: Option<String>,
    page: u64,
    word: Option<String>,
}

fn options() -> Result<Options, String> {
    let mut options = Options {
        csv: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/bookstore/books.csv")),
        file: PathBuf::from("bookstore.db"),
        database: None,
        page: 2,
        word: None,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} wants a value"))?;
        match name.as_str() {
            "--csv" => options.csv = value.into(),
            "--file" => options.file = value.into(),
            "--database" => options.database = Some(value),
            "--page" => {
                options.page = value.parse().ok().filter(|page| *page > 0).ok_or("--page wants a number from 1 on")?;
            }
            "--word" => options.word = Some(value),
            _ => return Err(format!("unknown option {name}; there are --csv, --file, --database, --page and --word")),
        }
    }
    Ok(options)
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let options = options()?;
    let lines = load::read(&options.csv)?;
    match &options.database {
        None => sqlite::run(&options.file, &lines, options.page, options.word.as_deref())?,
        Some(url) => on_server(url, &lines, options.page, options.word.as_deref())?,
    }
    Ok(())
}

#[cfg(any(feature = "postgres", feature = "mysql"))]
fn on_server(url: &str, lines: &[load::Line], page: u64, word: Option<&str>) -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        match url.split_once("://") {
            #[cfg(feature = "postgres")]
            Some(("postgres" | "postgresql", _)) => {
                let db = statiql::postgres::Database::connect(url).await?;
                server::run(&db, lines, page, word).await?;
            }
            #[cfg(feature = "mysql")]
            Some(("mysql", _)) => {
                let db = statiql::mysql::Database::connect(url).await?;
                server::run(&db, lines, page, word).await?;
            }
            #[cfg(feature = "mysql")]
            Some(("mariadb", _)) => {
                let db = statiql::mariadb::Database::connect(url).await?;
                server::run(&db, lines, page, word).await?;
            }
            _ => return Err("the URL begins with no database that this was built with".into()),
        }
        Ok(())
    })
}

#[cfg(not(any(feature = "postgres", feature = "mysql")))]
fn on_server(_: &str, _: &[load::Line], _: u64, _: Option<&str>) -> Result<(), Box<dyn std::error::Error>> {
    Err("--database wants the example built with --features postgres or --features mysql".into())
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
