package io.reconai.lab;

import io.reconai.lab.Site.Answer;
import io.reconai.lab.Site.Pace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/// How a third party of the lab may misbehave.
public enum Fault {
    /// Status 500, always, with a page for people; so are the next three.
    BROKEN(status(500)),
    BAD_GATEWAY(status(502)),
    UNAVAILABLE(status(503)),
    GATEWAY_TIMEOUT(status(504)),
    /// Does not accept the key.
    UNAUTHORIZED(status(401)),
    /// Does not accept the plan.
    FORBIDDEN(status(403)),
    /// Is no longer where it was, or knows nothing.
    MISSING(status(404)),
    /// Wants to be left alone for a second, then answers.
    BUSY(busyOnce("1")),
    /// The same with a date.
    BUSY_UNTIL(good -> once(
            good,
            () -> tooMany(DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(1))))),
    /// Wants to be left alone for no time at all, then answers.
    BUSY_NOW(busyOnce("0")),
    /// Wants to be left alone for less than no time, then answers.
    BUSY_NEGATIVE(busyOnce("-5")),
    /// Wants to be left alone and does not say for how long, then answers.
    BUSY_SILENT(busyOnce("")),
    /// Wants to be left alone for a day.
    EXHAUSTED(good -> request -> tooMany("86400")),
    /// Nothing in it.
    EMPTY(changed(good -> good.withBody(good.body().length > 0 && good.body()[0] == '[' ? "[]" : "{}"))),
    /// Something that is no JSON.
    GARBAGE(good -> request -> Answer.text(200, "application/json", "{\"a\": [1, 2, \u0000 nonsense")),
    /// JSON that ends in the middle, in a message that is whole.
    HALF(changed(good -> good.withBody(new String(good.body(), 0, good.body().length / 2, StandardCharsets.UTF_8)))),
    /// A page with status 200.
    PAGE(good -> request -> Answer.html(200, "<!DOCTYPE html><html><body>Please try again later</body></html>")),
    /// A body that never ends.
    ENDLESS(sent(Pace.ENDLESS)),
    /// One octet a second.
    DRIPPING(sent(Pace.DRIPPING)),
    /// Closes in the middle of the body.
    CUT(sent(Pace.CUT)),
    /// Resets the connection in the middle of the body.
    RESET(sent(Pace.RESET)),
    /// Announces more than it sends.
    TOO_LONG(sent(Pace.MORE_SAID)),
    /// Announces less than it sends.
    TOO_SHORT(sent(Pace.LESS_SAID)),
    /// 64 MiB of zeros, compressed to a thousandth.
    BOMB(changed(_ -> bomb())),
    /// Sends the visitor to an address inside.
    ELSEWHERE(good -> request -> Answer.redirect(301, "http://10.0.0.5/")),
    /// Answers every question as it did the first, so that pages have no end.
    SAME_PAGE(Fault::samePage),
    /// Names that are none: with control characters, too long, of others, addresses of mail.
    STRANGE_NAMES(changed(Fault::withStrangeNames));

    private static final String[] STRANGE = {
        "x\\u0000.acme.test",
        "x%00.acme.test",
        "x".repeat(260) + ".acme.test",
        "x\\ny.acme.test",
        "X-1.ACME.TEST",
        "b\u00fccher.acme.test",
        "admin@acme.test",
        "acme.test.evil.example",
        "x\\u202e.acme.test",
        "..acme.test",
        "-x.acme.test",
        "*.*.acme.test",
        "<script>.acme.test",
    };

    private final UnaryOperator<Site> way;

    Fault(UnaryOperator<Site> way) {
        this.way = way;
    }

    /// A site that does so.
    Site in(Site good) {
        return way.apply(good);
    }

    private static UnaryOperator<Site> status(int code) {
        return good -> request -> Answer.html(code, "<html><body>Status " + code + "</body></html>");
    }

    private static UnaryOperator<Site> changed(UnaryOperator<Answer> change) {
        return good -> request -> change.apply(good.answer(request));
    }

    private static UnaryOperator<Site> sent(Pace pace) {
        return changed(answer -> answer.sent(pace));
    }

    private static UnaryOperator<Site> busyOnce(String retryAfter) {
        return good -> once(good, () -> tooMany(retryAfter));
    }

    private static Site once(Site good, java.util.function.Supplier<Answer> first) {
        var asked = new AtomicInteger();
        return request -> asked.getAndIncrement() == 0 ? first.get() : good.answer(request);
    }

    private static Answer tooMany(String retryAfter) {
        var answer = Answer.text(429, "application/json", "{\"code\":\"rate_limited\"}");
        return retryAfter.isEmpty() ? answer : answer.with("Retry-After", retryAfter);
    }

    private static Site samePage(Site good) {
        var first = new ConcurrentHashMap<String, Site.Request>();
        return request -> good.answer(first.computeIfAbsent(request.path(), _ -> request));
    }

    private static Answer withStrangeNames(Answer good) {
        var text = new String(good.body(), StandardCharsets.UTF_8);
        var number = new AtomicInteger();
        return good.withBody(java.util.regex.Pattern.compile("\"[^\"]*acme\\.test\"")
                .matcher(text)
                .replaceAll(_ -> java.util.regex.Matcher.quoteReplacement(
                        '"' + STRANGE[number.getAndIncrement() % STRANGE.length] + '"')));
    }

    private static Answer bomb() {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            for (var mebibytes = 0; mebibytes < 64; mebibytes++) {
                gzip.write(new byte[1024 * 1024]);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written to", impossible);
        }
        return Answer.text(200, "application/json", "")
                .withBody(packed.toByteArray())
                .with("Content-Encoding", "gzip");
    }
}
