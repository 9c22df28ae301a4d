package io.reconai.server.work;

import io.reconai.engine.DoneHosts;
import io.reconai.engine.NameSearch;
import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.WildcardVerdict;
import io.reconai.engine.enrichment.NameResolution;
import io.reconai.engine.ports.PortList;
import io.reconai.engine.services.DatagramPorts;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// One host of a scan that somebody else is to look at, as it travels.
///
/// @param subdomains whether names below the domain belong to the scan
/// @param lookups the DNS questions that led to the host, and what came back
public record HostOrder(
        String scanId,
        DomainName domain,
        ScanMode mode,
        boolean subdomains,
        List<Integer> ports,
        List<Integer> datagrams,
        Host host,
        DiscoveryStep step,
        List<DnsLookup> lookups,
        List<WildcardVerdict> verdicts) {

    public HostOrder {
        ports = List.copyOf(ports);
        datagrams = List.copyOf(datagrams);
        lookups = List.copyOf(lookups);
        verdicts = List.copyOf(verdicts);
    }

    /// What [HostObserver#observe] is asked for.
    public static HostOrder of(ScanRequest request, Host host, DiscoveryStep step, NameResolution.Real resolution) {
        return new HostOrder(
                request.scanId(),
                request.domain(),
                request.mode(),
                request.subdomains(),
                request.ports().ports(),
                request.datagrams().ports(),
                host,
                step,
                resolution.lookups(),
                resolution.verdicts());
    }

    /// @throws IOException when it is no order
    public static HostOrder read(byte[] json) throws IOException {
        return Json.mapper().readValue(json, HostOrder.class);
    }

    public byte[] write() throws IOException {
        return Json.mapper().writeValueAsBytes(this);
    }

    /// The scan, as far as it concerns one host.
    public ScanRequest request() {
        return new ScanRequest(
                scanId,
                domain,
                mode,
                NameSearch.everywhere().with(subdomains, false),
                new PortList(ports),
                new DatagramPorts(datagrams),
                1,
                ScanRequest.DEFAULT_DEADLINE,
                Set.of(),
                DoneHosts.NONE);
    }

    public NameResolution.Real resolution() {
        return new NameResolution.Real(lookups, verdicts);
    }
}
