package io.reconai.engine.enrichment;

import io.reconai.engine.asset.Coverage;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// What became of each kind of probe on one host.
final class CoverageList {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final List<Coverage> entries = new ArrayList<>();

    List<Coverage> list() {
        return entries;
    }

    void add(Coverage entry) {
        entries.add(entry);
    }

    void ok(String probe) {
        add(probe, Coverage.Result.OK, "");
    }

    void ok(String probe, String detail) {
        add(probe, Coverage.Result.OK, detail);
    }

    void blocked(String probe, String rule) {
        add(probe, Coverage.Result.BLOCKED, rule);
    }

    void timedOut(String probe, String detail) {
        add(probe, Coverage.Result.TIMED_OUT, detail);
    }

    void failed(String probe, String detail) {
        add(probe, Coverage.Result.FAILED, detail);
    }

    void notAllowed(String... probes) {
        for (var probe : probes) {
            add(probe, Coverage.Result.NOT_ALLOWED, "not in this mode");
        }
    }

    void notApplicable(String probe) {
        add(probe, Coverage.Result.NOT_APPLICABLE, "");
    }

    void stoppedOrOk(String probe, String reason) {
        add(probe, reason.isEmpty() ? Coverage.Result.OK : Coverage.Result.FAILED, reason);
    }

    /// How TLS and HTTP went, by the requests that were made. Where nothing could be asked because a port is
    /// silent, as on a host that is down, that is no word about the host.
    void web(HostWeb http, boolean plainOpen, boolean secureOpen, IntPredicate isSilent) {
        if (secureOpen) {
            var first = http.tls().stream().findFirst();
            add("tls", first.map(seen -> result(seen.outcome())).orElse(Coverage.Result.FAILED), "");
        } else if (isSilent.test(HTTPS)) {
            timedOut("tls", "port 443 is silent");
        } else {
            notApplicable("tls");
        }
        var roots = http.exchanges().stream().filter(made -> made.hop() == 0).toList();
        if (!plainOpen && !secureOpen && (isSilent.test(HTTP) || isSilent.test(HTTPS))) {
            timedOut("http", isSilent.test(HTTP) ? "port 80 is silent" : "port 443 is silent");
        } else if (!plainOpen && !secureOpen) {
            notApplicable("http");
        } else if (roots.stream().anyMatch(made -> made.outcome() == ExchangeOutcome.ANSWERED)) {
            ok("http");
        } else {
            var outcome = roots.stream().map(Exchange::outcome).findFirst().orElse(ExchangeOutcome.FAILED);
            add(
                    "http",
                    result(outcome),
                    roots.stream().map(Exchange::detail).findFirst().orElse(""));
        }
    }

    private static Coverage.Result result(ExchangeOutcome outcome) {
        return switch (outcome) {
            case ANSWERED -> Coverage.Result.OK;
            case REFUSED -> Coverage.Result.REFUSED;
            case TIMED_OUT -> Coverage.Result.TIMED_OUT;
            case BLOCKED -> Coverage.Result.BLOCKED;
            case LIMIT_REACHED, TLS_FAILED, MALFORMED, FAILED -> Coverage.Result.FAILED;
        };
    }

    private void add(String probe, Coverage.Result result, String detail) {
        entries.add(new Coverage(probe, result, detail));
    }
}
