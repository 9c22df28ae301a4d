package io.reconai.server.billing;

import io.reconai.engine.sources.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The header `Stripe-Signature`: `t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`, perhaps several `v1` while a secret
/// is being changed. Of other versions nothing is believed.
record StripeSignature(long seconds, String typedSeconds, List<byte[]> signatures) {

    /// Older or newer than this it is not taken: somebody may have kept it.
    static final Duration TOLERANCE = Duration.ofSeconds(300);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /// Stripe signs with each secret that is valid: two, as a rule one.
    private static final int MOST_SIGNATURES = 10;

    private static final int LONGEST = 2_000;

    /// Empty when it cannot be one.
    static Optional<StripeSignature> parse(String header) {
        if (header.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<String> seconds = Optional.empty();
        var signatures = new ArrayList<byte[]>();
        for (var part : header.split(",")) {
            var pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equals("t")) {
                seconds = Optional.of(pair[1]);
            } else if (pair.length == 2
                    && pair[0].equals("v1")
                    && SHA256.matcher(pair[1]).matches()
                    && signatures.size() < MOST_SIGNATURES) {
                signatures.add(HexFormat.of().parseHex(pair[1]));
            }
        }
        return seconds.filter(text -> SECONDS.matcher(text).matches())
                .filter(_ -> !signatures.isEmpty())
                .map(text -> new StripeSignature(Long.parseLong(text), text, List.copyOf(signatures)));
    }

    /// True when one of the secrets made one of the signatures of this body, and not long ago.
    boolean isOf(byte[] body, List<Secret> secrets, Instant now) {
        var isFresh = Math.abs(now.getEpochSecond() - seconds) <= TOLERANCE.toSeconds();
        var isSigned = false;
        for (var secret : secrets) {
            var right = sign(body, secret);
            for (var signature : signatures) {
                isSigned |= MessageDigest.isEqual(right, signature);
            }
        }
        return isFresh && isSigned;
    }

    private byte[] sign(byte[] body, Secret secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.text().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((typedSeconds + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every JDK has HMAC with SHA-256", impossible);
        }
    }
}
