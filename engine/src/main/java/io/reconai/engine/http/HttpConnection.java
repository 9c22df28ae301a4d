package io.reconai.engine.http;

import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Text;
import io.reconai.engine.net.LimitReachedException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// A connection to one origin that carries GET requests one after another, as long as answers are read to their end.
public final class HttpConnection implements AutoCloseable {

    /// What is kept of a body as text: enough for a page's head, its links and a listing.
    static final int TEXT_BYTES = 64 * 1024;

    /// What is read of a page: titles and links stand in its beginning.
    private static final int PAGE_BYTES = 512 * 1024;

    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);

    /// One answer or the way in which it failed.
    ///
    /// @param body all bytes that were read, decoded; empty without an answer
    public record Reply(
            ExchangeOutcome outcome,
            String detail,
            @Nullable HttpAnswer answer,
            byte[] body) {

        static Reply failed(ExchangeOutcome outcome, String detail) {
            return new Reply(outcome, detail, null, new byte[0]);
        }
    }

    private final Socket socket;
    private final String authority;
    private final String userAgent;
    private final int bodyLimitBytes;
    private final @Nullable BufferedInputStream in;
    private Content last = Content.NONE;
    private boolean reusable = true;

    /// A connection for looking at pages: of each body 512 KiB are read.
    ///
    /// @param socket connected, and wrapped by TLS for https
    /// @param authority the Host header's value
    public HttpConnection(Socket socket, String authority, String userAgent) {
        this(socket, authority, userAgent, PAGE_BYTES);
    }

    /// A connection of which as much of each body is read as is said, decoded.
    public static HttpConnection reading(Socket socket, String authority, String userAgent, int bodyLimitBytes) {
        return new HttpConnection(socket, authority, userAgent, bodyLimitBytes);
    }

    private HttpConnection(Socket socket, String authority, String userAgent, int bodyLimitBytes) {
        this.socket = socket;
        this.authority = authority;
        this.userAgent = userAgent;
        this.bodyLimitBytes = bodyLimitBytes;
        BufferedInputStream opened = null;
        try {
            opened = new BufferedInputStream(socket.getInputStream());
        } catch (IOException closed) {
            reusable = false;
        }
        in = opened;
    }

    /// Reads an answer that was heard as bytes, for instance as the reply to something that was no request.
    ///
    /// @param bytes the beginning of what came; a body that breaks off is kept as far as it goes
    /// @return empty when it is no HTTP/1 answer
    public static Optional<HttpAnswer> answerIn(byte[] bytes) {
        try {
            var in = new BufferedInputStream(new ByteArrayInputStream(bytes));
            var head = AnswerHead.read(in);
            var body = Body.read(head, in, TEXT_BYTES);
            return Optional.of(answer(head, body, new Content(body.bytes(), charset(head))));
        } catch (IOException noAnswer) {
            return Optional.empty();
        }
    }

    /// True while another request may be sent.
    public boolean isReusable() {
        return reusable && in != null;
    }

    /// The header fields that every request carries.
    public List<Header> requestHeaders() {
        return List.of(
                new Header("Host", authority),
                new Header("User-Agent", userAgent),
                new Header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
                new Header("Accept-Encoding", ContentCoding.ACCEPTED),
                new Header("Connection", "keep-alive"));
    }

    /// Sends one request and reads its answer. Failures are values.
    ///
    /// @param target path and query, already encoded
    public Reply get(String target) {
        return send("GET", target, List.of(), new byte[0]);
    }

    /// Sends one request with header fields of the caller's and reads no more of the body than is said.
    Reply ask(String method, String target, List<Header> headers, int limitBytes) {
        return send(method, target, headers, new byte[0], limitBytes);
    }

    /// Sends one request with header fields of the caller's, which replace ours of the same name, and a body.
    public Reply send(String method, String target, List<Header> headers, byte[] body) {
        return send(method, target, headers, body, bodyLimitBytes);
    }

    private Reply send(String method, String target, List<Header> headers, byte[] body, int limitBytes) {
        try {
            return exchange(method, target, headers, body, limitBytes);
        } catch (LimitReachedException limit) {
            return ended(ExchangeOutcome.LIMIT_REACHED, limit);
        } catch (MalformedAnswerException malformed) {
            return ended(ExchangeOutcome.MALFORMED, malformed);
        } catch (SocketTimeoutException slow) {
            return ended(ExchangeOutcome.TIMED_OUT, slow);
        } catch (SSLException broken) {
            return ended(ExchangeOutcome.TLS_FAILED, broken);
        } catch (IOException broken) {
            return ended(ExchangeOutcome.MALFORMED, broken);
        }
    }

    @Override
    public void close() {
        reusable = false;
        try {
            socket.close();
        } catch (IOException gone) {
            // Closed is what we wanted.
        }
    }

    private Reply ended(ExchangeOutcome outcome, IOException why) {
        close();
        return Reply.failed(outcome, Text.visible(String.valueOf(why.getMessage()), 200));
    }

    private Reply exchange(String method, String target, List<Header> headers, byte[] content, int limitBytes)
            throws IOException {
        if (in == null) {
            throw new MalformedAnswerException("the connection is closed");
        }
        var request = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        for (var header : requestHeaders()) {
            if (headers.stream().noneMatch(other -> other.name().equalsIgnoreCase(header.name()))) {
                append(request, header);
            }
        }
        headers.forEach(header -> append(request, header));
        if (content.length > 0) {
            append(request, new Header("Content-Length", String.valueOf(content.length)));
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(content);
        socket.getOutputStream().flush();
        var head = AnswerHead.read(in);
        var body = method.equals("HEAD") ? Body.none() : Body.read(head, in, limitBytes);
        reusable = body.complete() && head.keepsConnection();
        if (!reusable) {
            close();
        }
        var charset = charset(head);
        var said = last.is(body.bytes(), charset) ? last : new Content(body.bytes(), charset);
        last = body.bytes().length <= TEXT_BYTES ? said : last;
        return new Reply(ExchangeOutcome.ANSWERED, body.problem(), answer(head, body, said), body.bytes());
    }

    private static void append(StringBuilder request, Header header) {
        request.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }

    private static HttpAnswer answer(AnswerHead head, Body body, Content content) {
        var answer = new HttpAnswer(
                head.status(),
                "http/1." + head.minorVersion(),
                head.headers(),
                content.text,
                body.bytes().length,
                body.truncated(),
                content.sha256,
                "");
        var whole = body.trailers().isEmpty() ? answer : answer.withTrailers(body.trailers());
        return whole.isHtml() ? whole.withTitle(content.title()) : whole;
    }

    /// What a body says, whatever it answers. The last is kept while it is small, since sites have one page for all
    /// that is not there and are asked for much of that.
    private static final class Content {
        static final Content NONE = new Content(new byte[0], StandardCharsets.UTF_8);

        private final byte[] bytes;
        private final Charset charset;
        private final String text;
        private final String sha256;
        private @Nullable String title;

        Content(byte[] bytes, Charset charset) {
            this.bytes = bytes;
            this.charset = charset;
            text = new String(bytes, 0, Math.min(bytes.length, TEXT_BYTES), charset);
            sha256 = HttpConnection.sha256(bytes);
        }

        boolean is(byte[] others, Charset another) {
            return charset.equals(another) && Arrays.equals(bytes, others);
        }

        /// Of a page.
        String title() {
            var known = title != null ? title : PageTitle.of(new String(bytes, charset));
            title = known;
            return known;
        }
    }

    /// The whole body as text, of which an answer keeps the beginning.
    static String text(HttpAnswer answer, byte[] body) {
        var charset = answer.firstHeader("content-type").flatMap(HttpConnection::namedCharset);
        return new String(body, charset.orElse(StandardCharsets.UTF_8));
    }

    private static Charset charset(AnswerHead head) {
        return head.values("content-type").stream()
                .findFirst()
                .flatMap(HttpConnection::namedCharset)
                .orElse(StandardCharsets.UTF_8);
    }

    private static Optional<Charset> namedCharset(String contentType) {
        var matcher = CHARSET.matcher(contentType);
        try {
            return matcher.find() ? Optional.of(Charset.forName(matcher.group(1))) : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
