package io.reconai.server.scans;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The places in which scans run, shared fairly: a free one goes to the workspace that has the fewest running, of these
/// to the one whose last turn is longest ago, and within a workspace to who came first.
///
/// Safe for use by many threads.
final class ScanPlaces {

    /// One scan that waits for a place.
    private static final class Waiting {
        final int atOnce;
        final Condition admission;
        boolean isAdmitted;

        Waiting(int atOnce, Condition admission) {
            this.atOnce = atOnce;
            this.admission = admission;
        }
    }

    /// One workspace that has scans here.
    private static final class Line {
        final Deque<Waiting> waiting = new ArrayDeque<>();
        int running;

        /// When it came, was served or gave a place back, whichever was last.
        long lastTurn;

        Line(long lastTurn) {
            this.lastTurn = lastTurn;
        }

        boolean mayGoOn() {
            var first = waiting.peek();
            return first != null && running < first.atOnce;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Line> lines = new HashMap<>();
    private int free;
    private long turns;

    ScanPlaces(int places) {
        free = places;
    }

    /// Waits for a place.
    ///
    /// @param atOnce how many the workspace may have at the same time
    /// @throws InterruptedException when the scan is canceled; it then holds no place
    void take(String workspaceId, int atOnce) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var line = lines.computeIfAbsent(workspaceId, _ -> new Line(++turns));
            var self = new Waiting(atOnce, lock.newCondition());
            line.waiting.add(self);
            admit();
            try {
                while (!self.isAdmitted) {
                    self.admission.await();
                }
            } catch (InterruptedException canceled) {
                if (self.isAdmitted) {
                    leave(workspaceId, line);
                } else {
                    line.waiting.remove(self);
                    forgetIfIdle(workspaceId, line);
                }
                throw canceled;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Gives a place back that was taken.
    void giveBack(String workspaceId) {
        lock.lock();
        try {
            var line = lines.get(workspaceId);
            if (line == null || line.running == 0) {
                throw new IllegalStateException("no place is taken by " + workspaceId);
            }
            leave(workspaceId, line);
        } finally {
            lock.unlock();
        }
    }

    private void leave(String workspaceId, Line line) {
        line.running--;
        line.lastTurn = ++turns;
        free++;
        forgetIfIdle(workspaceId, line);
        admit();
    }

    private void forgetIfIdle(String workspaceId, Line line) {
        if (line.running == 0 && line.waiting.isEmpty()) {
            lines.remove(workspaceId);
        }
    }

    /// How many scans wait for a place.
    int waiting() {
        lock.lock();
        try {
            return lines.values().stream().mapToInt(line -> line.waiting.size()).sum();
        } finally {
            lock.unlock();
        }
    }

    private void admit() {
        while (free > 0) {
            var next = lines.values().stream()
                    .filter(Line::mayGoOn)
                    .min(Comparator.<Line>comparingInt(line -> line.running).thenComparingLong(line -> line.lastTurn));
            if (next.isEmpty()) {
                return;
            }
            var line = next.get();
            var first = line.waiting.remove();
            first.isAdmitted = true;
            first.admission.signal();
            line.running++;
            line.lastTurn = ++turns;
            free--;
        }
    }
}
