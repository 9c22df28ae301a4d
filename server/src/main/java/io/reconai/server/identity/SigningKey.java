package io.reconai.server.identity;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// The P-256 key that signs access tokens, kept in a file that only the service's user can read.
final class SigningKey {

    private SigningKey() {}

    /// Reads the key, or makes it at the first start.
    static EllipticCurveJsonWebKey load(Path folder) throws IOException {
        var file = folder.resolve("token-key.jwk");
        try {
            if (!Files.exists(file)) {
                make(folder, file);
            }
            return (EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(Files.readString(file));
        } catch (JoseException | ClassCastException broken) {
            throw new IOException("the key file " + file + " cannot be read; remove it to have a new one made", broken);
        }
    }

    private static void make(Path folder, Path file) throws IOException, JoseException {
        Files.createDirectories(folder);
        var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        var draft = Files.createTempFile(folder, "token-key", ".new");
        try {
            if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(draft, key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
            publish(draft, file);
        } catch (FileAlreadyExistsException madeMeanwhile) {
            // Another start was faster; its key counts.
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /// Whole at once, and never in the place of another's: a rename would take that.
    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException madeMeanwhile) {
            throw madeMeanwhile;
        } catch (FileSystemException | UnsupportedOperationException noLinks) {
            Files.move(draft, file);
        }
    }
}
