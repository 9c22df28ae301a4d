package io.reconai.engine.detectors;

import java.util.Locale;
import java.util.regex.Pattern;

/// Tells cookies that carry a session from those that do not.
///
/// By the names that frameworks give them and a value long and varied enough to be one. Load balancers, bot filters
/// and analytics are left out, also where their names contain "sess".
final class SessionCookie {

    private static final int LEAST_CHARACTERS = 16;
    private static final int LEAST_BITS = 64;

    private static final Pattern KNOWN = Pattern.compile(
            "jsessionid|phpsessid|asp\\.net_sessionid|\\.aspnetcore\\..*|\\.aspxauth|connect\\.sid|laravel_session|"
                    + "sid|auth|token|jwt|access_token|remember_.*|wordpress_logged_in_.*|.*sess.*");
    private static final Pattern INFRASTRUCTURE = Pattern.compile(
            "__cf_bm|_ga.*|_gid|_fbp|awsalb.*|bigipserver.*|nsc_.*|arraffinity.*|incap_ses_.*|visid_incap_.*|ak_bmsc|"
                    + "bm_.*|datadome|heroku-session-affinity|gclb");
    private static final Pattern CHOICES = Pattern.compile("lang|locale|theme|consent.*");

    /// What scripts send back to prove that a request comes from the site's own page; scripts must be able to read it.
    private static final Pattern REQUEST_TOKENS = Pattern.compile("_?(?:csrf|xsrf)[-_]?(?:token)?");

    /// What a name promises of its attributes (RFC 6265bis §4.1.3); the rest says what it is for.
    private static final Pattern PREFIX = Pattern.compile("^__(?:host|secure)-");

    private SessionCookie() {}

    /// @param field the value of one Set-Cookie field (RFC 6265 §4.1)
    static boolean isSession(String field) {
        var pair = field.split(";", 2)[0].split("=", 2);
        if (pair.length < 2) {
            return false;
        }
        var name = PREFIX.matcher(pair[0].strip().toLowerCase(Locale.ROOT)).replaceFirst("");
        return KNOWN.matcher(name).matches()
                && !isInfrastructure(name)
                && !isRequestToken(name)
                && !CHOICES.matcher(name).matches()
                && isRandomEnough(pair[1].strip());
    }

    /// True for what load balancers, bot filters and analytics set; they cannot be changed by who runs the site.
    static boolean isInfrastructure(String name) {
        return INFRASTRUCTURE.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /// True for a token against forged requests (double submit), such as `XSRF-TOKEN` and `csrftoken`.
    static boolean isRequestToken(String name) {
        return REQUEST_TOKENS.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /// Roughly: the length times the bits of the alphabet that is in use.
    private static boolean isRandomEnough(String value) {
        var alphabet = (hasOneOf(value, '0', '9') ? 10 : 0)
                + (hasOneOf(value, 'a', 'z') ? 26 : 0)
                + (hasOneOf(value, 'A', 'Z') ? 26 : 0);
        var bits = value.length() * Math.log(Math.max(2, alphabet)) / Math.log(2);
        return value.length() >= LEAST_CHARACTERS && bits >= LEAST_BITS;
    }

    private static boolean hasOneOf(String value, char first, char last) {
        for (var i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= first && value.charAt(i) <= last) {
                return true;
            }
        }
        return false;
    }
}
