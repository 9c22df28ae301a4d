package io.reconai.server.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Severity;
import io.reconai.server.http.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What rules want, and when messages leave.
class RuleTablesTest {

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "finding.new, high, finding.new, high, '', '', true",
        "finding.new, medium, finding.new, high, '', '', false",
        "finding.new, critical, finding.new, high, '', '', true",
        "finding.fixed, critical, finding.new, high, '', '', false",
        "asset.new, info, asset.new, high, '', '', true",
        "certificate.expiring, low, certificate.expiring, critical, '', '', true",
        "asset.high_risk, high, asset.high_risk, critical, '', '', false",
        "finding.new, high, finding.new, high, acme.test, '', true",
        "finding.new, high, finding.new, high, www.acme.test, '', true",
        "finding.new, high, finding.new, high, ww.acme.test, '', false",
        "finding.new, high, finding.new, high, other.test, '', false",
        "finding.new, high, finding.new, high, '', dev, false",
        "finding.new, high, finding.new, high, '', dev prod, true"
    })
    void wants(
            String event, String severity, String events, String least, String domains, String tags, boolean expected) {
        var rule = new AlertRule(
                "rul_1",
                "",
                true,
                words(events).stream().map(AlertEvent::of).toList(),
                severity(least),
                words(domains),
                words(tags),
                List.of(),
                null,
                0,
                null,
                Instant.EPOCH);
        assertThat(rule.wants(Alerts.of("alr_1", AlertEvent.of(event), severity(severity), Instant.EPOCH)))
                .isEqualTo(expected);
    }

    private static Severity severity(String word) {
        return Severity.valueOf(word.toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({
        "SCAN, 08:00, UTC, 2026-03-04T12:00:00Z, 2026-03-04T12:00:00Z",
        "DAILY, 08:00, UTC, 2026-03-04T07:59:00Z, 2026-03-04T08:00:00Z",
        "DAILY, 08:00, UTC, 2026-03-04T08:00:00Z, 2026-03-05T08:00:00Z",
        "DAILY, 08:00, Europe/Vienna, 2026-03-28T12:00:00Z, 2026-03-29T06:00:00Z", // clocks go forward in between
        "DAILY, 02:30, Europe/Vienna, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z", // a time that does not come
        "WEEKLY, 08:00, UTC, 2026-03-04T12:00:00Z, 2026-03-09T08:00:00Z",
        "WEEKLY, 08:00, UTC, 2026-03-09T07:00:00Z, 2026-03-09T08:00:00Z",
        "MONTHLY, 08:00, UTC, 2026-03-04T12:00:00Z, 2026-04-01T08:00:00Z",
        "MONTHLY, 08:00, UTC, 2026-03-01T07:00:00Z, 2026-03-01T08:00:00Z",
        "MONTHLY, 08:00, Pacific/Auckland, 2026-02-28T12:00:00Z, 2026-02-28T19:00:00Z"
    })
    void digestsLeave(Digest.Every every, String at, String zone, Instant now, Instant expected) {
        assertThat(new Digest(every, at, zone, false).next(now)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "22:00, 07:00, UTC, 2026-03-04T12:00:00Z, 2026-03-04T12:00:00Z",
        "22:00, 07:00, UTC, 2026-03-04T22:00:00Z, 2026-03-05T07:00:00Z",
        "22:00, 07:00, UTC, 2026-03-04T03:00:00Z, 2026-03-04T07:00:00Z",
        "22:00, 07:00, UTC, 2026-03-04T07:00:00Z, 2026-03-04T07:00:00Z",
        "12:00, 13:00, Europe/Vienna, 2026-03-04T11:30:00Z, 2026-03-04T12:00:00Z",
        "12:00, 13:00, Europe/Vienna, 2026-03-04T12:30:00Z, 2026-03-04T12:30:00Z"
    })
    void quietHoursEnd(String from, String to, String zone, Instant time, Instant expected) {
        assertThat(new QuietHours(from, to, zone).after(time)).isEqualTo(expected);
    }

    @Test
    void eventsAreNamedAsInTheInterface() {
        assertThat(Stream.of(AlertEvent.values()).filter(AlertEvent::isForRules).map(AlertEvent::word))
                .containsExactlyInAnyOrder(
                        "asset.high_risk",
                        "asset.new",
                        "asset.gone",
                        "port.opened",
                        "finding.new",
                        "finding.reopened",
                        "finding.fixed",
                        "certificate.expiring",
                        "scan.completed",
                        "scan.failed",
                        "domain.verification_lost",
                        "usage.warning",
                        "billing.payment_failed");
    }

    @Test
    void idsFollowFromTheirCause() {
        assertThat(Ids.from("alr", "a", "b"))
                .isEqualTo(Ids.from("alr", "a", "b"))
                .matches("alr_[0-9a-z]{26}")
                .isNotEqualTo(Ids.from("alr", "a", "c"));
    }

    /// A known answer, computed by `printf '1700000000.{}' | openssl dgst -sha256 -hmac 0123456789abcdef`.
    @Test
    void signs() {
        assertThat(WebhookMessage.signature(
                        "0123456789abcdef",
                        Instant.ofEpochSecond(1_700_000_000),
                        "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("t=1700000000,v1=e4f8e2ecae2295b2ddb2f0b5584c8275e226c0ebe9b3b819e70156bb67122e3e");
    }
}
