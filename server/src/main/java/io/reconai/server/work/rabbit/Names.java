package io.reconai.server.work.rabbit;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// The queues and exchanges. All are declared by whoever comes first, and by nobody for a single scan: a quorum queue
/// that is younger than a broker's crash may not come back (3.10).
final class Names {

    /// Hosts to look at.
    static final String ORDERS = "reconai.hosts";

    /// Orders that killed every worker that took them.
    static final String DEAD = "reconai.hosts.dead";

    static final String DEAD_LETTERS = "reconai.dead-letters";

    /// Tells all workers of orders that nobody waits for any more.
    static final String RECALLS = "reconai.recalls";

    /// How often an order is delivered again before it is put aside.
    static final int MOST_REDELIVERIES = 5;

    /// Nobody waits for an answer longer than a scan may take.
    static final Duration ORDER_LIFE = Duration.ofHours(2);

    private static final Duration DEAD_LIFE = Duration.ofDays(7);
    private static final int MOST_DEAD = 10_000;

    /// Answers wait this long for whoever ordered, should he be away.
    private static final Duration ANSWERS_LIFE = Duration.ofMinutes(30);

    private Names() {}

    static void declare(Channel channel) throws IOException {
        channel.exchangeDeclare(DEAD_LETTERS, BuiltinExchangeType.FANOUT, true);
        channel.exchangeDeclare(RECALLS, BuiltinExchangeType.FANOUT, true);
        channel.queueDeclare(
                DEAD, true, false, false, Map.of("x-message-ttl", DEAD_LIFE.toMillis(), "x-max-length", MOST_DEAD));
        channel.queueBind(DEAD, DEAD_LETTERS, "");
        channel.queueDeclare(
                ORDERS,
                true,
                false,
                false,
                Map.of(
                        "x-queue-type",
                        "quorum",
                        "x-delivery-limit",
                        MOST_REDELIVERIES,
                        "x-dead-letter-exchange",
                        DEAD_LETTERS));
    }

    /// The queue in which one orderer finds what came of his orders; it outlives his connection, not his end.
    static String answers(Channel channel, String orderer) throws IOException {
        var name = "reconai.answers." + orderer;
        channel.queueDeclare(name, true, false, false, Map.of("x-expires", ANSWERS_LIFE.toMillis()));
        channel.queueBind(name, DEAD_LETTERS, "");
        return name;
    }
}
