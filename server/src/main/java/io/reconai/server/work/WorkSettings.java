package io.reconai.server.work;

import io.reconai.engine.SettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What part this process takes, and the broker that joins the parts.
///
/// @param broker empty where everything is done in one process. May hold a password: never to be logged.
public record WorkSettings(Role role, Optional<URI> broker) {

    /// What a process does (`RECONAI_ROLE`).
    public enum Role {
        /// Serves, runs scans and looks at their hosts.
        ALL,
        /// Serves and runs scans; workers look at their hosts.
        API,
        /// Looks at hosts.
        WORKER
    }

    /// Reads `RECONAI_ROLE` and `RABBITMQ_URL`.
    ///
    /// @throws SettingException for the first value that cannot be used
    public static WorkSettings from(Map<String, String> variables) throws SettingException {
        var role = role(variables.getOrDefault("RECONAI_ROLE", "").strip());
        var broker = broker(variables.getOrDefault("RABBITMQ_URL", "").strip());
        if (role != Role.ALL && broker.isEmpty()) {
            throw new SettingException("RABBITMQ_URL", "is needed where RECONAI_ROLE is api or worker");
        }
        return new WorkSettings(role, broker);
    }

    private static Role role(String word) throws SettingException {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "", "all" -> Role.ALL;
            case "api" -> Role.API;
            case "worker" -> Role.WORKER;
            default -> throw new SettingException("RECONAI_ROLE", "is all, api or worker");
        };
    }

    private static Optional<URI> broker(String text) throws SettingException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var address = new URI(text);
            if (("amqp".equals(address.getScheme()) || "amqps".equals(address.getScheme()))
                    && address.getHost() != null) {
                return Optional.of(address);
            }
        } catch (URISyntaxException noAddress) {
            // Said below.
        }
        throw new SettingException("RABBITMQ_URL", "is an address such as amqp://user:password@host:5672/");
    }
}
