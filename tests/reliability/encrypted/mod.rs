//! Connections are encrypted, or the program said that they need not be. A proxy plays the server's part of TLS.

mod certificate;
#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;

use std::net::{IpAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use certificate::Certificate;
use statiql::ErrorKind;
use statiql::server::Database;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::scratch::{Scratch, Tested, on_every_server};

/// What the URL says of encryption.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Nothing,
    Never,
    IfPossible,
    Always,
    /// Without looking at who the server is.
    Unchecked,
}

/// A server in front of the real one.
trait Encrypted: Tested {
    /// The parameters of a URL that say so, if this database has any.
    fn parameters(asked: Asked) -> Option<&'static str>;

    /// Plays the server on one connection: shows a certificate, or says that it has no encryption. Reports whether
    /// anything but the request for encryption came in plain text.
    fn play(
        client: TcpStream,
        server: TcpStream,
        acceptor: Option<TlsAcceptor>,
        saw_plaintext: &AtomicBool,
    ) -> impl Future<Output = std::io::Result<()>> + Send;
}

struct Front {
    port: u16,
    saw_plaintext: Arc<AtomicBool>,
}

async fn front<D: Encrypted>(server: u16, acceptor: Option<TlsAcceptor>) -> Front {
    let listener = TcpListener::bind("0.0.0.0:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let saw_plaintext = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&saw_plaintext);
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let (acceptor, seen) = (acceptor.clone(), Arc::clone(&seen));
            tokio::spawn(async move {
                let server = TcpStream::connect(("127.0.0.1", server)).await?;
                D::play(client, server, acceptor, &seen).await
            });
        }
    });
    Front { port, saw_plaintext }
}

/// An address of this machine that is not loopback; sends nothing.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|address| !address.is_loopback())
}

struct Case {
    host: String,
    asked: Asked,
    certificate: Option<Certificate>,
    trusted: bool,
    insecure: bool,
    connects: bool,
}

fn cases() -> Vec<Case> {
    let case = |host: &str, asked, certificate, trusted, insecure, connects| Case {
        host: host.to_owned(),
        asked,
        certificate,
        trusted,
        insecure,
        connects,
    };
    let good = |host: &str| Some(Certificate::of(host));
    let mut cases = vec![
        case("localhost", Asked::Nothing, None, false, false, true),
        case("127.0.0.1", Asked::Never, None, false, false, true),
        case("localhost", Asked::Always, None, false, false, false),
        case("localhost", Asked::Always, good("localhost"), false, false, false),
        case("localhost", Asked::Always, good("localhost"), true, false, true),
        case("localhost", Asked::Always, good("another.example"), true, false, false),
        case("localhost", Asked::Always, Some(Certificate::expired("localhost")), true, false, false),
        case("localhost", Asked::Always, None, false, true, false),
        case("localhost", Asked::Unchecked, good("another.example"), false, false, false),
        case("localhost", Asked::Unchecked, good("another.example"), false, true, true),
    ];
    match own_address().map(|address| address.to_string()) {
        None => eprintln!("not tested: this machine has no address beside loopback"),
        Some(own) => cases.extend([
            case(&own, Asked::Nothing, None, false, false, false),
            case(&own, Asked::IfPossible, None, false, false, false),
            case(&own, Asked::Never, None, false, false, false),
            case(&own, Asked::Always, None, false, true, false),
            case(&own, Asked::Nothing, None, false, true, true),
            case(&own, Asked::Nothing, good(&own), false, false, false),
            case(&own, Asked::Nothing, good(&own), true, false, true),
            case(&own, Asked::Nothing, good("localhost"), true, false, false),
        ]),
    }
    cases
}

on_every_server! {
    plain_text_is_used_only_on_this_machine_or_when_asked_for
    the_request_to_end_a_statement_is_encrypted_too
}

async fn plain_text_is_used_only_on_this_machine_or_when_asked_for<D: Encrypted>(scratch: &Scratch<D>) {
    // The server remembers who was here, and asks for no password in plain text.
    scratch.pool(1).await.transaction(async |tx| tx.raw("SELECT 1").await).await.expect("the server");
    let (user, database) = scratch.url.rsplit_once('@').expect("a URL with a user");
    let database = database.rsplit_once('/').expect("a URL with a database").1;
    let mut count = 0;
    for Case { host, asked, certificate, trusted, insecure, connects } in cases() {
        let Some(parameters) = D::parameters(asked) else { continue };
        count += 1;
        let acceptor = certificate.as_ref().map(|certificate| certificate.acceptor.clone());
        let front = front::<D>(scratch.port(), acceptor).await;
        let url = format!("{user}@{host}:{}/{database}{parameters}", front.port);
        let mut options = Database::<D>::options(&url).expect("a URL").connect_timeout(Duration::from_secs(5));
        if let (true, Some(certificate)) = (trusted, &certificate) {
            options = options.trust_certificate(certificate.pem.clone());
        }
        if insecure {
            options = options.insecure_plaintext();
        }
        let what = format!("{host} {asked:?} certificate {} trusted {trusted}", certificate.is_some());
        match options.connect().await {
            Ok(db) => {
                assert!(connects, "{what}");
                db.transaction(async |tx| tx.raw("SELECT 1").await).await.expect("a working connection");
                if certificate.is_some() {
                    assert!(!front.saw_plaintext.load(Ordering::SeqCst), "{what}");
                }
            }
            Err(error) => {
                assert!(!connects, "{what}: {error}");
                assert_eq!(error.kind(), ErrorKind::Connect, "{what}");
                assert!(!front.saw_plaintext.load(Ordering::SeqCst), "{what}: {error}");
            }
        }
    }
    println!("{}: {count} ways to connect", D::VARIABLE);
}

/// It goes by a connection of its own.
async fn the_request_to_end_a_statement_is_encrypted_too<D: Encrypted>(scratch: &Scratch<D>) {
    scratch.pool(1).await.transaction(async |tx| tx.raw("SELECT 1").await).await.expect("the server");
    let certificate = Certificate::of("localhost");
    let front = front::<D>(scratch.port(), Some(certificate.acceptor.clone())).await;
    let user = scratch.url.rsplit_once('@').expect("a URL with a user").0;
    let parameters = D::parameters(Asked::Always).expect("each has them");
    let url = format!("{user}@localhost:{}/{}{parameters}", front.port, scratch.name);
    let options = Database::<D>::options(&url).expect("a URL").trust_certificate(certificate.pem);
    let db = options.max_connections(1).connect().await.expect("a connection");

    let sleep = if D::VARIABLE.contains("POSTGRES") { "SELECT pg_sleep(60)" } else { "SELECT SLEEP(60)" };
    let given_up = tokio::time::timeout(Duration::from_millis(200), db.transaction(async |tx| tx.raw(sleep).await));
    assert!(given_up.await.is_err(), "one minute is over");
    let start = std::time::Instant::now();
    while D::connections(scratch).await.1 > 0 {
        assert!(start.elapsed() < Duration::from_secs(20), "the statement still runs");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(!front.saw_plaintext.load(Ordering::SeqCst));
}
