package io.reconai.server.scans;

import io.reconai.engine.EvidenceLog;
import io.reconai.engine.Judge;
import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import io.reconai.engine.net.IpAddresses;
import io.reconai.server.assets.AssetDetail;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.assets.StoredAsset;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ServerJson;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads an evidence file of a stranger. Nothing of it is kept before all of it is seen to be evidence: each host is of
/// the file's one domain, can be judged, and can be shown. A host comes again only where others made it worse
/// ([Evidence#knowsOfOthers]); then that is what is kept of it.
final class EvidenceUpload {

    private static final String FIELD = "evidence";

    /// Of one host: pages, headers and answers are bounded when they are collected.
    private static final int LONGEST_LINE = 8 * 1024 * 1024;

    /// Clocks differ.
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /// All of it is judged while the caller waits.
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final int AT_ONCE = 50;

    /// Takes hosts that are sound.
    @FunctionalInterface
    interface Taker {
        void take(List<Evidence> hosts);
    }

    private final int mostHosts;
    private final Instant now;
    private final long endsAtNanos = System.nanoTime() + LONGEST.toNanos();
    private final Judge judge;
    private final Set<String> hosts = new HashSet<>();
    private Optional<DomainName> domain = Optional.empty();
    private ScanMode mode = ScanMode.PASSIVE;
    private @Nullable ScanReport report;

    EvidenceUpload(Judge judge, int mostHosts, Instant now) {
        this.judge = judge;
        this.mostHosts = mostHosts;
        this.now = now;
    }

    /// The domain that the file is of.
    DomainName domain() {
        return domain.orElseThrow(() -> refused("names no host"));
    }

    /// How far the scan went.
    ScanMode mode() {
        return mode;
    }

    int hosts() {
        return hosts.size();
    }

    /// How the scan ended; empty when it was stopped.
    Optional<ScanReport> report() {
        return Optional.ofNullable(report);
    }

    /// Reads the file to its end.
    ///
    /// @throws ApiException `VALIDATION_ERROR` for what is no evidence, or of several domains, or too much
    void read(Path file, Taker taker) throws IOException {
        var batch = new ArrayList<Evidence>();
        try (var lines = new ShortLines(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            EvidenceLog.read(
                    lines,
                    host -> {
                        accept(host);
                        batch.add(host);
                        if (batch.size() == AT_ONCE) {
                            taker.take(batch);
                            batch.clear();
                        }
                    },
                    this::accept);
        } catch (IOException unreadable) {
            throw refused("cannot be read: " + unreadable.getMessage());
        }
        domain();
        taker.take(batch);
    }

    private void accept(Evidence evidence) {
        try {
            check(evidence);
        } catch (ApiException refused) {
            throw refused;
        } catch (RuntimeException | IOException unsound) {
            throw refused("host " + (hosts.size() + 1) + " is incomplete");
        }
    }

    private void check(Evidence evidence) throws IOException {
        var host = evidence.host();
        ofOneDomain(host.domain());
        if (!isSound(host)) {
            throw refused("host " + (hosts.size() + 1) + " is not of the domain that it names");
        }
        if (!hosts.add(host.value()) && !evidence.knowsOfOthers()) {
            throw refused("names " + host.value() + " twice");
        }
        if (hosts.size() > mostHosts) {
            throw refused("names more than " + mostHosts + " hosts");
        }
        if (evidence.schemaVersion() != Evidence.SCHEMA_VERSION) {
            throw refused("is of another version of evidence");
        }
        if (evidence.observedAt().isAfter(now.plus(AHEAD))) {
            throw refused("was made in the future");
        }
        if (System.nanoTime() > endsAtNanos) {
            throw refused("takes too long to judge; upload it in parts");
        }
        mode = evidence.mode().includes(mode) ? evidence.mode() : mode;
        show(evidence);
    }

    /// Does what every page of it will do, so that what cannot be shown is refused now.
    private void show(Evidence evidence) throws IOException {
        var asset = judge.judge(evidence);
        var row = AssetRow.of(asset, "", now, now, Map.of());
        var shown = AssetDetail.of(new StoredAsset(row, asset, "", "", "", Map.of()));
        ServerJson.forStore().writeValueAsString(shown);
    }

    private static boolean isSound(Host host) {
        if (host.type() == AssetType.IP_ADDRESS) {
            return IpAddresses.parse(host.value())
                    .filter(address -> IpAddresses.text(address).equals(host.value()))
                    .isPresent();
        }
        return DomainName.parse(host.value())
                .filter(name -> name.isAtOrBelow(host.domain()))
                .filter(name -> Host.of(name, host.domain()).equals(host))
                .isPresent();
    }

    private void accept(ScanReport ended) {
        if (ended.domain() == null || ended.mode() == null || ended.end() == null || ended.finishedAt() == null) {
            throw refused("its report is incomplete");
        }
        ofOneDomain(ended.domain());
        report = ended;
    }

    private void ofOneDomain(DomainName named) {
        if (domain.filter(known -> !known.equals(named)).isPresent()) {
            throw refused("is of more than one domain; upload one file for each");
        }
        domain = Optional.of(named);
    }

    private static ApiException refused(String why) {
        return ApiException.invalid(FIELD, "format", why);
    }

    /// Ends before a line that would not fit into memory.
    private static final class ShortLines extends FilterReader {

        private int length;

        ShortLines(Reader in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new char[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(char[] into, int offset, int count) throws IOException {
            var read = super.read(into, offset, count);
            for (var i = offset; i < offset + read; i++) {
                length = into[i] == '\n' ? 0 : length + 1;
                if (length > LONGEST_LINE) {
                    throw new IOException("a line is longer than " + LONGEST_LINE + " characters");
                }
            }
            return read;
        }
    }
}
