package io.reconai.engine.enrichment;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.Host;
import io.reconai.engine.detectors.Detectors;
import io.reconai.engine.detectors.Probe;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What a host's site is asked for beyond its start page: what sites offer to visiting programs, what the start page
/// loads, what strangers get at the address, and in active mode the paths of detectors. The first sign of being
/// unwelcome ends it. Used by one thread at a time.
final class HostPaths {

    private static final String PROBE = "path_probes";

    /// What sites offer to visiting programs (RFC 9309, sitemaps.org, RFC 9116): they name further hosts, and whom to
    /// tell of a weakness.
    private static final List<Probe> GUIDES = List.of(
            new Probe("robots", "/robots.txt"),
            new Probe("sitemap", "/sitemap.xml"),
            new Probe("security.txt", "/.well-known/security.txt"));

    private final Host host;
    private final HostWeb web;
    private final Optional<InetAddress> plain;
    private final List<InetAddress> secure;
    private final boolean isActive;
    private final RandomGenerator random;
    private final PathProbes probes;
    private Optional<String> stopped = Optional.empty();

    /// @param plain where port 80 is open
    /// @param secure where port 443 is open
    HostPaths(
            Host host,
            HostWeb web,
            Optional<InetAddress> plain,
            List<InetAddress> secure,
            ScanMode mode,
            RandomGenerator random) {
        this.host = host;
        this.web = web;
        this.plain = plain;
        this.secure = secure;
        isActive = mode.includes(ScanMode.ACTIVE);
        this.random = random;
        probes = new PathProbes(Detectors.all(), this::ask, web::exchanges);
    }

    /// Asks, once the start pages were answered, for all but the paths that are a matter of what else is seen.
    void ask() throws InterruptedException {
        stopped = ask(GUIDES);
        if (isStopped()) {
            return;
        }
        web.parts(plain, secure);
        if (isActive) {
            web.defaults(plain, secure, random);
            stopped = probes.begin(host);
        }
    }

    /// Asks for the rest, once the host's other sites were looked at too: they give reasons as well.
    void askRest() throws InterruptedException {
        if (isActive && !isStopped()) {
            stopped = probes.goOn(host);
        }
    }

    void cover(CoverageList coverage) {
        if (isActive) {
            stopped.ifPresentOrElse(reason -> coverage.stoppedOrOk(PROBE, reason), () -> coverage.notApplicable(PROBE));
        } else {
            coverage.notAllowed(PROBE);
        }
    }

    private Optional<String> ask(List<Probe> wanted) throws InterruptedException {
        return web.paths(wanted, plain, secure, random);
    }

    private boolean isStopped() {
        return stopped.filter(reason -> !reason.isEmpty()).isPresent();
    }
}
