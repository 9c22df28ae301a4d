package io.reconai.engine.web;

import static io.reconai.engine.web.VirtualHosting.BY_ADDRESS;
import static io.reconai.engine.web.VirtualHosting.BY_UNKNOWN_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Header;
import io.reconai.engine.web.VirtualHosting.Site;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which sites are a host's own.
class VirtualHostingTest {

    private static final String OWN = "https://www.acme.test/";
    private static final String ADDRESS = "https://203.0.113.1/";
    private static final String UNKNOWN = "https://x.invalid/";

    static Stream<Arguments> hosts() {
        return Stream.of(
                host("nothing was asked", Site.UNKNOWN, new Hosts()),
                host("the others were not asked", Site.UNKNOWN, new Hosts().answer("root", OWN, 200, "aa")),
                host(
                        "the others stay silent",
                        Site.UNKNOWN,
                        new Hosts().answer("root", OWN, 200, "aa").silence(BY_ADDRESS, ADDRESS)),
                host(
                        "another body",
                        Site.OWN,
                        new Hosts().answer("root", OWN, 200, "aa").answer(BY_ADDRESS, ADDRESS, 200, "bb")),
                host(
                        "another status",
                        Site.OWN,
                        new Hosts().answer("root", OWN, 200, "aa").answer(BY_UNKNOWN_NAME, UNKNOWN, 404, "aa")),
                host(
                        "the unknown name gets the same",
                        Site.DEFAULT,
                        new Hosts()
                                .answer("root", OWN, 200, "aa")
                                .answer(BY_ADDRESS, ADDRESS, 403, "bb")
                                .answer(BY_UNKNOWN_NAME, UNKNOWN, 200, "aa")),
                host(
                        "a redirect that repeats what was asked for",
                        Site.DEFAULT,
                        new Hosts()
                                .answer("root", OWN, 301, "aa", new Header("Location", OWN + "home"))
                                .answer(BY_UNKNOWN_NAME, UNKNOWN, 301, "aa", new Header("Location", UNKNOWN + "home"))),
                host(
                        "a redirect of its own",
                        Site.OWN,
                        new Hosts()
                                .answer("root", OWN, 301, "aa", new Header("Location", OWN + "home"))
                                .answer(BY_UNKNOWN_NAME, UNKNOWN, 301, "aa", new Header("Location", OWN + "home"))),
                host(
                        "http says nothing of https",
                        Site.UNKNOWN,
                        new Hosts()
                                .answer("root", OWN, 200, "aa")
                                .answer(BY_ADDRESS, "http://203.0.113.1/", 200, "aa")));
    }

    private static Arguments host(String name, Site site, Hosts host) {
        return Arguments.of(name, site, host);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hosts")
    void tellsTheDefaultFromTheOwn(String name, Site site, Hosts host) {
        assertThat(VirtualHosting.of(host.evidence())).isEqualTo(site);
    }
}
