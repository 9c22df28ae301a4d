package io.reconai.server.scans;

import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsVersion;
import io.reconai.server.assets.AssetChange;
import io.reconai.server.assets.SecurityHeaders;
import io.reconai.server.http.ServerJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What of a host's evidence is compared as it is, beside what the engine compares. A field is there only when its
/// question was answered: what is in one of two scans only is no difference.
record ComparedFields(Map<String, List<String>> lists, Map<String, Optional<Object>> values) {

    private static final List<String> RECORD_TYPES = List.of("A", "AAAA", "MX", "NS", "TXT", "SOA", "CAA");

    static ComparedFields of(Evidence evidence) {
        var fields = new ComparedFields(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (var type : RECORD_TYPES) {
            evidence.lookup(type)
                    .filter(lookup -> lookup.outcome().isAnswer() && lookup.outcome() != DnsOutcome.REFERRAL)
                    .ifPresent(lookup -> fields.lists.put(
                            "dns_records." + type, lookup.data().sorted().toList()));
        }
        evidence.lookup("A")
                .filter(lookup -> lookup.outcome().isAnswer())
                .ifPresent(lookup -> fields.lists.put("dns_records.CNAME", lookup.cnameChain()));
        evidence.page().flatMap(Exchange::answered).ifPresent(answer -> {
            fields.values.put("http_status", Optional.of(answer.status()));
            fields.values.put("title", Optional.of(answer.title()));
            for (var name : SecurityHeaders.NAMES) {
                fields.values.put(
                        "http_info.security_headers." + name,
                        answer.firstHeader(name).map(Object.class::cast));
            }
        });
        handshake(evidence).ifPresent(fields::addTls);
        return fields;
    }

    private void addTls(TlsObservation seen) {
        seen.completed()
                .flatMap(session -> session.chain().stream().findFirst())
                .map(CertificateFacts::notAfter)
                .ifPresent(end -> values.put("ssl_cert_info.expiry", Optional.of(ServerJson.text(end))));
        seen.surveyed()
                .ifPresent(support -> lists.put(
                        "ssl_cert_info.protocols",
                        Stream.of(TlsVersion.values())
                                .filter(support::accepts)
                                .map(TlsVersion::label)
                                .toList()));
    }

    private static Optional<TlsObservation> handshake(Evidence evidence) {
        return evidence.tls().stream()
                .filter(seen -> seen.serverName().equals(evidence.host().value()))
                .filter(seen -> seen.completed().isPresent() && seen.startedIn().isEmpty())
                .findFirst();
    }

    /// What is different in the newer one.
    List<AssetChange> changesTo(ComparedFields newer) {
        var changes = new ArrayList<AssetChange>();
        lists.forEach((field, before) -> {
            var after = newer.lists.get(field);
            if (after != null && !after.equals(before)) {
                var added = without(after, before);
                var removed = without(before, after);
                if (!added.isEmpty() || !removed.isEmpty()) {
                    changes.add(new AssetChange(field, added, removed, null, null));
                }
            }
        });
        values.forEach((field, before) -> {
            var after = newer.values.get(field);
            if (after != null && !Objects.equals(after, before)) {
                changes.add(new AssetChange(field, null, null, orNull(before), orNull(after)));
            }
        });
        return changes;
    }

    private static List<Object> without(List<String> some, List<String> others) {
        return some.stream()
                .filter(one -> !others.contains(one))
                .<Object>map(one -> one)
                .toList();
    }

    private static @Nullable Object orNull(Optional<Object> value) {
        return value.orElse(null);
    }
}
