//! MySQL and MariaDB: the server's greeting says whether it can encrypt, and the client's first packet whether it wants
//! to. The real server is talked to in plain text, where a packet less went by.

use std::sync::atomic::{AtomicBool, Ordering};

use statiql::render::{MariaDb, MySql};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use super::{Asked, Encrypted};

/// `CLIENT_SSL`, bit 11, in the second byte of the capabilities.
const CLIENT_SSL: u8 = 0x08;
/// A request for encryption is a login that ends before the user's name.
const SSL_REQUEST: usize = 32;

const OK: u8 = 0x00;
const ERR: u8 = 0xff;

/// Number and content.
struct Packet(u8, Vec<u8>);

async fn read(from: &mut (impl AsyncRead + Unpin)) -> std::io::Result<Packet> {
    let mut head = [0; 4];
    from.read_exact(&mut head).await?;
    let [a, b, c, number] = head;
    let mut body = vec![0; usize::from(a) | usize::from(b) << 8 | usize::from(c) << 16];
    from.read_exact(&mut body).await?;
    Ok(Packet(number, body))
}

async fn write(to: &mut (impl AsyncWrite + Unpin), Packet(number, body): &Packet) -> std::io::Result<()> {
    let [a, b, c, _] = u32::try_from(body.len()).expect("a short packet").to_le_bytes();
    to.write_all(&[a, b, c, *number]).await?;
    to.write_all(body).await?;
    to.flush().await
}

/// Where the lower half of the server's capabilities is: after its version and 4 + 8 + 1 bytes.
fn capabilities(greeting: &[u8]) -> usize {
    let version = greeting.iter().position(|byte| *byte == 0).expect("the end of the version");
    version + 1 + 13
}

async fn play(
    mut client: TcpStream,
    mut server: TcpStream,
    acceptor: Option<TlsAcceptor>,
    saw_plaintext: &AtomicBool,
) -> std::io::Result<()> {
    let mut greeting = read(&mut server).await?;
    let at = capabilities(&greeting.1) + 1;
    greeting.1[at] = if acceptor.is_some() { greeting.1[at] | CLIENT_SSL } else { greeting.1[at] & !CLIENT_SSL };
    write(&mut client, &greeting).await?;
    let first = read(&mut client).await?;
    let (SSL_REQUEST, Some(acceptor)) = (first.1.len(), acceptor) else {
        saw_plaintext.store(true, Ordering::SeqCst);
        write(&mut server, &first).await?;
        return copy_bidirectional(&mut client, &mut server).await.map(drop);
    };
    let mut client = acceptor.accept(client).await?;
    let mut login = read(&mut client).await?;
    login.1[1] &= !CLIENT_SSL;
    write(&mut server, &Packet(login.0 - 1, login.1)).await?;
    loop {
        let answer = read(&mut server).await?;
        write(&mut client, &Packet(answer.0 + 1, answer.1.clone())).await?;
        match answer.1.as_slice() {
            [OK | ERR, ..] => return copy_bidirectional(&mut client, &mut server).await.map(drop),
            // "You are known", after which it says OK.
            [0x01, 0x03] => {}
            _ => {
                let word = read(&mut client).await?;
                write(&mut server, &Packet(word.0 - 1, word.1)).await?;
            }
        }
    }
}

macro_rules! encrypted {
    ($($dialect:ident)*) => {$(
        impl Encrypted for $dialect {
            fn parameters(asked: Asked) -> Option<&'static str> {
                match asked {
                    Asked::Nothing => Some(""),
                    Asked::Never => Some("?require_ssl=false"),
                    Asked::IfPossible => None,
                    Asked::Always => Some("?require_ssl=true"),
                    Asked::Unchecked => Some("?require_ssl=true&verify_ca=false&verify_identity=false"),
                }
            }

            async fn play(
                client: TcpStream,
                server: TcpStream,
                acceptor: Option<TlsAcceptor>,
                saw_plaintext: &AtomicBool,
            ) -> std::io::Result<()> {
                play(client, server, acceptor, saw_plaintext).await
            }
        }
    )*};
}

encrypted! { MySql MariaDb }
