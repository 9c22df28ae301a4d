package io.reconai.server.identity;

import io.reconai.engine.SettingException;
import io.reconai.server.mail.MailSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the operator set about who may come in.
///
/// @param invitedOnly only invited addresses may register; the very first account may always
/// @param requiresVerifiedEmail work in workspaces is for those whose address was shown to be theirs
public record IdentitySettings(SignInMode mode, boolean invitedOnly, boolean requiresVerifiedEmail) {

    private static final String EMULATOR = "FIREBASE_AUTH_EMULATOR_HOST";
    private static final String API_KEY = "FIREBASE_API_KEY";
    private static final String IDENTITY_TOOLKIT = "identitytoolkit.googleapis.com/v1";
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(:\\d{1,5})?");
    private static final String GOOGLES_KEYS =
            "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com";

    /// @throws SettingException for the first value that cannot be used
    public static IdentitySettings from(Map<String, String> variables, MailSettings mail) throws SettingException {
        var isProduction = variables.getOrDefault("ENVIRONMENT", "production").equals("production");
        if (isProduction && !text(variables, EMULATOR).isEmpty()) {
            throw new SettingException(
                    EMULATOR, "lets in unsigned tokens, which cannot be where ENVIRONMENT is production");
        }
        var mode = mode(variables, isProduction);
        var requires = requiresVerifiedEmail(variables);
        if (requires && mode instanceof SignInMode.Local && mail.way().isEmpty()) {
            throw new SettingException("RECONAI_REQUIRE_VERIFIED_EMAIL", "needs SMTP_HOST or SENDGRID_API_KEY");
        }
        return new IdentitySettings(mode, invitedOnly(variables), requires);
    }

    /// Passwords are ours to keep.
    public boolean isLocal() {
        return mode instanceof SignInMode.Local;
    }

    private static SignInMode mode(Map<String, String> variables, boolean isProduction) throws SettingException {
        return switch (text(variables, "RECONAI_AUTH")) {
            case "", "local" -> new SignInMode.Local();
            case "firebase" ->
                new SignInMode.Firebase(
                        needed(variables, "FIREBASE_PROJECT_ID"),
                        address("FIREBASE_JWKS_URL", keys(variables), isProduction),
                        !text(variables, EMULATOR).isEmpty(),
                        web(variables));
            case "oidc" -> {
                var issuer = needed(variables, "OIDC_ISSUER");
                address("OIDC_ISSUER", issuer, isProduction);
                var secret = text(variables, "OIDC_CLIENT_SECRET");
                yield new SignInMode.Oidc(issuer, needed(variables, "OIDC_AUDIENCE"), secret.isEmpty() ? null : secret);
            }
            default -> throw new SettingException("RECONAI_AUTH", "is local, firebase or oidc");
        };
    }

    private static SignInMode.@Nullable WebSignIn web(Map<String, String> variables) throws SettingException {
        var emulator = text(variables, EMULATOR);
        if (!emulator.isEmpty() && !HOST.matcher(emulator).matches()) {
            throw new SettingException(EMULATOR, "is a host and a port such as 127.0.0.1:9099");
        }
        var key = text(variables, API_KEY);
        if (key.isEmpty()) {
            return null;
        }
        if (!key.matches("[A-Za-z0-9_-]+")) {
            throw new SettingException(API_KEY, "has characters that no key has");
        }
        return new SignInMode.WebSignIn(
                key, URI.create((emulator.isEmpty() ? "https://" : "http://" + emulator + "/") + IDENTITY_TOOLKIT));
    }

    private static String keys(Map<String, String> variables) {
        var named = text(variables, "FIREBASE_JWKS_URL");
        return named.isEmpty() ? GOOGLES_KEYS : named;
    }

    /// Keys that come in the clear can be anybody's: only on this machine, or where nothing is at stake.
    private static URI address(String name, String text, boolean isProduction) throws SettingException {
        try {
            var address = new URI(text);
            var isHere =
                    address.getHost() != null && address.getHost().matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
            var mayBePlain = isHere || !isProduction;
            if (address.getHost() != null
                    && address.getRawUserInfo() == null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()) && mayBePlain)) {
                return address;
            }
        } catch (URISyntaxException noAddress) {
            // Said below.
        }
        throw new SettingException(name, "is an address such as https://login.example.com");
    }

    private static boolean invitedOnly(Map<String, String> variables) throws SettingException {
        return switch (text(variables, "RECONAI_REGISTRATION")) {
            case "", "open" -> false;
            case "invited" -> true;
            default -> throw new SettingException("RECONAI_REGISTRATION", "is open or invited");
        };
    }

    private static boolean requiresVerifiedEmail(Map<String, String> variables) throws SettingException {
        return switch (text(variables, "RECONAI_REQUIRE_VERIFIED_EMAIL")) {
            case "", "false" -> false;
            case "true" -> true;
            default -> throw new SettingException("RECONAI_REQUIRE_VERIFIED_EMAIL", "is true or false");
        };
    }

    private static String needed(Map<String, String> variables, String name) throws SettingException {
        var text = text(variables, name);
        if (text.isEmpty()) {
            throw new SettingException(name, "is needed with this RECONAI_AUTH");
        }
        return text;
    }

    private static String text(Map<String, String> variables, String name) {
        return variables.getOrDefault(name, "").strip();
    }
}
