package io.reconai.engine.detectors;

import static io.reconai.engine.asset.DnsOutcome.NXDOMAIN;
import static io.reconai.engine.asset.DomainStanding.Registry.NOT_FOUND;
import static io.reconai.engine.asset.DomainStanding.Registry.REGISTERED;
import static io.reconai.engine.asset.DomainStanding.Registry.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Records and pages that rely on domains which nobody has registered.
class ReliedDomainDetectorTest {

    private static final ReliedDomainDetector DETECTOR = new ReliedDomainDetector();
    private static final String FREE = "free.test";

    private static TakeoverSamples free(Samples sample) {
        return TakeoverSamples.of(sample).standing(FREE, NXDOMAIN, NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MX  | 10 mx1.free.test. | takeover.mx HIGH CERTAIN",
                "TXT | v=spf1 include:_spf.free.test -all | takeover.spf HIGH CERTAIN",
                "TXT | v=spf1 redirect=free.test | takeover.spf HIGH CERTAIN",
                "TXT | v=spf1 a:mail.free.test mx:free.test -all | takeover.spf HIGH CERTAIN",
            })
    void records(String type, String data, String finding) {
        assertThat(free(Samples.apex().dns("acme.test", type, data)).found(DETECTOR))
                .containsExactly(finding);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MX | 0 .",
                "MX | 10 mail.acme.test.",
                "MX | 10 mx.other.test.",
                "TXT | free.test",
                "TXT | v=spf1 include:%{i}.free.test -all",
                "TXT | v=spf1 ip4:192.0.2.1 -all",
            })
    void recordsThatRelyOnNobodyElse(String type, String data) {
        assertThat(free(Samples.apex().dns("acme.test", type, data)).found(DETECTOR))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<script src=\"https://cdn.free.test/a.js\"></script> | takeover.script CRITICAL CERTAIN",
                "<script src=\"//cdn.free.test/a.js\"></script> | takeover.script CRITICAL CERTAIN",
                "<img src=\"http://cdn.free.test/a.png\"> | takeover.script MEDIUM CERTAIN",
                "<link rel=\"stylesheet\" href=\"https://free.test/a.css\"> | takeover.script MEDIUM CERTAIN",
                "<img src=\"//free.test/a.png\"><script src=\"//free.test/a.js\"></script>"
                        + " | takeover.script CRITICAL CERTAIN",
            })
    void parts(String html, String finding) {
        var page = Samples.host("x.acme.test").page("https://x.acme.test/", 200, "<html>" + html + "</html>");
        assertThat(free(page).found(DETECTOR)).containsExactly(finding);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<a href=\"https://free.test/\">a link only</a>",
                "<p>free.test https://free.test/a.js src stylesheet</p>",
                "<script src=\"/a.js\"></script>",
                "<script src=\"https://[broken/a.js\"></script>",
                "<script src=\"https://notfree.test/a.js\"></script>",
                "<link rel=\"canonical\" href=\"https://free.test/\"> stylesheet",
            })
    void pagesThatLoadNothingFromThere(String html) {
        var page = Samples.host("x.acme.test").page("https://x.acme.test/", 200, "<html>" + html + "</html>");
        assertThat(free(page).found(DETECTOR)).isEmpty();
    }

    @Test
    void oneSourceAloneMakesItPossible() {
        var mail = Samples.apex().dns("acme.test", "MX", "10 mx.free.test.");
        assertThat(TakeoverSamples.of(mail).standing(FREE, NXDOMAIN, UNKNOWN).found(DETECTOR))
                .containsExactly("takeover.mx MEDIUM TENTATIVE");
        assertThat(TakeoverSamples.of(mail).standing(FREE, NXDOMAIN, REGISTERED).found(DETECTOR))
                .isEmpty();
        assertThat(TakeoverSamples.of(mail).found(DETECTOR)).isEmpty();
    }
}
