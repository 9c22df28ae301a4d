package io.reconai.lab;

import io.reconai.lab.CertificateAuthority.Leaf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One host of the organisation: where it is, what answers there, and what a perfect scanner says of it.
///
/// Filled by [Organisation] in a chain of calls; read by [Lab] and the truth.
final class HostEntry {

    /// Who signs a host's certificate.
    enum Signer {
        LAB,
        ITSELF,
        STRANGER,
        /// One that calls itself as a public authority does, and that the lab vouches for.
        PUBLIC
    }

    /// A service that needs the lab's authority before it can listen.
    @FunctionalInterface
    interface Certified {
        Listener.Service with(CertificateAuthority authority, Duration latency);
    }

    final String name;
    final List<String> addresses = new ArrayList<>();
    final Map<Integer, Listener.Service> services = new LinkedHashMap<>();
    final Map<Integer, Site> furtherPlain = new LinkedHashMap<>();
    final Map<Integer, Site> furtherSecure = new LinkedHashMap<>();
    final Map<Integer, Certified> certified = new LinkedHashMap<>();
    final Map<Integer, String> spoken = new LinkedHashMap<>();
    final Map<Integer, DatagramListener.Service> datagrams = new LinkedHashMap<>();
    final Map<Integer, String> datagramsSpoken = new LinkedHashMap<>();
    final List<Integer> filtered = new ArrayList<>();
    final List<Integer> openElsewhere = new ArrayList<>();
    final List<String> technologies = new ArrayList<>();
    final List<Truth.Lookalike> lookalikes = new ArrayList<>();
    final List<Truth.Expected> findings = new ArrayList<>();
    final List<Truth.Trap> traps = new ArrayList<>();

    @Nullable
    Site http;

    @Nullable
    Site https;

    @Nullable
    Leaf leaf;

    Signer signer = Signer.LAB;
    boolean allPortsOpen;
    boolean inTransparencyLog = true;
    boolean hasAddressRecords = true;
    boolean silentTls;
    boolean isReachable = true;
    boolean forAnyName;

    HostEntry(String name, String... addresses) {
        this.name = name;
        this.addresses.addAll(List.of(addresses));
    }

    /// http sends to https, where the site is, with a good certificate.
    HostEntry web(Site site) {
        return plain(Sites.toHttps()).secure(site);
    }

    HostEntry plain(Site site) {
        http = site;
        return this;
    }

    HostEntry secure(Site site) {
        https = site;
        leaf = leaf == null ? Leaf.good(List.of(name)) : leaf;
        return classicalOnly();
    }

    /// Its TLS 1.3 is the JDK's, which has no group with ML-KEM.
    HostEntry classicalOnly() {
        return finds("tls.pq.missing", "no group with ML-KEM");
    }

    HostEntry certificate(Signer by, Leaf like) {
        signer = by;
        leaf = like;
        return this;
    }

    HostEntry certificate(Signer by, Duration lived, Duration left) {
        return certificate(by, new Leaf(List.of(name), lived, left, false));
    }

    HostEntry service(int port, Listener.Service service) {
        services.put(port, service);
        return this;
    }

    /// A site on another port, over plain http.
    HostEntry plainOn(int port, Site site) {
        furtherPlain.put(port, site);
        return this;
    }

    /// A site on another port, over https with a good certificate.
    HostEntry secureOn(int port, Site site) {
        furtherSecure.put(port, site);
        return classicalOnly();
    }

    /// A service of which a perfect scanner says what it is: service, product, version, as far as they are told.
    HostEntry service(int port, Listener.Service service, String spoken) {
        this.spoken.put(port, spoken);
        return service(port, service);
    }

    /// A service of this host alone: others, on the same port of many hosts, are one listener.
    HostEntry ownService(int port, Listener.Service service, String spoken) {
        return certified(port, (_, _) -> service, spoken);
    }

    /// A service that brings a certificate of the lab's authority.
    HostEntry certified(int port, Certified service) {
        certified.put(port, service);
        return this;
    }

    /// The same, of which a perfect scanner says what it is.
    HostEntry certified(int port, Certified service, String spoken) {
        this.spoken.put(port, spoken);
        return certified(port, service);
    }

    /// A UDP service, of which a perfect scanner that asks says what it is.
    HostEntry datagram(int port, DatagramListener.Service service, String spoken) {
        datagrams.put(port, service);
        datagramsSpoken.put(port, spoken);
        return this;
    }

    /// A UDP service that something else of the lab is.
    HostEntry answersElsewhere(int port, String spoken) {
        datagramsSpoken.put(port, spoken);
        return this;
    }

    /// A port that something else of the lab answers.
    HostEntry openElsewhere(int port) {
        openElsewhere.add(port);
        return this;
    }

    HostEntry filtered(Integer... ports) {
        filtered.addAll(List.of(ports));
        return this;
    }

    HostEntry allPortsOpen() {
        allPortsOpen = true;
        return this;
    }

    HostEntry silentTls() {
        silentTls = true;
        return this;
    }

    /// Found by its usual name only, not in certificates.
    HostEntry unlogged() {
        inTransparencyLog = false;
        return this;
    }

    /// Its records are written by hand; the addresses are only where something listens.
    HostEntry withoutAddressRecords() {
        hasAddressRecords = false;
        return this;
    }

    /// Its site is what the address gives for every name, as a service's servers do.
    HostEntry forAnyName() {
        forAnyName = true;
        return this;
    }

    /// Nothing may be connected to there.
    HostEntry unreachable() {
        isReachable = false;
        return this;
    }

    HostEntry finds(String checkId, String why) {
        findings.add(new Truth.Expected(checkId, null, why));
        return this;
    }

    /// A finding whose severity depends on more than the check.
    HostEntry finds(String checkId, String severity, String why) {
        findings.add(new Truth.Expected(checkId, severity, why));
        return this;
    }

    HostEntry trap(String checkId, String why) {
        traps.add(new Truth.Trap(name, checkId, why));
        return this;
    }

    /// A product that shows itself there.
    HostEntry runs(String technology) {
        technologies.add(technology);
        return this;
    }

    /// A product that only seems to be there.
    HostEntry runsNo(String technology, String why) {
        lookalikes.add(new Truth.Lookalike(name, technology, why));
        return this;
    }

    /// `domain`, `subdomain` or `ip_address`.
    String type() {
        if (name.equals(Organisation.DOMAIN)) {
            return "domain";
        }
        return addresses.contains(name) ? "ip_address" : "subdomain";
    }

    List<Integer> openPorts() {
        var open = new ArrayList<>(services.keySet());
        open.addAll(openElsewhere);
        open.addAll(furtherPlain.keySet());
        open.addAll(furtherSecure.keySet());
        open.addAll(certified.keySet());
        if (http != null) {
            open.add(80);
        }
        if (https != null || silentTls) {
            open.add(443);
        }
        return open.stream().sorted().toList();
    }
}
