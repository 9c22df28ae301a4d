package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.system.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/// Signs and verifies our own access tokens: JWT with ES256 (RFC 7519, RFC 7518 §3.4), one hour.
@ApplicationScoped
class AccessTokens {

    static final Duration LIFETIME = Duration.ofHours(1);

    private static final String ISSUER = "reconai";
    private static final String SESSION = "sid";
    private static final int LEEWAY_SECONDS = 60;
    private static final int MOST_CHARACTERS = 4_096;

    private final EllipticCurveJsonWebKey key;
    private final JwtConsumer consumer;

    AccessTokens(ServerSettings settings) throws IOException {
        key = SigningKey.load(settings.dataFolder());
        consumer = new JwtConsumerBuilder()
                .setVerificationKey(key.getPublicKey())
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setExpectedIssuer(ISSUER)
                .setExpectedAudience(ISSUER)
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(LEEWAY_SECONDS)
                .build();
    }

    /// What a verified token says.
    record Claims(String uid, String sessionId) {}

    String issue(Session session) {
        var claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(ISSUER);
        claims.setSubject(session.uid());
        claims.setStringClaim(SESSION, session.sessionId());
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(LIFETIME.toMinutes());
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException("a token could not be signed", impossible);
        }
    }

    /// @throws ApiException `AUTH_TOKEN_EXPIRED` or `AUTH_TOKEN_INVALID`
    Claims verify(String token) {
        try {
            if (token.length() > MOST_CHARACTERS) {
                throw invalid();
            }
            var claims = consumer.processToClaims(token);
            var session = claims.getStringClaimValue(SESSION);
            if (session == null) {
                throw invalid();
            }
            return new Claims(claims.getSubject(), session);
        } catch (InvalidJwtException refused) {
            if (refused.getErrorDetails().size() == 1 && refused.hasErrorCode(ErrorCodes.EXPIRED)) {
                throw new ApiException(ErrorCode.AUTH_TOKEN_EXPIRED, "The token has expired");
            }
            throw invalid();
        } catch (MalformedClaimException malformed) {
            throw invalid();
        }
    }

    private static ApiException invalid() {
        return new ApiException(ErrorCode.AUTH_TOKEN_INVALID, "The token is not valid");
    }
}
