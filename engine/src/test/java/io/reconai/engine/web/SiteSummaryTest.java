package io.reconai.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteSummaryTest {

    private static final String START = "https://www.acme.test/";

    @Test
    void tellsWhatAnswersSayBesideThePage() {
        var host = new Hosts()
                .answer(
                        "root",
                        START,
                        200,
                        "",
                        new Header("Set-Cookie", "sid=a-secret; Secure; HttpOnly; SameSite=Lax"),
                        new Header("Set-Cookie", "__Host-a=1; Path=/"),
                        new Header("Alt-Svc", "h3=\":443\""))
                .answer("robots", START + "robots.txt", 200, "", new Header("Content-Type", "text/plain"))
                .answer("sitemap", START + "sitemap.xml", 200, "", new Header("Content-Type", "text/html"));
        var summary = SiteSummary.of(host.evidence());
        assertThat(summary.protocols()).containsExactly("h3");
        assertThat(summary.guides()).containsExactly("robots");
        assertThat(summary.cookies())
                .containsExactly(
                        new SiteSummary.Cookie("sid", "", "", true, true, "lax", true, true),
                        new SiteSummary.Cookie("__Host-a", "", "/", false, false, "", true, false));
    }

    @Test
    void showsNoValueOfACookie() throws Exception {
        var host = new Hosts().answer("root", START, 200, "", new Header("Set-Cookie", "sid=a-secret; Secure"));
        assertThat(Json.mapper().writeValueAsString(SiteSummary.of(host.evidence())))
                .contains("\"sid\"")
                .doesNotContain("a-secret");
    }

    @Test
    void saysNothingOfAHostThatWasNotAsked() {
        assertThat(SiteSummary.of(new Hosts().evidence()))
                .isEqualTo(new SiteSummary(
                        List.of(), VirtualHosting.Site.UNKNOWN, List.of(), null, null, List.of(), List.of()));
    }
}
