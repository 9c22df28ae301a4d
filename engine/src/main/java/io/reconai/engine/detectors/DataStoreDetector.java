package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.AccessAnswer.Outcome;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.detectors.ServiceFacts.Fact;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Databases, caches and search engines that answer to everybody, or are reachable from the internet at all (CWE-306).
///
/// Open means that a harmless question was answered that only users should get an answer to: names of databases, a
/// server's state. What is stored is not read, and no password is tried. Products that are made to be asked over HTTP
/// and want a login are not reported; database servers are, since nothing but their password keeps strangers out.
final class DataStoreDetector implements Detector {

    private static final String CONSEQUENCE = "Whoever finds it can read, change and delete what it holds.";

    private static final Check ELASTICSEARCH = open("elasticsearch", CRITICAL, "Elasticsearch", CONSEQUENCE);

    private static final List<OpenService> RULES = List.of(
            new OpenService(List.of("elasticsearch", "opensearch"), List.of("elasticsearch-indices"), ELASTICSEARCH),
            OpenService.of("mongodb", "mongodb-databases", open("mongodb", CRITICAL, "MongoDB", CONSEQUENCE)),
            OpenService.of(
                    "redis",
                    "redis-info",
                    open(
                            "redis",
                            CRITICAL,
                            "Redis",
                            "Whoever finds it can read and change what it holds, and often run programs on its machine.")),
            OpenService.of("memcached", "memcached-stats", open("memcached", HIGH, "memcached", CONSEQUENCE)),
            OpenService.of("couchdb", "couchdb-databases", open("couchdb", CRITICAL, "CouchDB", CONSEQUENCE)),
            OpenService.of("couchbase", "couchbase-pool", open("couchbase", CRITICAL, "Couchbase", CONSEQUENCE)),
            OpenService.of("clickhouse", "clickhouse-select", open("clickhouse", CRITICAL, "ClickHouse", CONSEQUENCE)),
            OpenService.of("influxdb", "influxdb-databases", open("influxdb", HIGH, "InfluxDB", CONSEQUENCE)),
            OpenService.of("neo4j", "neo4j-data", open("neo4j", CRITICAL, "Neo4j", CONSEQUENCE)),
            OpenService.of("minio", "minio-buckets", open("minio", HIGH, "MinIO", CONSEQUENCE)),
            OpenService.of("solr", "solr-system", open("solr", HIGH, "Solr", CONSEQUENCE)));

    private static final Check EXPOSED = OpenService.reachable(
            "service.database.exposed",
            HIGH,
            "A database server is reachable from the internet",
            "Its password is all that keeps strangers out, and every flaw of the server is within their reach.",
            "Let only those machines reach the port that need it: listen on a private address, or filter");

    /// Those that are behind a password when they are not open.
    private static final Map<String, Severity> DATABASES = Map.of(
            "mysql", HIGH,
            "mysqlx", HIGH,
            "postgresql", HIGH,
            "mssql", HIGH,
            "oracle", HIGH,
            "cassandra", HIGH,
            "redis", MEDIUM,
            "mongodb", MEDIUM);

    private static Check open(String name, Severity severity, String product, String consequence) {
        return OpenService.check(
                "service." + name + ".open", severity, product + " answers without a login", consequence);
    }

    @Override
    public String id() {
        return "service_data_store_detector";
    }

    @Override
    public List<Check> checks() {
        return Stream.concat(RULES.stream().map(OpenService::check), Stream.of(EXPOSED))
                .toList();
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return ServiceFacts.judge(evidence, fact -> OpenService.judge(RULES, fact, id(), evidence)
                .map(finding -> finding.checkId().equals(ELASTICSEARCH.id()) ? byContent(finding, fact) : finding)
                .or(() -> exposed(fact, evidence)));
    }

    /// Without an index of its users' a search engine gives away little yet.
    private static Finding byContent(Finding finding, Fact fact) {
        return fact.names().isEmpty() ? finding.withSeverity(HIGH) : finding;
    }

    private Optional<Finding> exposed(Fact fact, Evidence evidence) {
        var usual = DATABASES.get(fact.service());
        if (usual == null || isUndecided(fact)) {
            return Optional.empty();
        }
        if (usual == HIGH && fact.answered(Outcome.REFUSED)) {
            return Optional.of(fact.reachable(EXPOSED, id(), evidence, "it turns this address away")
                    .withSeverity(LOW));
        }
        return Optional.of(fact.reachable(EXPOSED, id(), evidence).withSeverity(usual));
    }

    /// A cache that said neither yes nor no: whether it wants a password is not known.
    private static boolean isUndecided(Fact fact) {
        return DATABASES.get(fact.service()) == MEDIUM
                && !fact.answered(Outcome.NEEDS_AUTHENTICATION)
                && !fact.answered(Outcome.REFUSED);
    }
}
