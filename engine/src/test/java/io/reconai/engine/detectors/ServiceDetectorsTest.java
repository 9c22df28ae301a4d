package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.AccessAnswer;
import io.reconai.engine.asset.AccessAnswer.Outcome;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.asset.ServiceIdentity.Access;
import io.reconai.engine.asset.ServiceIdentity.Transport;
import io.reconai.engine.risk.Feature;
import io.reconai.engine.risk.FeatureVector;
import io.reconai.engine.risk.RiskFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Services that were recognised and what they answered, and what that is worth.
class ServiceDetectorsTest {

    private static final List<Detector> DETECTORS = Detectors.all().stream()
            .filter(detector -> detector.id().startsWith("service_"))
            .toList();

    private static PortObservation port(
            String service, int port, Transport transport, List<AccessAnswer> answers, String banner) {
        var identity = new ServiceIdentity(transport, "", "", "", Confidence.CERTAIN, Access.UNKNOWN, "");
        return new PortObservation(
                "203.0.113.1", port, PortState.OPEN, "accepted", service, banner, 1, identity, answers);
    }

    private static Evidence evidence(List<PortObservation> ports) {
        return Evidence.builder("scan", ScanMode.ACTIVE, Host.of(Samples.DOMAIN, Samples.DOMAIN), Samples.NOW)
                .ports(ports)
                .build();
    }

    private static List<Finding> findings(Evidence evidence) {
        return DETECTORS.stream()
                .flatMap(detector -> detector.detect(evidence).stream())
                .toList();
    }

    private static String said(List<Finding> findings) {
        return String.join(
                "; ",
                findings.stream()
                        .map(finding ->
                                finding.checkId() + " " + finding.severity() + (finding.verified() ? " verified" : ""))
                        .toList());
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        elasticsearch       | elasticsearch-indices  | OPEN                 | orders | service.elasticsearch.open CRITICAL verified
        opensearch          | elasticsearch-indices  | OPEN                 |        | service.elasticsearch.open HIGH verified
        elasticsearch       | elasticsearch-indices  | NEEDS_AUTHENTICATION |        |
        elasticsearch       | http                   | OPEN                 |        |
        elasticsearch       | http                   | NEEDS_AUTHENTICATION |        |
        mongodb             | mongodb-databases      | OPEN                 | orders | service.mongodb.open CRITICAL verified
        mongodb             | mongodb-databases      | NEEDS_AUTHENTICATION |        | service.database.exposed MEDIUM
        mongodb             |                        |                      |        |
        redis               | redis-info             | OPEN                 |        | service.redis.open CRITICAL verified
        redis               | redis                  | NEEDS_AUTHENTICATION |        | service.database.exposed MEDIUM
        redis               | greeting               | REFUSED              |        | service.database.exposed MEDIUM
        redis               |                        |                      |        |
        memcached           | memcached-stats        | OPEN                 |        | service.memcached.open HIGH verified
        memcached           |                        |                      |        |
        couchdb             | couchdb-databases      | OPEN                 | orders | service.couchdb.open CRITICAL verified
        couchdb             | couchdb-databases      | NEEDS_AUTHENTICATION |        |
        couchbase           | couchbase-pool         | OPEN                 |        | service.couchbase.open CRITICAL verified
        clickhouse          | clickhouse-select      | OPEN                 |        | service.clickhouse.open CRITICAL verified
        clickhouse          | clickhouse-select      | NEEDS_AUTHENTICATION |        |
        influxdb            | influxdb-databases     | OPEN                 |        | service.influxdb.open HIGH verified
        neo4j               | neo4j-data             | OPEN                 |        | service.neo4j.open CRITICAL verified
        neo4j               |                        |                      |        |
        minio               | minio-buckets          | OPEN                 |        | service.minio.open HIGH verified
        minio               | minio-buckets          | NEEDS_AUTHENTICATION |        |
        solr                | solr-system            | OPEN                 |        | service.solr.open HIGH verified
        solr                | solr-system            | NEEDS_AUTHENTICATION |        |
        mysql               |                        |                      |        | service.database.exposed HIGH
        mysql               | greeting               | REFUSED              |        | service.database.exposed LOW
        postgresql          |                        |                      |        | service.database.exposed HIGH
        mssql               |                        |                      |        | service.database.exposed HIGH
        oracle              |                        |                      |        | service.database.exposed HIGH
        cassandra           |                        |                      |        | service.database.exposed HIGH
        docker              | docker-version         | OPEN                 |        | service.docker-api.open CRITICAL verified
        docker              | docker-version         | NEEDS_AUTHENTICATION |        |
        docker              | docker-version         | UNKNOWN              |        |
        kubernetes          | kubernetes-namespaces  | OPEN                 |        | service.kubernetes.anonymous CRITICAL verified
        kubernetes          | kubernetes-namespaces  | NEEDS_AUTHENTICATION |        | service.kubernetes.reachable INFO
        kubelet             | http-pods              | OPEN                 |        | service.kubernetes.anonymous HIGH verified
        etcd                | etcd-keys              | OPEN                 |        | service.etcd.open CRITICAL verified
        etcd                | etcd-keys              | REFUSED              |        |
        jenkins             | jenkins-jobs           | OPEN                 |        | service.jenkins.open HIGH verified
        jenkins             | jenkins-script         | OPEN                 |        | service.jenkins.open CRITICAL verified
        jenkins             | jenkins-jobs           | NEEDS_AUTHENTICATION |        |
        consul              | consul-agent           | OPEN                 |        | service.consul.open HIGH verified
        consul              | consul-agent           | NEEDS_AUTHENTICATION |        |
        nomad               | nomad-jobs             | OPEN                 |        | service.nomad.open HIGH verified
        vault               | vault-health           | OPEN                 |        | service.vault.reachable INFO
        zookeeper           | zookeeper              | OPEN                 |        | service.zookeeper.open HIGH verified
        zookeeper           | zookeeper              | REFUSED              |        |
        hadoop              | hadoop-cluster         | OPEN                 |        | service.hadoop.open CRITICAL verified
        spark               | spark-master           | OPEN                 |        | service.spark.open CRITICAL verified
        airflow             | airflow-dags           | OPEN                 |        | service.airflow.open CRITICAL verified
        airflow             | airflow-dags           | NEEDS_AUTHENTICATION |        |
        portainer           | portainer-endpoints    | OPEN                 |        | service.portainer.open CRITICAL verified
        portainer           | portainer-endpoints    | NEEDS_AUTHENTICATION |        |
        kibana              | kibana-status          | OPEN                 |        | service.kibana.open HIGH verified
        kibana              | kibana-status          | NEEDS_AUTHENTICATION |        |
        grafana             | grafana-dashboards     | OPEN                 |        | service.grafana.anonymous MEDIUM verified
        grafana             | grafana-dashboards     | NEEDS_AUTHENTICATION |        | service.grafana.login LOW
        grafana             | grafana-dashboards     | UNKNOWN              |        |
        prometheus          | prometheus-buildinfo   | OPEN                 |        | service.prometheus.open MEDIUM verified
        prometheus          | prometheus-buildinfo   | NEEDS_AUTHENTICATION |        |
        node-exporter       | node-exporter-metrics  | OPEN                 |        | service.prometheus.open LOW verified
        jupyter             | jupyter-kernels        | OPEN                 |        | service.jupyter.open CRITICAL verified
        jupyter             | jupyter-kernels        | NEEDS_AUTHENTICATION |        |
        rabbitmq-management | rabbitmq-overview      | OPEN                 |        | service.rabbitmq-mgmt.open HIGH verified
        rabbitmq-management | rabbitmq-overview      | NEEDS_AUTHENTICATION |        |
        rdp                 | rdp                    | NEEDS_AUTHENTICATION |        | service.rdp.exposed HIGH
        rdp                 |                        |                      |        | service.rdp.exposed HIGH
        vnc                 | rfb                    | OPEN                 |        | service.vnc.exposed CRITICAL verified
        vnc                 | rfb                    | NEEDS_AUTHENTICATION |        | service.vnc.exposed HIGH
        x11                 | x11                    | OPEN                 |        | service.x11.open CRITICAL verified
        x11                 | x11                    | REFUSED              |        |
        telnet              |                        |                      |        | service.telnet.exposed HIGH
        jdwp                | jdwp                   | OPEN                 |        | service.jdwp.open CRITICAL verified
        adb                 | adb                    | OPEN                 |        | service.adb.open CRITICAL verified
        adb                 | adb                    | NEEDS_AUTHENTICATION |        |
        smb                 |                        |                      |        | service.smb.exposed HIGH
        smb                 | smb1                   | OPEN                 |        | service.smb.exposed CRITICAL
        ftp                 |                        |                      |        | service.ftp.exposed LOW
        rsync               | rsync-modules          | OPEN                 | mirror | service.rsync.open MEDIUM verified
        rsync               | rsync-modules          | OPEN                 | www-backup | service.rsync.open HIGH verified
        rsync               | rsync-modules          | OPEN                 | webcams | service.rsync.open MEDIUM verified
        rsync               | rsync-modules          | REFUSED              |        |
        ldap                | ldap-entry             | OPEN                 |        | service.ldap.anonymous MEDIUM verified
        ldap                | ldap-entry             | NEEDS_AUTHENTICATION |        |
        mqtt                | mqtt                   | OPEN                 |        | service.mqtt.open HIGH verified
        mqtt                | mqtt                   | NEEDS_AUTHENTICATION |        |
        kafka               | kafka-brokers          | OPEN                 |        | service.kafka.open HIGH verified
        kafka               |                        |                      |        |
        stomp               | stomp                  | OPEN                 |        | service.stomp.open HIGH verified
        nats                | greeting               | OPEN                 |        | service.nats.open HIGH verified
        nats                | greeting               | NEEDS_AUTHENTICATION |        |
        amqp                | amqp-anonymous         | OPEN                 |        | service.amqp.open HIGH verified
        amqp                | amqp-anonymous         | NEEDS_AUTHENTICATION |        |
        amqp                | amqp                   | NEEDS_AUTHENTICATION |        |
        amqp                |                        |                      |        |
        ssh                 |                        |                      |        |
        smtp                |                        |                      |        |
        http                |                        |                      |        |
        ldap                |                        |                      |        |
        """)
    void judges(
            String service,
            @Nullable String question,
            @Nullable Outcome outcome,
            @Nullable String names,
            @Nullable String expected) {
        var answers = question == null || outcome == null
                ? List.<AccessAnswer>of()
                : List.of(new AccessAnswer(
                        question, outcome, "what it said", names == null ? List.of() : List.of(names)));
        var evidence = evidence(List.of(port(service, 4_711, Transport.TCP, answers, "")));
        var found = findings(evidence);
        assertThat(said(found)).isEqualTo(expected == null ? "" : expected);
        assertThat(found).allSatisfy(finding -> {
            assertThat(finding.location()).isEqualTo("acme.test:4711");
            var document = Json.mapper().valueToTree(evidence);
            finding.evidence()
                    .forEach(proof -> assertThat(document.at(proof.pointer()).isMissingNode())
                            .as(proof.pointer())
                            .isFalse());
        });
    }

    @Test
    void aNumberIsNoService() {
        var ports = IntStream.of(23, 445, 3389, 5900, 6379, 9200, 27_017)
                .mapToObj(number -> port("", number, Transport.TCP, List.of(), ""))
                .toList();
        assertThat(findings(evidence(ports))).isEmpty();
    }

    @Test
    void whatIsWithinTlsIsNotInTheClear() {
        var ports = List.of(
                port("ftp", 990, Transport.TLS, List.of(), ""), port("telnet", 992, Transport.TLS, List.of(), ""));
        assertThat(findings(evidence(ports))).isEmpty();
        var pods = new AccessAnswer("http-pods", Outcome.OPEN, "PodList", List.of());
        assertThat(said(findings(evidence(List.of(port("kubelet", 10_250, Transport.TLS, List.of(pods), ""))))))
                .isEqualTo("service.kubernetes.anonymous CRITICAL verified");
    }

    @Test
    void onePortIsOneFindingTheWorst() {
        var no = new AccessAnswer("redis", Outcome.NEEDS_AUTHENTICATION, "-NOAUTH", List.of());
        var yes = new AccessAnswer("redis-info", Outcome.OPEN, "redis_version", List.of());
        var first = port("redis", 6379, Transport.TCP, List.of(no), "");
        var second = new PortObservation(
                "203.0.113.2", 6379, PortState.OPEN, "accepted", "redis", "", 1, first.identity(), List.of(yes));
        assertThat(said(findings(evidence(List.of(first, second))))).isEqualTo("service.redis.open CRITICAL verified");
    }

    @Test
    void theNamesThatWereListedAreShown() {
        var list = AccessAnswer.of("mongodb-databases", Outcome.OPEN, "\u0004databases", List.of("orders", "users"));
        assertThat(findings(evidence(List.of(port("mongodb", 27_017, Transport.TCP, List.of(list), "")))))
                .flatExtracting(Finding::evidence)
                .extracting(proof -> proof.pointer() + " " + proof.excerpt())
                .containsExactly("/ports/0/access/0/excerpt mongodb-databases (orders, users): \\u0004databases");
    }

    @Test
    void whoSaysTheSameEverywherePretends() {
        var ports = new ArrayList<PortObservation>();
        for (var number = 1; number <= 10; number++) {
            assertThat(said(findings(evidence(ports)))).doesNotContain("honeypot");
            ports.add(port("telnet", number, Transport.TCP, List.of(), "login:"));
        }
        assertThat(said(findings(evidence(ports)))).isEqualTo("service.honeypot-suspected INFO");
    }

    @Test
    void whoSpeaksEverythingPretendsAndScoresNothing() {
        var open = new AccessAnswer("redis-info", Outcome.OPEN, "redis_version", List.of());
        var ports = new ArrayList<>(List.of(
                port("redis", 6379, Transport.TCP, List.of(open), ""),
                port("rdp", 3389, Transport.TCP, List.of(), "")));
        for (var i = ports.size(); i < 25; i++) {
            ports.add(port("protocol-" + i, i, Transport.TCP, List.of(), ""));
        }
        assertThat(said(findings(evidence(ports)))).contains("service.redis.open");
        ports.add(port("one-more", 1, Transport.TCP, List.of(), ""));
        var pot = evidence(ports);
        assertThat(said(findings(pot))).isEqualTo("service.honeypot-suspected INFO");
        var features = RiskFeatures.of(pot, findings(pot));
        assertThat(features.value(Feature.HAS_DATABASE_PORTS_OPEN)).isEmpty();
        assertThat(features.value(Feature.OPEN_PORTS_COUNT)).isEmpty();
        assertThat(features.value(Feature.EXPOSURE_TYPE_SCORE)).hasValue(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "-", textBlock = """
        ssh,     -,          -,                    1, 0, 0, 0, 3
        rdp,     -,          -,                    0, 1, 0, 0, 3
        mysql,   -,          -,                    0, 0, 1, 0, 5
        redis,   redis,      NEEDS_AUTHENTICATION, 0, 0, 1, 0, 5
        redis,   redis-info, OPEN,                 0, 0, 1, 1, 5
        mqtt,    mqtt,       OPEN,                 0, 0, 0, 1, 5
        docker,  -,          -,                    0, 0, 0, 0, 5
        telnet,  -,          -,                    0, 0, 0, 0, 3
        grafana, -,          -,                    0, 0, 0, 0, 4
        rsync,   rsync-modules, OPEN,              0, 0, 0, 1, 2
        """)
    void featuresFollowFromServices(
            String service,
            @Nullable String question,
            @Nullable Outcome outcome,
            double ssh,
            double desktop,
            double database,
            double open,
            double exposure) {
        var answers = question == null || outcome == null
                ? List.<AccessAnswer>of()
                : List.of(new AccessAnswer(question, outcome, "what it said", List.of()));
        var evidence = evidence(List.of(port(service, 4_711, Transport.TCP, answers, "")));
        FeatureVector features = RiskFeatures.of(evidence, findings(evidence));
        assertThat(features.value(Feature.HAS_SSH_OPEN)).hasValue(ssh);
        assertThat(features.value(Feature.HAS_RDP_OPEN)).hasValue(desktop);
        assertThat(features.value(Feature.HAS_DATABASE_PORTS_OPEN)).hasValue(database);
        assertThat(features.value(Feature.HAS_DEFAULT_CREDENTIALS)).hasValue(open);
        assertThat(features.value(Feature.EXPOSURE_TYPE_SCORE)).hasValue(exposure);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        iDRAC9 - Login                           | service.admin-panel MEDIUM
        Supermicro BMC Login                     | service.admin-panel MEDIUM
        RouterOS router configuration page       | service.admin-panel MEDIUM
        pfSense - Login                          | service.admin-panel MEDIUM
        HP Color LaserJet MFP M477fdw 10.0.0.9   | service.admin-panel MEDIUM
        pve - Proxmox Virtual Environment        | service.admin-panel MEDIUM
        Firewall                                 |
        Why your iDRAC9 - Login page leaks       |
        Buy a HP Color LaserJet MFP M477fdw      |
        Login                                    |
        """)
    void devicesAreKnownByTheirTitles(String title, @Nullable String expected) {
        var titled = Samples.apex().titled("https://acme.test/", title).evidence();
        assertThat(said(findings(titled))).isEqualTo(expected == null ? "" : expected);
    }
}
