package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.detectors.ServiceFacts.Fact;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A port whose number belongs to one protocol, and that was heard to speak another.
///
/// Only numbers that are used for one thing everywhere (IANA's registry, RFC 6335); those from 1024 on that somebody
/// chose for a service of another kind are left out unless they are a product's own. A service on an unusual number is
/// not meant: it is there where nothing else is expected. On the ports of the web any product with an HTTP interface is
/// at home. What was not recognised, or only to be within TLS, may be what is expected.
final class UnexpectedServiceDetector implements Detector {

    private static final Check UNEXPECTED = new Check(
            "port.unexpected-service",
            "Exposed Service",
            INFO,
            "A port speaks another protocol than is usual there",
            "Filters and monitors that go by port numbers take it for something else; so may who looks after them.",
            "Nothing, where it is meant; otherwise find out who put it there",
            List.of("RFC 6335"));

    private static final Set<Integer> WEB = Set.of(80, 443);

    private static final Map<Integer, String> USUAL = Map.ofEntries(
            Map.entry(21, "ftp"),
            Map.entry(22, "ssh"),
            Map.entry(23, "telnet"),
            Map.entry(25, "smtp"),
            Map.entry(53, "dns"),
            Map.entry(110, "pop3"),
            Map.entry(111, "rpcbind"),
            Map.entry(119, "nntp"),
            Map.entry(135, "msrpc"),
            Map.entry(143, "imap"),
            Map.entry(389, "ldap"),
            Map.entry(445, "smb"),
            Map.entry(465, "smtp"),
            Map.entry(587, "smtp"),
            Map.entry(636, "ldap"),
            Map.entry(873, "rsync"),
            Map.entry(993, "imap"),
            Map.entry(995, "pop3"),
            Map.entry(1433, "mssql"),
            Map.entry(1521, "oracle"),
            Map.entry(3306, "mysql"),
            Map.entry(3389, "rdp"),
            Map.entry(5432, "postgresql"),
            Map.entry(5900, "vnc"),
            Map.entry(6379, "redis"),
            Map.entry(11_211, "memcached"),
            Map.entry(27_017, "mongodb"));

    /// Protocols that are no web.
    private static final Set<String> OTHERS = USUAL.values().stream().collect(Collectors.toUnmodifiableSet());

    /// Carries something that was not heard.
    private static final String UNHEARD = "tls";

    @Override
    public String id() {
        return "port_unexpected_service_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(UNEXPECTED);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return ServiceFacts.judge(evidence, fact -> expected(fact)
                .map(usual -> fact.reachable(UNEXPECTED, id(), evidence, "where " + usual + " is usual")));
    }

    /// What would be usual, where something else was heard.
    private static Optional<String> expected(Fact fact) {
        var port = fact.port().port();
        if (WEB.contains(port)) {
            return OTHERS.contains(fact.service()) ? Optional.of("http") : Optional.empty();
        }
        return Optional.ofNullable(USUAL.get(port))
                .filter(usual ->
                        !usual.equals(fact.service()) && !fact.service().equals(UNHEARD));
    }
}
