//! Scripts for a PostgreSQL server: <https://www.postgresql.org/docs/current/protocol-message-formats.html>.

use std::collections::HashMap;
use std::io::Result;

use statiql::ErrorKind::{
    Connect, Custom, Interrupted, OutcomeUnknown, RolledBack, SchemaChanged, Serialization, Sql, Timeout, TooManyRows,
    Value,
};
use statiql::postgres::{Database, Options};
use statiql::prelude::*;
use statiql::render::Postgres;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use super::fake::Work::{Copy, First, Look, One, Raw, Run, Stream, Write, WriteAlone, WriteMany};
use super::fake::{Notes, Protocol, Script, play_all, script};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Startup,
    /// An answer of the client's to what the server asked for.
    Password,
    Settings,
    Begin,
    Prepare,
    Execute,
    CopyEnd,
    Commit,
    Rollback,
}
use Phase::{Begin, Commit, CopyEnd, Execute, Password, Prepare, Settings, Startup};

const INT8: u32 = 20;
const INT4: u32 = 23;
const TEXT: u32 = 25;
const OID: u32 = 26;
const CHAR: u32 = 18;
/// No type that the driver knows.
const DOMAIN: u32 = 99_999;

#[derive(Default)]
struct Fake {
    started: bool,
    statements: HashMap<Vec<u8>, Vec<u8>>,
}

impl Protocol for Fake {
    type Phase = Phase;
    type Dialect = Postgres;

    async fn next(&mut self, stream: &mut TcpStream) -> Result<Option<(Phase, Vec<u8>)>> {
        if !self.started {
            let length = stream.read_u32().await?;
            let mut body = vec![0; length as usize - 4];
            stream.read_exact(&mut body).await?;
            self.started = true;
            // Version 3; otherwise it asks for a statement to be cancelled.
            return Ok(body.starts_with(&[0, 3]).then(|| (Startup, greeting("16.4"))));
        }
        let (mut phase, mut answer) = (Execute, Vec::new());
        loop {
            let tag = stream.read_u8().await?;
            let length = stream.read_u32().await?;
            let mut body = vec![0; length as usize - 4];
            stream.read_exact(&mut body).await?;
            match tag {
                b'p' => return Ok(Some((Password, sasl_continue(&body)))),
                b'Q' => return Ok(Some(simple(&body))),
                b'P' => {
                    phase = Prepare;
                    let mut parts = body.splitn(3, |byte| *byte == 0);
                    let [name, sql, mut types] = [(); 3].map(|()| parts.next().unwrap_or_default().to_vec());
                    if asks_for_a_type(&sql) {
                        types = vec![0, 1, 0, 0, 0, 26];
                    }
                    answer.extend([message(b'1', []), message(b't', types), described(&sql)].concat());
                    self.statements.insert(name, sql);
                }
                b'B' => {
                    let name = body.split(|byte| *byte == 0).nth(1).unwrap_or_default();
                    let sql = self.statements.get(name).cloned().unwrap_or_default();
                    if sql.starts_with(b"COPY") {
                        phase = Execute;
                        answer.extend([bound(), message(b'G', [1, 0, 0])].concat());
                        // Up to its end, there is no ReadyForQuery.
                        continue;
                    }
                    answer.extend([bound(), rows_of(&sql)].concat());
                }
                b'c' => (phase, answer) = (CopyEnd, complete("COPY 1")),
                b'S' if answer.ends_with(&[b'G', 0, 0, 0, 7, 1, 0, 0]) => return Ok(Some((phase, answer))),
                b'S' => return Ok(Some((phase, [answer, ready()].concat()))),
                b'X' => return Ok(None),
                _ => {}
            }
        }
    }

    fn options(port: u16) -> Options {
        Database::options(&format!("postgres://user:secret@127.0.0.1:{port}/notes")).expect("a URL")
    }

    async fn copy(db: &Database) -> statiql::Result<u64> {
        let row = |id| insert(Notes).values((Notes.id.set(id), Notes.text.set("copied")));
        db.transaction(async |tx| tx.copy_in(1..=1, row).await).await
    }
}

fn message(tag: u8, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = u32::try_from(body.len() + 4).expect("a length");
    [&[tag], &length.to_be_bytes()[..], body].concat()
}

/// The tag and the length that it says it has.
fn head(tag: u8, length: u32) -> Vec<u8> {
    [&[tag], &length.to_be_bytes()[..]].concat()
}

fn authentication(kind: u32, data: &[u8]) -> Vec<u8> {
    message(b'R', [&kind.to_be_bytes(), data].concat())
}

fn parameter(name: &str, value: &str) -> Vec<u8> {
    message(b'S', format!("{name}\0{value}\0"))
}

fn greeting(version: &str) -> Vec<u8> {
    [authentication(0, &[]), parameter("server_version", version), message(b'K', [0; 8]), ready()].concat()
}

/// For a client that begins to speak SCRAM: its own nonce, and as many iterations as there can be.
fn sasl_continue(first: &[u8]) -> Vec<u8> {
    let nonce = String::from_utf8_lossy(first);
    let nonce = nonce.rsplit_once("r=").map_or("", |(_, nonce)| nonce);
    authentication(11, format!("r={nonce}more,s=c2FsdA==,i=4294967295").as_bytes())
}

fn ready() -> Vec<u8> {
    message(b'Z', b"I")
}

fn bound() -> Vec<u8> {
    message(b'2', [])
}

fn complete(tag: &str) -> Vec<u8> {
    message(b'C', format!("{tag}\0"))
}

fn description(columns: &[u32]) -> Vec<u8> {
    let mut body = u16::try_from(columns.len()).expect("some columns").to_be_bytes().to_vec();
    for oid in columns {
        body.extend_from_slice(b"name\0\0\0\0\0\0\0");
        body.extend_from_slice(&oid.to_be_bytes());
        body.extend_from_slice(&[0, 8, 0xff, 0xff, 0xff, 0xff, 0, 1]);
    }
    message(b'T', body)
}

fn row(fields: &[&[u8]]) -> Vec<u8> {
    let mut body = u16::try_from(fields.len()).expect("some fields").to_be_bytes().to_vec();
    for field in fields {
        body.extend_from_slice(&i32::try_from(field.len()).expect("a length").to_be_bytes());
        body.extend_from_slice(field);
    }
    message(b'D', body)
}

const ONE: &[u8] = &[0, 0, 0, 0, 0, 0, 0, 1];

fn note() -> Vec<u8> {
    row(&[ONE, b"text"])
}

fn error(severity: &str, code: &str, message_text: &str) -> Vec<u8> {
    message(b'E', format!("S{severity}\0V{severity}\0C{code}\0M{message_text}\0\0"))
}

fn simple(text: &[u8]) -> (Phase, Vec<u8>) {
    let (phase, tag) = match text {
        [b'B', ..] => (Begin, "BEGIN"),
        [b'U', ..] => (Commit, "COMMIT"),
        [b'R', ..] => (Phase::Rollback, "ROLLBACK"),
        _ => (Settings, "SET"),
    };
    (phase, [complete(tag), ready()].concat())
}

/// As the driver does when it meets one that it does not know.
fn asks_for_a_type(sql: &[u8]) -> bool {
    sql.starts_with(b"\nSELECT t.typname") || sql.starts_with(b"SELECT t.typname")
}

fn described(sql: &[u8]) -> Vec<u8> {
    match sql {
        _ if asks_for_a_type(sql) => description(&[TEXT, CHAR, OID, OID, OID, TEXT, OID]),
        [b'S', ..] => description(&[INT8, TEXT]),
        _ => message(b'n', []),
    }
}

fn rows_of(sql: &[u8]) -> Vec<u8> {
    match sql {
        // Each domain is over another one, for ever.
        _ if asks_for_a_type(sql) => {
            let domain = DOMAIN.to_be_bytes();
            [row(&[b"d", b"d", &[0; 4], &[0; 4], &domain, b"public", &[0; 4]]), complete("SELECT 1")].concat()
        }
        [b'S', ..] => [note(), complete("SELECT 1")].concat(),
        [b'I', ..] => complete("INSERT 0 3"),
        _ => complete("UPDATE 1"),
    }
}

/// The rows of the query, with something else in the place of the only one.
fn instead(rows: impl AsRef<[u8]>) -> Vec<u8> {
    [&bound(), rows.as_ref(), &complete("SELECT 1"), &ready()].concat()
}

fn prepared(columns: &[u8]) -> Vec<u8> {
    [&message(b'1', []), &message(b't', [0, 0]), columns, &ready()].concat()
}

fn connecting() -> Vec<Script<Fake>> {
    vec![
        script("it closes at once", Startup, "").then_closes().is(Connect),
        script("it speaks HTTP", Startup, "HTTP/1.1 400 Bad Request\r\n\r\n").is(Connect),
        script("it speaks HTTP and closes", Startup, "HTTP/1.1 400 Bad Request\r\n\r\n").then_closes().is(Connect),
        script("it says nothing", Startup, "").is(Connect),
        script("a message of 2 GiB begins", Startup, head(b'R', 0x7fff_ffff)).is(Connect),
        script("a message has a negative length", Startup, head(b'R', 0x8000_0000)).is(Connect),
        script("it wants Kerberos", Startup, authentication(2, &[])).is(Connect),
        script("it wants what nobody knows", Startup, authentication(99, &[])).is(Connect),
        script("its salt is cut off", Startup, authentication(5, &[1, 2])).is(Connect),
        script("SASL without a way", Startup, authentication(10, b"\0")).is(Connect),
        script("SASL in a way that nobody knows", Startup, authentication(10, b"PLAIN\0\0")).is(Connect),
        script("SASL ways that do not end", Startup, authentication(10, b"SCRAM-SHA-256")).is(Connect),
        script("SASL ways that are no UTF-8", Startup, authentication(10, b"\xff\xfe\0\0")).is(Connect),
        script("SASL that goes on with nonsense", Startup, authentication(10, b"SCRAM-SHA-256\0\0"))
            .and(Password, authentication(11, b"\0\xff,=,"))
            .is(Connect),
        script("SASL with another's nonce", Startup, authentication(10, b"SCRAM-SHA-256\0\0"))
            .and(Password, authentication(11, b"r=other,s=c2FsdA==,i=4096"))
            .is(Connect),
        script("SASL that takes 4 billion rounds", Startup, authentication(10, b"SCRAM-SHA-256\0\0")).is(Connect),
        script("SASL that is over before it began", Startup, authentication(10, b"SCRAM-SHA-256\0\0"))
            .and(Password, greeting("16.4"))
            .is(Connect),
        script("it refuses", Startup, error("FATAL", "28P01", "no")).then_closes().is(Connect),
        script("it refuses without a reason", Startup, message(b'E', [0])).then_closes().is(Connect),
        script("its key is cut off", Startup, [authentication(0, &[]), message(b'K', [0; 7])].concat()).is(Connect),
        script("it has no version", Startup, [authentication(0, &[]), ready()].concat()).is(Connect),
        script("its version is no number", Startup, greeting("sixteen")).is(Connect),
        script("its version is old", Startup, greeting("9.6.1")).is(Connect),
        script("its version is larger than any number", Startup, greeting("99999999999.1")).is(Connect),
        script("it has settings for ever", Startup, authentication(0, &[])).for_ever(parameter("a", "b")).is(Connect),
        script("it has notices for ever", Startup, authentication(0, &[]))
            .for_ever(message(b'N', b"SNOTICE\0C00000\0Mno\0\0"))
            .is(Connect)
            .which_the_driver_keeps(),
        script("it takes no settings", Settings, [error("ERROR", "42704", "no"), ready()].concat()).is(Connect),
        script("it closes at the settings", Settings, "").then_closes().is(Connect),
        script("it wants rows for the settings", Settings, message(b'G', [0, 0, 0])).is(Connect),
    ]
}

fn preparing() -> Vec<Script<Fake>> {
    vec![
        script("it closes when it prepares", Prepare, "").then_closes(),
        script("it prepares nothing", Prepare, ready()),
        script("the columns are not described", Prepare, prepared(&[])),
        script("the query has no rows", Prepare, prepared(&message(b'n', []))),
        script("there are fewer columns in the description", Prepare, prepared(&description(&[INT8]))),
        script("there are more columns in the description", Prepare, prepared(&description(&[INT8, TEXT, TEXT]))),
        script("there are fewer columns", Prepare, prepared(&description(&[INT8])))
            .and(Execute, instead(row(&[ONE])))
            .is(SchemaChanged),
        script("there are more columns", Prepare, prepared(&description(&[INT8, TEXT, TEXT])))
            .and(Execute, instead(row(&[ONE, b"a", b"b"])))
            .is(SchemaChanged),
        script("the columns are of other types", Prepare, prepared(&description(&[TEXT, INT4])))
            .and(Execute, instead(row(&[b"1", &[0; 4]])))
            .then_closes()
            .is(Value),
        script("there are 65,535 columns, and one comes", Prepare, {
            let mut all = description(&[INT8]);
            all[5..7].fill(0xff);
            prepared(&all)
        }),
        script("a description goes on after its end", Prepare, prepared(&message(b'T', [0, 0, 1, 2, 3]))),
        script("a column's name does not end", Prepare, prepared(&message(b'T', b"\0\x01name"))),
        script("a column's name is no UTF-8", Prepare, prepared(&message(b'T', b"\0\x01\xff\0aaaabbccccddeeeeff"))),
        script("values are wanted that are not there", Prepare, {
            [message(b'1', []), message(b't', [0, 1, 0, 0, 0, 20]), description(&[INT8, TEXT]), ready()].concat()
        }),
        script("values are not wanted", Prepare, prepared(&message(b'n', []))).to(Write),
        script("values are wanted that the message does not name", Prepare, {
            [message(b'1', []), message(b't', [0xff, 0xff]), message(b'n', []), ready()].concat()
        })
        .to(Write),
        script("it does not get ready", Prepare, [message(b'1', []), message(b't', [0, 0])].concat()).is(Timeout),
        script("it refuses without a reason", Prepare, [message(b'E', [0]), ready()].concat()),
        script("a reason does not end", Prepare, [message(b'E', b"SERROR\0C42601\0Mno"), ready()].concat()),
        script("a reason is no UTF-8", Prepare, {
            [message(b'E', b"SERROR\0C42601\0M\xff\xfe\0\0"), ready()].concat()
        })
        .is(Sql),
        script("a reason has a code that nobody knows", Prepare, [error("ERROR", "!", ""), ready()].concat()).is(Sql),
        script("a reason has a severity that nobody knows", Prepare, [error("BAD", "42601", ""), ready()].concat()),
        script("a type is a domain over another one, for ever", Prepare, prepared(&description(&[DOMAIN, TEXT]))),
    ]
}

fn answering() -> Vec<Script<Fake>> {
    let at_row = |name, bytes: Vec<u8>| script(name, Execute, instead(bytes));
    vec![
        script("it closes in the middle of the rows", Execute, [bound(), note(), note()].concat()).then_closes(),
        script("it closes in the middle of a row", Execute, [bound(), note()[..12].to_vec()].concat()).then_closes(),
        script("it closes before anybody knows", Execute, "").then_closes().to(WriteAlone).is(OutcomeUnknown),
        script("nothing is bound", Execute, [note(), complete("SELECT 1"), ready()].concat()),
        at_row("a row is shorter than its fields", message(b'D', [0, 2, 0, 0, 0, 8, 0])),
        at_row("a row has no fields", message(b'D', [0, 0])),
        at_row("a row has nothing at all", message(b'D', [])),
        at_row("a row has fewer fields", row(&[ONE])),
        at_row("a row has more fields", row(&[ONE, b"a", b"b"])),
        at_row("a row has 65,535 fields, and one comes", message(b'D', b"\xff\xff\0\0\0\x01a")),
        at_row("a row goes on after its last field", message(b'D', [&note()[5..], b"rest"].concat())),
        at_row("a field is longer than its row", message(b'D', b"\0\x02\0\0\0\x09aaaaaaaa\0\0\0\0")),
        at_row("a field has 2 GiB, and does not come", message(b'D', b"\0\x02\x7f\xff\xff\xffaaaa")),
        at_row("a field has the length -2", message(b'D', b"\0\x02\xff\xff\xff\xfe\xff\xff\xff\xfe")).is(Value),
        at_row("NULL where there is none", message(b'D', b"\0\x02\xff\xff\xff\xff\0\0\0\0")).is(Value),
        at_row("an integer has three bytes", row(&[&[0, 0, 1], b"text"])).is(Value),
        at_row("a text is no UTF-8", row(&[ONE, b"\xc3\x28"])).is(Value),
        at_row("a message of 2 GiB begins", head(b'D', 0x7fff_ffff)).is(Timeout),
        at_row("a message has a negative length", head(b'D', 0xffff_fff0)),
        at_row("a message has the length 3", head(b'D', 3)),
        at_row("a message has the length 0", head(b'D', 0)),
        at_row("a message is of no kind", message(b'~', b"what")),
        at_row("it wants to be sent rows", message(b'G', [0, 0, 0])),
        at_row("it sends a file", [message(b'H', [0, 0, 0]), message(b'd', b"line")].concat()),
        at_row("it asks for the password", authentication(3, &[])),
        at_row("a notice has no fields", message(b'N', [])),
        at_row("a notification is no UTF-8", message(b'A', b"\0\0\0\x01\xff\0\0")),
        at_row("a setting does not end", message(b'S', b"TimeZone")),
        script("rows come for ever, and one is asked for", Execute, bound()).for_ever(note()).to(One).is(TooManyRows),
        script("rows come for ever, and the first is asked for", Execute, bound()).for_ever(note()).to(First).gives(1),
        script("rows come for ever, and three are looked at", Execute, bound()).for_ever(note()).to(Look).is(Custom),
        script("rows come for ever to a stream", Execute, bound()).for_ever(note()).to(Stream).gives(3),
        script("rows come for ever, and all are asked for", Execute, bound())
            .for_ever(note())
            .is(Timeout)
            .which_the_driver_keeps(),
        script("notices come for ever", Execute, bound())
            .for_ever(message(b'N', b"SNOTICE\0C00000\0Mno\0\0"))
            .is(Timeout),
        script("notifications come for ever", Execute, bound())
            .for_ever(message(b'A', b"\0\0\0\x01a\0b\0"))
            .is(Timeout),
        script("a setting comes for ever", Execute, bound()).for_ever(parameter("TimeZone", "UTC")).is(Timeout),
        script("a tag is no text", Execute, [bound(), note(), message(b'C', b"\xff\xfe\0"), ready()].concat()),
        script("a tag does not end", Execute, [bound(), note(), message(b'C', b"SELECT"), ready()].concat()),
        script("a tag counts nothing", Execute, [bound(), complete("UPDATE many"), ready()].concat())
            .to(Write)
            .gives(0),
        script("it is ready in a way that nobody knows", Execute, {
            [bound(), note(), complete("SELECT 1"), message(b'Z', b"?")].concat()
        })
        .gives(1),
        script("it is ready in no way", Execute, [bound(), note(), complete("SELECT 1"), message(b'Z', [])].concat()),
        script("it does not get ready", Execute, [bound(), note(), complete("SELECT 1")].concat()).is(Timeout),
        script("it is not ready for the writer", Execute, [bound(), complete("UPDATE 1")].concat())
            .to(WriteAlone)
            .is(OutcomeUnknown),
        script("many rows are answered with an error that says nothing", Execute, {
            [bound(), message(b'E', [0]), ready()].concat()
        })
        .to(WriteMany),
        script("a text of the program's is answered with a file", Prepare, message(b'H', [0, 0, 0])).to(Raw),
        script("a COPY wants no rows", Execute, [bound(), complete("COPY 0"), ready()].concat()).to(Copy),
        script("a COPY sends rows", Execute, [bound(), message(b'H', [0, 0, 0])].concat()).to(Copy),
        script("a COPY ends with nonsense", CopyEnd, [message(b'D', [9]), ready()].concat()).to(Copy),
        script("a COPY is counted in words", CopyEnd, [complete("COPY all"), ready()].concat()).to(Copy).gives(0),
        script("a COPY is cut off", CopyEnd, "").then_closes().to(Copy),
        script("it does not begin", Begin, [error("ERROR", "57014", ""), ready()].concat()).to(Write).is(Interrupted),
    ]
}

fn committing() -> Vec<Script<Fake>> {
    vec![
        script("it closes at COMMIT", Commit, "").then_closes().to(Write).is(OutcomeUnknown),
        script("it says nothing to COMMIT", Commit, "").to(Write).is(OutcomeUnknown),
        script("it answers COMMIT with nonsense", Commit, message(b'~', "what")).to(Write).is(OutcomeUnknown),
        script("it answers COMMIT with a COPY", Commit, message(b'G', [0, 0, 0])).to(Write).is(OutcomeUnknown),
        script("COMMIT fails without a reason", Commit, [message(b'E', [0]), ready()].concat())
            .to(Write)
            .is(OutcomeUnknown),
        script("COMMIT fails", Commit, [error("ERROR", "40001", ""), ready()].concat()).to(Write).is(Serialization),
        script("COMMIT ends a failed transaction", Commit, [error("ERROR", "25P02", ""), ready()].concat())
            .to(Write)
            .is(RolledBack),
        // The driver does not show the tag. A server that rolls back here has refused the statement before COMMIT.
        script("COMMIT is answered as ROLLBACK is", Commit, [complete("ROLLBACK"), ready()].concat())
            .to(Write)
            .gives(1),
        script("it closes when nobody is looking", Commit, [complete("COMMIT"), ready()].concat())
            .then_closes()
            .to(Write)
            .gives(1),
        script("it talks when nobody is looking", Execute, {
            [bound(), note(), complete("SELECT 1"), ready(), note(), ready()].concat()
        })
        .to(Run)
        .gives(1),
    ]
}

#[test]
fn no_script_for_a_connection_does_harm() {
    play_all(&connecting());
}

#[test]
fn no_script_for_preparing_does_harm() {
    play_all(&preparing());
}

#[test]
fn no_script_for_an_answer_does_harm() {
    play_all(&answering());
}

#[test]
fn no_script_for_a_commit_does_harm() {
    play_all(&committing());
}
