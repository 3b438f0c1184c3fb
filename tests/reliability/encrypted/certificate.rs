//! Certificates that a server shows.

use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::{ServerConfig, pki_types::PrivateKeyDer};

/// A certificate, and the server's end of a connection that shows it.
pub(super) struct Certificate {
    pub(super) pem: String,
    pub(super) acceptor: TlsAcceptor,
}

impl Certificate {
    pub(super) fn of(host: &str) -> Certificate {
        Self::new(CertificateParams::new(vec![host.to_owned()]).expect("a name"))
    }

    pub(super) fn expired(host: &str) -> Certificate {
        let mut params = CertificateParams::new(vec![host.to_owned()]).expect("a name");
        params.not_before = rcgen::date_time_ymd(2000, 1, 1);
        params.not_after = rcgen::date_time_ymd(2001, 1, 1);
        Self::new(params)
    }

    fn new(params: CertificateParams) -> Certificate {
        let key = KeyPair::generate().expect("a key");
        let certificate = params.self_signed(&key).expect("a certificate");
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
            .expect("a certificate with its key");
        Certificate { pem: certificate.pem(), acceptor: TlsAcceptor::from(Arc::new(config)) }
    }
}
