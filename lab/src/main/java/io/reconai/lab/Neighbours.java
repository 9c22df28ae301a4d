package io.reconai.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The domains beside the organisation's, and the company that hosts their zones and their mail.
final class Neighbours {

    private static final String HOSTING = "hosting.test";

    /// Name servers of the company: those that know its zones, of which the first two are neighbours, and one that
    /// never answers.
    static final List<String> SERVERS = List.of("203.0.113.54", "203.0.113.57", "198.51.100.54");

    /// Servers of the company in networks of their own.
    static final List<String> FURTHER_SERVERS = List.of("192.0.2.54", "2001:db8:53::54");

    static final String SILENT_SERVER = "203.0.113.56";

    /// Answers over UDP alone.
    static final String OLD_SERVER = "203.0.113.58";

    /// Fetches its zones from the first server.
    static final String SECONDARY_SERVER = "198.51.100.59";

    /// The registry's server, of the zone above all domains.
    static final String REGISTRY = "198.51.100.58";

    private static final String MAIL = "203.0.113.25";

    private final List<Neighbour> all = new ArrayList<>();

    Neighbours() {
        all.addAll(MailNeighbours.all());
        all.addAll(ExchangerNeighbours.all());
        all.addAll(ZoneNeighbours.all());
        all.addAll(TrustNeighbours.all());
        all.add(Gallery.domain());
    }

    List<Neighbour> all() {
        return all;
    }

    /// Everything that listens for them.
    List<HostEntry> listening() {
        return all.stream()
                .flatMap(neighbour -> Stream.concat(neighbour.hosts.stream(), neighbour.helpers.stream()))
                .toList();
    }

    void fill(ZoneData zones) {
        zone(zones, "lab.test");
        zone(zones, HOSTING);
        addServers(zones);
        addNetworks(zones);
        zones.add(HOSTING, "MX", "10 mx1.hosting.test.");
        zones.add("mx1." + HOSTING, "A", MAIL);
        zones.add("alias." + HOSTING, "CNAME", "mx1.hosting.test.");
        zones.add("inside." + HOSTING, "A", "10.0.0.9");
        zones.add("_dmarc." + HOSTING, "TXT", "\"v=DMARC1; p=reject; rua=mailto:dmarc@hosting.test\"");
        zones.add("*._report._dmarc." + HOSTING, "TXT", "\"v=DMARC1\"");
        IntStream.rangeClosed(1, 11)
                .forEach(number ->
                        zones.add("s" + number + "." + HOSTING, "TXT", "\"v=spf1 ip4:192.0.2." + number + " -all\""));
        addDane(zones);
        all.forEach(neighbour -> neighbour.fill(zones));
        Gallery.fill(zones);
    }

    private static void zone(ZoneData zones, String name) {
        zones.add(name, "SOA", "ns1.hosting.test. hostmaster.hosting.test. 1 7200 3600 1209600 3600");
        zones.add(name, "NS", "ns1.hosting.test.");
        zones.add(name, "NS", "ns2.hosting.test.");
    }

    private static void addServers(ZoneData zones) {
        zones.add("ns1." + HOSTING, "A", SERVERS.getFirst());
        zones.add("ns1b." + HOSTING, "A", SERVERS.getFirst());
        zones.add("ns2." + HOSTING, "A", SERVERS.getLast());
        zones.add("ns3." + HOSTING, "A", TakeoverHosts.PROVIDERS_SERVERS.get(0));
        zones.add("ns4." + HOSTING, "A", TakeoverHosts.PROVIDERS_SERVERS.get(1));
        zones.add("ns5." + HOSTING, "A", SILENT_SERVER);
        zones.add("ns6." + HOSTING, "A", SERVERS.get(1));
        zones.add("ns7." + HOSTING, "A", OLD_SERVER);
        zones.add("ns8." + HOSTING, "A", FURTHER_SERVERS.getFirst());
        zones.add("ns11." + HOSTING, "A", SECONDARY_SERVER);
        zones.add("ns10." + HOSTING, "AAAA", FURTHER_SERVERS.getLast());
        zone(zones, "ultradns.net");
        zones.add("pdns1.ultradns.net", "A", SERVERS.getFirst());
        zones.add("pdns2.ultradns.net", "A", FURTHER_SERVERS.getFirst());
        zones.add("test", "NS", "a.nic.test.");
        zones.add("a.nic.test", "A", REGISTRY);
        zones.add("ns-alias." + HOSTING, "CNAME", "ns2.hosting.test.");
    }

    /// By whom the networks of further servers are announced; the first system announces 203.0.113.0/24 as well.
    private static void addNetworks(ZoneData zones) {
        zones.add("*.2.0.192.origin.asn.cymru.com", "TXT", "\"64500 | 192.0.2.0/24 | US | arin | 2000-01-01\"");
        zones.add(
                "*.3.5.0.0.8.b.d.0.1.0.0.2.origin6.asn.cymru.com",
                "TXT",
                "\"64501 | 2001:db8:53::/48 | US | arin | 2000-01-01\"");
        zones.add("as64501.asn.cymru.com", "TXT", "\"64501 | US | arin | 2000-01-01 | OTHER, US\"");
    }

    /// Exchangers with records of their keys: one that senders can use, one that they cannot, one in a zone without
    /// signatures.
    private static void addDane(ZoneData zones) {
        var digest = "A7".repeat(32);
        zones.add(HOSTING, "DS", "12345 13 2 " + digest);
        zone(zones, "plain-mail.test");
        for (var exchanger : List.of("dane1." + HOSTING, "dane2." + HOSTING, "mx.plain-mail.test")) {
            zones.add(exchanger, "A", MAIL);
            var usage = exchanger.startsWith("dane2") ? "1" : "3";
            zones.add("_25._tcp." + exchanger, "TLSA", usage + " 1 1 " + digest);
        }
    }
}
