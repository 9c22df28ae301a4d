package io.reconai.engine.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.Text;
import io.reconai.engine.sources.SourceJson;
import io.reconai.engine.sources.SourceRequest;
import io.reconai.engine.sources.SourceRules;
import io.reconai.engine.sources.SourceSession;
import io.reconai.engine.sources.Sources;
import io.reconai.engine.sources.UnexpectedAnswerException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Certificate transparency (RFC 9162) as crt.sh shows it: `GET {base}/?q=%25.{domain}&output=json`, an array of rows,
/// and once with `q={domain}`, since what shares a certificate with the domain itself is related.
///
/// Under load it answers 502 to 504, HTML with status 200, or an empty array, so each of these is asked again and an
/// empty array is believed when it is said twice. An array that ends in the middle counts as far as it goes. A
/// precertificate and its certificate are two rows with the same names. It bears five questions a minute.
public final class CrtSh implements Collector {

    private static final SourceRules RULES =
            new SourceRules("ct.crtsh", Duration.ofSeconds(12), Duration.ofSeconds(60), Duration.ofSeconds(90));

    private static final int MOST_DETAIL = 100;

    private final URI base;
    private final Sources sources;

    /// @param base such as `https://crt.sh/`
    public CrtSh(URI base, Sources sources) {
        this.base = base;
        this.sources = sources;
    }

    @Override
    public String id() {
        return RULES.id();
    }

    @Override
    public ScanMode leastMode() {
        return ScanMode.PASSIVE;
    }

    @Override
    public SourceHealth collect(Discovery discovery) throws InterruptedException {
        var session = sources.open(RULES);
        var names = new SourceNames(discovery, id());
        if (ask(session, "%25." + discovery.domain(), names) && !names.isFull()) {
            ask(session, discovery.domain().value(), names);
        }
        return names.health(session);
    }

    /// Reads row by row, so that an answer of 20 MiB does not become a tree.
    private boolean ask(SourceSession session, String question, SourceNames names) throws InterruptedException {
        var request = SourceRequest.get(Addresses.of(base, "?q=" + question + "&output=json"));
        var answers = new AtomicInteger();
        return session.ask(request, body -> read(body, answers.getAndIncrement() > 0, names), whole -> whole)
                .isPresent();
    }

    /// False when it ended in the middle.
    private static boolean read(byte[] body, boolean again, SourceNames names) throws UnexpectedAnswerException {
        var rows = new AtomicInteger();
        var whole = SourceJson.readArray(body, row -> {
            rows.incrementAndGet();
            add(row, names);
        });
        if (rows.get() == 0 && !again) {
            throw new UnexpectedAnswerException("no certificates");
        }
        return whole;
    }

    private static void add(JsonNode row, SourceNames names) {
        var detail = "certificate " + Text.visible(row.path("serial_number").asText("?"), MOST_DETAIL);
        names.proven(row.path("common_name").asText(), detail);
        row.path("name_value").asText().lines().forEach(line -> names.proven(line, detail));
    }
}
