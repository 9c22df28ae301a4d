package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Headers that tell the version of what runs there.
///
/// A product's name alone is no finding. `Via: 1.1 proxy` names the protocol's version, so a product's is wanted
/// there; X-Runtime is a duration and is left out.
final class DisclosureDetector implements Detector {

    private static final Check SERVER = new Check(
            "http.disclosure.server",
            "HTTP Headers",
            INFO,
            "Headers tell the version of the software",
            "A version tells at a glance which known weaknesses to try.",
            "Switch version numbers off (ServerTokens Prod, server_tokens off, expose_php Off)",
            List.of("CWE-200"));

    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+");
    private static final Pattern PRODUCT_VERSION = Pattern.compile("[A-Za-z][/ ]v?\\d+\\.\\d+");
    private static final SortedMap<String, Pattern> FIELDS = new TreeMap<>(Map.of(
            "Server", PRODUCT_VERSION,
            "X-Powered-By", PRODUCT_VERSION,
            "X-Generator", PRODUCT_VERSION,
            "Via", PRODUCT_VERSION,
            "X-AspNet-Version", VERSION,
            "X-AspNetMvc-Version", VERSION));

    @Override
    public String id() {
        return "http_disclosure_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(SERVER);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        for (var scheme : List.of("https", "http")) {
            WebFacts.first(evidence, scheme).filter(fact -> !fact.isChallenge()).ifPresent(fact -> {
                var proofs = proofs(fact);
                if (!proofs.isEmpty()) {
                    findings.add(Finding.of(SERVER, id(), evidence, fact.origin(), proofs.getFirst())
                            .provedBy(proofs));
                }
            });
        }
        return findings;
    }

    private static List<Proof> proofs(WebFacts.Fact fact) {
        var proofs = new ArrayList<Proof>(0);
        FIELDS.forEach((field, version) ->
                fact.header(field, value -> version.matcher(value).find()).ifPresent(proofs::add));
        return proofs;
    }
}
