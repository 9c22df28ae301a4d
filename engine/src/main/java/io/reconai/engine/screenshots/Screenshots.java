package io.reconai.engine.screenshots;

import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.asset.Screenshot;
import io.reconai.engine.http.HttpProber;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes pictures of start pages, one file a host. Safe for use by many threads.
public final class Screenshots {

    /// A browser takes some 200 MB; more of them at once would take the machine from the scan.
    private static final int BROWSERS = 2;

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final Duration TIME_PER_PAGE = Duration.ofSeconds(20);
    private static final long MOST_BYTES = 4L * 1024 * 1024;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /// What came of it.
    ///
    /// @param picture null when there is none
    /// @param problem why there is none; empty when there is one
    public record Attempt(@Nullable Screenshot picture, String problem) {

        static Attempt failed(String problem) {
            return new Attempt(null, problem);
        }
    }

    private final ScreenshotSettings settings;
    private final Dialer dialer;
    private final Clock clock;
    private final Semaphore places = new Semaphore(BROWSERS);

    public Screenshots(ScreenshotSettings settings, Dialer dialer, Clock clock) {
        this.settings = settings;
        this.dialer = dialer;
        this.clock = clock;
    }

    /// True when there is a browser to make them with.
    public boolean hasBrowser() {
        return settings.browser().isPresent();
    }

    /// Makes a picture of a page of a host.
    ///
    /// @param scope the browser may talk to names in it, and to nobody else
    /// @param addresses of names in the scope
    public Attempt take(Host host, URI page, Scope scope, HttpProber.Addresses addresses) throws InterruptedException {
        if (settings.browser().isEmpty()) {
            return Attempt.failed("no Chromium was found");
        }
        if (!places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            return Attempt.failed("no browser was free in time");
        }
        try {
            var profile = Browser.freshProfile();
            try (var proxy = new BrowserProxy(dialer, scope, addresses, Deadline.in(TIME_PER_PAGE))) {
                var made = new Browser(settings.browser().get()).picture(page, proxy.port(), profile, TIME_PER_PAGE);
                return made.isEmpty()
                        ? Attempt.failed("the browser made no picture in time")
                        : keep(made.get(), host, page, proxy.refused());
            } finally {
                Browser.remove(profile);
            }
        } catch (IOException failed) {
            return Attempt.failed("no picture: " + failed.getMessage());
        } finally {
            places.release();
        }
    }

    private Attempt keep(Path made, Host host, URI page, int refused) throws IOException {
        var size = Files.size(made);
        if (size > MOST_BYTES) {
            return Attempt.failed("a picture of " + size + " bytes, more than " + MOST_BYTES);
        }
        var bytes = Files.readAllBytes(made);
        if (bytes.length < PNG.length || !Arrays.equals(bytes, 0, PNG.length, PNG, 0, PNG.length)) {
            return Attempt.failed("the browser made no PNG");
        }
        Files.createDirectories(settings.folder());
        var name = host.value().replace(':', '-') + ".png";
        Files.move(made, settings.folder().resolve(name), StandardCopyOption.REPLACE_EXISTING);
        return new Attempt(new Screenshot(page.toString(), name, sha256(bytes), size, refused, clock.instant()), "");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
