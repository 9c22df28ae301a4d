package io.reconai.engine.services;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// SSDP (UPnP Device Architecture 2.0 §1.3.3): searches one device, by its own address, for its root alone.
///
/// Not for everything (`ssdp:all`), which would be answered by a packet for each of its services.
final class SsdpDatagram implements DatagramQuestion {

    private static final int PORT = 1_900;

    private static final String QUESTION = "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n"
            + "MAN: \"ssdp:discover\"\r\nST: upnp:rootdevice\r\n\r\n";

    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.1 200 ");
    private static final Pattern ROOT = Pattern.compile("(?i)\r\nST: ?upnp:rootdevice\r\n");
    private static final Pattern SERVER = Pattern.compile("(?i)\r\nSERVER: ?([^\r\n]{1,200})");

    /// The last of `system/version UPnP/version product/version`.
    private static final Pattern PRODUCT =
            Pattern.compile("([A-Za-z][A-Za-z0-9 _-]{0,39})/(?<version>\\d[A-Za-z0-9._-]{0,38})$");

    @Override
    public int port() {
        return PORT;
    }

    /// The protocol has no place for a token.
    @Override
    public byte[] packet(byte[] token) {
        return QUESTION.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Optional<Told> read(byte[] token, Heard answer) {
        if (!ANSWER.matcher(answer.text()).lookingAt()
                || !ROOT.matcher(answer.text()).find()) {
            return Optional.empty();
        }
        var server = SERVER.matcher(answer.text());
        var line = server.find() ? server.group(1).strip() : "";
        var product = PRODUCT.matcher(line);
        var seen = Recognised.of("ssdp");
        return Optional.of(new Told(
                product.find() ? seen.product(product.group(1).strip(), Signature.version(product), "") : seen,
                line.isEmpty() ? "upnp:rootdevice" : line));
    }
}
