package io.reconai.server.scans;

import io.reconai.engine.asset.DomainName;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetHistoryStore;
import io.reconai.server.store.AssetReader;
import io.reconai.server.store.EvidenceStore;
import io.reconai.server.store.ScanStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/// What changed in a workspace during a time: of each domain the newest scan of that time against the last one before.
@ApplicationScoped
public class ChangesSince {

    private static final Logger LOG = Logger.getLogger(ChangesSince.class);

    /// Nobody reads on; a comparison takes some seconds for thousands of hosts.
    private static final int MOST_DOMAINS = 20;

    /// Scans of a time that are looked at, the newest first.
    private static final int MOST_SCANS = 1_000;

    private static final int PAGE = 100;

    /// Among so many scans before a time there is one that looked itself.
    private static final int MOST_BEFORE = 100;

    /// A scan lasts no longer: what ended in a time began at most so long before it.
    private static final Duration LONGEST = Duration.ofDays(2);

    private static final List<PageRequest.Criterion> NEWEST = List.of(new PageRequest.Criterion("created_at", true));

    private final ScanStore scans;
    private final Judging judging;
    private final EvidenceStore evidence;
    private final AssetHistoryStore history;
    private final AssetReader reader;

    ChangesSince(
            ScanStore scans, Judging judging, EvidenceStore evidence, AssetHistoryStore history, AssetReader reader) {
        this.scans = scans;
        this.judging = judging;
        this.evidence = evidence;
        this.history = history;
        this.reader = reader;
    }

    /// What is known of one domain.
    public sealed interface DomainChange {

        DomainName domain();

        record Compared(DomainName domain, ScanDifference difference) implements DomainChange {}

        /// Nothing to compare with.
        record LookedAtFirst(DomainName domain, int hosts) implements DomainChange {}

        /// The evidence of one of the two is not kept any more, or cannot be read.
        record NotKept(DomainName domain) implements DomainChange {}
    }

    /// @param domains in the order of their names, as many as are compared
    /// @param unlisted how many more were scanned
    public record Changes(List<DomainChange> domains, int unlisted) {}

    /// @param domains only these; all when empty
    /// @throws InterruptedException when the service stops
    public Changes between(Workspace workspace, Instant since, Instant until, List<String> domains)
            throws InterruptedException {
        var found = new ArrayList<DomainChange>();
        var newest = newest(workspace, since, until, domains);
        for (var scan : newest.values().stream().limit(MOST_DOMAINS).toList()) {
            found.add(compared(workspace, scan, since));
        }
        return new Changes(found, newest.size() - found.size());
    }

    /// Of each domain the newest that looked at all of it, or else the newest.
    private Map<String, ScanView> newest(Workspace workspace, Instant since, Instant until, List<String> domains) {
        var filters = new HashMap<>(Map.of(
                "scan_status",
                "completed",
                "created_after",
                ServerJson.text(since.minus(LONGEST)),
                "created_before",
                ServerJson.text(until)));
        if (!domains.isEmpty()) {
            filters.put("domain", String.join(",", domains));
        }
        var found = new TreeMap<String, ScanView>();
        for (var page = 1; (page - 1) * PAGE < MOST_SCANS; page++) {
            var part = scans.list(workspace, filters, new PageRequest(page, PAGE, NEWEST));
            part.items().stream()
                    .filter(ChangesSince::looked)
                    .filter(ended(time -> time.isAfter(since) && !time.isAfter(until)))
                    .forEach(scan -> found.merge(
                            scan.domain().value(),
                            scan,
                            (known, older) -> known.scanType() != ScanType.FULL && older.scanType() == ScanType.FULL
                                    ? older
                                    : known));
            if ((long) page * PAGE >= part.total()) {
                break;
            }
        }
        return found;
    }

    /// A replay saw nothing itself.
    private static boolean looked(ScanView scan) {
        return !scan.trigger().equals("replay");
    }

    private static Predicate<ScanView> ended(Predicate<Instant> when) {
        return scan -> scan.completedAt() != null && when.test(scan.completedAt());
    }

    private DomainChange compared(Workspace workspace, ScanView later, Instant since) throws InterruptedException {
        var domain = later.domain();
        var earlier = before(workspace, later, since);
        if (earlier.isEmpty()) {
            return new DomainChange.LookedAtFirst(domain, later.assetsDiscovered());
        }
        if (evidence.count(workspace, later.scanId()) == 0
                || evidence.count(workspace, earlier.get().scanId()) == 0) {
            return new DomainChange.NotKept(domain);
        }
        var differ = new ScanDiffer(judging.judge(), evidence, history, reader, workspace, earlier.get(), later);
        try {
            return new DomainChange.Compared(domain, differ.document());
        } catch (IOException unreadable) {
            LOG.warnf(
                    unreadable,
                    "scans %s and %s cannot be compared",
                    earlier.get().scanId(),
                    later.scanId());
            return new DomainChange.NotKept(domain);
        }
    }

    private Optional<ScanView> before(Workspace workspace, ScanView later, Instant since) {
        var filters = Map.of(
                "scan_status", "completed",
                "domain", later.domain().value(),
                "created_before", ServerJson.text(since));
        var earlier = scans.list(workspace, filters, new PageRequest(1, MOST_BEFORE, NEWEST)).items().stream()
                .filter(ChangesSince::looked)
                .filter(ended(time -> !time.isAfter(since)))
                .toList();
        return earlier.stream()
                .filter(scan -> scan.scanType() == later.scanType())
                .findFirst()
                .or(() -> earlier.stream().findFirst());
    }
}
