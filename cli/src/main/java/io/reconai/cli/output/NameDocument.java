package io.reconai.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.engine.ScanEvent;
import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.WildcardVerdict;
import io.reconai.engine.net.IpAddresses;
import java.util.List;

/// A found name as `reconai discover --format jsonl` shows it.
public record NameDocument(
        String name, List<String> addresses, List<DiscoveryStep> path, List<WildcardVerdict> wildcards) {

    /// What was told of a name.
    public static NameDocument of(ScanEvent.HostFound found) {
        return new NameDocument(
                found.name().value(),
                found.addresses().stream().map(IpAddresses::text).toList(),
                List.of(found.found()),
                found.verdicts());
    }

    /// One line.
    public String json() {
        try {
            return Json.mapper().writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of texts", impossible);
        }
    }
}
