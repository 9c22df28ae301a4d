package io.reconai.server.identity;

import io.reconai.server.system.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.interfaces.ECPrivateKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/// Seals secrets that must be read again, so that a copy of the store alone gives none away and nobody else can make
/// any: JWE (RFC 7516) with A256GCM under a key that HKDF (RFC 5869) makes of the key file, one for each purpose.
@ApplicationScoped
class SecretSeal {

    private static final int KEY_BYTES = 32;

    private final Map<Purpose, Key> keys = new EnumMap<>(Purpose.class);

    SecretSeal(ServerSettings settings) throws IOException {
        var source = ((ECPrivateKey) SigningKey.load(settings.dataFolder()).getPrivateKey()).getS();
        for (var purpose : Purpose.values()) {
            keys.put(purpose, derive(source, purpose));
        }
    }

    /// What is sealed for one cannot be opened for another.
    enum Purpose {
        SECOND_FACTOR("reconai second factors 1"),
        SIGN_IN_BEGUN("reconai sign-ins begun 1");

        private final String label;

        Purpose(String label) {
            this.label = label;
        }
    }

    private static Key derive(BigInteger source, Purpose purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(source.toByteArray())
                                    .thenExpand(purpose.label.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String seal(Purpose purpose, String secret) {
        var box = box(purpose);
        box.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.DIRECT);
        box.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
        box.setPayload(secret);
        try {
            return box.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Empty for what was sealed with another key file or for another purpose, or was never sealed.
    Optional<String> open(Purpose purpose, String sealed) {
        var box = box(purpose);
        try {
            box.setCompactSerialization(sealed);
            return Optional.of(box.getPayload());
        } catch (JoseException foreign) {
            return Optional.empty();
        }
    }

    private JsonWebEncryption box(Purpose purpose) {
        var box = new JsonWebEncryption();
        box.setAlgorithmConstraints(new AlgorithmConstraints(
                AlgorithmConstraints.ConstraintType.PERMIT, KeyManagementAlgorithmIdentifiers.DIRECT));
        box.setContentEncryptionAlgorithmConstraints(new AlgorithmConstraints(
                AlgorithmConstraints.ConstraintType.PERMIT, ContentEncryptionAlgorithmIdentifiers.AES_256_GCM));
        box.setKey(keys.get(purpose));
        return box;
    }
}
