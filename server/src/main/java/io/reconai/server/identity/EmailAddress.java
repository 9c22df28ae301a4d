package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import io.reconai.server.mail.Mail;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads e-mail addresses that people typed.
public final class EmailAddress {

    private static final int LONGEST = 254;

    /// Wide on purpose: whether an address works only a mail to it can tell (RFC 5321 §4.5.3.1).
    private static final Pattern FORM =
            Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}.]+(\\.[^\\s@\\p{Cntrl}.]+)+");

    private EmailAddress() {}

    /// The address as typed, without spaces around it.
    ///
    /// @throws ApiException `VALIDATION_ERROR` for the field `email`
    public static String parse(@Nullable String typed) {
        if (typed == null || typed.isEmpty()) {
            throw ApiException.invalid("email", "missing", "is needed");
        }
        var email = typed.strip();
        if (!isOne(email)) {
            throw ApiException.invalid("email", "format", "is not an e-mail address");
        }
        return email;
    }

    /// True for what mail can be sent to, as far as can be seen.
    static boolean isOne(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches() && Mail.isAddress(text);
    }
}
