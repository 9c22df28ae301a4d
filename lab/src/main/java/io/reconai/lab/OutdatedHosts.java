package io.reconai.lab;

import java.util.ArrayList;
import java.util.List;

/// Hosts that announce old versions, and those whose versions only look old: a distribution patches them, they are told
/// in part, or a page speaks of them.
///
/// Only versions whose time is long over, or whose distribution lives for years: the truth shall not turn with the
/// calendar.
final class OutdatedHosts {

    private static final String FIRST = "198.51.100.";

    private static final String DISCLOSED = "the header tells a version";

    private final List<HostEntry> hosts = new ArrayList<>();
    private int next = 180;

    private OutdatedHosts() {
        addOld();
        addTraps();
    }

    static List<HostEntry> all() {
        return new OutdatedHosts().hosts;
    }

    private HostEntry host(String label) {
        var host = new HostEntry(label + "." + Organisation.DOMAIN, FIRST + next++);
        hosts.add(host);
        return host;
    }

    private HostEntry announcing(String label, String server) {
        return host(label)
                .web(Sites.careful(
                        Sites.page("Acme", "<p>Anvils since 1949.</p>").with("Server", server)))
                .finds("http.disclosure.server", DISCLOSED);
    }

    private void addOld() {
        announcing("aged-60", "nginx/1.16.1").finds("tech.end-of-life", "nginx 1.16 ended in 2020");
        announcing("aged-61", "Microsoft-IIS/7.5").finds("tech.end-of-life", "of Windows Server 2008 R2");
        announcing("aged-62", "Apache/2.4.6 (CentOS)").finds("tech.end-of-life", "CentOS 7 ended in 2024");
        announcing("aged-63", "Apache/2.2").finds("tech.end-of-life", "the line is told, and it has ended");
        announcing("aged-64", "Apache/2.4.41 (Win64) OpenSSL/1.0.2g PHP/5.6.40")
                .finds("tech.end-of-life", "OpenSSL 1.0.2 ended in 2019")
                .finds("tech.end-of-life", "PHP 5.6 ended in 2018")
                .finds("tech.outdated-release", "Apache 2.4 lives, and has newer releases");
        host("aged-65")
                .ownService(22, Banners.ssh("OpenSSH_7.4p1 Debian-10+deb9u7"), "ssh OpenSSH 7.4p1")
                .finds("tech.end-of-life", "Debian 9 ended in 2022");
        host("aged-66")
                .ownService(22, Banners.ssh("OpenSSH_7.1p2"), "ssh OpenSSH 7.1p2")
                .finds("tech.outdated-release", "nobody says that he patches it");
        host("aged-67")
                .web(Sites.careful(Sites.page("Acme", "<meta name=\"generator\" content=\"WordPress 4.5.3\">")))
                .runs("WordPress")
                .finds("tech.end-of-life", "WordPress before 4.7 gets no fixes");
    }

    private void addTraps() {
        announcing("aged-70", "nginx/1.24.0 (Ubuntu)").trap("tech.end-of-life", "Ubuntu 24.04 patches it");
        announcing("aged-71", "Apache/2.4.37 (Red Hat Enterprise Linux) OpenSSL/1.1.1k")
                .trap("tech.end-of-life", "Red Hat patches both")
                .trap("tech.outdated-release", "Red Hat patches both");
        announcing("aged-72", "Apache/2.4.41 (Amazon Linux)")
                .trap("tech.outdated-release", "a distribution that nothing is known of");
        announcing("aged-73", "Apache/2.4").trap("tech.outdated-release", "only the line is told");
        announcing("aged-74", "nginx/9.1.0").trap("tech.end-of-life", "newer than what is known");
        announcing("aged-75", "Anvil/0.1").trap("tech.end-of-life", "nobody knows it");
        host("aged-76")
                .web(Sites.careful(Sites.page("Museum", "<p>We ran on nginx/1.4.0 and PHP/5.2.17 in those days.</p>")))
                .trap("tech.end-of-life", "a page that speaks of old versions")
                .runsNo("PHP", "the page speaks of it");
        host("aged-77")
                .ownService(22, Banners.ssh("OpenSSH_8.7"), "ssh OpenSSH 8.7")
                .trap("tech.outdated-release", "Red Hat ships and patches it under the same name");
    }
}
