//! Asking the server to end a statement that nobody waits for any more.

use std::io::Result;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_postgres::CancelToken;
use tokio_postgres::config::{Config, Host};
use tokio_postgres::tls::{MakeTlsConnect, NoTls};

use super::tls::Tls;

/// Where a request goes, and how.
pub(super) struct Canceller {
    /// Unless there are several places where the connection may be, or it is no TCP connection.
    server: Option<(String, u16)>,
    /// As certificates have it.
    name: String,
    tls: Tls,
}

impl Canceller {
    pub(super) fn new(config: &Config, tls: Tls) -> Self {
        let name = match config.get_hosts() {
            [Host::Tcp(name)] => Some(name.clone()),
            _ => None,
        };
        let host = match config.get_hostaddrs() {
            [] => name.clone(),
            [address] => Some(address.to_string()),
            _ => None,
        };
        let port = match config.get_ports() {
            [] => Some(5432),
            [port] => Some(*port),
            _ => None,
        };
        Canceller { server: host.zip(port), name: name.unwrap_or_default(), tls }
    }

    /// If the server cannot be asked, it ends the statement in its own time.
    pub(super) async fn cancel(&self, token: &CancelToken) {
        let _ = match &self.tls {
            Tls::Plain => self.ask(token, NoTls).await,
            #[cfg(feature = "tls")]
            Tls::Encrypted(connector) => self.ask(token, connector.clone()).await,
        };
    }

    async fn ask<T>(&self, token: &CancelToken, mut tls: T) -> Option<()>
    where
        T: MakeTlsConnect<tokio_postgres::Socket> + MakeTlsConnect<UntilClosed>,
    {
        let Some((host, port)) = &self.server else { return token.cancel_query(tls).await.ok() };
        let socket = UntilClosed(TcpStream::connect((host.as_str(), *port)).await.ok()?);
        let tls = MakeTlsConnect::<UntilClosed>::make_tls_connect(&mut tls, &self.name).ok()?;
        token.cancel_query_raw(socket, tls).await.ok()
    }
}

/// A connection that is closed when the server has closed it, which says that the request was carried out. The driver's
/// own is closed at once, and PgBouncer before 1.19.1 then ends itself: <https://github.com/pgbouncer/pgbouncer/pull/846>.
struct UntilClosed(TcpStream);

impl AsyncRead for UntilClosed {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buffer)
    }
}

impl AsyncWrite for UntilClosed {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        loop {
            let mut bytes = [0; 64];
            let mut buffer = ReadBuf::new(&mut bytes);
            ready!(Pin::new(&mut self.0).poll_read(cx, &mut buffer))?;
            if buffer.filled().is_empty() {
                return Poll::Ready(Ok(()));
            }
        }
    }
}
