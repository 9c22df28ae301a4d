package io.reconai.engine.ports;

import io.reconai.engine.asset.Text;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/// What a service says by itself when it is connected to, and what that tells of it. Nothing is sent.
///
/// @param service recognised by its first bytes and never by its port; empty when unknown
/// @param banner the beginning as visible text, at most 256 characters; empty when it stayed silent
public record Greeting(String service, String banner) {

    /// It said nothing in time.
    public static final Greeting NONE = new Greeting("", "");

    private static final int MAX_BANNER = 256;
    private static final int MAX_BYTES = 4 * 1024;
    private static final Duration PATIENCE = Duration.ofMillis(600);
    private static final Duration MORE_PATIENCE = Duration.ofMillis(2_500);

    /// Ports whose usual services speak first, some of them slowly (reverse look-ups, tar pits for spammers).
    private static final Set<Integer> SERVER_SPEAKS_FIRST =
            Set.of(21, 22, 25, 110, 119, 143, 194, 220, 587, 2121, 2222, 2525, 3306, 5900, 5901, 6667, 873);

    private static final Pattern SSH = Pattern.compile("(?m)^SSH-\\d\\.\\d+-\\S"); // RFC 4253 §4.2
    private static final Pattern SMTP = Pattern.compile("^220[ -][^\r\n]*SMTP", Pattern.CASE_INSENSITIVE);
    private static final Pattern FTP = Pattern.compile("^220[ -][^\r\n]*FTP", Pattern.CASE_INSENSITIVE);
    private static final Pattern POP3 = Pattern.compile("^\\+OK[ \r]");
    private static final Pattern IMAP = Pattern.compile("^\\* (OK|PREAUTH|BYE)[ \r]");
    private static final Pattern RFB = Pattern.compile("^RFB \\d{3}\\.\\d{3}\n"); // RFC 6143 §7.1.1

    /// Connects once more and listens.
    public static Greeting listen(Dialer dialer, InetAddress address, int port, Deadline outer)
            throws InterruptedException {
        var patience = SERVER_SPEAKS_FIRST.contains(port) ? MORE_PATIENCE : PATIENCE;
        var limits = new Limits(MAX_BYTES, outer.orIn(patience));
        if (!(dialer.connect(address, port, limits) instanceof Outcome.Answered<Socket> answered)) {
            return NONE;
        }
        try (var connected = answered.value()) {
            var buffer = new byte[MAX_BYTES];
            var count = connected.getInputStream().read(buffer);
            return count <= 0 ? NONE : of(Arrays.copyOf(buffer, count));
        } catch (IOException silent) {
            return NONE;
        }
    }

    /// Recognises a greeting.
    static Greeting of(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        return new Greeting(service(bytes, text), Text.visible(text.stripTrailing(), MAX_BANNER));
    }

    private static String service(byte[] bytes, String text) {
        if (SSH.matcher(text).find()) {
            return "ssh";
        }
        if (SMTP.matcher(text).find()) {
            return "smtp";
        }
        if (FTP.matcher(text).find()) {
            return "ftp";
        }
        if (POP3.matcher(text).find()) {
            return "pop3";
        }
        if (IMAP.matcher(text).find()) {
            return "imap";
        }
        if (RFB.matcher(text).find()) {
            return "vnc";
        }
        return isMysql(bytes) ? "mysql" : "";
    }

    /// MySQL's first packet: length (3), sequence 0, protocol 10, version text, NUL; or an error packet (0xff).
    private static boolean isMysql(byte[] bytes) {
        if (bytes.length < 10 || bytes[3] != 0) {
            return false;
        }
        var length = (bytes[0] & 0xff) | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff) << 16;
        var isGreeting = bytes[4] == 10 && bytes[5] >= '0' && bytes[5] <= '9';
        var isError = (bytes[4] & 0xff) == 0xff && new String(bytes, StandardCharsets.ISO_8859_1).contains("MySQL");
        return length >= 6 && length + 4 >= bytes.length && (isGreeting || isError);
    }
}
