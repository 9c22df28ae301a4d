package io.reconai.engine.technologies;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Json;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds in evidence what rules can be compared with. For one host, by one thread.
///
/// Only the host's own answers are read: where it redirects elsewhere, that other host is another asset. The same
/// body or header twice is read once.
final class EvidenceReader {

    /// The start pages over http and https and what lies behind their redirects; beyond that pages repeat themselves.
    private static final int MOST_PAGES = 6;

    private static final int MOST_SCRIPTS = 32;
    private static final int SCRIPT_CHARS = 256 * 1024;
    private static final int JSON_CHARS = 64 * 1024;
    private static final int VALUE_CHARS = 4 * 1024;
    private static final int MOST_LINES = 200;

    /// Icons of hosters' default pages are larger; this is an empty or a one-pixel picture.
    private static final int SMALLEST_ICON_BYTES = 17;

    private final Evidence evidence;
    private final String host;
    private final CaselessNames headerNames;
    private final Set<String> jsonPaths;
    private final Set<String> recordTypes;
    private final KnownPages knownPages;
    private final Observer observer;
    private final Set<String> bodies = new HashSet<>();
    private final Set<Header> headers = new HashSet<>();
    private boolean isWhole = true;
    private int pages;
    private int scripts;

    private EvidenceReader(Evidence evidence, Rulebook rulebook, KnownPages knownPages, Observer observer) {
        this.evidence = evidence;
        this.host = evidence.host().value();
        this.headerNames = rulebook.headerNames();
        this.jsonPaths = rulebook.names(Signal.JSON);
        this.recordTypes = rulebook.names(Signal.DNS);
        this.knownPages = knownPages;
        this.observer = observer;
    }

    /// Tells of everything in evidence that rules may speak of.
    ///
    /// @return whether all of it was told: else it depends on the rules what else was
    static boolean read(Evidence evidence, Rulebook rulebook, KnownPages knownPages, Observer observer) {
        var reader = new EvidenceReader(evidence, rulebook, knownPages, observer);
        for (var i = 0; i < evidence.exchanges().size(); i++) {
            reader.exchange(evidence.exchanges().get(i), "/exchanges/" + i + "/answer");
        }
        reader.dns();
        reader.certificates();
        reader.services();
        return reader.isWhole;
    }

    private void exchange(Exchange made, String place) {
        var answer = made.answered();
        if (answer.isEmpty() || !host.equalsIgnoreCase(made.host())) {
            return;
        }
        headers(made, answer.get(), place);
        if (answer.get().status() / 100 != 3) {
            body(made, answer.get(), place);
        }
    }

    private void headers(Exchange made, HttpAnswer answer, String place) {
        for (var i = 0; i < answer.headers().size(); i++) {
            var header = answer.headers().get(i);
            var name = headerNames.find(header.name());
            if (name == null) {
                continue; // as most: no rule speaks of it
            }
            var isNew = headers.add(header);
            var at = place + "/headers/" + i;
            if (name.equals("location") && made.probe().equals("root")) {
                redirect(made, header.value()).ifPresent(target -> tell(Signal.REDIRECT, "", target, at));
            }
            if (isNew) {
                tell(Signal.HEADER, name, header.value(), at);
                if (name.equals("set-cookie")) {
                    tell(Signal.COOKIE, "", header.value().split("[=;]", 2)[0].strip(), at);
                }
            }
        }
    }

    private static Optional<String> redirect(Exchange made, String location) {
        try {
            return Optional.of(made.uri().resolve(URI.create(location.strip())).toString());
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private void body(Exchange made, HttpAnswer answer, String place) {
        var isSuccess = answer.status() / 100 == 2;
        var type = answer.mediaType();
        if (isSuccess && (type.startsWith("image/") || answer.iconHash() != null)) {
            icon(answer, place);
            return;
        }
        if (answer.body().isEmpty() || !bodies.add(answer.body())) {
            return;
        }
        var at = place + "/body";
        if (answer.isHtml()) {
            page(made, answer, place);
        } else if (type.endsWith("json")) {
            json(answer.body(), at);
        } else if (type.endsWith("javascript") && isSuccess && scripts++ < MOST_SCRIPTS) {
            tell(Signal.SCRIPT, "", PageReader.relativeToHost(made.url(), host), at);
            observer.sees(new Observation(Signal.INLINE, "", cut(answer.body(), SCRIPT_CHARS), at));
        } else if (type.equals("text/plain") && isSuccess && made.url().endsWith("/robots.txt")) {
            answer.body().lines().limit(MOST_LINES).forEach(line -> tell(Signal.ROBOTS, "", line.strip(), at));
        } else if (PageReader.isError(answer)) {
            tell(Signal.ERROR, "", cut(answer.body(), PageReader.ERROR_CHARS), at);
        }
    }

    private void icon(HttpAnswer answer, String place) {
        if (answer.bodyBytes() < SMALLEST_ICON_BYTES) {
            return;
        }
        tell(Signal.FAVICON, "", answer.bodySha256(), place + "/body_sha256");
        if (answer.iconHash() != null) {
            tell(Signal.FAVICON, "", String.valueOf(answer.iconHash()), place + "/icon_hash");
        }
    }

    private void page(Exchange made, HttpAnswer answer, String place) {
        if (pages++ >= MOST_PAGES) {
            return;
        }
        tell(Signal.TITLE, "", answer.title(), place + "/title");
        var page = knownPages.page(made, answer, host);
        isWhole &= page.content().isWhole();
        observer.sees(page, place + "/body");
    }

    private void json(String body, String at) {
        if (body.length() > JSON_CHARS) {
            return;
        }
        try {
            var root = Json.mapper().readTree(body);
            for (var path : jsonPaths) {
                var value = root;
                for (var step : path.split("\\.")) {
                    value = value.path(step);
                }
                if (value.isValueNode() && !value.isNull()) {
                    tell(Signal.JSON, path, value.asText(), at);
                }
            }
        } catch (JsonProcessingException malformed) {
            // It called itself JSON and is none: it shows nothing that a rule could speak of.
        }
    }

    private void dns() {
        for (var i = 0; i < evidence.dns().size(); i++) {
            var lookup = evidence.dns().get(i);
            if (!lookup.isResolvers() || !lookup.name().equals(host)) {
                continue;
            }
            for (var j = 0; j < lookup.cnameChain().size(); j++) {
                record("cname", lookup.cnameChain().get(j), "/dns/" + i + "/cname_chain/" + j);
            }
            var type = lookup.type().toLowerCase(Locale.ROOT);
            for (var j = 0; recordTypes.contains(type) && j < lookup.answers().size(); j++) {
                record(type, lookup.answers().get(j).data(), "/dns/" + i + "/answers/" + j + "/data");
            }
        }
    }

    private void record(String type, String data, String at) {
        tell(Signal.DNS, type, data.endsWith(".") ? data.substring(0, data.length() - 1) : data, at);
    }

    private void certificates() {
        for (var i = 0; i < evidence.tls().size(); i++) {
            var handshake = evidence.tls().get(i);
            var chain = handshake.completed().map(session -> session.chain()).orElse(List.of());
            if (chain.isEmpty() || !handshake.serverName().equals(host)) {
                continue;
            }
            var leaf = chain.getFirst();
            var at = "/tls/" + i + "/session/chain/0/";
            tell(Signal.CERTIFICATE, "issuer", leaf.issuer(), at + "issuer");
            tell(Signal.CERTIFICATE, "subject", leaf.subject(), at + "subject");
            for (var j = 0; j < leaf.names().size(); j++) {
                tell(Signal.CERTIFICATE, "name", leaf.names().get(j), at + "names/" + j);
            }
        }
    }

    private void services() {
        for (var i = 0; i < evidence.ports().size(); i++) {
            tell(Signal.BANNER, "", evidence.ports().get(i).banner(), "/ports/" + i + "/banner");
        }
        for (var i = 0; i < evidence.addresses().size(); i++) {
            var announcement = evidence.addresses().get(i).announcement();
            if (announcement != null) {
                tell(Signal.NETWORK, "", announcement.asName(), "/addresses/" + i + "/announcement/as_name");
            }
        }
    }

    private void tell(Signal signal, String name, String value, String at) {
        if (!value.isEmpty()) {
            observer.sees(new Observation(signal, name, cut(value, VALUE_CHARS), at));
        }
    }

    private static String cut(String text, int limit) {
        return text.length() > limit ? text.substring(0, limit) : text;
    }
}
