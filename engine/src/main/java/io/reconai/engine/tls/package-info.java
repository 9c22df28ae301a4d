/// What a TLS server shows: one full handshake by the JDK for certificate and session.
///
/// [io.reconai.engine.tls.TlsInspector] makes the handshake; [io.reconai.engine.tls.TrustStore] judges the chain
/// against a named store; [io.reconai.engine.tls.NameMatcher] is RFC 9525.
@NullMarked
package io.reconai.engine.tls;

import org.jspecify.annotations.NullMarked;
