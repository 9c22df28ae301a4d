package io.reconai.server.workspaces;

import io.reconai.server.http.Ids;
import io.reconai.server.system.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The secrets of invitations and the addresses that carry them. The store holds their SHA-256.
@ApplicationScoped
class InvitationLinks {

    private static final int SECRET_LETTERS = 40;

    private final ServerSettings settings;

    InvitationLinks(ServerSettings settings) {
        this.settings = settings;
    }

    static String secret() {
        return Ids.random(SECRET_LETTERS);
    }

    static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// Below the address people reach the service at; where none is set, the one that this request reached it at.
    String address(String secret, UriInfo uri) {
        var base = settings.publicUrl().orElse(uri.getBaseUri());
        return base.resolve("/invitations/" + secret).toString();
    }
}
