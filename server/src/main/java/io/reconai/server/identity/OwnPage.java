package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import java.util.regex.Pattern;

/// Reads where somebody wants to go after signing in: a path of this service, so that no link of ours leads elsewhere.
final class OwnPage {

    static final String FIRST = "/";

    /// The cookie that carries it has 4 KiB.
    private static final int LONGEST = 1_500;

    /// Browsers read `//host` and `/\host` as another host, and leave out tabs and line ends.
    private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]*");

    private OwnPage() {}

    /// @throws ApiException `VALIDATION_ERROR` for the parameter `return`
    static String parse(String given) {
        if (given.length() > LONGEST) {
            throw ApiException.invalid("return", "length", "has at most " + LONGEST + " characters");
        }
        if (!PATH.matcher(given).matches()) {
            throw ApiException.invalid("return", "format", "is a path of this service, such as /assets");
        }
        return given;
    }
}
