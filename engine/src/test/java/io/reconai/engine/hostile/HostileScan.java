package io.reconai.engine.hostile;

import io.reconai.engine.Asset;
import io.reconai.engine.DoneHosts;
import io.reconai.engine.EngineSettings;
import io.reconai.engine.NameSearch;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.ScanEvent;
import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanReport;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.ports.PortList;
import io.reconai.lab.hostile.HostileWorld;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Scans of the hostile world, and what came of them.
///
/// @param assets by their names
record HostileScan(List<ScanReport> reports, Map<String, Asset> assets) {

    private static final PortList PORTS = PortList.of(21, 22, 25, 80, 110, 143, 389, 443, 1883, 3306, 5222, 5432, 8080);

    /// Of either scan; a host has 60 s.
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /// Sources that ask nobody but DNS.
    private static final Set<String> BY_DNS = Set.of("dns.zone-transfer", "dns.srv");

    /// The web's hosts as a browser sees them, all others with their ports; the domain itself is in both.
    static HostileScan of(HostileWorld world) throws Exception {
        var assets = new ConcurrentHashMap<String, Asset>();
        var others = new HashSet<>(world.hosts().keySet());
        others.removeAll(world.webHosts());
        others.addAll(world.names());
        try (var engine = new ScanEngine(EngineSettings.from(world.environment()))) {
            var web = scan(engine, ScanMode.STANDARD, world.webHosts(), assets);
            var rest = scan(engine, ScanMode.ACTIVE, others, assets);
            return new HostileScan(List.of(web, rest), Map.copyOf(assets));
        }
    }

    private static ScanReport scan(
            ScanEngine engine, ScanMode mode, Collection<String> names, Map<String, Asset> assets) throws Exception {
        var known = new HashSet<DomainName>();
        names.forEach(name -> known.add(new DomainName(name)));
        var request = new ScanRequest(
                "hostile",
                new DomainName(HostileWorld.DOMAIN),
                mode,
                new NameSearch(true, false, Optional.empty(), Optional.empty(), BY_DNS, Set.of()),
                PORTS,
                ScanRequest.DEFAULT_MAX_HOSTS,
                LONGEST,
                known,
                DoneHosts.NONE);
        return engine.scan(request, event -> {
            if (event instanceof ScanEvent.HostScored scored) {
                assets.put(scored.asset().host().value(), scored.asset());
            }
        });
    }
}
