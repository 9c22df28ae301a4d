package io.reconai.lab;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/// Which packets a server drops; see [ResolverFault]. Used by one thread.
final class PacketLoss {

    private static final int MOST_LOST = 5;

    private final Optional<ResolverFault> fault;
    private final SplittableRandom random = new SplittableRandom(42);
    private final Map<String, Integer> leftToLose = new HashMap<>();

    PacketLoss(Optional<ResolverFault> fault) {
        this.fault = fault;
    }

    /// Whether a packet that has just come is to be dropped.
    boolean drop(Message query) {
        return fault.map(how -> switch (how) {
                    case LOSSY -> random.nextInt(10) == 0;
                    case VERY_LOSSY -> loseFirst(text(query));
                    case DEAF_TO_SOME -> text(query).matches("[^.]*8\\..*");
                    case SILENT -> true;
                    case LYING, SLOW, FAILING -> false;
                })
                .orElse(false);
    }

    private boolean loseFirst(String question) {
        var left = leftToLose.getOrDefault(question, lost(question));
        leftToLose.put(question, Math.max(0, left - 1));
        return left > 0;
    }

    /// As often as a coin falls on one side, before it falls on the other.
    private static int lost(String question) {
        return Math.min(MOST_LOST, Long.numberOfTrailingZeros(new SplittableRandom(question.hashCode()).nextLong()));
    }

    private static String text(Message query) {
        Record question = query.getQuestion();
        return question == null
                ? ""
                : question.getName().toString().toLowerCase(Locale.ROOT) + " " + question.getType();
    }
}
