//! PostgreSQL: the client asks for encryption first, the server says `S` or `N`.

use std::sync::atomic::{AtomicBool, Ordering};

use statiql::render::Postgres;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use super::{Asked, Encrypted};

const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

impl Encrypted for Postgres {
    fn parameters(asked: Asked) -> Option<&'static str> {
        match asked {
            Asked::Nothing => Some(""),
            Asked::Never => Some("?sslmode=disable"),
            Asked::IfPossible => Some("?sslmode=prefer"),
            Asked::Always => Some("?sslmode=require"),
            Asked::Unchecked => None,
        }
    }

    async fn play(
        mut client: TcpStream,
        mut server: TcpStream,
        acceptor: Option<TlsAcceptor>,
        saw_plaintext: &AtomicBool,
    ) -> std::io::Result<()> {
        let mut first = [0; 8];
        client.read_exact(&mut first).await?;
        if first != SSL_REQUEST {
            saw_plaintext.store(true, Ordering::SeqCst);
            server.write_all(&first).await?;
            return copy_bidirectional(&mut client, &mut server).await.map(drop);
        }
        let Some(acceptor) = acceptor else {
            client.write_all(b"N").await?;
            if client.read(&mut first).await? > 0 {
                saw_plaintext.store(true, Ordering::SeqCst);
            }
            return Ok(());
        };
        client.write_all(b"S").await?;
        let mut client = acceptor.accept(client).await?;
        copy_bidirectional(&mut client, &mut server).await.map(drop)
    }
}
