package io.reconai.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A domain beside the organisation's, to be scanned by itself: much is judged for the scanned domain alone.
///
/// All is well with it but what is changed: its zone is signed, has two servers and a CAA record, and says that
/// it sends no mail and takes none. Filled in a chain of calls; read by [Lab] and the truth.
final class Neighbour {

    private static final int KEY_OCTETS = 64;
    private static final long SERIAL = 2_026_010_101;

    /// All 32 bits of a serial.
    private static final long SERIALS = 0xFFFF_FFFFL;

    /// Less than passes in the lab between two readings.
    private static final long MOMENT_MS = 40;

    private record Line(String owner, String type, String data) {}

    final String domain;

    /// What a scan finds; the domain itself first.
    final List<HostEntry> hosts = new ArrayList<>();

    /// What listens for it and is no host of a scan, such as the host of its policy for mail.
    final List<HostEntry> helpers = new ArrayList<>();

    private final List<Line> lines = new ArrayList<>();
    private final List<String> delegatedTo = new ArrayList<>();
    private final Map<String, String> glue = new LinkedHashMap<>();
    private final List<String> failing = new ArrayList<>();
    private final List<String> copied = new ArrayList<>();
    private boolean isForged;
    private boolean isTimed;

    Neighbour(String domain) {
        this.domain = domain;
        hosts.add(new HostEntry(domain));
        with("", "SOA", ZoneNeighbours.soa(SERIAL));
        with("", "NS", "ns1.hosting.test.").with("", "NS", "ns2.hosting.test.");
        with("", "CAA", "0 issue \"lab-ca.test\"");
        with("", "DNSKEY", "257 3 13 " + ZoneNeighbours.key(KEY_OCTETS));
        with("", "DS", "12345 13 2 " + "A7".repeat(32));
        with("", "TXT", "\"v=spf1 -all\"");
        with("_dmarc", "TXT", "\"v=DMARC1; p=reject; rua=mailto:dmarc@" + domain + "\"");
    }

    /// A further record; the owner is below the domain, empty for the domain itself.
    Neighbour with(String owner, String type, String data) {
        lines.add(new Line(owner, type, data));
        return this;
    }

    /// These records instead of those of the same owner and type; none to have none.
    Neighbour instead(String owner, String type, String... data) {
        lines.removeIf(line -> line.owner().equals(owner) && line.type().equals(type));
        for (var one : data) {
            with(owner, type, one);
        }
        return this;
    }

    /// Its servers fail when they are asked for this type.
    Neighbour failingAt(String type) {
        failing.add(type);
        return this;
    }

    /// Its signatures are wrong for all who check them.
    Neighbour forged() {
        isForged = true;
        return this;
    }

    /// The secondary has these SOA records in turn, the last one from then on.
    Neighbour copied(String... records) {
        copied.addAll(List.of(records));
        return this;
    }

    /// It is changed all the time, its serial is the time, and the secondary is always a moment late.
    Neighbour timed() {
        isTimed = true;
        return this;
    }

    /// The registry has these servers for it, whatever the zone says.
    Neighbour delegatedTo(String... servers) {
        delegatedTo.addAll(List.of(servers));
        return this;
    }

    /// The registry has this address of a server below the domain, whatever the zone says.
    Neighbour glued(String label, String address) {
        glue.put(label + "." + domain, address);
        return this;
    }

    /// Another SPF record, without its quotation marks.
    Neighbour sending(String policy) {
        return instead("", "TXT", '"' + policy + '"');
    }

    /// Another DMARC record, without its quotation marks.
    Neighbour reporting(String policy) {
        return instead("_dmarc", "TXT", '"' + policy + '"');
    }

    /// Mail is taken, with all that protects it on the way.
    ///
    /// @param policy the file of MTA-STS
    /// @param address where the file is
    Neighbour receiving(String policy, String address) {
        with("", "MX", "10 mx1.hosting.test.").sending("v=spf1 mx -all").signing();
        with("_mta-sts", "TXT", "\"v=STSv1; id=20260101T000000;\"");
        with("_smtp._tls", "TXT", "\"v=TLSRPTv1; rua=mailto:tls@" + domain + "\"");
        var name = "mta-sts." + domain;
        with("mta-sts", "AAAA", address);
        var site = Sites.page("Mail", "<p>Policy.</p>");
        helpers.add(new HostEntry(name, address)
                .secure(Sites.careful(
                        policy.isEmpty() ? site : Sites.withFile(site, "/.well-known/mta-sts.txt", policy))));
        return this;
    }

    /// A careful site on the domain itself, over https.
    Neighbour web(String address, Site site) {
        var host = hosts.getFirst();
        host.addresses.add(address);
        host.web(Sites.withFile(
                site, "/.well-known/security.txt", "Contact: mailto:security@" + domain + "\n" + Sites.expiringSoon()));
        return this;
    }

    /// What is sent is signed (RFC 8463), as far as a key shows.
    Neighbour signing() {
        return with("default._domainkey", "TXT", "\"v=DKIM1; k=ed25519; p=" + Organisation.ED25519_KEY + "\"");
    }

    /// A host below the domain, which its name and its address lead to.
    HostEntry host(String label, String... addresses) {
        var host = new HostEntry(label + "." + domain, addresses);
        hosts.add(host);
        return host;
    }

    Neighbour finds(String checkId, String why) {
        hosts.getFirst().finds(checkId, why);
        return this;
    }

    Neighbour trap(String checkId, String why) {
        hosts.getFirst().trap(checkId, why);
        return this;
    }

    void fill(ZoneData zones) {
        for (var line : lines) {
            zones.add(line.owner().isEmpty() ? domain : line.owner() + "." + domain, line.type(), line.data());
        }
        failing.forEach(type -> zones.failAt(domain, type));
        if (isForged) {
            zones.forge(domain);
        }
        if (!copied.isEmpty()) {
            var turn = new AtomicInteger();
            zones.copy(domain, () -> copied.get(Math.min(turn.getAndIncrement(), copied.size() - 1)));
        }
        if (isTimed) {
            zones.version(domain, () -> ZoneNeighbours.soa(System.currentTimeMillis() & SERIALS));
            zones.copy(domain, () -> ZoneNeighbours.soa(System.currentTimeMillis() - MOMENT_MS & SERIALS));
        }
        glue.forEach(zones::glue);
        if (!delegatedTo.isEmpty()) {
            zones.delegate(domain, delegatedTo);
        }
        for (var host : hosts) {
            if (host.hasAddressRecords) {
                host.addresses.forEach(address -> zones.add(host.name, address.contains(":") ? "AAAA" : "A", address));
            }
        }
    }

    /// What a perfect scanner reports of it; the ports are all that are open.
    Truth truth(List<String> checks) {
        var assets = hosts.stream()
                .map(host -> new Truth.Asset(
                        host.name,
                        host.name.equals(domain) ? "domain" : "subdomain",
                        host.addresses,
                        host.openPorts(),
                        host.allPortsOpen,
                        host.spoken,
                        Map.of(),
                        host.technologies,
                        host.findings))
                .toList();
        var traps = hosts.stream().flatMap(host -> host.traps.stream()).toList();
        var lookalikes =
                hosts.stream().flatMap(host -> host.lookalikes.stream()).toList();
        return new Truth(domain, checks, assets, new Truth.Traps(List.of(), traps, lookalikes));
    }
}
