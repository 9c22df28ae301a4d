package io.reconai.engine.organisations;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// An organisation made by dice: its domain and a handful of hosts, each put together of parts that know nothing of
/// each other. The same seed gives the same organisation.
final class RandomOrganisation {

    private static final int MOST_HOSTS = 5;
    private static final List<String> LABELS =
            List.of("www", "shop", "blog", "api", "files", "intern", "m1", "static-2", "portal", "old");

    private RandomOrganisation() {}

    static List<DrawnHost> of(long seed) {
        var dice = new Random(seed);
        var domain = new DomainName("organisation" + seed + ".com");
        var hosts = new ArrayList<DrawnHost>();
        var apex = new HostDraft(Host.of(domain, domain));
        ZonePart.add(apex, dice);
        MailPart.addToDomain(apex, dice);
        addServer(apex, dice);
        hosts.add(apex.drawn());
        var labels = new ArrayList<>(LABELS);
        for (var count = 1 + dice.nextInt(MOST_HOSTS); count > 0; count--) {
            var label = labels.remove(dice.nextInt(labels.size()));
            var host = new HostDraft(Host.of(new DomainName(label + "." + domain), domain));
            if (dice.nextInt(3) == 0) {
                AliasPart.add(host, dice);
            } else {
                AliasPart.addAddress(host, dice);
                MailPart.addToHost(host, dice);
                addServer(host, dice);
            }
            hosts.add(host.drawn());
        }
        return hosts;
    }

    private static void addServer(HostDraft host, RandomGenerator dice) {
        ServicePart.add(host, dice);
        SitePart.add(host, dice);
    }
}
