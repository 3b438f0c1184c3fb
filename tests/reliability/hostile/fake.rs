//! A server in this process that is honest but for what a script says.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Once};
use std::time::Duration;

use statiql::prelude::*;
use statiql::server::{Database, Options, Server};
use statiql::{Error, ErrorKind, Result};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};

/// It always has one row, (1, 'text').
#[table("notes")]
pub struct Notes {
    #[column(primary_key)]
    pub id: i64,
    pub text: String,
}

macro_rules! notes {
    () => {
        from(Notes).select((Notes.id, Notes.text))
    };
}

/// How long an answer may take here, and a connection that is not to be had.
const PATIENCE: Duration = Duration::from_millis(400);
/// How long one may take that is, on a machine with other things to do.
const CONNECT: Duration = Duration::from_secs(2);
/// How long all that a script leads to may take, and the connection after it.
const HANG: Duration = Duration::from_secs(5);
/// How much memory a client and its server may need at once for rows that fit into some bytes.
const MOST_BYTES: u64 = 4 << 20;

/// What a protocol is for a fake server.
pub(crate) trait Protocol: Default + Send + 'static {
    /// What a client may ask for.
    type Phase: Copy + PartialEq + Send + 'static;
    type Dialect: Server;

    /// The next thing that the client wants, and the honest answer; `None` when it leaves.
    fn next(
        &mut self,
        stream: &mut TcpStream,
    ) -> impl Future<Output = std::io::Result<Option<(Self::Phase, Vec<u8>)>>> + Send;

    fn options(port: u16) -> Options<Self::Dialect>;

    /// Rows the other way, where the database has a way of its own.
    fn copy(db: &Database<Self::Dialect>) -> impl Future<Output = Result<u64>>;
}

/// What the client does.
#[cfg_attr(not(feature = "postgres"), expect(dead_code, reason = "MySQL has no COPY"))]
#[derive(Debug, Clone, Copy)]
pub(crate) enum Work {
    /// All rows, in a transaction.
    Read,
    /// All rows, without one.
    Run,
    One,
    First,
    /// Up to three rows of a stream.
    Stream,
    /// Up to three rows, and then an error of the program's own.
    Look,
    Write,
    /// A statement that the server commits by itself.
    WriteAlone,
    /// Many rows at once.
    WriteMany,
    /// A text of the program's own.
    Raw,
    Copy,
}

impl Work {
    /// Gives how many rows came or were changed.
    async fn perform<P: Protocol>(self, db: &Database<P::Dialect>) -> Result<u64> {
        let change = || update(Notes).set(Notes.text.set("other")).filter(Notes.id.eq(1));
        match self {
            Work::Read => Ok(db.transaction(async |tx| tx.all(notes!()).await).await?.len() as u64),
            Work::Run => Ok(db.run(notes!()).await?.len() as u64),
            Work::One => db.read(async |tx| tx.one(notes!()).await).await.map(|_| 1),
            Work::First => Ok(u64::from(db.read(async |tx| tx.first(notes!()).await).await?.is_some())),
            Work::Stream => {
                let mut tx = db.begin_read().await?;
                let mut stream = tx.stream(notes!()).await?;
                let mut count = 0;
                while count < 3
                    && let Some(row) = stream.next().await
                {
                    row?;
                    count += 1;
                }
                Ok(count)
            }
            Work::Look => {
                let mut tx = db.begin_read().await?;
                let mut count = 0;
                let looked = tx.for_each(notes!(), |_| {
                    count += 1;
                    if count < 3 { Ok(()) } else { Err(Error::custom("enough")) }
                });
                looked.await.map(|()| count)
            }
            Work::Write => db.transaction(async |tx| tx.execute(change()).await).await,
            Work::WriteAlone => db.run(change()).await,
            Work::WriteMany => {
                let row = |id| insert(Notes).values((Notes.id.set(id), Notes.text.set("many")));
                db.transaction(async |tx| tx.execute_many(1..=3, row).await).await
            }
            Work::Raw => db.transaction(async |tx| tx.raw("ANALYZE").await).await.map(|()| 0),
            Work::Copy => P::copy(db).await,
        }
    }
}

/// What a server does after it has said something dishonest.
#[derive(Clone)]
pub(crate) enum Then {
    GoesOn,
    Closes,
    /// Says it again and again.
    Repeats(Vec<u8>),
}

/// What a server says where, once; to be read as a sentence.
pub(crate) struct Script<P: Protocol> {
    name: &'static str,
    says: Vec<(P::Phase, Vec<u8>)>,
    then: Then,
    work: Work,
    /// What comes out of it: how many rows, or which error.
    gives: Result<u64, ErrorKind>,
    /// Whether the driver keeps all that comes, until the time is over.
    is_kept: bool,
}

pub(crate) fn script<P: Protocol>(name: &'static str, at: P::Phase, says: impl Into<Vec<u8>>) -> Script<P> {
    Script {
        name,
        says: vec![(at, says.into())],
        then: Then::GoesOn,
        work: Work::Read,
        gives: Err(ErrorKind::ConnectionLost),
        is_kept: false,
    }
}

impl<P: Protocol> Script<P> {
    pub(crate) fn and(mut self, at: P::Phase, says: impl Into<Vec<u8>>) -> Self {
        self.says.push((at, says.into()));
        self
    }

    pub(crate) fn then_closes(self) -> Self {
        Script { then: Then::Closes, ..self }
    }

    pub(crate) fn for_ever(self, again: impl Into<Vec<u8>>) -> Self {
        Script { then: Then::Repeats(again.into()), ..self }
    }

    pub(crate) fn to(self, work: Work) -> Self {
        Script { work, ..self }
    }

    pub(crate) fn is(self, kind: ErrorKind) -> Self {
        Script { gives: Err(kind), ..self }
    }

    pub(crate) fn gives(self, rows: u64) -> Self {
        Script { gives: Ok(rows), ..self }
    }

    pub(crate) fn which_the_driver_keeps(self) -> Self {
        Script { is_kept: true, ..self }
    }
}

/// What is still to be said, by whichever connection gets there first.
struct Lines<P: Protocol> {
    says: Mutex<Vec<(P::Phase, Vec<u8>)>>,
    then: Then,
    spoken: AtomicBool,
    /// Whether the client has had enough: what comes for ever would only take the next connection's time.
    over: AtomicBool,
}

async fn listen<P: Protocol>(script: &Script<P>) -> (u16, Arc<Lines<P>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let lines = Arc::new(Lines {
        says: Mutex::new(script.says.clone()),
        then: script.then.clone(),
        spoken: AtomicBool::new(false),
        over: AtomicBool::new(false),
    });
    let shared = Arc::clone(&lines);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(speak(stream, Arc::clone(&shared)));
        }
    });
    (port, lines)
}

async fn speak<P: Protocol>(mut stream: TcpStream, lines: Arc<Lines<P>>) -> std::io::Result<()> {
    let mut protocol = P::default();
    while let Some((phase, honest)) = protocol.next(&mut stream).await? {
        let (line, last) = {
            let mut says = lines.says.lock().expect("no panic");
            let is_next = says.first().is_some_and(|(at, _)| *at == phase);
            (is_next.then(|| says.remove(0).1), says.is_empty())
        };
        let Some(line) = line else {
            stream.write_all(&honest).await?;
            continue;
        };
        lines.spoken.store(last, Ordering::SeqCst);
        stream.write_all(&line).await?;
        match &lines.then {
            _ if !last => {}
            Then::GoesOn => {}
            Then::Closes => return Ok(()),
            Then::Repeats(again) => {
                let again = again.repeat(1 + 16_384 / again.len());
                while !lines.over.load(Ordering::SeqCst) {
                    stream.write_all(&again).await?;
                }
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Plays a script to a client, and asks for the rows afterwards: another connection has them. Gives what was wrong.
async fn play<P: Protocol>(script: &Script<P>) -> Result<(), String> {
    let (port, lines) = listen(script).await;
    let options = |connect| P::options(port).max_connections(3).connect_timeout(connect).statement_timeout(PATIENCE);
    let patience = if script.gives == Err(ErrorKind::Connect) { PATIENCE } else { CONNECT };
    let played = async {
        let connected = options(patience).connect().await;
        let result = match &connected {
            Ok(db) => script.work.perform::<P>(db).await,
            Err(error) => Err(error.clone()),
        };
        lines.over.store(true, Ordering::SeqCst);
        if !lines.spoken.load(Ordering::SeqCst) {
            return Err(format!("the client never asked: {result:?}"));
        }
        if result.as_ref().copied().map_err(Error::kind) != script.gives {
            return Err(format!("{result:?}"));
        }
        let db = match connected {
            Ok(db) => db,
            Err(_) => options(CONNECT).connect().await.map_err(|error| format!("connecting again: {error}"))?,
        };
        let mut rows = db.run(notes!()).await;
        if rows.as_ref().is_err_and(|error| error.kind() == ErrorKind::ConnectionLost) {
            // What happens to a connection that nobody uses, its next user may be the first to see.
            rows = db.run(notes!()).await;
        }
        match rows {
            Ok(rows) if rows == [(1, "text".to_owned())] => Ok(()),
            other => Err(format!("the next connection: {other:?}")),
        }
    };
    tokio::time::timeout(HANG, played).await.unwrap_or_else(|_| Err("nothing comes of it".to_owned()))
}

thread_local! {
    static MEASURED: Cell<bool> = const { Cell::new(false) };
}

/// Panics of a driver are caught; their backtraces, where they are asked for, would be the largest things in memory.
fn without_backtraces_where_memory_is_measured() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| if MEASURED.get() { eprintln!("{panic}") } else { usual(panic) }));
    });
}

/// Plays them with client and server on one thread, whose memory is looked at, and with several threads, where a driver
/// may always have something ready.
pub(crate) fn play_all<P: Protocol>(scripts: &[Script<P>]) {
    without_backtraces_where_memory_is_measured();
    let mut most = 0;
    let mut wrong = Vec::new();
    for script in scripts {
        let mut played = Ok(());
        MEASURED.set(true);
        let allocated = allocation_counter::measure(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            played = runtime.block_on(play(script));
        });
        MEASURED.set(false);
        if !script.is_kept {
            most = most.max(allocated.bytes_max);
            if allocated.bytes_max > MOST_BYTES {
                wrong.push(format!("{}: {} bytes", script.name, allocated.bytes_max));
            }
        }
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.expect("a runtime");
        for played in [played, runtime.block_on(play(script))] {
            wrong.extend(played.err().map(|what| format!("{}: {what}", script.name)));
        }
        runtime.shutdown_background();
    }
    let server = std::any::type_name::<P::Dialect>();
    println!("{server}: {} scripts, {most} bytes at most", scripts.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
