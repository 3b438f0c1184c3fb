//! Encrypted connections: always to another machine, unless the program insists.

use tokio_postgres::config::{Config, Host, SslMode};

use crate::db::server::Settings;
use crate::db::{Error, ErrorKind, Result};

/// How a connection is encrypted.
#[derive(Clone)]
pub(super) enum Tls {
    Plain,
    #[cfg(feature = "tls")]
    Encrypted(tokio_postgres_rustls::MakeRustlsConnect),
}

/// Decides, and sets what the driver needs to know: its own default is to go on in plain text when the server declines
/// encryption.
pub(super) fn decide(settings: &Settings<Config>, config: &mut Config) -> Result<Tls> {
    let asked = config.get_ssl_mode();
    let local = is_local(config);
    let plain = match asked {
        // On this machine nobody reads along; the driver's default is `prefer`.
        SslMode::Disable | SslMode::Prefer => local || settings.insecure_plaintext,
        _ => false,
    };
    if plain {
        config.ssl_mode(SslMode::Disable);
        return Ok(Tls::Plain);
    }
    if asked == SslMode::Disable {
        return Err(Error::new(
            ErrorKind::Connect,
            "the URL asks for a connection in plain text to another machine; `insecure_plaintext()` allows it",
        ));
    }
    config.ssl_mode(SslMode::Require);
    encrypted(settings)
}

#[cfg(feature = "tls")]
fn encrypted(settings: &Settings<Config>) -> Result<Tls> {
    let config = crate::db::tls::client_config(&settings.trusted)?;
    Ok(Tls::Encrypted(tokio_postgres_rustls::MakeRustlsConnect::new(config)))
}

#[cfg(not(feature = "tls"))]
fn encrypted(_: &Settings<Config>) -> Result<Tls> {
    Err(Error::new(
        ErrorKind::Connect,
        "a connection to another machine is encrypted: enable statiql's feature `tls`, or say `insecure_plaintext()`",
    ))
}

fn is_local(config: &Config) -> bool {
    let by_address = config.get_hostaddrs();
    if !by_address.is_empty() {
        return by_address.iter().all(std::net::IpAddr::is_loopback);
    }
    config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => crate::db::tls::is_loopback(name),
        #[cfg(unix)]
        Host::Unix(_) => true,
    })
}
