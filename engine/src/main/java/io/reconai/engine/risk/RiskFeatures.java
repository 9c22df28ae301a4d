package io.reconai.engine.risk;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.TlsSession;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/// Reads the model's features from evidence and findings. What was not looked at stays unknown.
public final class RiskFeatures {

    private static final Set<String> REMOTE_DESKTOPS = Set.of("rdp", "vnc");
    private static final Set<String> DATA_STORES = Set.of(
            "mysql",
            "postgresql",
            "mssql",
            "oracle",
            "mongodb",
            "redis",
            "elasticsearch",
            "memcached",
            "cassandra",
            "couchdb",
            "etcd",
            "mysqlx",
            "opensearch",
            "clickhouse",
            "neo4j",
            "couchbase",
            "influxdb");

    /// What runs machines and clusters: reachable is bad enough.
    private static final Set<String> CONTROL_PLANES =
            Set.of("docker", "kubernetes", "kubelet", "etcd", "consul", "nomad", "zookeeper");

    /// What shows how systems fare, or is a machine's console in a browser.
    private static final Set<String> CONSOLES = Set.of(
            "jenkins", "kibana", "grafana", "prometheus", "portainer", "airflow", "jupyter", "rabbitmq-management");

    private static final Set<String> BACKSTAGE_CHECKS = Set.of("exposure.listing", "service.admin-panel");

    private static final String BETWEEN_WORDS = ".-";

    private static final Set<String> REMOTE_SHELLS = Set.of("ssh", "telnet", "vnc", "rdp");

    /// Labels of names that say: this is not meant for visitors.
    private static final Set<String> BACKSTAGE = Set.of(
            "admin",
            "administrator",
            "dev",
            "development",
            "stage",
            "staging",
            "stg",
            "test",
            "testing",
            "uat",
            "qa",
            "preprod",
            "internal",
            "intranet",
            "jenkins",
            "phpmyadmin",
            "pma",
            "kibana",
            "grafana",
            "gitlab",
            "backup",
            "cpanel",
            "console",
            "manage",
            "db",
            "sql");

    /// More open ports than this on one host is something that accepts every connection, not a host with services.
    private static final int TARPIT = 60;

    /// What is older says little of how the site is run today.
    private static final Period BREACHES_COUNT_FOR = Period.ofYears(5);

    /// The five protections that count, each by the checks that say it is missing.
    private static final List<List<String>> PROTECTIONS = List.of(
            List.of("http.hsts.missing", "http.hsts.invalid", "http.hsts.disabled"),
            List.of("http.csp.missing", "http.csp.report-only", "http.csp.invalid", "http.csp.weak-script-src"),
            List.of("http.framing.missing", "http.framing.invalid"),
            List.of("http.xcto.missing", "http.xcto.invalid"),
            List.of("http.redirect.missing", "http.redirect.ends-in-http", "http.https.unavailable"));

    /// An error, or a filter's challenge, in place of the page that would have them.
    private static final Set<String> NOT_THE_PAGE = Set.of("http.page.not-judged", "http.page.behind-challenge");

    private RiskFeatures() {}

    /// The features of a host.
    public static FeatureVector of(Evidence evidence, List<Finding> findings) {
        var known = new EnumMap<Feature, Double>(Feature.class);
        var checks = checks(findings);
        var pretends = checks.contains("service.honeypot-suspected");
        if (!pretends) {
            addPorts(evidence, findings, known);
        }
        addCertificate(evidence, known);
        var page = ownPage(evidence);
        addProtections(page, checks, known);
        addBreaches(evidence, known);
        addOutdatedSoftware(evidence, findings, known);
        if (evidence.mode().includes(ScanMode.STANDARD)) {
            known.put(Feature.EXPOSURE_TYPE_SCORE, (double) exposure(evidence, page, findings, checks, pretends));
        }
        return FeatureVector.of(known);
    }

    private static Set<String> checks(List<Finding> findings) {
        Set<String> checks = HashSet.newHashSet(findings.size());
        for (var finding : findings) {
            checks.add(finding.checkId());
        }
        return checks;
    }

    private static void addPorts(Evidence evidence, List<Finding> findings, Map<Feature, Double> known) {
        var wereTried = !evidence.ports().isEmpty() || !evidence.otherPorts().isEmpty();
        var telling = telling(evidence.ports());
        if (!wereTried || telling > TARPIT) {
            return;
        }
        if (telling > 0 || areAllTelling(evidence.ports())) {
            known.put(Feature.OPEN_PORTS_COUNT, (double) telling);
        }
        if (evidence.mode().includes(ScanMode.ACTIVE)) {
            known.put(Feature.HAS_SSH_OPEN, speaks(evidence, Set.of("ssh")));
            known.put(Feature.HAS_RDP_OPEN, speaks(evidence, REMOTE_DESKTOPS));
            known.put(Feature.HAS_DATABASE_PORTS_OPEN, speaks(evidence, DATA_STORES));
            known.put(Feature.HAS_DEFAULT_CREDENTIALS, hasOpenService(findings) ? 1.0 : 0.0);
        }
    }

    private static boolean areAllTelling(List<PortObservation> ports) {
        for (var port : ports) {
            if (!port.isTelling()) {
                return false;
            }
        }
        return true;
    }

    /// How many TCP ports, over all addresses, are open and mean something.
    private static int telling(List<PortObservation> ports) {
        var telling = new HashSet<Integer>();
        for (var port : ports) {
            if (port.isTcp() && port.isTelling()) {
                telling.add(port.port());
            }
        }
        return telling.size();
    }

    /// Whether a service proved by its answer that it lets everybody in; nobody tried a password.
    private static boolean hasOpenService(List<Finding> findings) {
        for (var finding : findings) {
            if (finding.verified() && finding.checkId().startsWith("service.")) {
                return true;
            }
        }
        return false;
    }

    private static double speaks(Evidence evidence, Set<String> services) {
        for (var port : evidence.ports()) {
            if (services.contains(port.service())) {
                return 1;
            }
        }
        return 0;
    }

    private static void addCertificate(Evidence evidence, Map<Feature, Double> known) {
        session(evidence).filter(session -> !session.chain().isEmpty()).ifPresent(session -> {
            var left = Duration.between(
                    evidence.observedAt(), session.chain().getFirst().notAfter());
            known.put(Feature.SSL_DAYS_UNTIL_EXPIRY, Math.floor(left.toSeconds() / 86_400.0));
            known.put(Feature.SSL_CERT_IS_SELF_SIGNED, session.trust() == ChainTrust.TRUSTED ? 0.0 : 1.0);
        });
    }

    private static Optional<TlsSession> session(Evidence evidence) {
        for (var seen : evidence.tls()) {
            if (seen.serverName().equals(evidence.host().value())
                    && seen.startedIn().isEmpty()
                    && seen.completed().isPresent()) {
                return seen.completed();
            }
        }
        return Optional.empty();
    }

    private static void addProtections(Optional<HttpAnswer> page, Set<String> checks, Map<Feature, Double> known) {
        if (page.isPresent() && Collections.disjoint(checks, NOT_THE_PAGE)) {
            var inPlace = 0;
            for (var lacking : PROTECTIONS) {
                inPlace += Collections.disjoint(checks, lacking) ? 1 : 0;
            }
            known.put(Feature.HTTP_SECURITY_HEADERS_SCORE, (double) inPlace);
        }
    }

    /// Leaks of the domain's own site in the last five years. One of an unknown day may be older than that.
    private static void addBreaches(Evidence evidence, Map<Feature, Double> known) {
        var history = evidence.breachHistory();
        if (history != null) {
            var since =
                    LocalDate.ofInstant(evidence.observedAt(), ZoneOffset.UTC).minus(BREACHES_COUNT_FOR);
            var count = history.breaches().stream()
                    .filter(breach -> breach.isSince(since))
                    .count();
            known.put(Feature.BREACH_HISTORY_COUNT, (double) count);
        }
    }

    /// Products without fixes. A host whose site or services were heard and that announces no old version has none;
    /// a hint, where a distribution may have patched the version, does not count.
    private static void addOutdatedSoftware(Evidence evidence, List<Finding> findings, Map<Feature, Double> known) {
        if (answered(evidence) || saysVersion(evidence.ports())) {
            var outdated = new HashSet<String>(0);
            for (var finding : findings) {
                if (finding.checkId().equals("tech.end-of-life")
                        && finding.confidence().compareTo(Confidence.FIRM) >= 0) {
                    outdated.add(finding.location());
                }
            }
            known.put(Feature.OUTDATED_SOFTWARE_COUNT, (double) outdated.size());
        }
    }

    private static boolean answered(Evidence evidence) {
        for (var made : evidence.exchanges()) {
            if (made.answer() != null && evidence.host().value().equalsIgnoreCase(made.host())) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysVersion(List<PortObservation> ports) {
        for (var port : ports) {
            var identity = port.identity();
            if (identity != null && !identity.version().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// 1 nothing to use, 2 public, 3 a login or an interface, 4 backstage, a console or a listing, 5 a data store, a
    /// control plane or a proven leak.
    private static int exposure(
            Evidence evidence,
            Optional<HttpAnswer> page,
            List<Finding> findings,
            Set<String> checks,
            boolean pretends) {
        if (hasLeak(findings)) {
            return 5;
        }
        if (pretends) {
            return page.isPresent() ? 2 : 1;
        }
        if (speaks(evidence, DATA_STORES) > 0 || speaks(evidence, CONTROL_PLANES) > 0) {
            return 5;
        }
        var hasService = page.isPresent() || hasService(evidence.ports());
        if (!Collections.disjoint(checks, BACKSTAGE_CHECKS)
                || speaks(evidence, CONSOLES) > 0
                || (hasService && isBackstage(evidence))) {
            return 4;
        }
        if (speaks(evidence, REMOTE_SHELLS) > 0
                || page.filter(RiskFeatures::isInterface).isPresent()) {
            return 3;
        }
        return hasService ? 2 : 1;
    }

    private static boolean hasLeak(List<Finding> findings) {
        for (var finding : findings) {
            if (finding.verified() && finding.severity().compareTo(Severity.HIGH) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasService(List<PortObservation> ports) {
        for (var port : ports) {
            if (!port.service().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBackstage(Evidence evidence) {
        var host = evidence.host();
        if (host.type() != AssetType.SUBDOMAIN) {
            return false;
        }
        var below = host.value()
                .substring(0, host.value().length() - host.domain().value().length() - 1);
        var words = new StringTokenizer(below, BETWEEN_WORDS);
        while (words.hasMoreTokens()) {
            if (BACKSTAGE.contains(words.nextToken())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInterface(HttpAnswer page) {
        return page.mediaType().endsWith("json") || page.body().contains("type=\"password\"");
    }

    /// The page at the end of the redirects, when it is the host's own.
    private static Optional<HttpAnswer> ownPage(Evidence evidence) {
        return evidence.page()
                .filter(exchange -> evidence.host().value().equals(exchange.host()))
                .flatMap(exchange -> exchange.answered());
    }
}
