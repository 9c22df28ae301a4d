package io.reconai.engine.http;

import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import io.reconai.engine.tls.IssuerSource;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Fetches certificates of issuers over plain http, as the standard has it: they are signed and need no cover.
///
/// The address comes out of a stranger's certificate: only http on port 80, no user, no redirects, 64 KiB in 5 s, and
/// whatever the dialer's policy forbids is forbidden. Safe for use by many threads.
public final class IssuerFetch implements IssuerSource {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_CERTIFICATES = 16;
    private static final int HTTP = 80;
    private static final Duration TIME = Duration.ofSeconds(5);

    private final Dialer dialer;
    private final HttpProber.Addresses addresses;
    private final String userAgent;

    /// @param addresses finds those of a name
    public IssuerFetch(Dialer dialer, HttpProber.Addresses addresses, String userAgent) {
        this.dialer = dialer;
        this.addresses = addresses;
        this.userAgent = userAgent;
    }

    @Override
    public Fetched fetch(String url, Deadline deadline) throws InterruptedException {
        var parsed = parse(url);
        if (parsed.isEmpty()) {
            return Fetched.nothing("not an http address on port 80");
        }
        var origin = Origin.of(parsed.get());
        if (origin.isEmpty()) {
            return Fetched.nothing("not a host name");
        }
        var address = origin.get().address();
        var name = origin.get().name();
        if (address.isEmpty() && name.isPresent()) {
            address = addresses.of(name.get()).stream().findFirst();
        }
        if (address.isEmpty()) {
            return Fetched.nothing("the name has no address");
        }
        return switch (dialer.connect(address.get(), HTTP, new Limits(2 * MOST_BYTES, deadline.orIn(TIME)))) {
            case Outcome.Answered<Socket> connected -> ask(connected.value(), origin.get(), parsed.get());
            case Outcome.Refused<Socket> _ -> Fetched.nothing("connection refused");
            case Outcome.TimedOut<Socket> _ -> Fetched.nothing("no connection");
            case Outcome.Unreachable<Socket> way -> Fetched.nothing(way.reason());
            case Outcome.Blocked<Socket> blocked ->
                Fetched.nothing(IpAddresses.text(address.get()) + " is off limits: " + blocked.rule());
            case Outcome.Failed<Socket> ours -> Fetched.nothing(ours.reason());
        };
    }

    private static Optional<URI> parse(String url) {
        try {
            var uri = URI.create(url);
            var isPlain = "http".equals(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && (uri.getPort() == -1 || uri.getPort() == HTTP);
            return isPlain ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private Fetched ask(Socket socket, Origin origin, URI uri) {
        try (var connection = HttpConnection.reading(socket, origin.authority(), userAgent, MOST_BYTES)) {
            var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            var reply = connection.get(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
            var answer = reply.answer();
            if (reply.outcome() != ExchangeOutcome.ANSWERED || answer == null) {
                return Fetched.nothing(reply.detail().isEmpty() ? "no answer" : reply.detail());
            }
            if (answer.status() != 200) {
                return Fetched.nothing("status " + answer.status());
            }
            return answer.truncated() ? Fetched.nothing("more than 64 KiB") : read(reply.body());
        }
    }

    /// One certificate in DER or PEM, or a bundle of them in PKCS#7.
    static Fetched read(byte[] body) {
        try {
            var certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(body))
                            .stream()
                            .limit(MOST_CERTIFICATES)
                            .map(X509Certificate.class::cast)
                            .toList();
            return certificates.isEmpty() ? Fetched.nothing("no certificate in it") : new Fetched(certificates, "");
        } catch (CertificateException malformed) {
            return Fetched.nothing("no certificate in it");
        }
    }
}
