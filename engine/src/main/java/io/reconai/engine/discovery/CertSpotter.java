package io.reconai.engine.discovery;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.Text;
import io.reconai.engine.sources.KeyedSource;
import io.reconai.engine.sources.SourceJson;
import io.reconai.engine.sources.SourceRequest;
import io.reconai.engine.sources.SourceRules;
import io.reconai.engine.sources.Sources;
import io.reconai.engine.sources.UnexpectedAnswerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Certificate transparency (RFC 9162) as Cert Spotter shows it: unexpired certificates, page after page.
///
/// `GET {base}/v1/issuances?domain=…&include_subdomains=true&expand=dns_names&after={last id}` until a page is empty.
/// Ids are opaque text. A page that brings no new id ends it too: a server that repeats itself would never end.
public final class CertSpotter implements Collector {

    private static final SourceRules RULES =
            SourceRules.of("ct.certspotter", Duration.ofSeconds(1), Duration.ofSeconds(90));
    private static final int MOST_PAGES = 1_000;
    private static final int MOST_DETAIL = 100;

    private final KeyedSource source;
    private final Sources sources;

    /// @param source such as `https://api.certspotter.com/`; its free use needs no key
    public CertSpotter(KeyedSource source, Sources sources) {
        this.source = source;
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
        var ids = new HashSet<String>();
        var after = "";
        for (var page = 1; page <= MOST_PAGES; page++) {
            var rows = session.ask(request(discovery, after), body -> read(body, names), Page::complete);
            if (rows.isEmpty() || rows.get().ids().isEmpty()) {
                return names.health(session);
            }
            if (!ids.addAll(rows.get().ids())) {
                session.limited("it repeated a page");
                return names.health(session);
            }
            if (names.isFull() || session.isOutOfTime()) {
                session.limited("stopped after " + page + " pages");
                return names.health(session);
            }
            after = rows.get().ids().getLast();
        }
        session.limited("stopped after " + MOST_PAGES + " pages");
        return names.health(session);
    }

    /// @param complete false when the array ended in the middle; then the next page begins there
    private record Page(List<String> ids, boolean complete) {}

    private SourceRequest request(Discovery discovery, String after) {
        var query = "v1/issuances?domain=" + discovery.domain() + "&include_subdomains=true&expand=dns_names";
        var page = after.isEmpty() ? "" : "&after=" + Addresses.encoded(after);
        var request = SourceRequest.get(Addresses.of(source.base(), query + page));
        return source.key().isNone()
                ? request
                : request.withKey("Authorization", "Bearer " + source.key().text());
    }

    private static Page read(byte[] body, SourceNames names) throws UnexpectedAnswerException {
        var ids = new ArrayList<String>();
        var complete = SourceJson.readArray(body, row -> {
            var id = row.path("id").asText();
            ids.add(id);
            var detail = "certificate " + Text.visible(row.path("cert_sha256").asText(id), MOST_DETAIL);
            row.path("dns_names").forEach(name -> names.proven(name.asText(), detail));
        });
        return new Page(ids, complete);
    }
}
