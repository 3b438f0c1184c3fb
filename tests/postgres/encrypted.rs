//! Connections are encrypted, or the program said that they need not be. A proxy plays the server's part of TLS.

use std::net::{IpAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rcgen::{CertificateParams, KeyPair};
use scratch::Scratch;
use statiql::ErrorKind;
use statiql::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{ServerConfig, pki_types::PrivateKeyDer};

use crate::scratch;

const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

/// A certificate for this name, and the server that shows it.
struct Certificate {
    pem: String,
    acceptor: TlsAcceptor,
}

fn certificate(name: &str, expired: bool) -> Certificate {
    let key = KeyPair::generate().expect("a key");
    let mut params = CertificateParams::new(vec![name.to_owned()]).expect("a name");
    if expired {
        params.not_before = rcgen::date_time_ymd(2000, 1, 1);
        params.not_after = rcgen::date_time_ymd(2001, 1, 1);
    }
    let certificate = params.self_signed(&key).expect("a certificate");
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
        .expect("a certificate with its key");
    Certificate { pem: certificate.pem(), acceptor: TlsAcceptor::from(Arc::new(config)) }
}

struct Front {
    port: u16,
    /// Whether anything but a request for encryption came in plain text.
    saw_plaintext: Arc<AtomicBool>,
}

/// A server in front of the real one that shows a certificate, or declines encryption.
async fn front(server: u16, acceptor: Option<TlsAcceptor>) -> Front {
    let listener = TcpListener::bind("0.0.0.0:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let saw_plaintext = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&saw_plaintext);
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let (acceptor, seen) = (acceptor.clone(), Arc::clone(&seen));
            tokio::spawn(async move {
                let mut first = [0; 8];
                client.read_exact(&mut first).await?;
                let mut server = TcpStream::connect(("127.0.0.1", server)).await?;
                if first != SSL_REQUEST {
                    seen.store(true, Ordering::SeqCst);
                    server.write_all(&first).await?;
                    return tokio::io::copy_bidirectional(&mut client, &mut server).await;
                }
                match acceptor {
                    None => {
                        client.write_all(b"N").await?;
                        if client.read(&mut first).await? > 0 {
                            seen.store(true, Ordering::SeqCst);
                        }
                        Ok((0, 0))
                    }
                    Some(acceptor) => {
                        client.write_all(b"S").await?;
                        let mut client = acceptor.accept(client).await?;
                        tokio::io::copy_bidirectional(&mut client, &mut server).await
                    }
                }
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
    host: &'static str,
    parameters: &'static str,
    certificate: Option<Certificate>,
    trusted: bool,
    insecure: bool,
    connects: bool,
}

#[tokio::test]
async fn plain_text_is_used_only_on_this_machine_or_when_asked_for() {
    let Some(scratch) = Scratch::<Postgres>::new().await else { return };
    let own = own_address().map(|address| &*Box::leak(address.to_string().into_boxed_str()));
    let case = |host, parameters, certificate, trusted, insecure, connects| Case {
        host,
        parameters,
        certificate,
        trusted,
        insecure,
        connects,
    };
    let good = |host| Some(certificate(host, false));
    let mut cases = vec![
        case("localhost", "", None, false, false, true),
        case("127.0.0.1", "?sslmode=disable", None, false, false, true),
        case("localhost", "?sslmode=require", None, false, false, false),
        case("localhost", "?sslmode=require", good("localhost"), false, false, false),
        case("localhost", "?sslmode=require", good("localhost"), true, false, true),
        case("localhost", "?sslmode=require", good("another.example"), true, false, false),
        case("localhost", "?sslmode=require", Some(certificate("localhost", true)), true, false, false),
        case("localhost", "?sslmode=require", None, false, true, false),
    ];
    match own {
        None => eprintln!("not tested: this machine has no address beside loopback"),
        Some(own) => cases.extend([
            case(own, "", None, false, false, false),
            case(own, "?sslmode=prefer", None, false, false, false),
            case(own, "?sslmode=disable", None, false, false, false),
            case(own, "?sslmode=require", None, false, true, false),
            case(own, "", None, false, true, true),
            case(own, "", good(own), false, false, false),
            case(own, "", good(own), true, false, true),
            case(own, "", good("localhost"), true, false, false),
        ]),
    }
    let (user, database) = scratch.url.rsplit_once('@').expect("a URL with a user");
    let database = database.rsplit_once('/').expect("a URL with a database").1;
    for case in &cases {
        let Case { host, parameters, certificate, trusted, insecure, connects } = case;
        let front = front(scratch.port(), certificate.as_ref().map(|certificate| certificate.acceptor.clone())).await;
        let url = format!("{user}@{host}:{}/{database}{parameters}", front.port);
        let mut options = postgres::Database::options(&url).expect("a URL").connect_timeout(Duration::from_secs(5));
        if let (true, Some(certificate)) = (trusted, certificate) {
            options = options.trust_certificate(certificate.pem.clone());
        }
        if *insecure {
            options = options.insecure_plaintext();
        }
        let what = format!("{host} {parameters} certificate {} trusted {trusted}", certificate.is_some());
        match options.connect().await {
            Ok(db) => {
                assert!(connects, "{what}");
                let one = db.transaction(async |tx| tx.raw("SELECT 1").await).await;
                one.expect("a working connection");
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
    println!("{} ways to connect", cases.len());
}
