package io.reconai.server.analytics;

import io.reconai.server.store.AnalyticsStore;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the insights of a workspace out of its counts; each only when its count is above 0.
final class Insights {

    private static final int CRITICAL_SCORE = 70;
    private static final Duration SOON = Duration.ofDays(30);
    private static final Duration WEEK = Duration.ofDays(7);

    private final List<Insight> made = new ArrayList<>();
    private final long total;

    private Insights(long total) {
        this.total = total;
    }

    /// By priority, the most urgent first.
    static List<Insight> of(AnalyticsStore store, Selection selection, Clock clock) {
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var factors = store.factors(selection);
        var insights = new Insights(store.present(selection, today).assets());
        insights.urgent(store.assetsAtLeast(selection, CRITICAL_SCORE), factors);
        insights.soon(factors, store.certificatesBetween(selection, now, now.plus(SOON)));
        var isQuiet = insights.made.isEmpty();
        insights.add(
                store.assetsSince(selection, now.minus(WEEK)),
                Insight.Priority.LOW,
                "New Assets This Week",
                "%d assets were found for the first time in the last 7 days",
                null,
                "/assets?sort=-discovered_at");
        if (isQuiet && store.lastScan(selection).isPresent()) {
            insights.made.add(new Insight(
                    Insight.Type.SUCCESS,
                    "Nothing Urgent",
                    "The scans found nothing that needs to be seen to now",
                    Insight.Priority.LOW,
                    Map.of("count", 0L, "total", insights.total),
                    null,
                    "/assets"));
        }
        insights.made.sort(Comparator.comparing(Insight::priority));
        return List.copyOf(insights.made);
    }

    private void urgent(long critical, Map<RiskFactor, Long> factors) {
        add(
                critical,
                Insight.Priority.CRITICAL,
                "Critical Assets Detected",
                "%d assets have a risk score of 70 or more",
                "Begin with the riskiest: its page says what raises the score and what to do about it.",
                "/assets?min_score=70");
        add(
                count(factors, RiskFactor.TAKEOVER),
                Insight.Priority.CRITICAL,
                "Subdomain Takeover",
                "%d assets point at services that others may claim",
                "Remove the DNS record, or claim the name at the service again.",
                "/assets?severity=critical,high");
        add(
                count(factors, RiskFactor.CLOUD_STORAGE),
                Insight.Priority.CRITICAL,
                "Exposed Cloud Storage",
                "%d assets use storage that the public can list or claim",
                "Block public access to the bucket, and claim or remove references to buckets that do not exist.",
                "/assets?severity=critical,high,medium");
        add(
                count(factors, RiskFactor.SENSITIVE_FILES),
                Insight.Priority.CRITICAL,
                "Exposed Sensitive Files",
                "%d assets serve files that are not meant for visitors",
                "Remove the files from the web root and change every secret they held.",
                "/assets?severity=critical,high,medium");
        add(
                Math.max(
                        count(factors, RiskFactor.SSH_EXPOSED),
                        Math.max(count(factors, RiskFactor.RDP_EXPOSED), count(factors, RiskFactor.DATABASE_EXPOSED))),
                Insight.Priority.HIGH,
                "Exposed Services",
                "Remote access or databases of at least %d assets answer to the internet",
                "Allow them from a VPN or from known addresses only.",
                "/assets?has_findings=true");
        add(
                Math.max(count(factors, RiskFactor.INVALID_SSL), count(factors, RiskFactor.SSL_ISSUES)),
                Insight.Priority.HIGH,
                "SSL Certificate Issues",
                "%d assets have a certificate or a TLS set-up with a weakness",
                "Renew what has expired, serve the whole chain and switch old versions and suites off.",
                "/assets?sort=ssl_days_until_expiry");
        add(
                count(factors, RiskFactor.DNS_MISCONFIG),
                Insight.Priority.HIGH,
                "DNS Misconfigurations",
                "%d assets have records of DNS or mail that should be mended",
                "Publish SPF and an enforcing DMARC policy, and remove records that lead nowhere.",
                "/assets?has_findings=true");
    }

    private void soon(Map<RiskFactor, Long> factors, long expiring) {
        add(
                count(factors, RiskFactor.MISSING_HEADERS),
                Insight.Priority.MEDIUM,
                "Security Headers",
                "%d assets answer without security headers",
                null,
                "/assets?has_findings=true");
        add(
                count(factors, RiskFactor.OPEN_DIRECTORIES),
                Insight.Priority.MEDIUM,
                "Open Directory Listings",
                "%d assets list the files of a folder",
                null,
                "/assets?has_findings=true");
        add(
                expiring,
                Insight.Priority.MEDIUM,
                "Certificates Expiring",
                "Certificates of %d assets run out within 30 days",
                null,
                "/assets?sort=ssl_days_until_expiry");
    }

    private static long count(Map<RiskFactor, Long> factors, RiskFactor factor) {
        return factors.getOrDefault(factor, 0L);
    }

    private void add(
            long count,
            Insight.Priority priority,
            String title,
            String message,
            @Nullable String recommendation,
            String link) {
        if (count > 0) {
            made.add(new Insight(
                    type(priority),
                    title,
                    String.format(Locale.ROOT, message, count),
                    priority,
                    Map.of("count", count, "total", total),
                    recommendation,
                    link));
        }
    }

    private static Insight.Type type(Insight.Priority priority) {
        return switch (priority) {
            case CRITICAL -> Insight.Type.CRITICAL;
            case HIGH, MEDIUM -> Insight.Type.WARNING;
            case LOW -> Insight.Type.INFO;
        };
    }
}
