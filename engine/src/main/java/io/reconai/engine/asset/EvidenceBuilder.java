package io.reconai.engine.asset;

import io.reconai.engine.ScanMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts [Evidence] together by the names of its parts. What is not said was not observed. Used by one thread.
public final class EvidenceBuilder {

    private final int schemaVersion;
    private final String scanId;
    private final ScanMode mode;
    private final Host host;
    private final Instant observedAt;
    private List<DiscoveryStep> path = List.of();
    private List<DnsLookup> dns = List.of();
    private List<AddressObservation> addresses = List.of();
    private List<PortObservation> ports = List.of();
    private List<PortGroup> otherPorts = List.of();
    private List<TlsObservation> tls = List.of();
    private List<Exchange> exchanges = List.of();
    private List<ZoneTransferAttempt> zoneTransfers = List.of();
    private List<WildcardVerdict> wildcards = List.of();
    private @Nullable DomainRegistration registration;
    private @Nullable BreachHistory breachHistory;
    private List<Coverage> coverage = List.of();
    private @Nullable Screenshot screenshot;
    private @Nullable Reliance reliance;
    private List<ServerNetwork> nameServerNetworks = List.of();
    private @Nullable SoaRereading soaRereading;
    private List<Neighbour> neighbours = List.of();
    private List<Trust> trustedBy = List.of();

    EvidenceBuilder(String scanId, ScanMode mode, Host host, Instant observedAt) {
        this(Evidence.SCHEMA_VERSION, scanId, mode, host, observedAt);
    }

    private EvidenceBuilder(int schemaVersion, String scanId, ScanMode mode, Host host, Instant observedAt) {
        this.schemaVersion = schemaVersion;
        this.scanId = scanId;
        this.mode = mode;
        this.host = host;
        this.observedAt = observedAt;
    }

    static EvidenceBuilder from(Evidence all) {
        var builder = new EvidenceBuilder(all.schemaVersion(), all.scanId(), all.mode(), all.host(), all.observedAt());
        builder.path = all.path();
        builder.dns = all.dns();
        builder.addresses = all.addresses();
        builder.ports = all.ports();
        builder.otherPorts = all.otherPorts();
        builder.tls = all.tls();
        builder.exchanges = all.exchanges();
        builder.zoneTransfers = all.zoneTransfers();
        builder.wildcards = all.wildcards();
        builder.registration = all.registration();
        builder.breachHistory = all.breachHistory();
        builder.coverage = all.coverage();
        builder.screenshot = all.screenshot();
        builder.reliance = all.reliance();
        builder.nameServerNetworks = all.nameServerNetworks();
        builder.soaRereading = all.soaRereading();
        builder.neighbours = all.neighbours();
        builder.trustedBy = all.trustedBy();
        return builder;
    }

    public EvidenceBuilder path(List<DiscoveryStep> steps) {
        path = steps;
        return this;
    }

    public EvidenceBuilder dns(List<DnsLookup> lookups) {
        dns = lookups;
        return this;
    }

    public EvidenceBuilder addresses(List<AddressObservation> observations) {
        addresses = observations;
        return this;
    }

    public EvidenceBuilder ports(List<PortObservation> open) {
        ports = open;
        return this;
    }

    public EvidenceBuilder otherPorts(List<PortGroup> notOpen) {
        otherPorts = notOpen;
        return this;
    }

    public EvidenceBuilder tls(List<TlsObservation> handshakes) {
        tls = handshakes;
        return this;
    }

    public EvidenceBuilder exchanges(List<Exchange> made) {
        exchanges = made;
        return this;
    }

    public EvidenceBuilder zoneTransfers(List<ZoneTransferAttempt> attempts) {
        zoneTransfers = attempts;
        return this;
    }

    public EvidenceBuilder wildcards(List<WildcardVerdict> verdicts) {
        wildcards = verdicts;
        return this;
    }

    public EvidenceBuilder registration(@Nullable DomainRegistration known) {
        registration = known;
        return this;
    }

    public EvidenceBuilder breachHistory(@Nullable BreachHistory known) {
        breachHistory = known;
        return this;
    }

    public EvidenceBuilder coverage(List<Coverage> probes) {
        coverage = probes;
        return this;
    }

    /// A picture, or none, and what became of the attempt.
    public EvidenceBuilder screenshot(@Nullable Screenshot picture, Coverage attempt) {
        screenshot = picture;
        return covering(attempt);
    }

    /// What was asked about things of others, and what became of asking.
    public EvidenceBuilder reliance(Reliance found, Coverage attempt) {
        reliance = found.isEmpty() ? null : found;
        return covering(attempt);
    }

    public EvidenceBuilder nameServerNetworks(List<ServerNetwork> networks) {
        nameServerNetworks = networks;
        return this;
    }

    public EvidenceBuilder soaRereading(SoaRereading made) {
        soaRereading = made;
        return this;
    }

    public EvidenceBuilder neighbours(List<Neighbour> showing) {
        neighbours = showing;
        return this;
    }

    public EvidenceBuilder trustedBy(List<Trust> giving) {
        trustedBy = giving;
        return this;
    }

    private EvidenceBuilder covering(Coverage attempt) {
        var more = new ArrayList<>(coverage);
        more.add(attempt);
        coverage = more;
        return this;
    }

    public Evidence build() {
        return new Evidence(
                schemaVersion,
                scanId,
                mode,
                host,
                observedAt,
                path,
                dns,
                addresses,
                ports,
                otherPorts,
                tls,
                exchanges,
                zoneTransfers,
                wildcards,
                registration,
                breachHistory,
                coverage,
                screenshot,
                reliance,
                nameServerNetworks,
                soaRereading,
                neighbours,
                trustedBy);
    }
}
