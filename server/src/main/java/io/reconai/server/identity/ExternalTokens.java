package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// Verifies the tokens of one issuer (RFC 7519, RFC 8725): RS256 or ES256, with a key that the issuer publishes and
/// by no means with one that a token brings along.
///
/// What a token says of itself is judged before its key is looked for: nobody makes us ask the key server with a token
/// of another issuer, for somebody else, or out of its time.
final class ExternalTokens {

    private static final int MOST_CHARACTERS = 8_192;
    private static final int LONGEST_SUBJECT = 128;
    private static final int LEEWAY_SECONDS = 60;
    private static final Set<String> SIGNED =
            Set.of(AlgorithmIdentifiers.RSA_USING_SHA256, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    /// Each would let a token say how it wants to be read, or with what key.
    private static final List<String> REFUSED_HEADERS =
            List.of("crit", "jwk", "jku", "x5u", "x5c", "zip", "b64", "enc", "cty");

    private final String issuer;
    private final String audience;
    private final Clock clock;

    /// Absent for the emulator, which signs nothing.
    private final @Nullable KeyCache keys;

    private ExternalTokens(String issuer, String audience, Clock clock, @Nullable KeyCache keys) {
        this.issuer = issuer;
        this.audience = audience;
        this.clock = clock;
        this.keys = keys;
    }

    static ExternalTokens signed(String issuer, String audience, KeyCache keys, Clock clock) {
        return new ExternalTokens(issuer, audience, clock, keys);
    }

    /// For Firebase's emulator alone: tokens without a signature, and no others.
    static ExternalTokens unsigned(String issuer, String audience, Clock clock) {
        return new ExternalTokens(issuer, audience, clock, null);
    }

    /// @throws ApiException `AUTH_TOKEN_INVALID`, `AUTH_TOKEN_EXPIRED`, or `UPSTREAM_ERROR` when no key is to be had
    ExternalIdentity verify(String token) {
        return verify(token, _ -> true);
    }

    /// The same of a token that answers a sign-in of ours (OpenID Connect Core 1.0 §3.1.3.7): it repeats our nonce,
    /// and where it says for whom it was made, that is us.
    ExternalIdentity verify(String token, String nonce) {
        return verify(
                token,
                claims -> nonce.equals(claims.getClaimValue("nonce"))
                        && (!claims.hasClaim("azp") || audience.equals(claims.getClaimValue("azp"))));
    }

    private ExternalIdentity verify(String token, Predicate<JwtClaims> fits) {
        try {
            var header = header(token);
            var said = new JwtConsumerBuilder();
            rules(said, header.getAlgorithmHeaderValue());
            var claims = said.setSkipSignatureVerification()
                    .setDisableRequireSignature()
                    .build()
                    .processToClaims(token);
            if (keys != null) {
                var verified = new JwtConsumerBuilder();
                rules(verified, header.getAlgorithmHeaderValue());
                claims = verified.setVerificationKey(key(keys, header).getKey())
                        .build()
                        .processToClaims(token);
            }
            if (!fits.test(claims)) {
                throw invalid();
            }
            return identity(claims);
        } catch (InvalidJwtException refused) {
            if (refused.getErrorDetails().size() == 1 && refused.hasErrorCode(ErrorCodes.EXPIRED)) {
                throw new ApiException(ErrorCode.AUTH_TOKEN_EXPIRED, "The token has expired");
            }
            throw invalid();
        } catch (JoseException | MalformedClaimException malformed) {
            throw invalid();
        } catch (KeyCache.AwayException away) {
            throw new ApiException(ErrorCode.UPSTREAM_ERROR, "The identity provider does not answer; try again soon");
        }
    }

    private JsonWebSignature header(String token) throws JoseException {
        if (token.length() > MOST_CHARACTERS
                || token.chars().filter(letter -> letter == '.').count() != 2
                || !(JsonWebStructure.fromCompactSerialization(token) instanceof JsonWebSignature signature)) {
            throw invalid();
        }
        var headers = signature.getHeaders();
        var algorithm = headers.getObjectHeaderValue("alg");
        var isUnsigned = AlgorithmIdentifiers.NONE.equals(algorithm) && token.endsWith(".");
        var suits = keys == null ? isUnsigned : algorithm instanceof String name && SIGNED.contains(name);
        if (!suits || REFUSED_HEADERS.stream().anyMatch(name -> headers.getObjectHeaderValue(name) != null)) {
            throw invalid();
        }
        return signature;
    }

    private static JsonWebKey key(KeyCache keys, JsonWebSignature signature) throws KeyCache.AwayException {
        var id = signature.getHeaders().getObjectHeaderValue("kid");
        if (id != null && !(id instanceof String)) {
            throw invalid();
        }
        return keys.find((String) id, signature.getAlgorithmHeaderValue()).orElseThrow(ExternalTokens::invalid);
    }

    private void rules(JwtConsumerBuilder consumer, String algorithm) {
        consumer.setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithm))
                .setExpectedIssuer(issuer)
                .setExpectedAudience(audience)
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setRequireSubject()
                .setEvaluationTime(now())
                .setAllowedClockSkewInSeconds(LEEWAY_SECONDS);
    }

    private NumericDate now() {
        return NumericDate.fromSeconds(clock.instant().getEpochSecond());
    }

    private ExternalIdentity identity(JwtClaims claims) throws MalformedClaimException {
        refuseFuture(claims.getIssuedAt());
        refuseFuture(claims.hasClaim("auth_time") ? claims.getNumericDateClaimValue("auth_time") : null);
        var subject = claims.getSubject();
        if (!isUid(subject)) {
            throw invalid();
        }
        return new ExternalIdentity(
                subject,
                text(claims, "email"),
                Boolean.parseBoolean(String.valueOf(claims.getClaimValue("email_verified"))),
                text(claims, "name"),
                text(claims, "picture").filter(PhotoUrl::isPicture));
    }

    private void refuseFuture(@Nullable NumericDate at) {
        if (at != null && at.getValue() > now().getValue() + LEEWAY_SECONDS) {
            throw invalid();
        }
    }

    /// It becomes the id of the person's own workspace, in headers and paths; shared workspaces have another form.
    private static boolean isUid(String subject) {
        return subject.length() <= LONGEST_SUBJECT && subject.matches("[\\x21-\\x7e]+") && !subject.startsWith("wsp_");
    }

    private static Optional<String> text(JwtClaims claims, String name) {
        return claims.getClaimValue(name) instanceof String text && !text.isBlank()
                ? Optional.of(text.strip())
                : Optional.empty();
    }

    private static ApiException invalid() {
        return new ApiException(ErrorCode.AUTH_TOKEN_INVALID, "The token is not valid");
    }
}
