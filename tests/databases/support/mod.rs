//! A case is written once, with the names of the servers' API, and runs on every database that can run it.

mod counts;
mod needs;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod servers;
pub(crate) mod sqlite;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use counts::Running;
pub(crate) use counts::print as print_counts;
pub(crate) use needs::whether;

/// `on_every_database!(a_row_comes_back, async |db| { .. Ok(()) });`, or with what it needs before its name:
/// `on_every_database!([UpdateReturning], a_row_comes_back, async |db| { .. Ok(()) });`
///
/// It becomes a module of this name with a test for each database, which gets an empty database of its own.
macro_rules! on_every_database {
    ([$($need:ident),*], $name:ident, $work:expr $(,)?) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            $crate::support::whether!(sqlite [$($need)*]
                #[test]
                fn sqlite() {
                    $crate::support::run::<$crate::support::sqlite::Database>($work);
                }
            );
            $crate::support::whether!(postgres [$($need)*]
                #[cfg(feature = "postgres")]
                #[test]
                fn postgres() {
                    $crate::support::run::<statiql::postgres::Database>($work);
                }
            );
            $crate::support::whether!(mysql [$($need)*]
                #[cfg(feature = "mysql")]
                #[test]
                fn mysql() {
                    $crate::support::run::<statiql::mysql::Database>($work);
                }
            );
            $crate::support::whether!(mariadb [$($need)*]
                #[cfg(feature = "mysql")]
                #[test]
                fn mariadb() {
                    $crate::support::run::<statiql::mariadb::Database>($work);
                }
            );
        }
    };
    ($name:ident, $work:expr $(,)?) => {
        $crate::support::on_every_database!([], $name, $work);
    };
}
pub(crate) use on_every_database;

/// A database that the cases run on.
pub(crate) trait Tested: Sized {
    /// As the counts call it.
    const NAME: &'static str;
    /// Its place among the four.
    const NUMBER: usize;
    /// Where the server is that is needed, if any.
    const URL: Option<&'static str>;
    /// An empty database somewhere.
    type Place;

    async fn make(url: &str) -> Self::Place;
    async fn open(place: &Self::Place) -> Self;
    async fn remove(place: Self::Place);
}

/// The server's URL; `None` says that there is no such server to test with.
pub(crate) fn url_of<T: Tested>() -> Option<String> {
    let Some(variable) = T::URL else { return Some(String::new()) };
    let url = std::env::var(variable).ok();
    assert!(url.is_some() || std::env::var_os("CI").is_none(), "not tested: no {variable}");
    if url.is_none() {
        #[allow(clippy::print_stderr)]
        {
            eprintln!("not tested: no {variable}");
        }
    }
    url
}

/// Gives `work` an empty database, which is gone afterwards, whatever happened.
pub(crate) fn with_database<T: Tested, R>(url: &str, work: impl AsyncFnOnce(&T) -> R) -> R {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let place = runtime.block_on(T::make(url));
    let result = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            let db = T::open(&place).await;
            work(&db).await
        })
    }));
    runtime.block_on(T::remove(place));
    result.unwrap_or_else(|panic| resume_unwind(panic))
}

/// Runs a case.
pub(crate) fn run<T: Tested>(work: impl AsyncFnOnce(&T) -> statiql::Result<()>) {
    let running = Running::new(T::NUMBER);
    let Some(url) = url_of::<T>() else { return };
    if let Err(error) = with_database(&url, work) {
        panic!("{}: {error:?}\n{}", T::NAME, error.database_message().unwrap_or_default());
    }
    running.passed();
}

impl Tested for sqlite::Database {
    const NAME: &'static str = "sqlite";
    const NUMBER: usize = 0;
    const URL: Option<&'static str> = None;
    type Place = tempfile::TempDir;

    async fn make(_: &str) -> Self::Place {
        tempfile::tempdir().expect("a directory")
    }

    /// A file and not memory: then readers do not wait for the writer, as on the servers.
    async fn open(place: &Self::Place) -> Self {
        let options = statiql::sqlite::Database::options().synchronous(statiql::sqlite::Synchronous::Off);
        sqlite::Database(options.open(place.path().join("test.db")).expect("a database"))
    }

    async fn remove(place: Self::Place) {
        place.close().expect("the directory goes");
    }
}
