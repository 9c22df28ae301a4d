package io.reconai.lab.hostile;

import java.util.List;

/// Records of the hostile organisation that lead inside, in circles, or nowhere; and texts that are no texts.
final class DnsMischief {

    /// An address that looks public.
    static final String OUTSIDE = "203.0.113.250";

    /// Names whose mischief is in DNS alone; [HostileResolver] knows those with a way of their own.
    static final List<String> LABELS = List.of(
            "inside",
            "flips",
            "dns-loop",
            "dns-forward",
            "dns-garbage",
            "dns-counts",
            "dns-short",
            "dns-tcp-garbage",
            "dns-tcp-drip",
            "dns-tcp-huge",
            "dns-wrong-ids",
            "dns-other-question",
            "dns-alias-inside",
            "dns-alias-loop",
            "dns-alias-long",
            "dns-many");

    private static final int MANY = 1_000;
    private static final int LONG_CHAIN = 19;

    private DnsMischief() {}

    static void fill(HostileZone zone, String domain) {
        zone.add(domain, "SOA", "ns1." + domain + ". admin." + domain + ". 1 3600 600 86400 300");
        zone.add(domain, "NS", "ns1." + domain + ".");
        zone.add(domain, "MX", "10 inside." + domain + ".");
        zone.add(domain, "MX", "20 localhost.");
        zone.add(domain, "CAA", "0 iodef \"http://127.0.0.1/\"");
        zone.addText(
                domain,
                "v=spf1 include:" + domain + " include:inside." + domain + " a:inside." + domain + " ptr redirect="
                        + domain);
        zone.addText("_dmarc." + domain, "v=DMARC1; p=none; rua=mailto:" + StrangeTexts.SCRIPT);
        StrangeTexts.ALL.forEach(text -> zone.addText(domain, text));
        zone.add("ns1." + domain, "A", "127.0.0.1");
        zone.add("inside." + domain, "A", "127.0.0.1");
        zone.add("inside." + domain, "A", "10.0.0.1");
        zone.add("inside." + domain, "A", "169.254.169.254");
        zone.add("inside." + domain, "AAAA", "::1");
        zone.add("inside." + domain, "AAAA", "::ffff:127.0.0.1");
        zone.add("inside." + domain, "AAAA", "64:ff9b::7f00:1");
        zone.add("inside." + domain, "AAAA", "fd00::1");
        zone.addText("inside." + domain, "v=spf1 include:" + domain + " -all");
        for (var label : LABELS) {
            if (label.startsWith("dns-") && !label.startsWith("dns-alias") && !label.equals("dns-many")) {
                zone.add(label + "." + domain, "A", OUTSIDE);
            }
        }
        zone.add("flips." + domain, "A", OUTSIDE);
        zone.turns("flips." + domain, "127.0.0.1");
        zone.add("dns-alias-inside." + domain, "CNAME", "inside." + domain + ".");
        zone.add("dns-alias-loop." + domain, "CNAME", "dns-alias-loop-2." + domain + ".");
        zone.add("dns-alias-loop-2." + domain, "CNAME", "dns-alias-loop." + domain + ".");
        zone.add("dns-alias-long." + domain, "CNAME", "chain-0." + domain + ".");
        for (var i = 0; i < LONG_CHAIN; i++) {
            zone.add("chain-" + i + "." + domain, "CNAME", "chain-" + (i + 1) + "." + domain + ".");
        }
        zone.add("chain-" + LONG_CHAIN + "." + domain, "A", OUTSIDE);
        for (var i = 0; i < MANY; i++) {
            zone.add("dns-many." + domain, "A", "10." + i / 250 + ".0." + (1 + i % 250));
        }
    }
}
