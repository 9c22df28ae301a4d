package io.reconai.lab;

import io.reconai.lab.SignedZone.Denial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Hosts beyond the described ones, so that an organisation is large. Each can be found by one means, and a tenth as
/// many names are told of that are long gone. The same seed gives the same hosts.
///
/// Each has an address of its own, and all share a few listeners.
final class GeneratedHosts {

    /// How a host can be found.
    private enum Means {
        /// Certificates name it.
        LOG,
        /// Certificates that only the second search of the logs knows name it.
        SECOND_LOG,
        /// Passive DNS has seen it.
        SEEN,
        /// Its label is one of those that everybody tries.
        WORD,
        /// Its number is near that of a host in the logs.
        NUMBER,
        /// The chain of names in its signed zone leads to it.
        CHAIN,
        /// Its zone is given away.
        TRANSFER,
        /// Its address bears its name and is near one that is known.
        NEIGHBOUR,
        /// A service record leads to it.
        SERVICE
    }

    /// In every twenty hosts.
    private static final List<Means> SHARES = List.of(
            Means.LOG,
            Means.LOG,
            Means.NUMBER,
            Means.CHAIN,
            Means.LOG,
            Means.NUMBER,
            Means.WORD,
            Means.SEEN,
            Means.NEIGHBOUR,
            Means.NUMBER,
            Means.LOG,
            Means.TRANSFER,
            Means.NUMBER,
            Means.SECOND_LOG,
            Means.LOG,
            Means.WORD,
            Means.NUMBER,
            Means.SERVICE,
            Means.SEEN,
            Means.LOG);

    private static final String CHAIN_ZONE = "chain." + Organisation.DOMAIN;
    private static final String OPEN_ZONE = "depot." + Organisation.DOMAIN;

    private static final List<String> ENVIRONMENTS = List.of(
            "dev",
            "test",
            "staging",
            "stage",
            "stg",
            "qa",
            "uat",
            "prod",
            "demo",
            "beta",
            "preprod",
            "sandbox",
            "int",
            "integration",
            "tst",
            "acc",
            "old",
            "new",
            "internal",
            "dr",
            "lab",
            "poc",
            "pilot",
            "perf",
            "training");
    private static final List<String> SERVICES = List.of(
            "www",
            "api",
            "app",
            "web",
            "admin",
            "portal",
            "auth",
            "login",
            "sso",
            "mail",
            "vpn",
            "cdn",
            "static",
            "db",
            "shop",
            "store",
            "mobile",
            "backend",
            "frontend",
            "gateway",
            "git",
            "jenkins",
            "docs",
            "wiki",
            "support");
    private static final List<String> ANNOUNCED = List.of(
            "_imaps._tcp",
            "_submission._tcp",
            "_ldap._tcp",
            "_kerberos._udp",
            "_caldavs._tcp",
            "_carddavs._tcp",
            "_xmpp-client._tcp",
            "_matrix._tcp",
            "_sips._tcp",
            "_stun._udp",
            "_turn._udp",
            "_ntp._udp",
            "_http._tcp");

    private static final String CONSONANTS = "bdfgklmnprstvz";
    private static final String VOWELS = "aeiou";
    private static final int SYLLABLES = 5;

    private static final int KINDS = 4;
    private static final int LOGGED_NUMBERS = 10;
    private static final int NETWORK = 200;
    private static final int NAMES_IN_A_CERTIFICATE = 20;
    private static final int HOSTS_FOR_A_GONE_NAME = 10;

    private final List<HostEntry> hosts = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private final List<String> loggedElsewhere = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final List<HostEntry> neighbours = new ArrayList<>();
    private final List<String> announced = new ArrayList<>();
    private final SplittableRandom random;
    private final WebServer web;
    private int words;
    private int numbers;
    private boolean hasChainZone;
    private boolean hasOpenZone;

    /// @param count hosts to make
    GeneratedHosts(int count, LabOptions options) {
        random = new SplittableRandom(options.seed());
        var site = Sites.protectedPage(Sites.page("Host", "<p>Plain.</p>"));
        web = new WebServer("http", Map.of("", site), options.latency());
        for (var i = 0; hosts.size() < count; i++) {
            add(SHARES.get(i % SHARES.size()), count);
            if (i % HOSTS_FOR_A_GONE_NAME == 0) {
                gone.add(name(label()));
            }
        }
    }

    List<HostEntry> hosts() {
        return hosts;
    }

    /// Names that third parties know of and that are no hosts.
    List<String> gone() {
        return gone;
    }

    List<List<String>> log() {
        var all = new ArrayList<>(logged);
        all.addAll(gone);
        return certificates(all);
    }

    List<List<String>> secondLog() {
        return certificates(loggedElsewhere);
    }

    List<String> seenInDns() {
        return seen;
    }

    /// The records that are no addresses of hosts.
    void fill(ZoneData zones) {
        hosts.stream()
                .map(host -> host.name)
                .filter(name -> name.indexOf('.') == name.length() - Organisation.DOMAIN.length() - 1)
                .forEach(zones::leaveOutOfTransfers);
        if (hasChainZone) {
            zone(zones, CHAIN_ZONE, "ns2.acme.test.");
        }
        if (hasOpenZone) {
            zone(zones, OPEN_ZONE, "ns1.acme.test.");
        }
        for (var i = 0; i < announced.size(); i++) {
            var service = ANNOUNCED.get(i % ANNOUNCED.size()) + "." + Organisation.DOMAIN;
            zones.add(service, "SRV", "10 5 443 " + announced.get(i) + ".");
        }
        for (var host : neighbours) {
            zones.add(reverse(host.addresses.getFirst()), "PTR", host.name + ".");
        }
    }

    /// Signs what is signed, when all records are there.
    void sign(ZoneData zones) {
        if (hasChainZone) {
            zones.sign(CHAIN_ZONE, Denial.NSEC);
        }
    }

    private static void zone(ZoneData zones, String zone, String server) {
        zones.add(zone, "SOA", server + " hostmaster.acme.test. 1 7200 3600 1209600 3600");
        zones.add(zone, "NS", server);
    }

    private void add(Means means, int count) {
        switch (means) {
            case LOG -> logged.add(host(name(label())));
            case SECOND_LOG -> loggedElsewhere.add(host(name(label())));
            case SEEN -> seen.add(host(name(label())));
            case WORD -> addWord();
            case NUMBER -> addNumber();
            case CHAIN -> {
                hasChainZone = addZone(hasChainZone, CHAIN_ZONE, count);
                addIn(CHAIN_ZONE, count);
            }
            case TRANSFER -> {
                hasOpenZone = addZone(hasOpenZone, OPEN_ZONE, count);
                addIn(OPEN_ZONE, count);
            }
            case NEIGHBOUR -> addNeighbour();
            case SERVICE -> announced.add(host(name(label())));
        }
    }

    /// The zone itself is a host, and known from the logs.
    private boolean addZone(boolean isThere, String zone, int count) {
        if (!isThere && hosts.size() < count) {
            logged.add(host(zone));
        }
        return true;
    }

    private void addIn(String zone, int count) {
        if (hosts.size() < count) {
            host(label() + "." + zone);
        }
    }

    private void addWord() {
        var pair = words / 2;
        if (pair == ENVIRONMENTS.size() * SERVICES.size()) {
            addNumber();
            return;
        }
        var environment = ENVIRONMENTS.get(pair / SERVICES.size());
        var service = SERVICES.get(pair % SERVICES.size());
        host(name(words++ % 2 == 0 ? service + "-" + environment : environment + "-" + service));
    }

    private void addNumber() {
        var name = host(name(String.format("node-%05d", ++numbers)));
        if (numbers % LOGGED_NUMBERS == 1) {
            logged.add(name);
        }
    }

    /// One of the addresses for benchmarks (RFC 2544), 200 in a network of 256; the first of each network is known.
    private void addNeighbour() {
        var network = neighbours.size() / NETWORK;
        var last = neighbours.size() % NETWORK + 1;
        var host = new HostEntry(name(label()), "198.18." + network + "." + last);
        if (last == 1) {
            logged.add(host.name);
        }
        neighbours.add(host);
        furnish(host);
    }

    private String host(String name) {
        furnish(new HostEntry(name, "2001:db8:1::" + Integer.toHexString(hosts.size() + 1)));
        return name;
    }

    private void furnish(HostEntry host) {
        host.unlogged();
        var kind = random.nextInt(KINDS);
        if (kind <= 1) {
            host.service(80, web).finds("http.https.unavailable", "a page over http, port 443 is closed");
        }
        if (kind == 1 || kind == 2) {
            host.service(22, Banners.ssh());
        }
        if (kind == 3) {
            host.service(21, Banners.ftp()).finds("service.ftp.exposed", "FTP without TLS");
        }
        hosts.add(host);
    }

    private static String name(String label) {
        return label + "." + Organisation.DOMAIN;
    }

    /// A label that nobody guesses and that is easy to read.
    private String label() {
        var label = new StringBuilder();
        for (var i = 0; i < SYLLABLES; i++) {
            label.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())));
            label.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
        }
        return label.toString();
    }

    private static String reverse(String address) {
        return String.join(".", List.of(address.split("\\.")).reversed()) + ".in-addr.arpa";
    }

    private static List<List<String>> certificates(List<String> names) {
        var certificates = new ArrayList<List<String>>();
        for (var from = 0; from < names.size(); from += NAMES_IN_A_CERTIFICATE) {
            certificates.add(List.copyOf(names.subList(from, Math.min(from + NAMES_IN_A_CERTIFICATE, names.size()))));
        }
        return certificates;
    }
}
