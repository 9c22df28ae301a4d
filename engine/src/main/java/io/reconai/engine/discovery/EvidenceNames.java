package io.reconai.engine.discovery;

import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.web.CrossOrigin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Names that a host's own evidence mentions: in its certificates, its DNS records, its pages and their headers.
///
/// A pure function of evidence. Names outside the scanned domain are not yielded. A page may mention thousands of
/// names; a few hundred of one host are followed.
public final class EvidenceNames {

    private static final int MOST_NAMES = 500;

    private final DomainName domain;
    private final String host;
    private final Map<DomainName, DiscoveredName> found = new LinkedHashMap<>();

    private EvidenceNames(DomainName domain, String host) {
        this.domain = domain;
        this.host = host;
    }

    /// The names at or below a domain that evidence mentions, the surest first.
    public static List<DiscoveredName> of(Evidence evidence, DomainName domain) {
        var names = new EvidenceNames(domain, evidence.host().value());
        for (var seen : evidence.tls()) {
            seen.completed().stream()
                    .flatMap(session -> session.chain().stream().limit(1))
                    .flatMap(leaf -> leaf.names().stream())
                    .forEach(name -> names.add(name, "tls.certificate", "in the certificate of", true));
        }
        for (var lookup : evidence.dns()) {
            texts(lookup).forEach(text -> names.search(text, "dns.record", "in a record of"));
        }
        for (var exchange : evidence.exchanges()) {
            exchange.answered().ifPresent(answer -> names.search(answer, CrossOrigin.origin(exchange)));
        }
        return new ArrayList<>(names.found.values());
    }

    private static Stream<String> texts(DnsLookup lookup) {
        return Stream.concat(lookup.cnameChain().stream(), lookup.data());
    }

    /// @param asked the origin that the request said it comes from, which answers repeat
    private void search(HttpAnswer answer, Optional<String> asked) {
        answer.headers().stream()
                .map(Header::value)
                .filter(value -> asked.filter(value::equals).isEmpty())
                .forEach(value -> search(value, "http.header", "in a header of"));
        search(answer.body(), "http.page", "on a page of");
    }

    private void search(String text, String source, String where) {
        if (found.size() < MOST_NAMES) {
            NamesInText.search(text, domain, name -> add(name, source, where, false));
        }
    }

    private void add(String text, String source, String where, boolean proven) {
        if (found.size() < MOST_NAMES && !text.startsWith("*")) {
            DomainName.parse(text)
                    .filter(name -> name.isAtOrBelow(domain) && !name.isUnderscored())
                    .filter(name -> !name.value().equals(host))
                    .ifPresent(name -> found.putIfAbsent(
                            name, new DiscoveredName(name, new DiscoveryStep(source, where + " " + host), proven)));
        }
    }
}
