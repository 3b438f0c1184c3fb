//! Neither passwords nor values are in any text that may end in a log.

use statiql::prelude::*;
use statiql::server::{Database, Options};

use crate::scratch::{Scratch, Tested, on_every_server};

const CANARY: &str = "c4n4ry-value-7351";
const PASSWORD: &str = "p4ssw0rd-9183";

#[table("secrets")]
pub struct Secrets {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique, length = 100)]
    pub text: String,
}

on_every_server! {
    no_text_holds_a_password
    no_text_holds_a_value
}

async fn no_text_holds_a_password<D: Tested>(scratch: &Scratch<D>) {
    let mut texts = Vec::new();
    let scheme = scratch.url.split("://").next().expect("a scheme");
    let port = scratch.port();
    let urls = [
        format!("{scheme}://statiql:{PASSWORD}@127.0.0.1:{port}/{}", scratch.name),
        format!("{scheme}://statiql:{PASSWORD}@127.0.0.1:1/nowhere"),
        format!("{scheme}://statiql:{PASSWORD}@no-such-host.invalid/nowhere"),
        format!("{scheme}://statiql:{PASSWORD}@127.0.0.1:{port}/x?no_such_option={PASSWORD}"),
        format!("{scheme}://statiql:{PASSWORD}@127.0.0.1:not-a-port/x"),
        format!("statiql:{PASSWORD}"),
    ];
    for url in &urls {
        let options: Result<Options<D>, _> = Database::options(url);
        match options {
            Ok(options) => {
                texts.push(format!("{options:?}"));
                let error = options.insecure_plaintext().connect().await.expect_err("a wrong password");
                texts.push(format!(
                    "{error} {error:?} {:?} {:?}",
                    error.database_message(),
                    std::error::Error::source(&error)
                ));
            }
            Err(error) => texts.push(format!("{error} {error:?}")),
        }
    }
    let db = scratch.pool(1).await;
    let (_, own) = scratch.url.split_once("statiql:").expect("a user");
    let own = own.split('@').next().expect("a password");
    texts.push(format!("{db:?} {:?}", db.begin().await));
    for text in &texts {
        assert!(!text.contains(PASSWORD) && !text.contains(own), "{text}");
    }
    assert!(texts.len() > urls.len());
    println!("{}: {} texts without a password", D::VARIABLE, texts.len());
}

async fn no_text_holds_a_value<D: Tested>(scratch: &Scratch<D>) {
    let db = scratch.pool(1).await;
    db.create_all(Secrets).await.expect("a table");
    let row = |id: i64| insert(Secrets).values((Secrets.id.set(id), Secrets.text.set(CANARY)));
    db.run(row(1)).await.expect("a row");
    let error = db.run(row(2)).await.expect_err("the text is there");
    assert!(error.is_unique_violation());
    assert!(error.constraint().is_some_and(|name| name.contains("text")), "{error}");
    assert!(error.database_message().is_some_and(|message| message.contains(CANARY)), "it is where it belongs");
    let query = from(Secrets).filter(Secrets.text.eq(CANARY)).select(Secrets.id);
    let mut tx = db.begin().await.expect("a transaction");
    let stream = tx.stream(query).await.expect("a stream");
    let texts = [format!("{error}"), format!("{error:?}"), format!("{query:?}"), format!("{stream:?}")];
    for text in &texts {
        assert!(!text.contains(CANARY), "{text}");
    }
    println!("{}: {} texts without a value", D::VARIABLE, texts.len());
}
