package io.reconai.engine.services;

import io.reconai.engine.asset.AccessAnswer.Outcome;
import io.reconai.engine.asset.Confidence;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// A broker's Connection.Start (AMQP 0-9-1 §1.4.2), which tells the ways to sign in, and what came of taking the one
/// that is for nobody in particular: ANONYMOUS (RFC 4505). Connection.Tune is said to clients that were let in.
final class AmqpBroker implements Recogniser {

    private static final String QUESTION = "amqp";
    private static final String ANONYMOUS_QUESTION = "amqp-anonymous";
    private static final String ANONYMOUS = "ANONYMOUS";

    /// A frame of a method on channel 0.
    private static final String METHOD_FRAME = "\u0001\0\0";
    private static final int HEADER_BYTES = 7;
    private static final int CONNECTION = 10;
    private static final int START = 10;
    private static final int TUNE = 30;
    private static final char FRAME_END = '\u00ce';

    /// Within the table of the server's properties: a short string names a long one.
    private static final Pattern RABBITMQ = Pattern.compile(
            "(?s)\u0007productS\0\0\0\u0008RabbitMQ" + "\u0007versionS\0\0\0.(?<version>\\d[\\d.]{0,30})");

    @Override
    public Optional<Recognised> read(Heard heard) throws MalformedReplyException {
        if (!heard.question().equals(QUESTION) || !heard.startsWith(METHOD_FRAME) || !isMethod(heard, 0, START)) {
            return Optional.empty();
        }
        var end = end(heard, 0);
        var seen = product(heard);
        if (end > heard.text().length()) {
            return Optional.of(seen);
        }
        if (!takesAnybody(heard, end)) {
            return Optional.of(with(seen, Outcome.NEEDS_AUTHENTICATION, ""));
        }
        return Optional.of(
                end == heard.text().length()
                        ? with(seen, Outcome.UNKNOWN, ANONYMOUS_QUESTION)
                        : with(seen, answered(heard, end), ""));
    }

    /// True while the last frame is not there as a whole.
    static boolean isCut(Heard heard) {
        if (!heard.question().equals(QUESTION) || !heard.startsWith(METHOD_FRAME)) {
            return false;
        }
        try {
            var length = heard.text().length();
            var at = 0;
            while (at < length) {
                if (length - at < HEADER_BYTES) {
                    return true;
                }
                at = end(heard, at);
            }
            return at > length;
        } catch (MalformedReplyException _) {
            return false;
        }
    }

    private static Recognised product(Heard heard) {
        var told = RABBITMQ.matcher(heard.text());
        return told.find()
                ? Recognised.of("amqp").product("RabbitMQ", told.group("version"), "vmware:rabbitmq")
                : Recognised.of("amqp");
    }

    private static Recognised with(Recognised seen, Outcome outcome, String then) {
        return new Recognised(
                seen.service(), seen.product(), seen.version(), seen.cpe(), outcome, Confidence.CERTAIN, then);
    }

    /// Whether ANONYMOUS is one of the mechanisms: a long string of words, behind the version and the table.
    private static boolean takesAnybody(Heard heard, int end) throws MalformedReplyException {
        var table = HEADER_BYTES + 6;
        var mechanisms = table + 4L + u32(heard, table);
        if (mechanisms + 4 > end) {
            throw new MalformedReplyException("the properties go beyond the frame");
        }
        var start = (int) mechanisms + 4;
        var length = u32(heard, (int) mechanisms);
        if (start + length > end) {
            throw new MalformedReplyException("the mechanisms go beyond the frame");
        }
        var words = heard.text().substring(start, (int) (start + length)).split(" ");
        return Arrays.asList(words).contains(ANONYMOUS);
    }

    /// What was said next. Anything but Tune is no way in.
    private static Outcome answered(Heard heard, int at) throws MalformedReplyException {
        var letIn = heard.text().startsWith(METHOD_FRAME, at)
                && end(heard, at) <= heard.text().length()
                && isMethod(heard, at, TUNE);
        return letIn ? Outcome.OPEN : Outcome.NEEDS_AUTHENTICATION;
    }

    private static boolean isMethod(Heard heard, int at, int method) throws MalformedReplyException {
        return heard.u16(at + HEADER_BYTES) == CONNECTION && heard.u16(at + HEADER_BYTES + 2) == method;
    }

    /// Behind the frame that begins there, of which the last octet may not have been heard yet.
    private static int end(Heard heard, int at) throws MalformedReplyException {
        var last = at + HEADER_BYTES + u32(heard, at + 3);
        if (last > Visit.MOST_BYTES || last < heard.text().length() && heard.u8((int) last) != FRAME_END) {
            throw new MalformedReplyException("no frame ends at octet " + last);
        }
        return (int) last + 1;
    }

    private static long u32(Heard heard, int offset) throws MalformedReplyException {
        return (long) heard.u16(offset) << 16 | heard.u16(offset + 2);
    }
}
