package io.reconai.server.scans;

import io.reconai.server.identity.Workspace;
import io.reconai.server.store.EvidenceStore;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// A scan's evidence as the lines of an evidence file (see [io.reconai.engine.EvidenceLog]): a host each, in the order
/// of their names, and the report. A few are in memory; no connection is held in between. Used by one thread.
final class EvidenceLines implements Iterator<String> {

    /// A host has some hundred kilobytes at most.
    private static final int AT_ONCE = 20;

    private final EvidenceStore evidence;
    private final Workspace workspace;
    private final String scanId;
    private final Deque<String> read = new ArrayDeque<>();
    private String last = "";
    private boolean isEnd;

    EvidenceLines(EvidenceStore evidence, Workspace workspace, String scanId) {
        this.evidence = evidence;
        this.workspace = workspace;
        this.scanId = scanId;
    }

    @Override
    public boolean hasNext() {
        if (read.isEmpty() && !isEnd) {
            var hosts = evidence.lines(workspace, scanId, last, AT_ONCE);
            for (var host : hosts) {
                read.add("{\"evidence\":" + host.json() + "}");
                last = host.host();
            }
            if (hosts.size() < AT_ONCE) {
                isEnd = true;
                evidence.report(workspace, scanId).ifPresent(report -> read.add("{\"report\":" + report + "}"));
            }
        }
        return !read.isEmpty();
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return read.remove();
    }

    /// The same as one text.
    Reader reader() {
        return new Reader() {
            private String line = "";
            private int at;

            @Override
            public int read(char[] into, int offset, int length) {
                if (at == line.length()) {
                    if (!hasNext()) {
                        return -1;
                    }
                    line = next() + "\n";
                    at = 0;
                }
                var count = Math.min(length, line.length() - at);
                line.getChars(at, at + count, into, offset);
                at += count;
                return count;
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }
}
