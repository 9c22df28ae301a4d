package io.reconai.server.analytics;

import java.util.List;
import java.util.Locale;

/// What raises the risk of many assets alike. The names never change.
public enum RiskFactor {
    SSH_EXPOSED("SSH Exposed", List.of(22)),
    RDP_EXPOSED("RDP Exposed", List.of(3389), "service.rdp.exposed"),
    DATABASE_EXPOSED(
            "Database Exposed",
            List.of(1433, 1521, 3306, 5432, 5984, 6379, 9200, 11211, 27017),
            "service.database.exposed"),
    OUTDATED_SOFTWARE("Outdated Software", List.of(), "tech.*"),
    INVALID_SSL(
            "Invalid SSL",
            List.of(),
            "tls.cert.expired",
            "tls.cert.not-yet-valid",
            "tls.cert.self-signed",
            "tls.cert.untrusted",
            "tls.cert.host-mismatch",
            "tls.cert.revoked"),
    SSL_ISSUES("SSL/TLS Issues", List.of(), "tls.*"),
    MISSING_HEADERS(
            "Missing Security Headers",
            List.of(),
            "http.hsts.missing",
            "http.csp.missing",
            "http.framing.missing",
            "http.xcto.missing"),
    DNS_MISCONFIG("DNS Misconfigurations", List.of(), "dns.*"),
    TAKEOVER("Subdomain Takeover", List.of(), "takeover.*"),
    CLOUD_STORAGE(
            "Exposed Cloud Storage",
            List.of(),
            "bucket.public-list",
            "bucket.public-list-likely",
            "bucket.missing-but-referenced"),
    SENSITIVE_FILES("Exposed Sensitive Files", List.of(), "exposure.*"),
    OPEN_DIRECTORIES("Open Directories", List.of(), "exposure.listing"),
    BREACH_HISTORY("Breach History", List.of(), "breach.*");

    /// What is an exposure but no file: the list of a folder, and what is only worth knowing.
    private static final List<String> NO_FILES = List.of(
            "exposure.listing", "exposure.swagger", "exposure.playground", "exposure.graphiql", "exposure.manifest");

    private final String title;
    private final List<Integer> ports;
    private final List<String> checks;

    RiskFactor(String title, List<Integer> ports, String... checks) {
        this.title = title;
        this.ports = ports;
        this.checks = List.of(checks);
    }

    /// The word of the interface.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// As people read it.
    public String title() {
        return title;
    }

    /// An asset with one of these open has the factor.
    public List<Integer> ports() {
        return ports;
    }

    /// An asset with an open finding of one of these has it; `*` at the end stands for anything.
    public List<String> checks() {
        return checks;
    }

    /// True for a check that counts.
    public boolean includes(String checkId) {
        return !exceptions().contains(checkId)
                && checks.stream()
                        .anyMatch(check -> check.endsWith("*")
                                ? checkId.startsWith(check.substring(0, check.length() - 1))
                                : check.equals(checkId));
    }

    /// Checks that do not count although they match.
    public List<String> exceptions() {
        return switch (this) {
            case SENSITIVE_FILES -> NO_FILES;
            case DNS_MISCONFIG -> List.of("dns.wildcard.present", "dns.dangling", "dns.dangling.unknown");
            case SSH_EXPOSED,
                    RDP_EXPOSED,
                    DATABASE_EXPOSED,
                    OUTDATED_SOFTWARE,
                    INVALID_SSL,
                    SSL_ISSUES,
                    MISSING_HEADERS,
                    TAKEOVER,
                    CLOUD_STORAGE,
                    OPEN_DIRECTORIES,
                    BREACH_HISTORY -> List.of();
        };
    }
}
