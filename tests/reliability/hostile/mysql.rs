//! Scripts for a MySQL server: <https://dev.mysql.com/doc/dev/mysql-server/latest/PAGE_PROTOCOL.html>.

use std::collections::HashMap;
use std::io::Result;

use statiql::ErrorKind::{
    Busy, Connect, Custom, Deadlock, OutcomeUnknown, SchemaChanged, Sql, Timeout, TooManyRows, Transaction,
    UniqueViolation, Value,
};
use statiql::mysql::{Database, Options};
use statiql::render::MySql;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use super::fake::Work::{First, Look, One, Run, Stream, Write, WriteAlone, WriteMany};
use super::fake::{Protocol, Script, play_all, script};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Greeting,
    /// What the client answers to the greeting.
    Login,
    /// What the client answers to what the server asked for then.
    More,
    Settings,
    Begin,
    Prepare,
    Execute,
    Commit,
    Rollback,
    Other,
}
use Phase::{Begin, Commit, Execute, Greeting, Login, More, Prepare, Rollback, Settings};

const AUTOCOMMIT: u16 = 2;
const IN_TRANSACTION: u16 = 1;
const MORE_RESULTS: u16 = 8;

const BIGINT: u8 = 8;
const DATETIME: u8 = 12;
const TIME: u8 = 11;
const TEXT: u8 = 253;

struct Fake {
    greeted: bool,
    logged_in: bool,
    status: u16,
    statements: HashMap<Vec<u8>, Vec<u8>>,
}

impl Default for Fake {
    fn default() -> Self {
        Fake { greeted: false, logged_in: false, status: AUTOCOMMIT, statements: HashMap::new() }
    }
}

impl Protocol for Fake {
    type Phase = Phase;
    type Dialect = MySql;

    async fn next(&mut self, stream: &mut TcpStream) -> Result<Option<(Phase, Vec<u8>)>> {
        if !self.greeted {
            self.greeted = true;
            return Ok(Some((Greeting, packets(0, [greeting(10, "8.4.0")]))));
        }
        loop {
            let head = stream.read_u32().await?.to_be_bytes();
            let mut body = vec![0; u32::from_le_bytes([head[0], head[1], head[2], 0]) as usize];
            stream.read_exact(&mut body).await?;
            if head[3] > 0 {
                let phase = if self.logged_in { More } else { Login };
                self.logged_in = true;
                return Ok(Some((phase, packets(head[3] + 1, [ok(0, AUTOCOMMIT)]))));
            }
            match body.split_first() {
                // It leaves.
                None | Some((1, _)) => return Ok(None),
                Some((3, sql)) => return Ok(Some(self.text(sql))),
                Some((0x16, sql)) => return Ok(Some((Prepare, self.prepare(sql)))),
                Some((0x17, statement)) => {
                    let sql = &self.statements[&statement[..4]];
                    return Ok(Some((Execute, answer(self.result(sql)))));
                }
                // A statement is closed, which is not answered.
                Some((0x19, _)) => {}
                Some(_) => return Ok(Some((Phase::Other, answer([ok(0, self.status)])))),
            }
        }
    }

    fn options(port: u16) -> Options {
        Database::options(&format!("mysql://user:secret@127.0.0.1:{port}/notes")).expect("a URL")
    }

    async fn copy(_: &Database) -> statiql::Result<u64> {
        unreachable!("there is no COPY")
    }
}

impl Fake {
    fn text(&mut self, sql: &[u8]) -> (Phase, Vec<u8>) {
        let phase = match sql {
            _ if sql.starts_with(b"SET NAMES") => {
                return (Settings, answer(settings(&["8.4.0", "7", "67108864", "0"])));
            }
            [b'S', b'T' | b'E', ..] => Begin,
            [b'C', ..] => Commit,
            [b'R', ..] => Rollback,
            _ => Phase::Other,
        };
        self.status = if phase == Begin { AUTOCOMMIT | IN_TRANSACTION } else { AUTOCOMMIT };
        (phase, answer([ok(0, self.status)]))
    }

    fn prepare(&mut self, sql: &[u8]) -> Vec<u8> {
        let id = u8::try_from(self.statements.len() + 1).expect("a few");
        self.statements.insert(vec![id, 0, 0, 0], sql.to_vec());
        let values = sql.iter().filter(|byte| **byte == b'?').count();
        let columns: &[u8] = if sql[0] == b'S' { &[BIGINT, TEXT] } else { &[] };
        answer(prepared(id, values, columns))
    }

    fn result(&self, sql: &[u8]) -> Vec<Vec<u8>> {
        match sql[0] {
            b'S' => rows(&[BIGINT, TEXT], &[note()]),
            b'I' => vec![ok(3, self.status)],
            _ => vec![ok(1, self.status)],
        }
    }
}

/// Packets on the wire, numbered from the first on.
fn packets(first: u8, all: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut wire = Vec::new();
    for (index, packet) in (0_u8..=255).cycle().skip(first.into()).zip(all) {
        wire.extend_from_slice(&u32::try_from(packet.len()).expect("a length").to_le_bytes()[..3]);
        wire.push(index);
        wire.extend_from_slice(&packet);
    }
    wire
}

/// What is answered to a command.
fn answer(all: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    packets(1, all)
}

fn greeting(protocol: u8, version: &str) -> Vec<u8> {
    [
        &[protocol][..],
        version.as_bytes(),
        b"\0\x07\0\0\0abcdefgh\0",
        // 4.1, transactions, plain passwords of no kind; statements in one text; ways of logging in.
        &[0x0b, 0xa2, 255, 2, 0, 0x0f, 0, 21],
        &[0; 10],
        b"abcdefghijkl\0mysql_native_password\0",
    ]
    .concat()
}

fn ok(changed: u8, status: u16) -> Vec<u8> {
    [&[0, changed, 0][..], &status.to_le_bytes(), &[0, 0]].concat()
}

fn end() -> Vec<u8> {
    vec![0xfe, 0, 0, 3, 0]
}

fn error(code: u16, text: &str) -> Vec<u8> {
    [&[0xff][..], &code.to_le_bytes(), b"#HY000", text.as_bytes()].concat()
}

/// Numbers and texts are as long as their first byte says.
fn text(text: &[u8]) -> Vec<u8> {
    [&[u8::try_from(text.len()).expect("a short one")], text].concat()
}

fn column(kind: u8) -> Vec<u8> {
    let charset = if kind == TEXT { 255 } else { 63 };
    [&b"\x03def\0\0\0\x01a\0\x0c"[..], &[charset, 0, 0, 1, 0, 0, kind, 0, 0, 0, 0, 0]].concat()
}

fn described(kinds: &[u8]) -> Vec<Vec<u8>> {
    let mut all: Vec<_> = kinds.iter().map(|kind| column(*kind)).collect();
    if !all.is_empty() {
        all.push(end());
    }
    all
}

fn prepared(id: u8, values: usize, columns: &[u8]) -> Vec<Vec<u8>> {
    let count = |count: usize| u8::try_from(count).expect("a few");
    let head = vec![0, id, 0, 0, 0, count(columns.len()), 0, count(values), 0, 0, 0, 0];
    [vec![head], described(&vec![TEXT; values]), described(columns)].concat()
}

fn rows(columns: &[u8], rows: &[Vec<u8>]) -> Vec<Vec<u8>> {
    [vec![vec![u8::try_from(columns.len()).expect("a few")]], described(columns), rows.to_vec(), vec![end()]].concat()
}

fn note() -> Vec<u8> {
    [&[0, 0, 1, 0, 0, 0, 0, 0, 0, 0][..], &text(b"text")].concat()
}

fn settings(fields: &[&str]) -> Vec<Vec<u8>> {
    let row = fields.iter().flat_map(|field| text(field.as_bytes())).collect();
    let done = ok(0, AUTOCOMMIT | MORE_RESULTS);
    [vec![done.clone(), done], rows(&vec![TEXT; fields.len()], &[row])].concat()
}

/// The rows of the query, with something else in the place of the only one.
fn instead(row: impl AsRef<[u8]>) -> Vec<u8> {
    answer(rows(&[BIGINT, TEXT], &[row.as_ref().to_vec()]))
}

/// The beginning of a result, up to the first row.
fn result() -> Vec<u8> {
    let mut all = rows(&[BIGINT, TEXT], &[]);
    all.pop();
    answer(all)
}

/// A row with a number of its own: after the 4 packets of the beginning comes the fifth.
fn row_packet() -> Vec<u8> {
    (5..=255).chain(0..=4).flat_map(|number| packets(number, [note()])).collect()
}

fn switch(plugin: &str, data: &[u8]) -> Vec<u8> {
    packets(2, [[b"\xfe", plugin.as_bytes(), b"\0", data].concat()])
}

const SALT: &[u8] = b"abcdefghijklmnopqrst\0";

fn connecting() -> Vec<Script<Fake>> {
    let greets = |name, packet: Vec<u8>| script(name, Greeting, packets(0, [packet])).is(Connect);
    let logs_in = |name, bytes: Vec<u8>| script(name, Login, bytes).is(Connect);
    let sets = |name, all: Vec<Vec<u8>>| script(name, Settings, answer(all)).is(Connect);
    vec![
        script("it closes at once", Greeting, "").then_closes().is(Connect),
        script("it says nothing", Greeting, "").is(Connect),
        script("it speaks HTTP", Greeting, "HTTP/1.1 400 Bad Request\r\n\r\n").then_closes().is(Connect),
        script("its greeting is too long to come", Greeting, [0xff, 0xff, 0xff, 0]).is(Connect),
        greets("its greeting is empty", vec![]),
        greets("its greeting ends with the version", b"\x0a8.4".to_vec()),
        greets("its greeting ends in the salt", greeting(10, "8.4.0")[..16].to_vec()),
        greets("its greeting has no end of the salt", greeting(10, "8.4.0")[..40].to_vec()),
        greets("it has too many connections", b"\xff\x10\x04Too many connections".to_vec()),
        greets("it refuses without a reason", vec![0xff]),
        script("its greeting has a number of its own", Greeting, packets(7, [greeting(10, "8.4.0")])).is(Connect),
        script("its version is old", Settings, answer(settings(&["5.7.44", "7", "67108864", "0"]))).is(Connect),
        script("it is another database", Settings, answer(settings(&["11.4.2-MariaDB", "7", "1", "0"]))).is(Connect),
        script("its version is no text", Settings, answer(settings(&[]))).is(Connect),
        script("what it takes is no number", Settings, answer(settings(&["8.4.0", "x", "-1", "?"]))).gives(1),
        logs_in("it wants the password as it is", switch("mysql_clear_password", b"")),
        logs_in("it wants a password that anybody can guess", switch("mysql_old_password", SALT)),
        logs_in("it wants an old password without saying so", packets(2, [vec![0xfe]])),
        logs_in("it wants what nobody knows", switch("dialog", b"Password: ")),
        logs_in("its way of logging in does not end", packets(2, [b"\xfemysql_native".to_vec()])),
        logs_in("its salt is missing", switch("caching_sha2_password", b"")).and(More, packets(4, [vec![1, 4]])),
        logs_in("its key is no key", switch("caching_sha2_password", SALT))
            .and(More, packets(4, [vec![1, 4]]))
            .and(More, packets(6, [b"\x01-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n".to_vec()])),
        logs_in("its key is empty", switch("caching_sha2_password", SALT))
            .and(More, packets(4, [vec![1, 4]]))
            .and(More, packets(6, [vec![]])),
        logs_in("its parsec salt is empty", switch("parsec", b"")).and(More, packets(4, [vec![]])),
        logs_in("its parsec takes for ever", switch("parsec", b""))
            .and(More, packets(4, [[b"P\xff".as_slice(), &[7; 18]].concat()])),
        logs_in("it switches again and again", switch("mysql_native_password", SALT))
            .and(More, packets(4, [[b"\xfemysql_native_password\0", SALT].concat()])),
        logs_in("it answers a login with nothing", packets(2, [vec![]])),
        logs_in("it answers a login with rows", packets(2, rows(&[BIGINT], &[]))),
        logs_in("it closes at the login", vec![]).then_closes(),
        sets("it takes no settings", vec![error(1193, "no")]),
        sets("it takes half of the settings", vec![ok(0, AUTOCOMMIT | MORE_RESULTS), error(1193, "no")]),
        sets("its settings have no rows", vec![ok(0, AUTOCOMMIT)]),
        sets("it wants a file for its settings", vec![b"\xfb/etc/passwd".to_vec()]),
        script("its settings come for ever", Settings, "").for_ever(answer([ok(0, MORE_RESULTS)])).is(Connect),
    ]
}

fn preparing() -> Vec<Script<Fake>> {
    let says = |name, all: Vec<Vec<u8>>| script(name, Prepare, answer(all));
    vec![
        script("it closes when it prepares", Prepare, "").then_closes(),
        says("it prepares nothing", vec![vec![]]),
        says("it prepares without a number", vec![vec![0, 1, 0]]),
        says(
            "the column is cut off",
            vec![vec![0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], column(TEXT)[..9].to_vec(), end()],
        ),
        says("the column has nothing", vec![vec![0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], vec![], end()]),
        says("a name is longer than its packet", {
            vec![vec![0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], b"\xfd\xff\xff\xffdef".to_vec(), end()]
        }),
        says("it has 65,535 columns, which do not come", vec![vec![0, 1, 0, 0, 0, 255, 255, 0, 0, 0, 0, 0]])
            .is(Timeout),
        says("it wants values that are not there", prepared(1, 3, &[BIGINT, TEXT])).is(Sql),
        says("it wants no values", prepared(1, 0, &[])).to(Write).is(Sql),
        says("it wants 65,535 values and does not name them", vec![vec![0, 1, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0]])
            .to(Write)
            .is(Timeout),
        says("it refuses without a reason", vec![vec![0xff]]),
        says("its reason is no UTF-8", vec![b"\xff\x28\x04#42000\xff\xfe".to_vec()]).is(Sql),
        says("its reason has no state", vec![b"\xff\x28\x04what".to_vec()]),
        says("its reason is a code that nobody knows", vec![error(65_535, "")]).is(Sql),
        says("it wants a file", vec![b"\xfb/etc/passwd".to_vec()]),
        says("it runs what is to be prepared", rows(&[BIGINT, TEXT], &[note()])),
    ]
}

fn answering() -> Vec<Script<Fake>> {
    let says = |name, all: Vec<Vec<u8>>| script(name, Execute, answer(all));
    let at_row = |name, row: &[u8]| script(name, Execute, instead(row));
    let of_type = |name, kind, value: &[u8]| says(name, rows(&[BIGINT, kind], &[[&note()[..10], value].concat()]));
    vec![
        script("it closes before anybody knows", Execute, "").then_closes().to(WriteAlone).is(OutcomeUnknown),
        script("it closes in the middle of the rows", Execute, [result(), packets(5, [note()])].concat()).then_closes(),
        script("it closes in the middle of a row", Execute, [result(), vec![9, 0, 0, 5, 0]].concat()).then_closes(),
        script("a row of 16 MiB begins", Execute, [result(), vec![0xff, 0xff, 0xff, 5, 0]].concat()).is(Timeout),
        script("a packet has another number", Execute, [result(), packets(9, [note(), end()])].concat()),
        script("an answer begins with another number", Execute, packets(3, rows(&[BIGINT, TEXT], &[note()]))),
        script("it does not end", Execute, [result(), packets(5, [note()])].concat()).is(Timeout),
        says("it answers with nothing", vec![vec![]]),
        says("the number of columns is cut off", vec![vec![0xfc, 1]]),
        says("the number of columns is NULL and a file is wanted", vec![b"\xfb/etc/passwd".to_vec()]),
        // The driver makes room for as many as it is told of: it panics here, but a number that is only larger than the
        // memory, such as 2^40, ends the process. Nothing outside of the driver can come before it.
        says("there are more columns than there are addresses", vec![[&[0xfe][..], &[0xff; 8]].concat()]),
        says("there are 65,535 columns, which do not come", vec![vec![0xfc, 0xff, 0xff]]).is(Timeout),
        says("there are no columns", vec![vec![0xfc, 0, 0], end()]),
        says("there are fewer columns", rows(&[BIGINT], &[vec![0, 0, 1, 0, 0, 0, 0, 0, 0, 0]])).is(SchemaChanged),
        says("there are more columns", rows(&[BIGINT, TEXT, TEXT], &[[note(), text(b"more")].concat()]))
            .is(SchemaChanged),
        says("the rows end before the columns", vec![vec![2], column(BIGINT), end(), end(), end()]),
        says("the columns are of other types", rows(&[TEXT, BIGINT], &[[&[0, 0][..], b"\x011", &[0; 8]].concat()]))
            .is(Value),
        at_row("a row is empty", &[]),
        at_row("a row has only its head", &[0]),
        at_row("a row begins with another byte", &[&[7], &note()[1..]].concat()).gives(1),
        at_row("a row ends within its number", &note()[..6]),
        at_row("a row ends before its text", &note()[..10]),
        at_row("a text is longer than its row", &[&note()[..10], b"\x20text"].concat()),
        at_row("a text has 16 EiB", &[&note()[..10], &[0xfe], &[0xff; 8], b"text"].concat()),
        at_row("the length of a text is cut off", &[&note()[..10], b"\xfd\x01"].concat()),
        // To the driver that is the length 0.
        at_row("the length of a text is none", &[&note()[..10], b"\xff"].concat()).gives(1),
        at_row("NULL where there is none", &[0, 0b1100]).is(Value),
        at_row("what is no column is NULL", &[&[0, 0b1111_0011], &note()[2..]].concat()).gives(1),
        at_row("a text is no UTF-8", &[&note()[..10], b"\x02\xc3\x28"].concat()).is(Value),
        at_row("a row goes on after its last field", &[&note()[..], b"rest"].concat()).gives(1),
        of_type("a type that nobody knows", 200, &text(b"what")),
        of_type("a moment of 5 bytes", DATETIME, &[5, 1, 2, 3, 4, 5]).is(Value),
        of_type("a moment of 255 bytes", DATETIME, &[255, 1, 2, 3]),
        of_type("a moment that is cut off", DATETIME, &[11, 0xe8, 7, 1, 1]),
        of_type("a moment in the 99th month", DATETIME, &[4, 0xe8, 7, 99, 99]).is(Value),
        of_type("a time of 1 byte", TIME, &[1, 1]).is(Value),
        of_type("a time of 4 billion days", TIME, &[8, 0, 0xff, 0xff, 0xff, 0xff, 99, 99, 99]).is(Value),
        says("an error comes among the rows", {
            let mut all = rows(&[BIGINT, TEXT], &[note(), error(1213, "deadlock")]);
            all.pop();
            all
        })
        .is(Deadlock),
        says("an error among the rows says nothing", {
            let mut all = rows(&[BIGINT, TEXT], &[note(), vec![0xff]]);
            all.pop();
            all
        }),
        script("rows come for ever, and one is asked for", Execute, result())
            .for_ever(row_packet())
            .to(One)
            .is(TooManyRows),
        script("rows come for ever, and the first is asked for", Execute, result())
            .for_ever(row_packet())
            .to(First)
            .gives(1),
        script("rows come for ever, and three are looked at", Execute, result())
            .for_ever(row_packet())
            .to(Look)
            .is(Custom),
        script("rows come for ever to a stream", Execute, result()).for_ever(row_packet()).to(Stream).gives(3),
        script("rows come for ever, and all are asked for", Execute, result())
            .for_ever(row_packet())
            .is(Timeout)
            .which_the_driver_keeps(),
        // What the driver cannot read changes nothing of what it knows, and that is from before the transaction.
        says("a success is cut off", vec![vec![0, 1]]).to(Write).is(Transaction),
        says("the changes are not counted", vec![vec![0, 0xfb, 0, 3, 0, 0, 0]]).to(Write).gives(0),
        says("a success is told to who asks for rows", vec![ok(1, AUTOCOMMIT | IN_TRANSACTION)]).gives(0),
        // Likewise: the driver still has the count of an earlier answer.
        says("rows come to who asks for none", rows(&[BIGINT, TEXT], &[note()])).to(Write).gives(1),
        says("the server has left the transaction", vec![ok(1, AUTOCOMMIT)]).to(Write).is(Transaction),
        says("there is more to come, and it does not", vec![ok(1, AUTOCOMMIT | IN_TRANSACTION | MORE_RESULTS)])
            .to(WriteAlone)
            .is(OutcomeUnknown),
        says("many rows are answered with nothing", vec![vec![]]).to(WriteMany),
        says("many rows are answered with a file", vec![b"\xfb/etc/passwd".to_vec()]).to(WriteMany),
    ]
}

fn committing() -> Vec<Script<Fake>> {
    let commits = |name, bytes: Vec<u8>| script(name, Commit, bytes).to(Write).is(OutcomeUnknown);
    vec![
        commits("it closes at COMMIT", vec![]).then_closes(),
        commits("it says nothing to COMMIT", vec![]),
        commits("it answers COMMIT with nothing", answer([vec![]])),
        // Its first byte says what it is, and the driver leaves it at that.
        commits("it answers COMMIT with half a success", answer([vec![0]])).gives(1),
        commits("it answers COMMIT with an error that says nothing", answer([vec![0xff]])),
        commits("COMMIT fails", answer([error(1213, "deadlock")])).is(Deadlock),
        commits("COMMIT gives rows", answer(rows(&[TEXT], &[text(b"what")]))).gives(1),
        commits("COMMIT gives rows for ever", result()).for_ever(row_packet()),
        commits("it closes when nobody is looking", answer([ok(0, AUTOCOMMIT)])).then_closes().gives(1),
        script("it does not begin", Begin, answer([error(1205, "no")])).to(Write).is(Busy),
        script("it does not roll back", Execute, answer([error(1062, "twice")]))
            .and(Rollback, answer([error(1205, "no")]))
            .to(Write)
            .is(UniqueViolation),
        script("it talks when nobody is looking", Execute, {
            [answer(rows(&[BIGINT, TEXT], &[note()])), packets(7, [note()])].concat()
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
