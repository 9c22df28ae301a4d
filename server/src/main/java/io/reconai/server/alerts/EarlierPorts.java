package io.reconai.server.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.PortState;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.EvidenceStore;
import io.reconai.server.store.ScanNewsStore.AssetNews;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Which ports were opened since an earlier look: those that it asked at and did not find open. A port that nobody
/// asked at may have been open all along.
@ApplicationScoped
class EarlierPorts {

    private static final int AT_ONCE = 100;

    private final EvidenceStore evidence;

    EarlierPorts(EvidenceStore evidence) {
        this.evidence = evidence;
    }

    /// @param grown assets with more open ports than an earlier look saw
    Map<AssetNews, List<Integer>> opened(Workspace workspace, List<AssetNews> grown) {
        Map<String, TreeMap<String, AssetNews>> byScan = new LinkedHashMap<>();
        for (var news : grown) {
            if (news.earlier() != null) {
                byScan.computeIfAbsent(news.earlier().scanId(), _ -> new TreeMap<>())
                        .put(news.row().assetValue(), news);
            }
        }
        Map<AssetNews, List<Integer>> opened = new LinkedHashMap<>();
        byScan.forEach((scanId, hosts) -> compare(workspace, scanId, hosts, opened));
        return opened;
    }

    private void compare(
            Workspace workspace,
            String scanId,
            TreeMap<String, AssetNews> hosts,
            Map<AssetNews, List<Integer>> opened) {
        var last = "";
        for (var lines = evidence.lines(workspace, scanId, last, AT_ONCE); !lines.isEmpty(); ) {
            for (var line : lines) {
                last = line.host();
                var news = hosts.remove(line.host());
                if (news != null) {
                    var ports = opened(news, line.json());
                    if (!ports.isEmpty()) {
                        opened.put(news, ports);
                    }
                }
            }
            if (hosts.isEmpty()) {
                return;
            }
            lines = evidence.lines(workspace, scanId, last, AT_ONCE);
        }
    }

    private static List<Integer> opened(AssetNews news, String earlier) {
        try {
            var before = Json.mapper().readValue(earlier, Evidence.class);
            var fresh = new ArrayList<>(news.row().openPorts());
            fresh.removeAll(Objects.requireNonNull(news.earlier()).ports());
            fresh.removeIf(port -> !wasAskedAt(before, port));
            return fresh;
        } catch (JsonProcessingException unreadable) {
            return List.of(); // of another version: nothing is concluded from it
        }
    }

    private static boolean wasAskedAt(Evidence before, int port) {
        return before.otherPorts().stream()
                .anyMatch(group -> (group.state() == PortState.CLOSED || group.state() == PortState.FILTERED)
                        && group.contains(port));
    }
}
