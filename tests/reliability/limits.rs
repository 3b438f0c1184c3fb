//! What is too much for a server is an error before anything is sent, and the connection goes on.

use statiql::ErrorKind;
use statiql::prelude::*;
use statiql::server::Database;

use crate::scratch::{Scratch, Tested, on_every_server};

#[table("notes")]
pub struct Notes {
    #[column(primary_key)]
    pub id: i64,
    pub text: String,
    pub number: i32,
}

on_every_server! {
    a_list_of_any_length_is_looked_through_or_refused
    rows_of_any_number_are_inserted_or_refused
    a_value_larger_than_a_packet_is_refused
    a_condition_may_have_thousands_of_parts
}

/// The protocols number values with 16 bits. PostgreSQL takes a list as one value.
const MOST_VALUES: i64 = 65_535;

fn takes_arrays<D: Tested>() -> bool {
    D::VARIABLE.contains("POSTGRES")
}

async fn notes<D: Tested>(scratch: &Scratch<D>) -> Database<D> {
    let db = scratch.pool(1).await;
    db.create_all(Notes).await.expect("a table");
    let row = |id| (Notes.id.set(id), Notes.text.set("text"), Notes.number.set(0));
    db.run(insert(Notes).rows(1..=3, row)).await.expect("rows");
    db
}

/// The connection is the same as before, and works.
async fn assert_usable<D: Tested>(db: &Database<D>, scratch: &Scratch<D>) {
    let rows = db.run(from(Notes).filter(Notes.id.le(3)).select(count_all())).await.expect("a count");
    assert_eq!(rows, [3]);
    assert_eq!((db.connections(), D::connections(scratch).await.0), (1, 1));
}

async fn a_list_of_any_length_is_looked_through_or_refused<D: Tested>(scratch: &Scratch<D>) {
    let db = notes(scratch).await;
    let lengths = [0, 1, 2, 1000, MOST_VALUES - 1, MOST_VALUES, MOST_VALUES + 1, 2 * MOST_VALUES];
    for length in lengths {
        let list: Vec<i64> = (0..length).collect();
        let found = db.run(from(Notes).filter(Notes.id.is_in(list)).select(count_all())).await;
        match found {
            Ok(count) => {
                assert!(takes_arrays::<D>() || length <= MOST_VALUES, "{length}");
                assert_eq!(count, [(length - 1).clamp(0, 3)], "{length}");
            }
            Err(error) => {
                assert!(!takes_arrays::<D>() && length > MOST_VALUES, "{length}: {error}");
                assert_eq!(error.kind(), ErrorKind::Limit);
            }
        }
        assert_usable(&db, scratch).await;
    }
    println!("{}: {} lists", D::VARIABLE, lengths.len());
}

async fn rows_of_any_number_are_inserted_or_refused<D: Tested>(scratch: &Scratch<D>) {
    let db = notes(scratch).await;
    let most = MOST_VALUES / 3;
    let counts = [most, most + 1];
    for count in counts {
        let row = |id| (Notes.id.set(id), Notes.text.set("t"), Notes.number.set(1));
        let written = db.run(insert(Notes).rows(10..10 + count, row)).await;
        match written {
            Ok(rows) => {
                assert!(takes_arrays::<D>() || count == most);
                assert_eq!(i64::try_from(rows), Ok(count));
            }
            Err(error) => {
                assert!(!takes_arrays::<D>() && count > most, "{error}");
                assert_eq!(error.kind(), ErrorKind::Limit);
            }
        }
        db.run(delete(Notes).filter(Notes.id.ge(10))).await.expect("rows");
        // Many rows take as many statements as they need.
        let row = |id| insert(Notes).values((Notes.id.set(id), Notes.text.set("t"), Notes.number.set(1)));
        let written = db.transaction(async |tx| tx.execute_many(10..10 + count, row).await).await;
        assert_eq!(written.expect("all of them"), u64::try_from(count).expect("a number"));
        db.run(delete(Notes).filter(Notes.id.ge(10))).await.expect("rows");
        assert_usable(&db, scratch).await;
    }
    println!("{}: {} numbers of rows, each in one statement and in many", D::VARIABLE, counts.len());
}

async fn a_value_larger_than_a_packet_is_refused<D: Tested>(scratch: &Scratch<D>) {
    let db = notes(scratch).await;
    let most = if takes_arrays::<D>() {
        None
    } else {
        D::admin(&scratch.admin, "SELECT @@max_allowed_packet").await[0].parse::<usize>().ok()
    };
    let packet = most.unwrap_or(32 << 20);
    let lengths = [packet - 1000, packet, packet + 1, packet * 2];
    for length in lengths {
        let text = "x".repeat(length);
        let written = db.transaction(async |tx| {
            let row = (Notes.id.set(10), Notes.text.set(text.as_str()), Notes.number.set(1));
            tx.execute(insert(Notes).values(row)).await?;
            let back = tx.one(from(Notes).filter(Notes.id.eq(10)).select(Notes.text)).await?;
            assert!(back == text, "{} bytes came back of {length}", back.len());
            tx.execute(delete(Notes).filter(Notes.id.eq(10))).await
        });
        match written.await {
            Ok(_) => assert!(most.is_none_or(|most| length < most), "{length}"),
            Err(error) => {
                assert!(most.is_some_and(|most| length >= most), "{length}: {error}");
                assert_eq!(error.kind(), ErrorKind::Limit);
                assert!(error.to_string().len() < 500, "the value is not in the message");
            }
        }
        assert_usable(&db, scratch).await;
    }
    println!("{}: {} large values", D::VARIABLE, lengths.len());
}

async fn a_condition_may_have_thousands_of_parts<D: Tested>(scratch: &Scratch<D>) {
    let db = notes(scratch).await;
    let counts = [0, 1, 2, 5000];
    for count in counts {
        let any = any_of((0..count).map(|id| on(Notes, Notes.id.eq(id)).boxed()));
        let found = db.run(from(Notes).filter(any).select(count_all())).await.expect("a count");
        assert_eq!(found, [(count - 1).clamp(0, 3)]);
        let all = all_of((0..count).map(|id| on(Notes, Notes.id.ne(id + 10)).boxed()));
        let found = db.run(from(Notes).filter(all).select(count_all())).await.expect("a count");
        assert_eq!(found, [3]);
    }
    assert_usable(&db, scratch).await;
    println!("{}: {} numbers of conditions, joined by AND and by OR", D::VARIABLE, counts.len());
}
