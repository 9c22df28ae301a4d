package io.reconai.engine.discovery;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.SourceHealth.Status;
import io.reconai.engine.discovery.SourceClient.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/// Certificate transparency (RFC 9162) as crt.sh shows it: `GET {base}/?q=%25.{domain}&output=json`.
///
/// It answers 502 to 504, HTML with status 200, or an empty array under load, so each of these is asked again; an
/// array that ends in the middle counts as far as it goes.
public final class CrtSh implements Collector {

    private static final String ID = "ct.crtsh";
    private static final int TRIES = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(120);

    private final URI base;
    private final SourceClient client;
    private final Duration pause;

    /// @param base such as `https://crt.sh`
    /// @param pause before the second try; doubled before the third
    public CrtSh(URI base, SourceClient client, Duration pause) {
        this.base = base;
        this.client = client;
        this.pause = pause;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public ScanMode leastMode() {
        return ScanMode.PASSIVE;
    }

    @Override
    public SourceHealth collect(DomainName domain, Consumer<DiscoveredName> names) throws InterruptedException {
        var began = System.nanoTime();
        var problem = "";
        var status = Status.FAILED;
        for (var attempt = 1; attempt <= TRIES; attempt++) {
            if (attempt > 1) {
                Thread.sleep(pause.multipliedBy(1L << (attempt - 2)));
            }
            switch (client.get(query(domain))) {
                case Reply.Answered answered -> {
                    var read = read(answered, domain);
                    // An empty array is believed only when it is said twice.
                    if (read.names != null && (!read.names.exact().isEmpty() || attempt > 1)) {
                        return deliver(read.names, names, attempt, began);
                    }
                    problem = read.problem;
                }
                case Reply.Limited limited -> {
                    problem = "asked us to wait " + limited.retryAfter().toSeconds() + " s";
                    status = Status.LIMITED;
                    if (limited.retryAfter().compareTo(LONGEST_PAUSE) > 0 || attempt == TRIES) {
                        return health(status, attempt, 0, 0, problem, began);
                    }
                    Thread.sleep(limited.retryAfter());
                }
                case Reply.Failed failed -> problem = failed.reason();
            }
        }
        return health(status, TRIES, 0, 0, problem, began);
    }

    private record Read(@org.jspecify.annotations.Nullable CertificateNames names, String problem) {}

    private static Read read(Reply.Answered answered, DomainName domain) {
        if (answered.status() != 200) {
            return new Read(null, "answered with status " + answered.status());
        }
        try {
            return new Read(CertificateNames.parse(answered.body(), domain, ID), "answered without names");
        } catch (IOException garbage) {
            return new Read(null, String.valueOf(garbage.getMessage()));
        }
    }

    private static SourceHealth deliver(
            CertificateNames found, Consumer<DiscoveredName> names, int attempts, long began) {
        found.exact().forEach((name, step) -> names.accept(new DiscoveredName(name, step, true)));
        found.related()
                .forEach(name -> names.accept(new DiscoveredName(
                        name, new io.reconai.engine.asset.DiscoveryStep(ID, "in a certificate of the domain"), false)));
        return health(
                found.truncated() ? Status.LIMITED : Status.ANSWERED,
                attempts,
                1,
                found.exact().size(),
                found.truncated() ? "the answer ended in the middle" : "",
                began);
    }

    private URI query(DomainName domain) {
        var text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + "?q=%25." + domain + "&output=json");
    }

    private static SourceHealth health(
            Status status, long asked, long answered, long names, String detail, long began) {
        var elapsed = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return new SourceHealth(ID, status, asked, answered, names, detail, elapsed);
    }
}
