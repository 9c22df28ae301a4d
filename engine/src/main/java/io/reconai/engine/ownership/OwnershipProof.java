package io.reconai.engine.ownership;

import io.reconai.engine.EngineSettings;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.http.FileFetch;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.tls.TlsInspector;
import io.reconai.engine.tls.TrustStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/// Looks whether a domain's owner has put a value that he was given into the domain's zone or onto its web server.
///
/// Everything goes through the operator's resolvers, the Dialer and its address policy. Safe for use by many threads.
public final class OwnershipProof implements AutoCloseable {

    /// Two answers that agree are not the slip of one cache; more would only cost time.
    private static final int RESOLVERS_NEEDED = 2;

    private static final int MOST_RESOLVERS = 8;
    private static final Duration HTTP_TIME = Duration.ofSeconds(20);

    private final DnsClient dns;
    private final FileFetch files;

    /// Opens what is needed to ask.
    ///
    /// @throws IOException when sockets or the certificate file cannot be opened
    public OwnershipProof(EngineSettings settings) throws IOException {
        var dialer = new Dialer(settings.dialer());
        var trust = TrustStore.load(settings.roots(), settings.certificateAuthorities());
        dns = new DnsClient(settings.dns(), dialer);
        files = new FileFetch(
                dialer, new TlsInspector(dialer, trust, Clock.systemUTC()), dns::ask, settings.userAgent());
    }

    /// Looks for a TXT record with a value at two resolvers, or at all where there are fewer.
    public OwnershipAnswer txt(DomainName name, String value) throws InterruptedException {
        var answers = dns.askEach(new DnsQuestion(name, RecordType.TXT), MOST_RESOLVERS);
        return TxtVerdict.of(name, value, answers, Math.min(RESOLVERS_NEEDED, answers.size()));
    }

    /// Looks for a file with exactly this content, white space around it aside: over https, then over http.
    ///
    /// Certificates are not judged: http would do as well. Redirects are followed three times at most, all inside
    /// one registrable domain.
    ///
    /// @param path from `/` on, already encoded
    public OwnershipAnswer file(DomainName domain, String path, String content) throws InterruptedException {
        var deadline = Deadline.in(HTTP_TIME);
        var secure = FileVerdict.of(files.get("https", domain, path, deadline), content);
        if (secure instanceof OwnershipAnswer.Shown) {
            return secure;
        }
        var plain = FileVerdict.of(files.get("http", domain, path, deadline), content);
        return plain instanceof OwnershipAnswer.Shown ? plain : FileVerdict.both(secure, plain);
    }

    @Override
    public void close() {
        dns.close();
    }
}
