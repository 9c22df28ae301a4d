package io.reconai.engine.organisations;

import io.reconai.engine.asset.AccessAnswer;
import io.reconai.engine.asset.AccessAnswer.Outcome;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.asset.ServiceIdentity.Access;
import io.reconai.engine.asset.ServiceIdentity.Transport;
import io.reconai.engine.asset.StartTlsFault;
import io.reconai.engine.asset.TlsObservation;
import java.util.List;
import java.util.random.RandomGenerator;

/// Open ports: what speaks there, and what it answered to strangers.
final class ServicePart {

    private static final int MOST = 3;

    /// The service, how it is carried, and what was asked and came of it.
    private static final List<Choice> SERVICES = Choice.table("service.", """
        elasticsearch | TCP | elasticsearch-indices OPEN                 | elasticsearch.open
        elasticsearch | TCP | elasticsearch-indices NEEDS_AUTHENTICATION |
        mongodb       | TCP | mongodb-databases OPEN                     | mongodb.open
        mongodb       | TCP | mongodb-databases NEEDS_AUTHENTICATION     | database.exposed
        redis         | TCP | redis-info OPEN                            | redis.open
        redis         | TCP | redis NEEDS_AUTHENTICATION                 | database.exposed
        memcached     | TCP | memcached-stats OPEN                       | memcached.open
        memcached     | TCP |                                            |
        couchdb       | TCP | couchdb-databases OPEN                     | couchdb.open
        couchdb       | TCP | couchdb-databases NEEDS_AUTHENTICATION     |
        clickhouse    | TCP | clickhouse-select OPEN                     | clickhouse.open
        influxdb      | TCP | influxdb-databases OPEN                    | influxdb.open
        neo4j         | TCP | neo4j-data OPEN                            | neo4j.open
        minio         | TLS | minio-buckets NEEDS_AUTHENTICATION         |
        solr          | TCP | solr-system OPEN                           | solr.open
        mysql         | TCP |                                            | database.exposed
        mysql         | TCP | greeting REFUSED                           | database.exposed
        postgresql    | TCP |                                            | database.exposed
        docker        | TCP | docker-version OPEN                        | docker-api.open
        docker        | TCP | docker-version UNKNOWN                     |
        kubernetes    | TLS | kubernetes-namespaces OPEN                 | kubernetes.anonymous
        kubernetes    | TLS | kubernetes-namespaces NEEDS_AUTHENTICATION | kubernetes.reachable
        kubelet       | TLS | http-pods OPEN                             | kubernetes.anonymous
        etcd          | TCP | etcd-keys OPEN                             | etcd.open
        etcd          | TCP | etcd-keys REFUSED                          |
        jenkins       | TCP | jenkins-jobs OPEN                          | jenkins.open
        consul        | TCP | consul-agent NEEDS_AUTHENTICATION          |
        vault         | TLS | vault-health OPEN                          | vault.reachable
        zookeeper     | TCP | zookeeper OPEN                             | zookeeper.open
        spark         | TCP | spark-master OPEN                          | spark.open
        kibana        | TCP | kibana-status OPEN                         | kibana.open
        grafana       | TLS | grafana-dashboards OPEN                    | grafana.anonymous
        grafana       | TLS | grafana-dashboards NEEDS_AUTHENTICATION    | grafana.login
        prometheus    | TCP | prometheus-buildinfo OPEN                  | prometheus.open
        jupyter       | TCP | jupyter-kernels OPEN                       | jupyter.open
        rdp           | TCP |                                            | rdp.exposed
        vnc           | TCP | rfb NEEDS_AUTHENTICATION                   | vnc.exposed
        x11           | TCP | x11 REFUSED                                |
        telnet        | TCP |                                            | telnet.exposed
        telnet        | TLS |                                            |
        adb           | TCP | adb NEEDS_AUTHENTICATION                   |
        jdwp          | TCP | jdwp OPEN                                  | jdwp.open
        smb           | TCP |                                            | smb.exposed
        ftp           | TCP |                                            | ftp.exposed
        ftp           | TLS |                                            |
        rsync         | TCP | rsync-modules OPEN                         | rsync.open
        rsync         | TCP | rsync-modules REFUSED                      |
        ldap          | TCP | ldap-entry OPEN                            | ldap.anonymous
        ldap          | TCP |                                            |
        mqtt          | TCP | mqtt OPEN                                  | mqtt.open
        kafka         | TCP | kafka-brokers OPEN                         | kafka.open
        nats          | TCP | greeting NEEDS_AUTHENTICATION              |
        ssh           | TCP |                                            |
        imap          | TLS |                                            |
        dns           | UDP |                                            |
                      | TCP |                                            |
        """);

    private static final List<Choice> MAIL_SERVERS = Choice.table("tls.starttls.", """
                               |
        REFUSED_THOUGH_OFFERED | stripped
        SPOKE_BEFORE_TLS       | injection
        """);

    private ServicePart() {}

    static void add(HostDraft host, RandomGenerator dice) {
        for (var i = dice.nextInt(MOST + 1); i > 0; i--) {
            var choice = Choice.pick(SERVICES, dice);
            host.chose("service", choice);
            var identity = new ServiceIdentity(
                    Transport.valueOf(choice.second()), "", "", "", Confidence.CERTAIN, Access.UNKNOWN, "");
            host.port(new PortObservation(
                    HostDraft.ADDRESS,
                    20_000 + i,
                    PortState.OPEN,
                    "accepted",
                    choice.first(),
                    "",
                    1,
                    identity,
                    answers(choice.third())));
        }
        if (dice.nextInt(5) == 0) {
            mail(host, Choice.pick(MAIL_SERVERS, dice));
        }
    }

    private static List<AccessAnswer> answers(String text) {
        var words = Choice.words(text);
        return words.isEmpty()
                ? List.of()
                : List.of(new AccessAnswer(
                        words.getFirst(), Outcome.valueOf(words.getLast()), "what it said", List.of("one")));
    }

    private static void mail(HostDraft host, Choice choice) {
        host.chose("mail server", choice);
        host.tls(new TlsObservation(
                HostDraft.ADDRESS,
                25,
                host.name(),
                ExchangeOutcome.MALFORMED,
                "no STARTTLS",
                null,
                HostDraft.NOW,
                1,
                null,
                "smtp",
                choice.first().isEmpty() ? null : StartTlsFault.valueOf(choice.first())));
    }
}
