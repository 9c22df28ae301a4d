package io.reconai.engine.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.sources.SourceJson;
import io.reconai.engine.sources.SourceRequest;
import io.reconai.engine.sources.SourceRules;
import io.reconai.engine.sources.Sources;
import io.reconai.engine.sources.UnexpectedAnswerException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Certificate transparency (RFC 9162) as crt.sh shows it: `GET {base}/?q=%25.{domain}&output=json`, an array of rows.
///
/// Under load it answers 502 to 504, HTML with status 200, or an empty array, so each of these is asked again and an
/// empty array is believed when it is said twice. An array that ends in the middle counts as far as it goes. A
/// precertificate and its certificate are two rows with the same names.
public final class CrtSh implements Collector {

    private static final SourceRules RULES =
            new SourceRules("ct.crtsh", Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(90));

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

    /// @param complete false when the array ended in the middle
    private record Rows(List<JsonNode> rows, boolean complete) {}

    @Override
    public SourceHealth collect(Discovery discovery) throws InterruptedException {
        var session = sources.open(RULES);
        var names = new SourceNames(discovery, id());
        var answers = new int[1];
        var found = session.ask(
                SourceRequest.get(Addresses.of(base, "?q=%25." + discovery.domain() + "&output=json")),
                body -> read(body, answers[0]++ > 0));
        found.ifPresent(rows -> {
            rows.rows().forEach(row -> add(row, names));
            if (!rows.complete() || names.isFull()) {
                session.limited("the answer ended in the middle");
            }
        });
        return session.health(names.count());
    }

    private static Rows read(byte[] body, boolean again) throws UnexpectedAnswerException {
        var rows = new ArrayList<JsonNode>();
        var complete = SourceJson.readArray(body, rows::add);
        if (rows.isEmpty() && !again) {
            throw new UnexpectedAnswerException("no certificates");
        }
        return new Rows(rows, complete);
    }

    private static void add(JsonNode row, SourceNames names) {
        var detail = "certificate " + row.path("serial_number").asText("?");
        names.proven(row.path("common_name").asText(), detail);
        row.path("name_value").asText().lines().forEach(line -> names.proven(line, detail));
    }
}
