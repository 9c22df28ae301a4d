package io.reconai.lab;

import io.reconai.lab.Site.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Hosts whose services are open to everybody, those whose services want to know first who asks, and those that only
/// look open.
final class ServiceHosts {

    private static final String FIRST = "198.51.100.";

    /// MongoDB's answers: a header of 16 octets, flags, then BSON, of which only what is looked for is here.
    private static final String MONGODB_REPLY = "\0\1\0\0\1\0\0\0\1\0\0\0\u00dd\7\0\0\0\0\0\0\0";

    private static final String MONGODB_HELLO = "4\0\0\0\1";
    private static final String MONGODB_BUILD = "8\0\0\0\2";
    private static final String MONGODB_DATABASES = "G\0\0\0\3";

    private static final String RABBITMQ = "amqp RabbitMQ 99.0.0";
    private static final String AMQP_TUNE = "\0\12\0\36\7\u00ff\0\2\0\0\0\74";
    private static final String AMQP_CLOSE = "\0\12\0\62\1\u0093\16ACCESS_REFUSED\0\0\0\0";

    private static final String TELNET_LOGIN = "\u00ff\u00fd\u0018login: ";

    private final List<HostEntry> hosts = new ArrayList<>();
    private int next = 70;

    ServiceHosts() {
        addStores();
        addControlPlanes();
        addDashboards();
        addDesktopsAndShells();
        addFilesAndMessages();
        addPretenders();
    }

    List<HostEntry> hosts() {
        return hosts;
    }

    private HostEntry host(String label) {
        var host = new HostEntry(label + "." + Organisation.DOMAIN, FIRST + next++);
        hosts.add(host);
        return host;
    }

    private void addStores() {
        var search =
                "{ \"name\" : \"n1\", \"version\" : { \"number\" : \"8.11.1\" }, \"tagline\" : \"You Know, for Search\" }";
        var indices = "[{\"index\":\"orders\",\"docs.count\":\"7\"},{\"index\":\".kibana\",\"docs.count\":\"1\"}]";
        host("search-60")
                .ownService(
                        9200,
                        web(json(Map.of("/", search, "/_cat/indices", indices))),
                        "elasticsearch Elasticsearch 8.11.1")
                .finds("service.elasticsearch.open", "the names of its indices are told")
                .finds("tech.end-of-life", "Elasticsearch 8.11 is no line that gets fixes");
        host("search-61")
                .ownService(
                        9200,
                        web(wantsToKnow("Basic realm=\"security\" charset=\"UTF-8\"")),
                        "elasticsearch Elasticsearch")
                .trap("service.elasticsearch.open", "401 to everything");
        host("cache-60")
                .ownService(6379, Banners.answering(Map.of("PING", "-NOAUTH Authentication required.\r\n")), "redis")
                .finds("service.database.exposed", "Redis wants a password")
                .trap("service.redis.open", "Redis wants a password");
        host("cache-61")
                .ownService(
                        6379,
                        Banners.greetingThenAnswering(
                                "-DENIED Redis is running in protected mode because protected mode is enabled\r\n",
                                Map.of()),
                        "redis")
                .finds("service.database.exposed", "Redis serves its own machine only")
                .trap("service.redis.open", "Redis serves its own machine only");
        host("mongo-60")
                .ownService(
                        27017,
                        mongodb("\4databases\0\50\0\0\0\3" + "0\0\40\0\0\0\2name\0\7\0\0\0orders\0"),
                        "mongodb MongoDB 4.4.6")
                .finds("service.mongodb.open", "the names of its databases are told")
                .finds("tech.end-of-life", "MongoDB 4.4 ended in 2024");
        host("mongo-61")
                .ownService(
                        27017,
                        mongodb("\2errmsg\0\61\0\0\0Command listDatabases requires authentication\0"),
                        "mongodb MongoDB 4.4.6")
                .finds("service.database.exposed", "MongoDB wants a login")
                .finds("tech.end-of-life", "MongoDB 4.4 ended in 2024")
                .trap("service.mongodb.open", "MongoDB wants a login");
        host("db-61")
                .ownService(
                        3306,
                        Banners.greetingThenAnswering(
                                "\104\0\0\0\u00ff\u006a\4Host '203.0.113.9' is not allowed to connect to this MariaDB server",
                                Map.of()),
                        "mysql MariaDB")
                .finds("service.database.exposed", "MariaDB turns strangers away");
    }

    private static Listener.Service mongodb(String databases) {
        return Banners.answering(Map.of(
                MONGODB_HELLO, MONGODB_REPLY + "\20maxWireVersion\0\25\0\0\0",
                MONGODB_BUILD, MONGODB_REPLY + "\2version\0\6\0\0\0" + "4.4.6\0",
                MONGODB_DATABASES, MONGODB_REPLY + databases));
    }

    private void addControlPlanes() {
        var docker = "{\"Version\":\"24.0.7\",\"ApiVersion\":\"1.43\",\"Os\":\"linux\"}";
        host("docker-60")
                .ownService(2375, web(json(Map.of("/version", docker))), "docker Docker Engine 24.0.7")
                .finds("service.docker-api.open", "its interface answers in the clear");
        var version = "{\"major\":\"1\",\"gitVersion\":\"v1.28.3\"}";
        var namespaces =
                "{\"kind\":\"NamespaceList\",\"apiVersion\":\"v1\",\"items\":[{\"metadata\":{\"name\":\"default\"}}]}";
        host("kube-60")
                .secureOn(6443, json(Map.of("/version", version, "/api/v1/namespaces", namespaces)))
                .finds("service.kubernetes.anonymous", "a namespace is told");
        host("kube-61")
                .secureOn(
                        6443,
                        request -> request.path().equals("/version")
                                ? Answer.text(200, "application/json", version)
                                : Answer.text(
                                        403,
                                        "application/json",
                                        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"message\":\"User \\\"system:anonymous\\\"\"}"))
                .finds("service.kubernetes.reachable", "its version is told to everybody by design")
                .trap("service.kubernetes.anonymous", "system:anonymous may not");
        host("etcd-60")
                .ownService(
                        2379,
                        web(json(Map.of(
                                "/version",
                                "{\"etcdserver\":\"3.3.27\",\"etcdcluster\":\"3.3.0\"}",
                                "/v2/keys/",
                                "{\"action\":\"get\",\"node\":{\"dir\":true}}"))),
                        "etcd etcd 3.3.27")
                .finds("service.etcd.open", "keys are told");
        host("build-60")
                .ownService(
                        8080,
                        web(json(Map.of("/", "{}", "/api/json", "{\"jobs\":[{\"name\":\"deploy\"}]}"))
                                .with("X-Jenkins", "2.426")),
                        "jenkins Jenkins 2.426")
                .finds("service.jenkins.open", "the names of its jobs are told")
                .finds("tech.end-of-life", "Jenkins 2.426 ended in 2024");
        Site forbidden = request -> Answer.html(403, "<html><body>Authentication required</body></html>");
        host("build-61")
                .ownService(8080, web(forbidden.with("X-Jenkins", "2.426")), "jenkins Jenkins 2.426")
                .finds("tech.end-of-life", "Jenkins 2.426 ended in 2024")
                .trap("service.jenkins.open", "403 to those who have not signed in");
    }

    private void addDashboards() {
        var health = "{\"commit\":\"a\",\"database\":\"ok\",\"version\":\"10.2.2\"}";
        host("graphs-60")
                .ownService(
                        3000,
                        web(json(Map.of("/api/health", health, "/api/search", "[{\"id\":1,\"title\":\"Sales\"}]"))),
                        "grafana Grafana 10.2.2")
                .finds("service.grafana.anonymous", "a dashboard is told")
                .finds("tech.end-of-life", "Grafana 10.2 ended in 2024");
        host("graphs-61")
                .ownService(
                        3000,
                        web(request -> request.path().equals("/api/health")
                                ? Answer.text(200, "application/json", health)
                                : Answer.text(401, "application/json", "{\"message\":\"Unauthorized\"}")),
                        "grafana Grafana 10.2.2")
                .finds("service.grafana.login", "only its login is open")
                .finds("tech.end-of-life", "Grafana 10.2 ended in 2024")
                .trap("service.grafana.anonymous", "401 to those who have not signed in");
        host("notes-60")
                .ownService(
                        8888,
                        web(request -> switch (request.path()) {
                            case "/" -> Answer.redirect(302, "/tree?");
                            case "/api/kernels" -> Answer.text(200, "application/json", "[]");
                            default -> Sites.notFound();
                        }),
                        "jupyter Jupyter")
                .finds("service.jupyter.open", "its kernels are told");
        host("notes-61")
                .ownService(9090, web(Sites.soft404()), "http")
                .trap("service.prometheus.open", "the same page whatever is asked");
        host("rack-60")
                .web(Sites.careful(Sites.page("iDRAC9 - Login", "<p>Sign in.</p>")))
                .finds("service.admin-panel", "the controller of a server");
    }

    private void addDesktopsAndShells() {
        var rdp = "\3\0\0\23\16\u00e0";
        host("desk-60")
                .ownService(
                        3389, Banners.answering(Map.of(rdp, "\3\0\0\23\16\u00d0\0\0\22\64\0\2\37\10\0\2\0\0\0")), "rdp")
                .finds("service.rdp.exposed", "a confirmed connection");
        host("desk-61")
                .ownService(
                        5900, Banners.greetingThenAnswering("RFB 003.008\n", Map.of("RFB 003.008\n", "\1\1")), "vnc")
                .finds("service.vnc.exposed", "no password is wanted");
        host("desk-62")
                .ownService(
                        5900, Banners.greetingThenAnswering("RFB 003.008\n", Map.of("RFB 003.008\n", "\1\2")), "vnc")
                .finds("service.vnc.exposed", "a password is wanted");
        host("shell-60")
                .ownService(23, Banners.greetingThenAnswering(TELNET_LOGIN, Map.of()), "telnet")
                .finds("service.telnet.exposed", "it negotiates and asks who one is");
    }

    private void addFilesAndMessages() {
        host("files-60")
                .ownService(
                        873,
                        Banners.greetingThenAnswering(
                                "@RSYNCD: 31.0\n",
                                Map.of("@RSYNCD: 31.0\n", "backup         \tnightly\n@RSYNCD: EXIT\n")),
                        "rsync rsync")
                .finds("service.rsync.open", "a module is told");
        host("files-61")
                .ownService(
                        873,
                        Banners.greetingThenAnswering(
                                "@RSYNCD: 31.0\n", Map.of("@RSYNCD: 31.0\n", "@ERROR: access denied\n")),
                        "rsync rsync")
                .trap("service.rsync.open", "no module is told");
        host("files-62")
                .ownService(445, Banners.answering(smb()), "smb")
                .finds("service.smb.exposed", "version 2 is spoken");
        host("people-60")
                .ownService(389, Banners.answering(ldap("0\30\2\1\3d\23\4\17dc=acme,dc=test0\0")), "ldap")
                .finds("service.ldap.anonymous", "the entry where its content begins is shown");
        host("people-61")
                .ownService(389, Banners.answering(ldap("0\14\2\1\3e\7\n\1\62\4\0\4\0")), "ldap")
                .trap("service.ldap.anonymous", "insufficient access rights");
        host("queue-60")
                .ownService(1883, Banners.answering(Map.of("\20\23\0\4MQTT", "\40\2\0\0")), "mqtt")
                .finds("service.mqtt.open", "a client without credentials is taken");
        host("queue-61")
                .ownService(1883, Banners.answering(Map.of("\20\23\0\4MQTT", "\40\2\0\5")), "mqtt")
                .trap("service.mqtt.open", "a client without credentials is not taken");
        host("queue-62")
                .ownService(5672, amqp("AMQPLAIN ANONYMOUS PLAIN", AMQP_TUNE), RABBITMQ)
                .finds("service.amqp.open", "a client without credentials is taken");
        host("queue-63")
                .ownService(5672, amqp("ANONYMOUS PLAIN", AMQP_CLOSE), RABBITMQ)
                .trap("service.amqp.open", "it offers ANONYMOUS, and refuses who takes it");
        host("queue-64")
                .ownService(5672, amqp("PLAIN AMQPLAIN", AMQP_TUNE), RABBITMQ)
                .trap("service.amqp.open", "it wants a name and a password");
    }

    /// A broker that offers these ways to sign in, and what it says to who comes without a name (AMQP 0-9-1 §1.4.2).
    private static Listener.Service amqp(String mechanisms, String answer) {
        var properties = "\7productS\0\0\0\10RabbitMQ\7versionS\0\0\0\00699.0.0";
        var start = "\0\12\0\12\0\11" + longString(properties) + longString(mechanisms) + longString("en_US");
        return Banners.answering(Map.of("AMQP\0\0\11\1", frame(start), "\1\0\0\0\0\0\34\0\12\0\13", frame(answer)));
    }

    private static String frame(String method) {
        return "\1\0\0" + longString(method) + "\u00ce";
    }

    /// Of less than 256 octets.
    private static String longString(String text) {
        return "\0\0\0" + (char) text.length() + text;
    }

    /// Tells everybody where its content begins, and answers in this way to who asks for that entry.
    private static Map<String, String> ldap(String entry) {
        var contexts = element(0x31, element(4, "dc=acme,dc=test"));
        var attributes = element(0x30, element(0x30, element(4, "namingContexts") + contexts));
        var root = element(0x30, "\2\1\2" + element(0x64, element(4, "") + attributes));
        return Map.of("0%\2\1\1c", "0\14\2\1\1e\7\n\1\0\4\0\4\0", "05\2\1\2c", root, "09\2\1\3c", entry);
    }

    private static String element(int tag, String content) {
        return String.valueOf((char) tag) + (char) content.length() + content;
    }

    private static Map<String, String> smb() {
        return Map.of("\0\0\0l\u00feSMB", "\0\0\0\u00f8\u00feSMB\100\0\0\0");
    }

    /// The same greeting on many ports.
    private void addPretenders() {
        var pot = host("pot-60")
                .finds("service.honeypot-suspected", "telnet on twelve ports")
                .trap("service.telnet.exposed", "a host that pretends")
                .trap("service.database.exposed", "a host that pretends");
        for (var port : List.of(21, 22, 23, 110, 111, 143, 1433, 1521, 3306, 5432, 6379, 27017)) {
            pot.ownService(port, Banners.greetingThenAnswering(TELNET_LOGIN, Map.of()), "telnet");
        }
    }

    private static Listener.Service web(Site site) {
        return new WebServer("http", Map.of("", site), Duration.ZERO);
    }

    /// Paths and what is answered there; elsewhere a clean 404.
    private static Site json(Map<String, String> answers) {
        return request -> {
            var body = answers.get(request.path());
            return body == null ? Sites.notFound() : Answer.text(200, "application/json", body);
        };
    }

    private static Site wantsToKnow(String how) {
        return request -> Answer.text(401, "application/json", "{}").with("WWW-Authenticate", how);
    }
}
