package io.reconai.lab;

import io.reconai.lab.Site.Answer;
import java.time.Duration;
import java.util.Map;

/// Services that answer to everybody, several on a host, and the same services that want to know first who asks.
///
/// Versions are later than any there is, so that none of them is out of date.
final class ServiceGallery {

    private static final String JSON = "application/json";

    private ServiceGallery() {}

    static void addTo(Neighbour gallery) {
        addStores(Gallery.host(gallery, "stores"));
        addGuardedStores(Gallery.host(gallery, "stores-guarded"));
        addControls(Gallery.host(gallery, "controls"));
        addGuardedControls(Gallery.host(gallery, "controls-guarded"));
        addPanels(Gallery.host(gallery, "panels"));
        addGuardedPanels(Gallery.host(gallery, "panels-guarded"));
        addWires(Gallery.host(gallery, "wires"));
        addGuardedWires(Gallery.host(gallery, "wires-guarded"));
        addPorts(gallery);
    }

    private static void addStores(HostEntry host) {
        host.ownService(
                        8091,
                        web(Map.of(
                                "/pools", json("{\"implementationVersion\":\"99.0.0-1-community\"}"),
                                "/pools/default",
                                        json("{\"name\":\"default\",\"nodes\":[{\"hostname\":\"127.0.0.1\"}]}"))),
                        "couchbase Couchbase Server 99.0.0")
                .finds("service.couchbase.open", "its nodes are told")
                .ownService(
                        5984,
                        web(Map.of(
                                "/", json("{\"couchdb\":\"Welcome\",\"version\":\"99.0.0\"}"),
                                "/_all_dbs", json("[\"orders\"]"))),
                        "couchdb CouchDB 99.0.0")
                .finds("service.couchdb.open", "the names of its databases are told")
                .ownService(8123, web(ServiceGallery::clickhouse), "clickhouse ClickHouse")
                .finds("service.clickhouse.open", "it computes what it is asked")
                .ownService(
                        8086,
                        web(influx(json("{\"results\":[{\"statement_id\":0,\"series\":[{\"name\":\"databases\","
                                + "\"columns\":[\"name\"],\"values\":[[\"orders\"]]}]}]}"))),
                        "influxdb InfluxDB 99.0.0")
                .finds("service.influxdb.open", "the names of its databases are told")
                .ownService(
                        7474,
                        web(Map.of(
                                "/", json("{\"neo4j_version\":\"99.0.0\"}"),
                                "/db/data/", json("{\"extensions\":{},\"neo4j_version\":\"99.0.0\"}"))),
                        "neo4j Neo4j 99.0.0")
                .finds("service.neo4j.open", "its data's address tells what is there")
                .ownService(
                        9000,
                        web(Map.of(
                                "/",
                                Answer.text(
                                                200,
                                                "application/xml",
                                                "<ListAllMyBucketsResult><Buckets><Bucket><Name>orders</Name></Bucket>"
                                                        + "</Buckets></ListAllMyBucketsResult>")
                                        .with("Server", "MinIO"))),
                        "minio MinIO")
                .finds("service.minio.open", "its buckets are told")
                .ownService(
                        8983,
                        web(Map.of(
                                "/", Answer.redirect(302, "/solr/"),
                                "/solr/admin/info/system", json("{\"lucene\":{\"solr-spec-version\":\"99.0.0\"}}"))),
                        "solr Solr")
                .finds("service.solr.open", "its system is told");
    }

    private static Answer clickhouse(Site.Request request) {
        return Answer.text(200, "text/plain", request.query().isEmpty() ? "Ok.\n" : "1\n")
                .with("X-ClickHouse-Summary", "{}");
    }

    private static Site influx(Answer toQueries) {
        return request ->
                (request.path().equals("/query") ? toQueries : Sites.notFound()).with("X-Influxdb-Version", "99.0.0");
    }

    private static void addGuardedStores(HostEntry host) {
        host.ownService(
                        5984,
                        web(request -> request.path().equals("/")
                                ? json("{\"couchdb\":\"Welcome\",\"version\":\"99.0.0\"}")
                                : denied(401)),
                        "couchdb CouchDB 99.0.0")
                .trap("service.couchdb.open", "401 to questions after its databases")
                .ownService(8086, web(influx(denied(401))), "influxdb InfluxDB 99.0.0")
                .trap("service.influxdb.open", "401 to queries")
                .ownService(
                        9000,
                        web(request -> Answer.text(403, "application/xml", "<Error><Code>AccessDenied</Code></Error>")
                                .with("Server", "MinIO")),
                        "minio MinIO")
                .trap("service.minio.open", "access denied")
                .ownService(
                        8983,
                        web(request -> request.path().equals("/") ? Answer.redirect(302, "/solr/") : denied(401)),
                        "solr Solr")
                .trap("service.solr.open", "401");
    }

    private static void addControls(HostEntry host) {
        host.ownService(
                        8500,
                        web(Map.of(
                                "/v1/agent/self",
                                json("{\"Config\":{\"Datacenter\":\"dc1\",\"Version\":\"99.0.0\"}}"))),
                        "consul Consul 99.0.0")
                .finds("service.consul.open", "its configuration is told")
                .ownService(
                        4646,
                        web(Map.of(
                                "/v1/agent/self", json("{\"config\":{\"AdvertiseAddrs\":{\"HTTP\":\"127.0.0.1\"}}}"),
                                "/v1/jobs", json("[{\"ID\":\"web\",\"Name\":\"web\"}]"))),
                        "nomad Nomad")
                .finds("service.nomad.open", "its jobs are told")
                .ownService(
                        8088,
                        web(Map.of(
                                "/ws/v1/cluster/info",
                                json("{\"clusterInfo\":{\"id\":1,\"hadoopVersion\":\"99.0.0\"}}"))),
                        "hadoop Hadoop YARN 99.0.0")
                .finds("service.hadoop.open", "its cluster is told")
                .ownService(
                        8080,
                        web(Map.of("/", page("Spark Master at spark://controls.gallery.test:7077"))),
                        "spark Spark")
                .finds("service.spark.open", "its page")
                .ownService(
                        8081,
                        web(Map.of(
                                "/", page("Airflow"),
                                "/api/v1/dags", json("{\"dags\":[{\"dag_id\":\"nightly\"}],\"total_entries\":1}"))),
                        "airflow Airflow")
                .finds("service.airflow.open", "a workflow is told")
                .ownService(
                        9000,
                        web(Map.of("/", page("Portainer"), "/api/endpoints", json("[{\"Id\":1,\"Name\":\"local\"}]"))),
                        "portainer Portainer")
                .finds("service.portainer.open", "a machine is told")
                .ownService(
                        8200,
                        web(
                                Map.of(
                                        "/v1/sys/health",
                                        json(
                                                "{\"initialized\":true,\"sealed\":false,\"standby\":false,\"version\":\"99.0.0\"}"))),
                        "vault Vault 99.0.0")
                .finds("service.vault.reachable", "its state is told to everybody by design")
                .ownService(
                        2181,
                        Banners.answering(
                                Map.of("srvr", "Zookeeper version: 99.0.0-1, built on 2026-01-01\nMode: standalone\n")),
                        "zookeeper ZooKeeper 99.0.0")
                .finds("service.zookeeper.open", "its state is told");
    }

    private static void addGuardedControls(HostEntry host) {
        host.ownService(
                        8500,
                        web(request -> Answer.text(403, "text/plain", "Permission denied")
                                .with("X-Consul-Default-ACL-Policy", "deny")),
                        "consul Consul")
                .trap("service.consul.open", "a token is wanted")
                .ownService(8081, web(behindLogin(page("Sign In - Airflow"))), "airflow Airflow")
                .trap("service.airflow.open", "401 to those who have not signed in")
                .ownService(9000, web(behindLogin(page("Portainer"))), "portainer Portainer")
                .trap("service.portainer.open", "401 to those who have not signed in")
                .ownService(
                        2181,
                        Banners.answering(Map.of("srvr", "srvr is not executed because it is not in the whitelist.\n")),
                        "zookeeper ZooKeeper")
                .trap("service.zookeeper.open", "it does not take the question");
    }

    private static void addPanels(HostEntry host) {
        host.ownService(
                        5601,
                        web(Map.of(
                                "/", Answer.redirect(302, "/app/home").with("kbn-name", "gallery"),
                                "/api/status",
                                        json("{\"name\":\"gallery\",\"version\":{\"number\":\"99.0.0\"}}")
                                                .with("kbn-name", "gallery"))),
                        "kibana Kibana")
                .finds("service.kibana.open", "its state is told")
                .ownService(
                        15672,
                        web(Map.of(
                                "/", page("RabbitMQ Management"),
                                "/api/overview", json("{\"management_version\":\"99.0.0\"}"))),
                        "rabbitmq-management RabbitMQ")
                .finds("service.rabbitmq-mgmt.open", "its overview is told")
                .ownService(
                        9090,
                        web(Map.of(
                                "/api/v1/status/buildinfo",
                                json("{\"status\":\"success\",\"data\":{\"version\":\"99.0.0\"}}"))),
                        "prometheus Prometheus 99.0.0")
                .finds("service.prometheus.open", "how it was built is told");
    }

    private static void addGuardedPanels(HostEntry host) {
        host.ownService(
                        5601,
                        web(request -> Answer.redirect(302, "/login?next=%2F").with("kbn-name", "gallery")),
                        "kibana Kibana")
                .trap("service.kibana.open", "everything leads to the login")
                .ownService(15672, web(behindLogin(page("RabbitMQ Management"))), "rabbitmq-management RabbitMQ")
                .trap("service.rabbitmq-mgmt.open", "401 to those who have not signed in");
    }

    private static void addWires(HostEntry host) {
        host.ownService(9092, kafka(), "kafka Kafka")
                .finds("service.kafka.open", "a broker is told")
                .ownService(61613, Banners.answering(Map.of("CONNECT\n", "CONNECTED\nversion:1.2\n\n\0")), "stomp")
                .finds("service.stomp.open", "a client without credentials is taken")
                .ownService(
                        4222,
                        Banners.greetingThenAnswering(
                                "INFO {\"server_id\":\"N1\",\"version\":\"99.0.0\"}\r\n", Map.of()),
                        "nats NATS Server 99.0.0")
                .finds("service.nats.open", "no credentials are wanted")
                .ownService(6000, Banners.answering(Map.of("l\0\13\0", "\1\0\13\0\0\0\2\0")), "x11")
                .finds("service.x11.open", "a client is taken")
                .ownService(5005, Banners.answering(Map.of("JDWP-Handshake", "JDWP-Handshake")), "jdwp")
                .finds("service.jdwp.open", "the handshake comes back")
                .ownService(5555, Banners.answering(Map.of("CNXN", "CNXN\0\0\0\1")), "adb Android Debug Bridge")
                .finds("service.adb.open", "a connection is taken");
    }

    /// Versions of its questions, then its brokers: one.
    private static Listener.Service kafka() {
        return Banners.answering(Map.of(
                "\0\0\0\21\0\22", "\0\0\0\12\0\0\0\1\0\0\0\0\0\0",
                "\0\0\0\25\0\3", "\0\0\0\20\0\0\0\2\0\0\0\1\0\0\0\1\0\0\0\0"));
    }

    private static void addGuardedWires(HostEntry host) {
        host.ownService(
                        9092,
                        Banners.answering(Map.of("\0\0\0\21\0\22", "\0\0\0\12\0\0\0\1\0\0\0\0\0\0")),
                        "kafka Kafka")
                .trap("service.kafka.open", "its brokers are not told")
                .ownService(61613, Banners.answering(Map.of("CONNECT\n", "ERROR\nmessage:Bad CONNECT\n\n\0")), "stomp")
                .trap("service.stomp.open", "a client without credentials is not taken")
                .ownService(
                        4222,
                        Banners.greetingThenAnswering(
                                "INFO {\"server_id\":\"N1\",\"version\":\"99.0.0\",\"auth_required\":true}\r\n",
                                Map.of()),
                        "nats NATS Server 99.0.0")
                .trap("service.nats.open", "credentials are wanted")
                .ownService(
                        6000, Banners.answering(Map.of("l\0\13\0", "\0\26\13\0\0\0\6\0No protocol specified\n")), "x11")
                .trap("service.x11.open", "a client is refused")
                .ownService(5555, Banners.answering(Map.of("CNXN", "AUTH\1\0\0\0")), "adb Android Debug Bridge")
                .trap("service.adb.open", "a key is wanted");
    }

    /// Services where others are expected, and services where nothing is.
    private static void addPorts(Neighbour gallery) {
        Gallery.host(gallery, "port-ssh")
                .ownService(22, web(Map.of("/", page("Hidden"))), "http")
                .finds("port.unexpected-service", "a web site where SSH is usual");
        Gallery.host(gallery, "port-web")
                .service(443, Banners.ssh(), "ssh OpenSSH 9.2p1")
                .finds("port.unexpected-service", "SSH where the web is usual");
        Gallery.host(gallery, "port-own")
                .service(2222, Banners.ssh(), "ssh OpenSSH 9.2p1")
                .service(22, Banners.ssh(), "ssh OpenSSH 9.2p1")
                .ownService(8022, web(Map.of("/", page("Console"))), "http")
                .trap("port.unexpected-service", "no protocol owns those numbers");
    }

    private static Listener.Service web(Map<String, Answer> answers) {
        return web(request -> answers.getOrDefault(request.path(), Sites.notFound()));
    }

    private static Listener.Service web(Site site) {
        return new WebServer("http", Map.of("", site), Duration.ZERO);
    }

    /// The start page for everybody, the rest for those who have signed in.
    private static Site behindLogin(Answer start) {
        return request -> request.path().equals("/") ? start : denied(401);
    }

    private static Answer json(String text) {
        return Answer.text(200, JSON, text);
    }

    private static Answer page(String title) {
        return Answer.html(200, "<html><head><title>" + title + "</title></head><body></body></html>");
    }

    private static Answer denied(int status) {
        return Answer.text(status, JSON, "{\"error\":\"unauthorized\"}");
    }
}
