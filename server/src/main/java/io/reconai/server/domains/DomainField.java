package io.reconai.server.domains;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.InvalidDomainException;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.system.ServerSettings;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The field `domain` of a request, as people paste it: what a browser's address has around the name is taken off.
public final class DomainField {

    /// Names that nobody can register (RFC 2606, RFC 6761, RFC 6762 appendix G, RFC 7686), and those of DNS itself.
    private static final Set<String> RESERVED =
            Set.of("localhost", "local", "internal", "invalid", "onion", "arpa", "test", "example");

    private static final int LONGEST = 2_048;
    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://");
    private static final Pattern AFTER_THE_HOST = Pattern.compile("[/?#].*$", Pattern.DOTALL);
    private static final Pattern USER = Pattern.compile("^.*@", Pattern.DOTALL);
    private static final Pattern PORT = Pattern.compile("(?<=[^:]):\\d{0,5}$");
    private static final Pattern WILDCARD = Pattern.compile("^\\*\\.");

    private DomainField() {}

    /// @throws ApiException `INVALID_DOMAIN`, or `VALIDATION_ERROR` when it is missing
    public static DomainName parse(@Nullable String typed, ServerSettings settings) {
        if (typed == null) {
            throw ApiException.invalid("domain", "missing", "is needed");
        }
        try {
            var domain = DomainName.of(typed.length() > LONGEST ? typed : host(typed));
            var last = domain.value().substring(domain.value().lastIndexOf('.') + 1);
            if (RESERVED.contains(last) && !settings.reachesReservedNames()) {
                throw refused("." + last + " is reserved and in nobody's hands");
            }
            return domain;
        } catch (InvalidDomainException invalid) {
            throw refused(String.valueOf(invalid.getMessage()));
        }
    }

    /// The name in the middle of what was typed.
    static String host(String typed) {
        var text = SCHEME.matcher(typed.strip()).replaceFirst("");
        for (var around : new Pattern[] {AFTER_THE_HOST, USER, PORT, WILDCARD}) {
            text = around.matcher(text).replaceFirst("");
        }
        return text;
    }

    private static ApiException refused(String why) {
        return new ApiException(ErrorCode.INVALID_DOMAIN, "Domain format is invalid: " + why);
    }
}
