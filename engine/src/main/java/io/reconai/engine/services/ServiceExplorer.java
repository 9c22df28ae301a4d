package io.reconai.engine.services;

import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.ServiceIdentity.Transport;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/// Finds out what speaks on an open port: the greeting first, then the fitting harmless questions, TLS where it may be,
/// HTTP on any port.
///
/// An open port costs three connections and 12 s at most, and is never signed in to. Printers and plants are sent
/// nothing. Safe for use by many threads.
public final class ServiceExplorer {

    /// Enough for the slowest greeting, one TLS handshake and one more question.
    private static final Duration TIME_PER_PORT = Duration.ofSeconds(12);

    private final Dialer dialer;
    private final String userAgent;
    private final Questions questions = Questions.load();
    private final Recognisers recognisers = new Recognisers();

    public ServiceExplorer(Dialer dialer, String userAgent) {
        this.dialer = dialer;
        this.userAgent = userAgent;
    }

    /// Looks at one open port.
    ///
    /// @param host the name that is asked for where a protocol names hosts
    /// @param tls opens TLS; not asked where a plain service was recognised
    public Exploration explore(InetAddress address, int port, String host, TlsDoor tls, Deadline outer)
            throws InterruptedException {
        if (UsualPorts.connectOnly(port)) {
            return Exploration.NOTHING;
        }
        return visit(address, port, host, tls, outer).explore();
    }

    /// Only listens for a greeting: for hosts that accept every connection, where asking would never end.
    public Exploration listen(InetAddress address, int port, Deadline outer) throws InterruptedException {
        TlsDoor shut = (_, _, _) -> Optional.empty();
        return visit(address, port, "", shut, outer).listen();
    }

    /// What is behind an HTTP answer that somebody else got.
    public Exploration recognise(HttpAnswer answer, boolean overTls) {
        return Visit.described(recognisers.read(answer), overTls ? Transport.TLS : Transport.TCP, "");
    }

    private Visit visit(InetAddress address, int port, String host, TlsDoor tls, Deadline outer) {
        return new Visit(
                dialer, questions, recognisers, address, port, host, userAgent, tls, outer.orIn(TIME_PER_PORT));
    }
}
