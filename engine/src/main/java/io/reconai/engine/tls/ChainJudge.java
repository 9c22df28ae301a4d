package io.reconai.engine.tls;

import io.reconai.engine.asset.ChainFacts;
import io.reconai.engine.asset.ChainFacts.IssuerFetch;
import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.Text;
import io.reconai.engine.net.Deadline;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges chains as sent, and where they do not lead to a root, as they can be completed.
///
/// In this order, and the first that applies is the verdict: leads to a root as sent; leads to one with certificates
/// that another server sent or that the certificates' own addresses give; signed itself; not trusted. What is fetched
/// is kept, so that a hundred hosts with the same gap cost one request. Safe for use by many threads.
final class ChainJudge {

    private static final int MOST_FETCHES = 3;
    private static final int MOST_KEPT = 512;
    private static final int MOST_TEXT = 256;
    private static final Duration TIME = Duration.ofSeconds(6);

    /// The verdict, and the certificates from the leaf to the root where one was reached.
    record Judged(ChainTrust trust, ChainFacts facts, List<X509Certificate> path) {}

    private final TrustStore store;
    private final IssuerSource source;
    private final Map<String, IssuerSource.Fetched> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, IssuerSource.Fetched> eldest) {
            return size() > MOST_KEPT;
        }
    };

    ChainJudge(TrustStore store, IssuerSource source) {
        this.store = store;
        this.source = source;
    }

    /// @param sent leaf first
    Judged judge(List<X509Certificate> sent, Deadline outer) throws InterruptedException {
        if (sent.isEmpty()) {
            return new Judged(
                    ChainTrust.UNTRUSTED, new ChainFacts(false, true, false, List.of(), List.of()), List.of());
        }
        var leaf = sent.getFirst();
        var path = store.path(leaf, sent);
        if (path.isPresent()) {
            return judged(ChainTrust.TRUSTED, sent, true, path.get(), List.of());
        }
        if (CertificateReader.isSelfSigned(leaf)) {
            return judged(ChainTrust.SELF_SIGNED, sent, false, List.of(), List.of());
        }
        return complete(leaf, sent, outer.orIn(TIME));
    }

    /// Asks for the issuer of the last certificate that has none at hand, again and again.
    private Judged complete(X509Certificate leaf, List<X509Certificate> sent, Deadline deadline)
            throws InterruptedException {
        var known = new ArrayList<>(sent);
        var fetched = new ArrayList<IssuerFetch>();
        while (fetched.size() < MOST_FETCHES && !deadline.hasPassed()) {
            var url = missing(leaf, known).flatMap(ChainJudge::issuerAddress);
            if (url.isEmpty()
                    || fetched.stream().anyMatch(earlier -> earlier.url().equals(url.get()))) {
                break;
            }
            var answer = fetch(url.get(), deadline);
            fetched.add(new IssuerFetch(url.get(), answer.detail()));
            if (answer.certificates().isEmpty()) {
                break;
            }
            known.addAll(answer.certificates());
            var path = store.path(leaf, known);
            if (path.isPresent()) {
                return judged(ChainTrust.TRUSTED, sent, false, path.get(), fetched);
            }
        }
        return judged(ChainTrust.UNTRUSTED, sent, false, List.of(), fetched);
    }

    /// The certificate at which the way from the leaf upwards ends.
    private static Optional<X509Certificate> missing(X509Certificate leaf, List<X509Certificate> known) {
        var at = leaf;
        for (var step = 0; step < known.size(); step++) {
            var certificate = at;
            var issuer = known.stream()
                    .filter(one -> one != certificate)
                    .filter(one -> one.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                    .findFirst();
            if (issuer.isEmpty()) {
                return Optional.of(at);
            }
            at = issuer.get();
        }
        return Optional.empty(); // it goes round in a circle
    }

    private static Optional<String> issuerAddress(X509Certificate certificate) {
        return ExtensionReader.read(certificate).issuers().stream()
                .filter(url -> url.regionMatches(true, 0, "http:", 0, 5))
                .findFirst();
    }

    private IssuerSource.Fetched fetch(String url, Deadline deadline) throws InterruptedException {
        synchronized (kept) {
            var earlier = kept.get(url);
            if (earlier != null) {
                return earlier;
            }
        }
        var answer = source.fetch(url, deadline);
        if (!answer.certificates().isEmpty()) {
            synchronized (kept) {
                kept.put(url, answer);
            }
        }
        return answer;
    }

    private static Judged judged(
            ChainTrust trust,
            List<X509Certificate> sent,
            boolean complete,
            List<X509Certificate> path,
            List<IssuerFetch> fetched) {
        var subjects = path.stream().map(ChainJudge::subject).toList();
        return new Judged(trust, new ChainFacts(complete, isOrdered(sent), hasRoot(sent), subjects, fetched), path);
    }

    /// A certificate's subject as it stands in evidence.
    static String subject(X509Certificate certificate) {
        return Text.visible(certificate.getSubjectX500Principal().getName(), MOST_TEXT);
    }

    private static boolean isOrdered(List<X509Certificate> sent) {
        for (var at = 0; at + 1 < sent.size(); at++) {
            if (!sent.get(at).getIssuerX500Principal().equals(sent.get(at + 1).getSubjectX500Principal())) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasRoot(List<X509Certificate> sent) {
        return sent.stream().skip(1).anyMatch(CertificateReader::isSelfSigned);
    }
}
