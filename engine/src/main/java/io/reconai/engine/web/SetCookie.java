package io.reconai.engine.web;

import io.reconai.engine.asset.HttpAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A cookie that an answer sets, read as browsers do (RFC 6265 §5.2): of an attribute sent twice the last one counts.
///
/// @param domain without a leading dot; empty when only this host gets the cookie
/// @param path empty for the default path
/// @param maxAge in seconds; empty when absent or no number
/// @param expires as sent; empty when absent
/// @param sameSite in lower case; empty when absent
public record SetCookie(
        String name,
        String value,
        String domain,
        String path,
        Optional<Long> maxAge,
        String expires,
        boolean secure,
        boolean httpOnly,
        String sameSite,
        boolean partitioned) {

    /// More is an attempt to keep us busy; browsers keep about as many for a site.
    private static final int MOST = 200;

    /// Browsers ignore a cookie whose name and value are longer (RFC 6265bis §5.7).
    private static final int LONGEST = 4_096;

    /// The cookies of an answer in the order sent; fields that are no cookie are left out.
    public static List<SetCookie> of(HttpAnswer answer) {
        return answer.header("set-cookie").stream()
                .limit(MOST)
                .flatMap(field -> parse(field).stream())
                .toList();
    }

    /// One Set-Cookie field; empty for one that browsers ignore.
    public static Optional<SetCookie> parse(String field) {
        var parts = field.split(";", -1);
        var pair = parts[0].split("=", 2);
        var name = pair.length == 2 ? pair[0].strip() : "";
        var value = pair[pair.length - 1].strip();
        if (name.length() + value.length() > LONGEST || (name.isEmpty() && value.isEmpty())) {
            return Optional.empty();
        }
        var attributes = new ArrayList<String[]>();
        for (var i = 1; i < parts.length; i++) {
            var attribute = parts[i].split("=", 2);
            attributes.add(new String[] {
                attribute[0].strip().toLowerCase(Locale.ROOT), attribute.length == 2 ? attribute[1].strip() : ""
            });
        }
        var path = last(attributes, "path").orElse("");
        return Optional.of(new SetCookie(
                name,
                value,
                domain(last(attributes, "domain").orElse("")),
                path.startsWith("/") ? path : "",
                last(attributes, "max-age").flatMap(SetCookie::seconds),
                last(attributes, "expires").orElse(""),
                last(attributes, "secure").isPresent(),
                last(attributes, "httponly").isPresent(),
                last(attributes, "samesite").orElse("").toLowerCase(Locale.ROOT),
                last(attributes, "partitioned").isPresent()));
    }

    /// A cookie that ends with the browser.
    public boolean isForSession() {
        return maxAge.isEmpty() && expires.isEmpty();
    }

    /// A cookie that browsers do not keep, or drop when they have it: Max-Age beats Expires (§5.3).
    public boolean isDeletion(Instant at) {
        return maxAge.map(seconds -> seconds <= 0).orElseGet(() -> CookieDate.parse(expires)
                .filter(end -> !end.isAfter(at))
                .isPresent());
    }

    /// `__Host-` or `__Secure-` (RFC 6265bis §4.1.3); empty for another name.
    public String prefix() {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("__host-") ? "__Host-" : lower.startsWith("__secure-") ? "__Secure-" : "";
    }

    /// Whether browsers keep it: what its name's prefix promises must hold.
    public boolean keepsPromise() {
        return switch (prefix()) {
            case "__Host-" -> secure && domain.isEmpty() && path.equals("/");
            case "__Secure-" -> secure;
            default -> true;
        };
    }

    private static Optional<String> last(List<String[]> attributes, String name) {
        for (var attribute : attributes.reversed()) {
            if (attribute[0].equals(name)) {
                return Optional.of(attribute[1]);
            }
        }
        return Optional.empty();
    }

    private static String domain(String value) {
        return (value.startsWith(".") ? value.substring(1) : value).toLowerCase(Locale.ROOT);
    }

    private static Optional<Long> seconds(String value) {
        return value.matches("-?\\d{1,15}") ? Optional.of(Long.parseLong(value)) : Optional.empty();
    }
}
