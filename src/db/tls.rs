//! What every encrypted connection to a server has in common.

#[cfg(feature = "tls")]
use std::sync::Arc;

#[cfg(feature = "tls")]
use rustls::pki_types::{CertificateDer, pem::PemObject};
#[cfg(feature = "tls")]
use rustls::{ClientConfig, RootCertStore};

#[cfg(feature = "tls")]
use super::{Error, ErrorKind, Result};

/// Whether a host is this machine, so that nobody can read along.
pub(crate) fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.trim_matches(['[', ']']).parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

/// Trusts the public authorities, and those of the certificates in PEM form.
#[cfg(feature = "tls")]
pub(crate) fn client_config(trusted: &[Vec<u8>]) -> Result<ClientConfig> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for pem in trusted {
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|_| refuse("a trusted certificate is not in PEM form"))?;
            roots.add(certificate).map_err(|_| refuse("a trusted certificate cannot be read"))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| refuse("TLS cannot be set up"))?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

#[cfg(feature = "tls")]
fn refuse(what: &'static str) -> Error {
    Error::new(ErrorKind::Connect, what)
}
