package io.reconai.server.alerts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// What a webhook is posted, and how it is signed.
///
/// @param id the alert's
/// @param test true for a test; absent otherwise
record WebhookMessage(
        String id,
        AlertEvent event,
        Instant createdAt,
        String workspaceId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean test,
        WebhookFacts data) {

    /// What happened.
    record WebhookFacts(
            String severity,
            String title,
            Alert.AlertTarget target,
            @JsonUnwrapped AlertFacts facts) {}

    static WebhookMessage of(AlertMessage message) {
        var alert = message.alerts().getFirst();
        return new WebhookMessage(
                alert.alertId(),
                alert.event(),
                alert.createdAt(),
                message.workspaceId(),
                message.isTest() ? true : null,
                new WebhookFacts(
                        alert.severity().name().toLowerCase(Locale.ROOT), alert.title(), alert.target(), alert.data()));
    }

    /// `t=<unix seconds>,v1=<hexadecimal HMAC-SHA256 of t, a full stop and the body>`.
    static String signature(String secret, Instant at, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((at.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", impossible);
        }
    }
}
