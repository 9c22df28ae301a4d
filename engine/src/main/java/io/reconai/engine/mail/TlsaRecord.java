package io.reconai.engine.mail;

import io.reconai.engine.asset.TlsObservation;
import java.util.Optional;
import java.util.regex.Pattern;

/// A TLSA record's data (RFC 6698 §2.1): which certificates a service may show.
///
/// @param usage whose certificate it is: 0 and 1 of public authorities, 2 of an authority of its own, 3 the server's
/// @param selector what is compared: 0 the certificate, 1 its key
/// @param matching how: 0 whole, 1 by SHA-256, 2 by SHA-512
/// @param data in hexadecimal digits
public record TlsaRecord(int usage, int selector, int matching, String data) {

    /// Where the records for mail between servers lie, before the exchanger's name (RFC 7672 §2.2.3).
    public static final String MAIL = "_25._tcp.";

    private static final Optional<String> SMTP = Optional.of("smtp");
    private static final int MAIL_PORT = 25;

    private static final Pattern RECORD = Pattern.compile("(\\d{1,3}) (\\d{1,3}) (\\d{1,3}) ([0-9A-Fa-f]*)");

    private static final int SHA_256_DIGITS = 64;
    private static final int SHA_512_DIGITS = 128;

    /// The record in presentation form; empty where that is none.
    public static Optional<TlsaRecord> parse(String text) {
        var found = RECORD.matcher(text);
        return found.matches()
                ? Optional.of(new TlsaRecord(
                        Integer.parseInt(found.group(1)),
                        Integer.parseInt(found.group(2)),
                        Integer.parseInt(found.group(3)),
                        found.group(4)))
                : Optional.empty();
    }

    /// True for a handshake that the records at [#MAIL] speak of.
    public static boolean isForMail(TlsObservation seen) {
        return seen.port() == MAIL_PORT && seen.startedIn().equals(SMTP);
    }

    /// True when senders of mail can use it: nobody vouches for mail servers publicly, so that usages 0 and 1 mean
    /// nothing to them (RFC 7672 §3.1.3), and what they do not know they leave out (RFC 7671 §4).
    public boolean isUsableForMail() {
        var isWhole =
                switch (matching) {
                    case 0 -> !data.isEmpty();
                    case 1 -> data.length() == SHA_256_DIGITS;
                    case 2 -> data.length() == SHA_512_DIGITS;
                    default -> false;
                };
        return (usage == 2 || usage == 3) && selector <= 1 && isWhole;
    }
}
