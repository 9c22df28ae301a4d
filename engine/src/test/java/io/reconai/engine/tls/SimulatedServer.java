package io.reconai.engine.tls;

import io.reconai.engine.asset.TlsVersion;
import io.reconai.engine.tls.ServerFlight.Until;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A server whose truth is known: it picks as real ones do and never says more.
///
/// @param suites accepted by version, in the server's order
/// @param groups in the server's order
/// @param ordersSuites the server's order rules
/// @param ordersGroups the same for groups
record SimulatedServer(
        Map<TlsVersion, List<Integer>> suites, List<Integer> groups, boolean ordersSuites, boolean ordersGroups)
        implements HelloServer {

    private static final int HANDSHAKE_FAILURE = 40;
    private static final int PROTOCOL_VERSION = 70;

    @Override
    public HelloAnswer ask(ClientHello hello, Until until, Duration patience) {
        var accepted = suites.get(hello.version());
        if (accepted == null) {
            return new HelloAnswer.Alerted(PROTOCOL_VERSION);
        }
        var isModern = hello.version() == TlsVersion.TLS_1_3;
        var group = hello.version() == TlsVersion.SSL_3
                ? groups.stream().findFirst()
                : pick(ordersGroups ? groups : hello.groups(), ordersGroups ? hello.groups() : groups);
        var usable = accepted.stream()
                .filter(code -> group.isPresent() || !isModern && !isElliptic(code))
                .toList();
        var suite = pick(ordersSuites ? usable : hello.suites(), ordersSuites ? hello.suites() : usable);
        if (suite.isEmpty()) {
            return new HelloAnswer.Alerted(HANDSHAKE_FAILURE);
        }
        return new HelloAnswer.Accepted(new ServerFlight(
                hello.version().code(),
                suite.get(),
                0,
                isModern,
                Set.of(),
                Optional.empty(),
                isModern || isElliptic(suite.get()) ? group.orElse(0) : 0,
                0,
                false,
                List.of(),
                Optional.empty(),
                false,
                ""));
    }

    static boolean isElliptic(int code) {
        return Registry.suiteName(code).startsWith("TLS_ECDHE_");
    }

    private static Optional<Integer> pick(List<Integer> order, List<Integer> other) {
        return order.stream().filter(other::contains).findFirst();
    }
}
