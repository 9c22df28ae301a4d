package io.reconai.engine.screenshots;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.net.IpAddresses;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pictures by a stand-in for a browser, a script; and, where there is one, by a real Chromium.
class ScreenshotsTest {

    private static final DomainName DOMAIN = new DomainName("acme.test");
    private static final Host HOST = Host.of(new DomainName("shop.acme.test"), DOMAIN);

    private final Path folder;

    ScreenshotsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "printf '\\211PNG\\r\\n\\032\\nrest' > \"$picture\" | ''",
                "printf 'no picture at all' > \"$picture\" | the browser made no PNG",
                "head -c 5000000 /dev/zero > \"$picture\" | a picture of 5000000 bytes, more than 4194304",
                "exit 1 | the browser made no picture in time",
            })
    void keepsPicturesAndNothingElse(String what, String problem) throws Exception {
        var made = screenshots(Optional.of(script(what)))
                .take(HOST, URI.create("https://shop.acme.test/"), Scope.of(DOMAIN), _ -> List.of());
        assertThat(made.problem()).isEqualTo(problem);
        var kept = folder.resolve("pictures").resolve("shop.acme.test.png");
        if (problem.isEmpty()) {
            var picture = Objects.requireNonNull(made.picture());
            assertThat(picture.file()).isEqualTo("shop.acme.test.png");
            assertThat(picture.bytes()).isEqualTo(Files.size(kept));
            assertThat(picture.sha256()).hasSize(64);
        } else {
            assertThat(made.picture()).isNull();
            assertThat(kept).doesNotExist();
        }
    }

    @Test
    void theBrowserGetsAFreshProfileAndNothingOfOurEnvironment() throws Exception {
        var log = folder.resolve("log");
        var script = script("{ echo \"$@\"; env; } > " + log + "; printf '\\211PNG\\r\\n\\032\\n' > \"$picture\"");
        screenshots(Optional.of(script))
                .take(HOST, URI.create("https://shop.acme.test/"), Scope.of(DOMAIN), _ -> List.of());
        var said = Files.readString(log);
        assertThat(said)
                .contains("--proxy-server=http://127.0.0.1:", "--headless", "https://shop.acme.test/")
                .doesNotContain("JAVA_HOME=", "MAVEN");
        var profile = Path.of(said.replaceAll("(?s).*--user-data-dir=(\\S+).*", "$1"));
        assertThat(profile).doesNotExist();
    }

    @Test
    void withoutABrowserThereIsNone() throws Exception {
        var none = screenshots(Optional.empty());
        assertThat(none.hasBrowser()).isFalse();
        assertThat(none.take(HOST, URI.create("https://shop.acme.test/"), Scope.of(DOMAIN), _ -> List.of())
                        .problem())
                .isEqualTo("no Chromium was found");
    }

    @Test
    void aChromiumMakesAPictureOfAPageOfTheLab() throws Exception {
        var named = Optional.ofNullable(System.getenv("RECONAI_CHROMIUM")).map(Path::of);
        var browser = named.isPresent() ? named : Browser.find(System.getenv("PATH"));
        Assumptions.assumeTrue(browser.isPresent(), "no Chromium on this machine");
        try (var lab = Lab.start(LabOptions.defaults())) {
            var connectTo = ConnectTo.parse(lab.environment().getOrDefault("RECONAI_CONNECT_TO", ""));
            var dialer = new Dialer(new DialerSettings(AddressPolicy.publicOnly(), connectTo, 1_000, 8));
            var made = new Screenshots(
                            new ScreenshotSettings(folder.resolve("pictures"), browser), dialer, Clock.systemUTC())
                    .take(
                            HOST,
                            URI.create("https://shop.acme.test/"),
                            Scope.of(DOMAIN),
                            _ -> List.of(IpAddresses.parse("203.0.113.32").orElseThrow()));
            assertThat(made.problem()).isEmpty();
            var picture = ImageIO.read(
                    folder.resolve("pictures").resolve("shop.acme.test.png").toFile());
            assertThat(picture.getWidth()).isEqualTo(1280);
        }
    }

    private Screenshots screenshots(Optional<Path> browser) {
        var dialer = new Dialer(new DialerSettings(AddressPolicy.publicOnly(), ConnectTo.none(), 1_000, 8));
        return new Screenshots(new ScreenshotSettings(folder.resolve("pictures"), browser), dialer, Clock.systemUTC());
    }

    private Path script(String what) throws IOException {
        var script = Files.writeString(folder.resolve("browser"), """
                #!/bin/sh
                for flag in "$@"; do
                    case $flag in --screenshot=*) picture=${flag#--screenshot=} ;; esac
                done
                %s
                """.formatted(what));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }
}
