package io.reconai.engine.asset;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.reconai.engine.ScanMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Everything observed about one host in one scan. Immutable; all judgement is a pure function of it.
///
/// Findings point into this document by JSON Pointer (RFC 6901), such as `/exchanges/0/answer/headers/3`.
/// Time for judging is [#observedAt]: a replay next year judges the same.
///
/// @param schemaVersion [#SCHEMA_VERSION] of the writer
/// @param path how the host was found, the first step first
/// @param ports the open ones
/// @param otherPorts those that were asked and are not open, grouped by what they said
/// @param registration of the scanned domain; null for other hosts and when not known
/// @param breachHistory of the scanned domain; null for other hosts and when no source answered
/// @param screenshot null where none was asked for, or none came about: the coverage says which
/// @param reliance what was asked about things of others; null where there was nothing to ask, and in evidence of
///     earlier versions
/// @param nameServerNetworks of every address of the scanned domain's name servers, or of none; empty for other
///     hosts, and in evidence of earlier versions
/// @param soaRereading of the scanned domain where its name servers had not said the same; null elsewhere, where
///     there was no time for it, and in evidence of earlier versions
/// @param neighbours what other hosts of the scan showed that concerns this one; known when all are
/// @param trustedBy what other hosts of the scan give to its names, where others could claim one; known when all are
public record Evidence(
        int schemaVersion,
        String scanId,
        ScanMode mode,
        Host host,
        Instant observedAt,
        List<DiscoveryStep> path,
        List<DnsLookup> dns,
        List<AddressObservation> addresses,
        List<PortObservation> ports,
        List<PortGroup> otherPorts,
        List<TlsObservation> tls,
        List<Exchange> exchanges,
        List<ZoneTransferAttempt> zoneTransfers,
        List<WildcardVerdict> wildcards,
        @Nullable DomainRegistration registration,
        @Nullable BreachHistory breachHistory,
        List<Coverage> coverage,
        @Nullable Screenshot screenshot,
        @Nullable Reliance reliance,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ServerNetwork> nameServerNetworks,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SoaRereading soaRereading,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Neighbour> neighbours,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Trust> trustedBy) {

    /// The version of this document's shape.
    public static final int SCHEMA_VERSION = 1;

    public Evidence {
        path = List.copyOf(path);
        dns = List.copyOf(dns);
        addresses = List.copyOf(addresses);
        ports = List.copyOf(ports);
        otherPorts = List.copyOf(otherPorts);
        tls = List.copyOf(tls);
        exchanges = List.copyOf(exchanges);
        zoneTransfers = List.copyOf(zoneTransfers);
        wildcards = List.copyOf(wildcards);
        coverage = List.copyOf(coverage);
        nameServerNetworks = nameServerNetworks == null ? List.of() : List.copyOf(nameServerNetworks);
        neighbours = neighbours == null ? List.of() : List.copyOf(neighbours);
        trustedBy = trustedBy == null ? List.of() : List.copyOf(trustedBy);
    }

    /// Whether it has come by more, when all hosts were known, than was seen of the host itself.
    @JsonIgnore
    public boolean knowsOfOthers() {
        return !neighbours.isEmpty() || !trustedBy.isEmpty();
    }

    /// What was asked about things of others; empty where that was nothing.
    public Optional<Reliance> reliances() {
        return Optional.ofNullable(reliance);
    }

    /// Evidence to be put together.
    public static EvidenceBuilder builder(String scanId, ScanMode mode, Host host, Instant observedAt) {
        return new EvidenceBuilder(scanId, mode, host, observedAt);
    }

    /// This evidence, to be changed.
    public EvidenceBuilder toBuilder() {
        return EvidenceBuilder.from(this);
    }

    /// Nothing observed yet about a host.
    public static Evidence empty(String scanId, ScanMode mode, Host host, Instant observedAt) {
        return builder(scanId, mode, host, observedAt).build();
    }

    /// The last lookup of a name and type, whoever answered through a resolver (recursion desired).
    public Optional<DnsLookup> lookup(String name, String type) {
        for (var i = dns.size() - 1; i >= 0; i--) {
            var lookup = dns.get(i);
            if (lookup.isResolvers()
                    && lookup.type().equals(type)
                    && lookup.name().equals(name)) {
                return Optional.of(lookup);
            }
        }
        return Optional.empty();
    }

    /// The host's own lookup of a type.
    public Optional<DnsLookup> lookup(String type) {
        return lookup(host.value(), type);
    }

    /// The answer of the host itself to `http://host/`, not of where it redirects.
    @JsonIgnore
    public Optional<Exchange> httpFirst() {
        return root(exchange -> !exchange.isHttps());
    }

    /// The answer of the host itself to `https://host/`, not of where it redirects.
    @JsonIgnore
    public Optional<Exchange> httpsFirst() {
        return root(Exchange::isHttps);
    }

    /// A request and the redirects that were followed from it, in order.
    public List<Exchange> chainOf(Exchange first) {
        return exchanges.stream()
                .filter(exchange -> exchange.chain() == first.chain())
                .toList();
    }

    /// The exchange at the end of the redirects from https, or from http where https does not answer.
    @JsonIgnore
    public Optional<Exchange> page() {
        return httpsFirst()
                .filter(exchange -> exchange.answer() != null)
                .or(() -> httpFirst().filter(exchange -> exchange.answer() != null))
                .map(this::endOfChain);
    }

    /// The numbers of the open TCP ports, over all addresses, ascending.
    @JsonIgnore
    public List<Integer> openPorts() {
        return ports.stream()
                .filter(port -> port.state() == PortState.OPEN && port.isTcp())
                .map(PortObservation::port)
                .distinct()
                .sorted()
                .toList();
    }

    /// Whether a TCP port is open at any address.
    public boolean isOpen(int number) {
        for (var port : ports) {
            if (port.port() == number && port.state() == PortState.OPEN && port.isTcp()) {
                return true;
            }
        }
        return false;
    }

    private Exchange endOfChain(Exchange first) {
        for (var i = exchanges.size() - 1; i >= 0; i--) {
            if (exchanges.get(i).chain() == first.chain()) {
                return exchanges.get(i);
            }
        }
        throw new IllegalArgumentException("not of this evidence: " + first.url());
    }

    private Optional<Exchange> root(Predicate<Exchange> scheme) {
        for (var exchange : exchanges) {
            if (exchange.hop() == 0 && exchange.probe().equals("root") && scheme.test(exchange)) {
                return Optional.of(exchange);
            }
        }
        return Optional.empty();
    }
}
