package io.reconai.bench;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.tls.TlsSurveyor;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The engine's survey of several ports on loopback, side by side.
final class TlsSurveys {

    private static final DomainName NAME = new DomainName("localhost.test");

    private TlsSurveys() {}

    /// @return suites by "port version"
    static Map<String, TreeSet<String>> of(List<Integer> ports) throws Exception {
        var dialer = new Dialer(new DialerSettings(AddressPolicy.allowingAll(), ConnectTo.none(), 100_000, 1_000));
        var seen = new TreeMap<String, TreeSet<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var surveys = new TreeMap<Integer, Future<TlsSupport>>();
            for (var port : ports) {
                surveys.put(port, threads.submit(() -> survey(dialer, port)));
            }
            for (var survey : surveys.entrySet()) {
                for (var protocol : survey.getValue().get().protocols()) {
                    if (!protocol.suites().isEmpty()) {
                        seen.put(survey.getKey() + " " + protocol.version().label(), new TreeSet<>(protocol.suites()));
                    }
                }
            }
        }
        return seen;
    }

    private static TlsSupport survey(Dialer dialer, int port) throws InterruptedException {
        var handshake = new TlsObservation(
                "127.0.0.1", port, NAME.value(), ExchangeOutcome.TLS_FAILED, "", null, Instant.EPOCH, 0, null);
        return new TlsSurveyor(dialer)
                .survey(
                        handshake,
                        InetAddress.getLoopbackAddress(),
                        Optional.of(NAME),
                        Optional.empty(),
                        TlsSupport.Depth.FULL,
                        Deadline.in(Duration.ofSeconds(60)));
    }
}
