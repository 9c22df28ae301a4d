package io.reconai.server.mail;

import io.reconai.engine.SettingException;
import io.reconai.engine.sources.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// What the operator set about mail.
///
/// @param way empty where there is no mail
public record MailSettings(Optional<Way> way) {

    private static final int SUBMISSION = 587;
    private static final int MOST_PORT = 65_535;
    private static final String SENDGRID = "https://api.sendgrid.com";

    /// How mail leaves, and whose address it carries.
    public sealed interface Way {

        String sender();

        /// @param user empty where the server wants no sign-in
        record Smtp(String host, int port, String user, Secret password, String sender) implements Way {}

        record SendGrid(URI base, Secret key, String sender) implements Way {}
    }

    /// @throws SettingException for the first value that cannot be used
    public static MailSettings from(Map<String, String> variables) throws SettingException {
        var host = text(variables, "SMTP_HOST");
        var key = text(variables, "SENDGRID_API_KEY");
        if (!host.isEmpty() && !key.isEmpty()) {
            throw new SettingException("SMTP_HOST", "is set beside SENDGRID_API_KEY; mail leaves by one of them");
        }
        if (host.isEmpty() && key.isEmpty()) {
            return new MailSettings(Optional.empty());
        }
        if (text(variables, "RECONAI_PUBLIC_URL").isEmpty()) {
            throw new SettingException("RECONAI_PUBLIC_URL", "is needed where mail is sent, for the links in it");
        }
        return new MailSettings(Optional.of(host.isEmpty() ? sendGrid(variables, key) : smtp(variables, host)));
    }

    private static Way smtp(Map<String, String> variables, String host) throws SettingException {
        if (!host.matches("[A-Za-z0-9._:-]{1,253}")) {
            throw new SettingException("SMTP_HOST", "is the name or the address of a mail server");
        }
        var user = text(variables, "SMTP_USER");
        var password = text(variables, "SMTP_PASSWORD");
        if (user.isEmpty() != password.isEmpty()) {
            throw new SettingException(
                    user.isEmpty() ? "SMTP_USER" : "SMTP_PASSWORD", "is needed where the other of the two is set");
        }
        return new Way.Smtp(host, port(variables), user, new Secret(password), sender(variables, user));
    }

    private static Way sendGrid(Map<String, String> variables, String key) throws SettingException {
        if (!key.matches("[\\x21-\\x7e]+")) {
            throw new SettingException("SENDGRID_API_KEY", "has characters that no key has");
        }
        var base = text(variables, "SENDGRID_API_BASE");
        try {
            var address = URI.create(base.isEmpty() ? SENDGRID : base);
            if (address.getHost() != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
                return new Way.SendGrid(address, new Secret(key), sender(variables, ""));
            }
        } catch (IllegalArgumentException noAddress) {
            // Said below.
        }
        throw new SettingException("SENDGRID_API_BASE", "is an address such as " + SENDGRID);
    }

    private static String sender(Map<String, String> variables, String user) throws SettingException {
        var named = text(variables, "SENDGRID_FROM_EMAIL");
        var other = named.isEmpty() ? text(variables, "FROM_EMAIL") : named;
        var sender = other.isEmpty() ? user : other;
        if (!Mail.isAddress(sender)) {
            throw new SettingException(
                    named.isEmpty() ? "FROM_EMAIL" : "SENDGRID_FROM_EMAIL",
                    "is the address that mail is sent from, such as reconai@example.com");
        }
        return sender;
    }

    private static int port(Map<String, String> variables) throws SettingException {
        var text = text(variables, "SMTP_PORT");
        if (text.isEmpty()) {
            return SUBMISSION;
        }
        if (text.matches("\\d{1,5}")) {
            var port = Integer.parseInt(text);
            if (port >= 1 && port <= MOST_PORT) {
                return port;
            }
        }
        throw new SettingException("SMTP_PORT", "is a whole number from 1 to " + MOST_PORT);
    }

    private static String text(Map<String, String> variables, String name) {
        return variables.getOrDefault(name, "").strip();
    }
}
