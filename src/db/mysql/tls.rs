//! Where and how to connect: encrypted to another machine, unless the program insists.

use mysql_async::{Opts, OptsBuilder};

use crate::db::server::Settings;
use crate::db::{Error, ErrorKind, Result};

/// As the server's own limit, so that the driver has none that differs.
const MOST_BYTES: usize = 1 << 30;

/// Reads a URL. The driver's errors may hold parts of it, so none of them is passed on.
pub(super) fn target(url: &str) -> Result<Opts> {
    let named = url.strip_prefix("mariadb://").map(|rest| format!("mysql://{rest}"));
    Opts::from_url(named.as_deref().unwrap_or(url))
        .map_err(|_| Error::new(ErrorKind::Connect, "the URL is not like mysql://user:password@host:3306/db"))
}

/// What the driver is to connect with.
pub(super) fn options(settings: &Settings<Opts>) -> Result<Opts> {
    let target = &settings.target;
    let encrypted = is_encrypted(settings)?;
    let options = OptsBuilder::from_opts(target.clone())
        // The statements are kept by this crate.
        .stmt_cache_size(0)
        // An UPDATE gives how many rows it met, as the other databases do.
        .client_found_rows(true)
        // The host of the URL, and nothing else that the server may name.
        .prefer_socket(false)
        .secure_auth(true)
        // The password as it is, only where nobody can read along.
        .enable_cleartext_plugin(target.enable_cleartext_plugin() && (encrypted || is_local(target)))
        // What is asked for at the beginning is asked for in one go; the driver needs no more.
        .max_allowed_packet(Some(MOST_BYTES))
        .wait_timeout(Some(28_800));
    if encrypted { with_tls(settings, options) } else { Ok(options.ssl_opts(None).into()) }
}

fn is_encrypted(settings: &Settings<Opts>) -> Result<bool> {
    let Some(asked) = settings.target.ssl_opts() else {
        return Ok(!(is_local(&settings.target) || settings.insecure_plaintext));
    };
    let unchecked = asked.accept_invalid_certs() || asked.skip_domain_validation();
    if unchecked && !settings.insecure_plaintext {
        return Err(Error::new(
            ErrorKind::Connect,
            "the URL asks not to look at who the server is, which helps against nobody; `insecure_plaintext()` allows it",
        ));
    }
    Ok(true)
}

fn is_local(target: &Opts) -> bool {
    target.socket().is_some() || crate::db::tls::is_loopback(target.ip_or_hostname())
}

#[cfg(feature = "tls")]
fn with_tls(settings: &Settings<Opts>, options: OptsBuilder) -> Result<Opts> {
    use rustls::crypto::CryptoProvider;

    // For what is wrong with the certificates: the driver would take what is no PEM for something else.
    crate::db::tls::client_config(&settings.trusted)?;
    // The driver takes the process's choice, and would panic without one.
    if CryptoProvider::get_default().is_none() {
        // Somebody else's is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    let trusted = settings.trusted.iter().map(|pem| pem.clone().into()).collect();
    let tls = settings.target.ssl_opts().cloned().unwrap_or_default().with_root_certs(trusted);
    Ok(options.ssl_opts(tls).into())
}

#[cfg(not(feature = "tls"))]
fn with_tls(_: &Settings<Opts>, _: OptsBuilder) -> Result<Opts> {
    Err(Error::new(
        ErrorKind::Connect,
        "a connection to another machine is encrypted: enable statiql's feature `tls`, or say `insecure_plaintext()`",
    ))
}
