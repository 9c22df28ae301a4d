package io.reconai.server.scans;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Json;
import io.reconai.server.assets.AssetChange;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.EvidenceStore;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Goes over the hosts of two scans side by side, in the order of their names, and stops at each that both have and of
/// which a compared field differs. Used by one thread.
final class FieldWalk {

    private static final int AT_ONCE = 20;

    /// A host and what is different.
    record Stop(String host, List<AssetChange> changes) {}

    /// The hosts of one scan.
    private static final class Side {
        private final EvidenceStore evidence;
        private final Workspace workspace;
        private final String scanId;
        private final Deque<EvidenceStore.Line> read = new ArrayDeque<>();
        private String last = "";

        Side(EvidenceStore evidence, Workspace workspace, String scanId) {
            this.evidence = evidence;
            this.workspace = workspace;
            this.scanId = scanId;
        }

        EvidenceStore.@Nullable Line head() {
            if (read.isEmpty()) {
                read.addAll(evidence.lines(workspace, scanId, last, AT_ONCE));
            }
            return read.peek();
        }

        void pass() {
            last = read.remove().host();
        }
    }

    private final Side then;
    private final Side now;
    private @Nullable Stop stop;

    FieldWalk(EvidenceStore evidence, Workspace workspace, String earlier, String later) {
        then = new Side(evidence, workspace, earlier);
        now = new Side(evidence, workspace, later);
        advance();
    }

    /// Where it stands; null at the end.
    @Nullable
    Stop at() {
        return stop;
    }

    /// Goes on to the next stop.
    void advance() {
        stop = null;
        var before = then.head();
        var after = now.head();
        while (stop == null && before != null && after != null) {
            var order = before.host().compareTo(after.host());
            if (order == 0) {
                var changes = ComparedFields.of(read(before)).changesTo(ComparedFields.of(read(after)));
                stop = changes.isEmpty() ? null : new Stop(before.host(), changes);
            }
            if (order <= 0) {
                then.pass();
                before = then.head();
            }
            if (order >= 0) {
                now.pass();
                after = now.head();
            }
        }
    }

    private static Evidence read(EvidenceStore.Line line) {
        try {
            return Json.mapper().readValue(line.json(), Evidence.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
