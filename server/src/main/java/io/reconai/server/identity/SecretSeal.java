package io.reconai.server.identity;

import io.reconai.server.system.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.interfaces.ECPrivateKey;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/// Seals secrets that must be read again, so that a copy of the store alone gives none away: JWE (RFC 7516) with
/// A256GCM under a key that HKDF (RFC 5869) makes of the key file.
@ApplicationScoped
class SecretSeal {

    private static final String PURPOSE = "reconai second factors 1";
    private static final int KEY_BYTES = 32;

    private final Key key;

    SecretSeal(ServerSettings settings) throws IOException {
        var source = ((ECPrivateKey) SigningKey.load(settings.dataFolder()).getPrivateKey()).getS();
        key = derive(source);
    }

    private static Key derive(BigInteger source) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(source.toByteArray())
                                    .thenExpand(PURPOSE.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String seal(String secret) {
        var box = box();
        box.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.DIRECT);
        box.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
        box.setPayload(secret);
        try {
            return box.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// @throws IllegalStateException for what was sealed with another key file
    String open(String sealed) {
        var box = box();
        try {
            box.setCompactSerialization(sealed);
            return box.getPayload();
        } catch (JoseException foreign) {
            throw new IllegalStateException("a second factor was sealed with another key file", foreign);
        }
    }

    private JsonWebEncryption box() {
        var box = new JsonWebEncryption();
        box.setAlgorithmConstraints(new AlgorithmConstraints(
                AlgorithmConstraints.ConstraintType.PERMIT, KeyManagementAlgorithmIdentifiers.DIRECT));
        box.setContentEncryptionAlgorithmConstraints(new AlgorithmConstraints(
                AlgorithmConstraints.ConstraintType.PERMIT, ContentEncryptionAlgorithmIdentifiers.AES_256_GCM));
        box.setKey(key);
        return box;
    }
}
