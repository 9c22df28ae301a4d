package io.reconai.server.mail;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One mail to one person, as text and as HTML. Neither the recipient nor the subject can hold a second header field.
///
/// @param recipient an address and nothing else: no name, no list, no control character
/// @param subject one line
/// @param unsubscribe where mail programs end a series of mails by one POST (RFC 8058); null where this is none
/// @param key tells this mail from all others and stays when it is sent again, so that mail programs show it once;
///     letters, digits and `_`; null where it is never sent again
public record Mail(
        String recipient,
        String subject,
        String text,
        String html,
        @Nullable URI unsubscribe,
        List<Attachment> attachments,
        @Nullable String key) {

    private static final int LONGEST_SUBJECT = 150;

    private static final String PLAIN = "[^\\s\\p{Cc}\\p{Cf}@<>()\\[\\],;:\\\\\"]";

    /// Narrower than RFC 5322 on purpose: nothing that a mail server could read as a second address, a name or a route.
    private static final Pattern ADDRESS = Pattern.compile(PLAIN + "{1,64}@" + PLAIN + "{1,252}");

    private static final Pattern KEY = Pattern.compile("[0-9A-Za-z_]{1,128}");

    public Mail {
        if (!isAddress(recipient)) {
            throw new IllegalArgumentException("not the address of one person");
        }
        if (key != null && !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not the key of a mail");
        }
        attachments = List.copyOf(attachments);
        subject = line(subject, LONGEST_SUBJECT);
    }

    public Mail(String recipient, String subject, String text, String html) {
        this(recipient, subject, text, html, null, List.of(), null);
    }

    /// The same as one of a series that can be ended.
    public Mail unsubscribedBy(URI address) {
        return new Mail(recipient, subject, text, html, address, attachments, key);
    }

    /// The same with a file more.
    public Mail with(Attachment attachment) {
        var all = new ArrayList<>(attachments);
        all.add(attachment);
        return new Mail(recipient, subject, text, html, unsubscribe, all, key);
    }

    /// The same as one that may be sent again.
    public Mail keyed(String by) {
        return new Mail(recipient, subject, text, html, unsubscribe, attachments, by);
    }

    /// Its `Message-ID` (RFC 5322 §3.6.4), the same every time it is sent; empty where the way of sending makes one.
    Optional<String> messageId(String sender) {
        return key == null
                ? Optional.empty()
                : Optional.of("<" + key + sender.substring(sender.lastIndexOf('@')) + ">");
    }

    /// The fields that say so.
    Map<String, String> unsubscribeFields() {
        return unsubscribe == null
                ? Map.of()
                : Map.of(
                        "List-Unsubscribe",
                        "<" + unsubscribe.toASCIIString() + ">",
                        "List-Unsubscribe-Post",
                        "List-Unsubscribe=One-Click");
    }

    /// True for what can be written to.
    public static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /// Text of others as a single line: control and formatting characters become spaces, the end is cut.
    static String line(String text, int longest) {
        var line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
        return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
    }

    /// The recipient is a person's business: logs have the id of the errand instead.
    @Override
    public String toString() {
        return "a mail: " + subject;
    }
}
