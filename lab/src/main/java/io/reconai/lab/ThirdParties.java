package io.reconai.lab;

import io.reconai.lab.Site.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The third parties that a scan asks, as one site: each below a path of its own name, and each good until it is told
/// to misbehave. Safe for use by many threads.
final class ThirdParties implements Site {

    private final Map<String, Site> parties = new LinkedHashMap<>();
    private final Map<String, Site> misbehaving = new ConcurrentHashMap<>();

    ThirdParties(Organisation organisation) {
        parties.put("crtsh", CertificateLogs.crtsh(organisation.transparencyLog()));
        parties.put("certspotter", CertificateLogs.certSpotter(organisation.secondTransparencyLog()));
        parties.put("otx", PassiveSources.otx(organisation.seenInDns()));
        parties.put("wayback", PassiveSources.wayback(organisation.archivedAddresses()));
        parties.put("internetdb", PassiveSources.internetDb(organisation.seenAtAddresses()));
        parties.put("censys", PassiveSources.censys(organisation.seenByScanners()));
        parties.put("virustotal", KeyedSources.virusTotal(List.of("www.acme.test", "vault.acme.test")));
        for (var party : List.of("securitytrails", "chaos", "shodan")) {
            parties.put(party, KeyedSources.labels(Organisation.DOMAIN, List.of("www", "*.dev")));
        }
        parties.put("rdap", Registries.rdap(Organisation.DOMAIN));
        parties.put("hibp", BreachSources.hibp(Organisation.DOMAIN));
        parties.put("xposedornot", BreachSources.xposedOrNot(Organisation.DOMAIN));
        parties.put("s3", Buckets.s3());
        parties.put("gcs", Buckets.gcs());
        parties.put("azure", Buckets.azure());
    }

    /// Changes how one party answers from now on.
    void misbehave(String party, Fault fault) {
        var good = parties.get(party);
        if (good == null) {
            throw new IllegalArgumentException("no such party: " + party);
        }
        misbehaving.put(party, fault.in(good));
    }

    /// All answer as they should from now on.
    void behave() {
        misbehaving.clear();
    }

    @Override
    public Answer answer(Request request) {
        var party = request.path().split("/", 3)[1];
        var good = parties.getOrDefault(party, _ -> Answer.text(404, "text/plain", "no such party"));
        return misbehaving.getOrDefault(party, good).answer(request);
    }

    /// The variables that point a scanner here.
    static Map<String, String> variables(int port, int whoisPort) {
        var base = "http://127.0.0.1:" + port;
        var variables = new LinkedHashMap<String, String>();
        for (var party : List.of(
                "crtsh",
                "certspotter",
                "otx",
                "wayback",
                "internetdb",
                "censys",
                "virustotal",
                "securitytrails",
                "chaos",
                "shodan",
                "rdap",
                "hibp",
                "xposedornot")) {
            variables.put("RECONAI_" + party.toUpperCase(java.util.Locale.ROOT) + "_URL", base + "/" + party + "/");
        }
        variables.put("RECONAI_WHOIS_SERVER", "127.0.0.1:" + whoisPort);
        variables.put("CENSYS_API_ID", "lab");
        variables.put("CENSYS_API_SECRET", "lab");
        for (var customer : List.of("VIRUSTOTAL", "SECURITYTRAILS", "CHAOS", "SHODAN", "HIBP")) {
            variables.put(customer + "_API_KEY", "lab");
        }
        variables.put("RECONAI_S3_URL", base + "/s3/{bucket}/");
        variables.put("RECONAI_GCS_URL", base + "/gcs/{bucket}/");
        variables.put("RECONAI_AZURE_BLOB_URL", base + "/azure/{bucket}/");
        return variables;
    }
}
