package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.mail.SpfTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// SPF and DMARC judged as checkdmarc does, on the records of `mail-records.txt` in the world of `mail-zone.txt`.
///
/// Skipped where it is not installed; `CHECKDMARC_PYTHON` may name a Python that has it. Of a valid SPF record the
/// look-ups, the void ones, what it says of everybody else and `ptr` are compared; of a valid DMARC record what it
/// protects and whether it reports. Where the two differ, the table says why ours is meant, and the test also fails
/// when one of those no longer differs.
@EnabledIf("isInstalled")
class CheckdmarcEqualityTest {

    private static final String HOST = "acme.test";

    static boolean isInstalled() {
        return PeerProgram.runs(python(), "-c", "import checkdmarc");
    }

    @Test
    void bothJudgeAlike() throws Exception {
        var zone = MailZone.read();
        var cases = VerdictCase.readAll();
        var theirs = checkdmarc(zone, cases);
        assertThat(theirs).hasSameSizeAs(cases).hasSizeGreaterThan(100);
        var softly = new SoftAssertions();
        for (var i = 0; i < cases.size(); i++) {
            var one = cases.get(i);
            var ours = one.kind().equals("spf") ? spf(zone, one.records()) : dmarc(zone, one.records());
            if (one.difference().isEmpty()) {
                softly.assertThat(ours).as(one.toString()).isEqualTo(theirs.get(i));
            } else {
                softly.assertThat(ours).as("no longer differs: " + one).isNotEqualTo(theirs.get(i));
            }
        }
        softly.assertAll();
    }

    private static Map<String, Object> spf(MailZone zone, List<String> records) {
        // A soft fail counts only where DMARC is known not to be enforced.
        var monitored = Samples.apex().dns("_dmarc." + HOST, "TXT", "v=DMARC1; p=none");
        var sample = zone.fill(monitored, HOST, records);
        var found = sample.found(new SpfDetector());
        var verdict = verdict(
                found,
                Map.of(
                        "dns.spf.multiple", "multiple",
                        "dns.spf.missing", "missing",
                        "dns.spf.syntax", "syntax",
                        "dns.spf.too-many-lookups", "lookups",
                        "dns.spf.void-lookups", "voids",
                        "dns.spf.include-broken", "broken"));
        if (!verdict.equals("valid")) {
            return Map.of("verdict", verdict);
        }
        var terms = SpfTerms.parse(
                records.stream().filter(SpfTerms::isSpf).findFirst().orElseThrow());
        var evidence = sample.evidence();
        var evaluation = SpfEvaluation.of(evidence, evidence.host().name(), terms);
        var facts = new TreeMap<String, Object>();
        facts.put("verdict", verdict);
        facts.put("lookups", evaluation.lookups());
        facts.put("voids", evaluation.voids());
        facts.put("all", ending(found, terms));
        facts.put("ptr", found.contains("dns.spf.ptr"));
        return facts;
    }

    private static String ending(List<String> found, SpfTerms terms) {
        if (terms.terms().stream().anyMatch(term -> term.name().equals("redirect"))) {
            return "redirect";
        }
        return found.stream()
                .map(id -> Map.of(
                                "dns.spf.pass-all", "pass",
                                "dns.spf.neutral-all", "neutral",
                                "dns.spf.softfail", "softfail")
                        .getOrDefault(id, ""))
                .filter(word -> !word.isEmpty())
                .findFirst()
                .orElse("fail");
    }

    private static Map<String, Object> dmarc(MailZone zone, List<String> records) {
        var found = zone.fill(Samples.apex(), "_dmarc." + HOST, records).found(new DmarcDetector());
        var verdict = verdict(
                found,
                Map.of(
                        "dns.dmarc.multiple", "multiple",
                        "dns.dmarc.missing", "missing",
                        "dns.dmarc.invalid", "invalid"));
        if (!verdict.equals("valid")) {
            return Map.of("verdict", verdict);
        }
        var facts = new TreeMap<String, Object>();
        facts.put("verdict", verdict);
        facts.put("none", found.contains("dns.dmarc.policy-none"));
        facts.put("weaker", found.contains("dns.dmarc.subdomain-weaker"));
        facts.put("test", found.contains("dns.dmarc.test-mode"));
        facts.put("partial", found.contains("dns.dmarc.partial"));
        facts.put("reports", !found.contains("dns.dmarc.no-reports"));
        return facts;
    }

    private static String verdict(List<String> found, Map<String, String> words) {
        return found.stream()
                .filter(words::containsKey)
                .findFirst()
                .map(words::get)
                .orElse("valid");
    }

    private static List<Map<String, Object>> checkdmarc(MailZone zone, List<VerdictCase> cases) throws Exception {
        var mapper = new ObjectMapper();
        var given = mapper.writeValueAsBytes(Map.of("zone", zone.names(), "cases", cases));
        var answer = PeerProgram.answer(given, python(), "-c", PeerProgram.resource("checkdmarc_verdicts.py"));
        return mapper.readValue(answer, new TypeReference<List<Map<String, Object>>>() {});
    }

    private static String python() {
        return System.getenv().getOrDefault("CHECKDMARC_PYTHON", "python3");
    }

    /// One line of the table.
    ///
    /// @param difference why checkdmarc says something else; empty when it says the same
    record VerdictCase(String kind, List<String> records, String difference) {

        static List<VerdictCase> readAll() {
            return PeerTable.read("mail-records.txt", VerdictCase::new);
        }
    }

    /// The names of the compared records' world.
    ///
    /// @param names data by name and type; without any type a name has no data
    record MailZone(Map<String, Map<String, List<String>>> names) {

        static MailZone read() {
            var names = new TreeMap<String, Map<String, List<String>>>();
            for (var line : PeerProgram.resource("mail-zone.txt").split("\n")) {
                if (line.startsWith("#") || line.isBlank()) {
                    continue;
                }
                var words = line.split(" ", 3);
                names.computeIfAbsent(words[0], _ -> new TreeMap<>())
                        .computeIfAbsent(words[1], _ -> new ArrayList<>())
                        .add(words.length > 2 ? words[2] : "");
            }
            return new MailZone(names);
        }

        Samples fill(Samples sample, String asked, List<String> texts) {
            sample.dns(asked, "TXT", texts.toArray(String[]::new));
            names.forEach((name, types) -> {
                for (var type : List.of("TXT", "A", "AAAA", "MX")) {
                    if (types.containsKey("NXDOMAIN")) {
                        sample.dns(name, type, DnsOutcome.NXDOMAIN);
                    } else if (!name.equals(asked) || !type.equals("TXT")) {
                        sample.dns(
                                name, type, types.getOrDefault(type, List.of()).toArray(String[]::new));
                    }
                }
            });
            return sample;
        }
    }
}
