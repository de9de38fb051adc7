//! Which cryptography TLS uses: ring, for every connection that leaves.

/// Installs ring as the provider of the process. Further calls have no effect.
pub(crate) fn install() {
    // An error says that one is installed already, which is what is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
