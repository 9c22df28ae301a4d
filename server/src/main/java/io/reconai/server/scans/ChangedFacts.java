package io.reconai.server.scans;

import io.reconai.engine.diff.AssetChange;
import io.reconai.engine.diff.Change;
import io.reconai.engine.diff.FactChange;
import java.util.ArrayList;
import java.util.List;

/// What the engine says of a host that both scans saw, in the fields of the interface. What was not seen again is not
/// said to be gone; findings that came or went have lists of their own.
final class ChangedFacts {

    private static final String HTTPS = "443/tcp";

    private ChangedFacts() {}

    static List<io.reconai.server.assets.AssetChange> of(AssetChange change) {
        var changes = new ArrayList<io.reconai.server.assets.AssetChange>();
        var ports = new Both();
        var addresses = new Both();
        var technologies = new Both();
        for (var fact : change.facts()) {
            switch (fact.kind()) {
                case FINDING -> {
                    if (fact.change() == Change.CHANGED) {
                        changes.add(fromTo("findings." + fact.check() + ".severity", fact));
                    }
                }
                case PORT -> {
                    ports.add(fact, number(fact.subject()));
                    if (fact.change() == Change.CHANGED) {
                        changes.add(fromTo("ports." + fact.subject(), fact));
                    }
                }
                case ADDRESS -> addresses.add(fact, fact.subject());
                case TECHNOLOGY -> {
                    technologies.add(fact, fact.label());
                    if (fact.change() == Change.CHANGED) {
                        changes.add(fromTo("technologies." + fact.label(), fact));
                    }
                }
                case CERTIFICATE -> {
                    if (fact.change() == Change.CHANGED) {
                        var place = fact.subject().equals(HTTPS) ? "ssl_cert_info" : "certificates." + fact.subject();
                        changes.add(fromTo(place + ".sha256", fact));
                    }
                }
            }
        }
        addresses.addTo(changes, "ip_addresses");
        ports.addTo(changes, "open_ports");
        technologies.addTo(changes, "technologies");
        var before = change.before();
        var after = change.after();
        if (before != null && after != null && before.riskScore() != after.riskScore()) {
            changes.add(new io.reconai.server.assets.AssetChange(
                    "risk_score", null, null, before.riskScore(), after.riskScore()));
        }
        if (before != null && after != null && before.riskLevel() != after.riskLevel()) {
            changes.add(new io.reconai.server.assets.AssetChange(
                    "risk_level", null, null, before.riskLevel(), after.riskLevel()));
        }
        return changes;
    }

    /// What came and what went of one list.
    private static final class Both {
        private final List<Object> added = new ArrayList<>();
        private final List<Object> removed = new ArrayList<>();

        void add(FactChange fact, Object value) {
            if (fact.change() == Change.APPEARED) {
                added.add(value);
            } else if (fact.change() == Change.GONE) {
                removed.add(value);
            }
        }

        void addTo(List<io.reconai.server.assets.AssetChange> changes, String field) {
            if (!added.isEmpty() || !removed.isEmpty()) {
                changes.add(new io.reconai.server.assets.AssetChange(field, added, removed, null, null));
            }
        }
    }

    private static io.reconai.server.assets.AssetChange fromTo(String field, FactChange fact) {
        return new io.reconai.server.assets.AssetChange(field, null, null, fact.before(), fact.after());
    }

    /// `8443/tcp` is 8443; what is no TCP port stays as it is.
    private static Object number(String subject) {
        return subject.matches("\\d{1,5}/tcp") ? Integer.valueOf(subject.substring(0, subject.indexOf('/'))) : subject;
    }
}
