package io.reconai.engine.dns;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.net.Dialer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Asks one type of very many names, as fast as the resolvers answer; only names that exist cost more than a
/// packet.
///
/// An event loop of its own over one connected socket a resolver: the system drops what comes from elsewhere, ids
/// are random and the socket's port too (RFC 5452), an answer must repeat the question. More sockets keep more
/// threads of a server awake than a small machine has processors (measured: up to 1.6 times as long). An unanswered
/// question is asked again, of another resolver where there is one. Names are read no further than answers come, so
/// that memory stays bounded for any number of them. The queue of names that exist ends with an empty entry.
final class Sweep implements Runnable {

    private static final int BUFFER_BYTES = 4 * 1024 * 1024;
    private static final int MAX_MESSAGE = 65_535;
    private static final int READS_AT_ONCE = 256;

    /// More names that exist than this wait to be taken: then no further question is sent.
    private static final int MOST_HITS_WAITING = 1_000;

    /// More questions than this wait to be asked again: then no further name is read.
    private static final int MOST_REPEATS_WAITING = 10_000;

    /// A name that gets so many answers that tell nothing stays unanswered; with eight tries that are lost, a name
    /// costs at most twelve packets.
    private static final int MOST_FAULTS = 5;

    /// Packets that are sent again as soon as the one before counts as lost.
    private static final int HASTY_TRIES = 5;

    /// A resolver that had no answer, and nobody else had, or that lost many packets is given this long to recover.
    private static final long PAUSE_NANOS = 250_000_000;

    private final Iterator<String> names;
    private final RecordType type;
    private final BlockingQueue<Optional<DnsLookup>> hits;
    private final int tries;
    private final Selector selector;
    private final Lanes lanes;

    /// Questions that are to be asked again, at once and after a pause.
    private final ArrayDeque<Query> again = new ArrayDeque<>();

    private final ArrayDeque<Query> later = new ArrayDeque<>();
    private @Nullable Query fresh;
    private final ByteBuffer received = ByteBuffer.allocateDirect(MAX_MESSAGE);
    private final ByteBuffer sent = ByteBuffer.allocateDirect(512);
    private final QueryIds ids = new QueryIds();
    private int waiting;
    private volatile boolean cancelled;

    final LongAdder asked = new LongAdder();
    final LongAdder answered = new LongAdder();
    final LongAdder skipped = new LongAdder();

    Sweep(
            Iterator<String> names,
            RecordType type,
            List<InetSocketAddress> resolvers,
            DnsSettings settings,
            Dialer dialer,
            BlockingQueue<Optional<DnsLookup>> hits)
            throws IOException {
        this.names = names;
        this.type = type;
        this.hits = hits;
        tries = Math.min(Lane.MOST_TRIES, settings.sweepTries());
        selector = Selector.open();
        var now = System.nanoTime();
        var all = new ArrayList<Lane>();
        for (var resolver : resolvers) {
            try {
                var channel = dialer.connectDatagram(resolver);
                var window = new Window(Duration.ofMillis(400));
                var perSecond = settings.questionsPerSecond(resolver);
                var lane = new Lane(all.size(), resolver, channel, window, tries, perSecond, now);
                all.add(lane);
                channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
                channel.register(selector, SelectionKey.OP_READ, lane);
            } catch (SocketException | UnsupportedOperationException unreachable) {
                // No packet can be sent to it, for instance because there is no IPv6 here; others may do.
            }
        }
        lanes = new Lanes(all);
    }

    void cancel() {
        cancelled = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        try {
            while (!cancelled && fill()) {
                selector.select(1);
                receive();
                expire();
            }
        } catch (IOException broken) {
            // What was not answered is counted as such.
        } finally {
            close();
            hits.add(Optional.empty());
        }
    }

    /// Sends as much as the windows hold; false when nothing is left to ask or to wait for, or nobody to ask.
    private boolean fill() throws IOException {
        if (hits.size() > MOST_HITS_WAITING) {
            return true;
        }
        var now = System.nanoTime();
        while (!later.isEmpty() && now - later.getFirst().dueAt >= 0) {
            again.add(later.removeFirst());
        }
        while (sendAgain(now) || sendFresh(now)) {
            // until nobody has room, or nothing is left
        }
        var isDone = fresh == null && waiting == 0 && again.isEmpty() && later.isEmpty() && !names.hasNext();
        return !isDone && lanes.anyLeft(now);
    }

    private boolean sendAgain(long now) throws IOException {
        var query = again.peek();
        if (query == null || !send(query, now)) {
            return false;
        }
        again.remove();
        return true;
    }

    private boolean sendFresh(long now) throws IOException {
        if (fresh == null && again.size() + later.size() < MOST_REPEATS_WAITING) {
            fresh = next();
        }
        if (fresh == null || !send(fresh, now)) {
            return false;
        }
        fresh = null;
        return true;
    }

    private @Nullable Query next() {
        while (names.hasNext()) {
            var query = Query.of(names.next(), type);
            if (query != null) {
                asked.increment();
                return query;
            }
            skipped.increment();
        }
        return null;
    }

    private boolean send(Query query, long now) throws IOException {
        var lane = lanes.free(query, now);
        return lane != null && send(query, lane, now);
    }

    private boolean send(Query query, Lane lane, long now) throws IOException {
        do {
            query.identify(ids.next());
        } while (lane.waiting[query.id] != null);
        sent.clear();
        sent.put(query.packet).flip();
        try {
            if (lane.channel.write(sent) == 0) {
                return false; // the send buffer is full
            }
        } catch (PortUnreachableException nobody) {
            lane.refused();
            return false;
        }
        lane.waiting[query.id] = query;
        waiting++;
        lane.sent(query, now);
        return true;
    }

    private void receive() throws IOException {
        for (var key : selector.selectedKeys()) {
            var lane = (Lane) key.attachment();
            try {
                receiveAll(lane);
            } catch (PortUnreachableException nobody) {
                lane.refused();
            }
        }
        selector.selectedKeys().clear();
    }

    private void receiveAll(Lane lane) throws IOException {
        var now = System.nanoTime();
        for (var left = READS_AT_ONCE; left > 0; left--) {
            received.clear();
            if (lane.channel.read(received) <= 0) {
                return;
            }
            received.flip();
            if (received.limit() >= Query.HEADER) {
                accept(lane, now);
            }
        }
    }

    private void accept(Lane lane, long now) {
        var query = lane.waiting[received.getShort(0) & 0xffff];
        var isResponse = (received.get(2) & 0xf8) == 0x80;
        if (query == null || !isResponse || !query.isAskedIn(received)) {
            return; // late, repeated or forged
        }
        lane.waiting[query.id] = null;
        waiting--;
        var rcode = received.get(3) & 0x0f;
        if (rcode != 0 && rcode != 3) {
            lane.failed(query, now);
            failed(query, lane, now);
            return;
        }
        lane.answered(query, now);
        answered.increment();
        var isCut = (received.get(2) & 0x02) != 0;
        var hasAnswers = received.getShort(6) != 0;
        if (rcode == 0 || hasAnswers || isCut) {
            hit(query, lane, isCut ? EventLoop.TRUNCATED : "udp");
        }
    }

    /// Another resolver may know better, or the same one later.
    private void failed(Query query, Lane lane, long now) {
        if (++query.faults == MOST_FAULTS) {
            return;
        }
        query.faultyLanes |= lane.bit;
        if (lanes.hasOther(query, now)) {
            again.add(query);
        } else {
            query.faultyLanes = 0;
            askLater(query, now);
        }
    }

    /// A name that exists; the only answers that are read in full.
    private void hit(Query query, Lane lane, String transport) {
        var octets = new byte[received.limit()];
        received.get(0, octets);
        var elapsedMs = (System.nanoTime() - query.sentAt) / 1_000_000;
        var question = new DnsQuestion(query.name, type);
        try {
            var message = DnsMessage.parse(octets, octets.length);
            hits.add(Optional.of(Answers.lookup(question, message, lane.resolver, transport, true, elapsedMs)));
        } catch (MalformedMessageException garbage) {
            hits.add(Optional.of(Answers.without(question, DnsOutcome.FORMERR, lane.resolver, "udp", true, elapsedMs)));
        }
    }

    private void expire() {
        var now = System.nanoTime();
        for (var lane : lanes.all()) {
            for (var query = lane.expired(now); query != null; query = lane.expired(now)) {
                lane.waiting[query.id] = null;
                waiting--;
                lost(query, now);
            }
        }
    }

    /// The last tries are spread over time: whoever has lost several in a row may be overrun, and is again at once.
    private void lost(Query query, long now) {
        if (++query.attempt >= tries) {
            return;
        }
        if (query.attempt < HASTY_TRIES) {
            again.add(query);
        } else {
            askLater(query, now);
        }
    }

    private void askLater(Query query, long now) {
        query.dueAt = now + PAUSE_NANOS;
        later.add(query);
    }

    private void close() {
        for (var lane : lanes.all()) {
            close(lane.channel);
        }
        close(selector);
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception broken) {
            // Nothing can be done about it, and nobody uses it any more.
        }
    }
}
