package io.reconai.engine.enrichment;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.HostAddress;
import io.reconai.engine.http.HttpProber;
import io.reconai.engine.http.Origin;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.web.CrossOrigin;
import io.reconai.engine.web.SetCookie;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What the scanned domain's start page gives to pages of names below it: asked once a scan, for the first host whose
/// name others could claim. Each such host keeps it with its own evidence, so that it can be judged by itself.
///
/// It is asked as a page of a random name right below the domain would, and where that is let in, as a page of a
/// stranger too: what everybody may read is no trust in the domain's names. Where it is not, though the answer depends
/// on who asks, the name itself may be on a list: that is asked for each host, for so many and no more. One scan's;
/// safe for use by many threads.
final class DomainPage {

    /// Fields that may tell something; others are not kept.
    private static final Set<String> TELLING = Set.of(
            "access-control-allow-origin",
            "access-control-allow-credentials",
            "content-security-policy",
            "content-type",
            "location",
            "set-cookie");

    /// Of one answer, since it is kept for every host that it concerns.
    private static final int MOST_CHARS = 8 * 1024;

    /// Names that are asked for one by one.
    private static final int MOST_NAMES = 32;

    /// @param address where the start page answered
    private record Known(List<Exchange> pages, Optional<Origin> origin, Optional<InetAddress> address) {

        static final Known NOTHING = new Known(List.of(), Optional.empty(), Optional.empty());

        /// Whether it answers by a list that has not every name.
        boolean mayHaveAList() {
            return pages.stream().noneMatch(CrossOrigin::isLetIn)
                    && pages.stream().flatMap(made -> made.answered().stream()).anyMatch(CrossOrigin::speaksOfOrigins);
        }
    }

    private final DnsClient dns;
    private final RandomGenerator random;
    private final AtomicInteger namesAsked = new AtomicInteger();
    // No monitor: virtual threads that wait in one may be lost (JDK-8373120).
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Known known;

    DomainPage(DnsClient dns, RandomGenerator random) {
        this.dns = dns;
        this.random = random;
    }

    /// The requests and what matters of their answers; empty where the domain has no address.
    ///
    /// @param host whose name others could claim
    /// @param deadline of that host; when it has passed, the next host asks
    List<Exchange> of(Host host, Supplier<HttpProber> probers, Deadline deadline) throws InterruptedException {
        var shared = shared(host.domain(), probers, deadline);
        var pages = new ArrayList<>(shared.pages());
        if (!host.isApex() && shared.mayHaveAList() && namesAsked.incrementAndGet() <= MOST_NAMES) {
            var prober = probers.get();
            prober.root(
                    CrossOrigin.FROM_NAME,
                    shared.origin().orElseThrow(),
                    shared.address().orElseThrow(),
                    from("https://" + host.value()));
            pages.addAll(prober.exchanges());
        }
        return pages.stream().map(DomainPage::kept).toList();
    }

    private Known shared(DomainName domain, Supplier<HttpProber> probers, Deadline deadline)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (known != null) {
                return known;
            }
            var asked = deadline.hasPassed() ? Known.NOTHING : ask(domain, probers.get());
            if (!deadline.hasPassed()) {
                known = asked;
            }
            return asked;
        } finally {
            lock.unlock();
        }
    }

    private Known ask(DomainName domain, HttpProber prober) throws InterruptedException {
        var address = HostAddress.find(domain, dns);
        if (address.isEmpty()) {
            return Known.NOTHING;
        }
        var host = Host.of(domain, domain);
        var asking = "https://reconai-" + Long.toString(random.nextLong(1L << 60), 36);
        for (var scheme : List.of("https", "http")) {
            var origin = Origin.of(scheme, host);
            if (prober.root(CrossOrigin.FROM_BELOW, origin, address.get(), from(asking + "." + domain))) {
                if (prober.exchanges().stream().anyMatch(CrossOrigin::isLetIn)) {
                    prober.root(CrossOrigin.FROM_ELSEWHERE, origin, address.get(), from(asking + ".example"));
                }
                return new Known(bodiless(prober), Optional.of(origin), address);
            }
        }
        return new Known(bodiless(prober), Optional.empty(), address);
    }

    private static List<Header> from(String origin) {
        return List.of(new Header("Origin", origin));
    }

    /// What is kept for the whole scan; bodies are of no use here.
    private static List<Exchange> bodiless(HttpProber prober) {
        return prober.exchanges().stream()
                .map(made -> made.answered()
                        .map(answer -> made.withAnswer(answer.withoutBody()))
                        .orElse(made))
                .toList();
    }

    private static Exchange kept(Exchange made) {
        return made.answered().map(answer -> made.withAnswer(kept(answer))).orElse(made);
    }

    private static HttpAnswer kept(HttpAnswer answer) {
        var headers = new ArrayList<Header>();
        var size = 0;
        for (var header : answer.headers()) {
            var chars = header.name().length() + header.value().length();
            if (isTelling(header) && size + chars <= MOST_CHARS) {
                size += chars;
                headers.add(header);
            }
        }
        return answer.withoutBody().withHeaders(headers);
    }

    private static boolean isTelling(Header header) {
        var name = header.name().toLowerCase(Locale.ROOT);
        return TELLING.contains(name)
                && (!name.equals("set-cookie")
                        || SetCookie.parse(header.value())
                                .filter(cookie -> !cookie.domain().isEmpty())
                                .isPresent());
    }
}
