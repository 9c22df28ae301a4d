package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Reads addresses of pictures: kept and shown, never fetched.
final class PhotoUrl {

    private static final int LONGEST = 500;

    private PhotoUrl() {}

    /// Empty where the text is.
    ///
    /// @throws ApiException `VALIDATION_ERROR` for the field `photo_url`
    static Optional<String> parse(String typed) {
        if (typed.isBlank()) {
            return Optional.empty();
        }
        if (typed.length() > LONGEST) {
            throw ApiException.invalid("photo_url", "length", "has at most " + LONGEST + " characters");
        }
        if (!isPicture(typed)) {
            throw ApiException.invalid("photo_url", "format", "is an https address");
        }
        return Optional.of(typed);
    }

    /// True for what may stand in an account.
    static boolean isPicture(String text) {
        try {
            var address = new URI(text);
            return text.length() <= LONGEST
                    && "https".equals(address.getScheme())
                    && address.getHost() != null
                    && address.getRawUserInfo() == null;
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }
}
