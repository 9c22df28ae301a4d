package io.reconai.engine.asset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The answer to one HTTP request, bounded.
///
/// @param protocol `http/1.1`, `h2`
/// @param headers in the order sent, duplicates kept
/// @param body the beginning of the decoded body as text
/// @param bodyBytes how many bytes were read in all
/// @param truncated the body went on beyond our limit
/// @param title the page's title, cleaned; empty when there is none
/// @param iconHash of a site's icon, by which search engines know it: MurmurHash3 of its Base64; null for other answers
/// @param trailers fields after the body (RFC 9110 §6.5), as far as the body was read to its end
/// @param file what a file that is no text shows of itself; null for other answers
/// @param notes of the whole body, of which less is kept; null where there was nothing to note
public record HttpAnswer(
        int status,
        String protocol,
        List<Header> headers,
        String body,
        long bodyBytes,
        boolean truncated,
        String bodySha256,
        String title,
        @Nullable Integer iconHash,
        List<Header> trailers,
        @Nullable FileFacts file,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BodyNotes notes) {

    /// Evidence of before trailers were kept has none.
    @JsonCreator
    public HttpAnswer {
        headers = List.copyOf(headers);
        trailers = trailers == null ? List.of() : List.copyOf(trailers);
    }

    /// An answer that is no icon and has no trailers.
    public HttpAnswer(
            int status,
            String protocol,
            List<Header> headers,
            String body,
            long bodyBytes,
            boolean truncated,
            String bodySha256,
            String title) {
        this(status, protocol, headers, body, bodyBytes, truncated, bodySha256, title, null, List.of(), null, null);
    }

    /// The same answer as an icon: a number instead of bytes that are no text.
    public HttpAnswer asIcon(int hash) {
        return new HttpAnswer(
                status, protocol, headers, "", bodyBytes, truncated, bodySha256, title, hash, trailers, null, null);
    }

    /// The same answer with the fields that came after its body.
    public HttpAnswer withTrailers(List<Header> fields) {
        return new HttpAnswer(
                status,
                protocol,
                headers,
                body,
                bodyBytes,
                truncated,
                bodySha256,
                title,
                iconHash,
                fields,
                file,
                notes);
    }

    /// The same answer with a title.
    public HttpAnswer withTitle(String text) {
        return new HttpAnswer(
                status,
                protocol,
                headers,
                body,
                bodyBytes,
                truncated,
                bodySha256,
                text,
                iconHash,
                trailers,
                file,
                notes);
    }

    /// The same answer as a file that is no text: what it shows of itself instead of its bytes.
    public HttpAnswer asFile(FileFacts facts) {
        return new HttpAnswer(
                status, protocol, headers, "", bodyBytes, truncated, bodySha256, title, null, trailers, facts, null);
    }

    /// The same answer with less of its body, or with secrets masked in it.
    public HttpAnswer keeping(String text) {
        return new HttpAnswer(
                status,
                protocol,
                headers,
                text,
                bodyBytes,
                truncated,
                bodySha256,
                title,
                iconHash,
                trailers,
                file,
                notes);
    }

    /// The same answer without its body, and without what was noted of it.
    public HttpAnswer withoutBody() {
        return keeping("").noting(null);
    }

    /// The same answer with other header fields, and without trailers.
    public HttpAnswer withHeaders(List<Header> kept) {
        return new HttpAnswer(
                status,
                protocol,
                kept,
                body,
                bodyBytes,
                truncated,
                bodySha256,
                title,
                iconHash,
                List.of(),
                file,
                notes);
    }

    /// The same answer with what was noted of its whole body.
    public HttpAnswer noting(@Nullable BodyNotes noted) {
        return new HttpAnswer(
                status,
                protocol,
                headers,
                body,
                bodyBytes,
                truncated,
                bodySha256,
                title,
                iconHash,
                trailers,
                file,
                noted);
    }

    /// What was noted of the whole body.
    public BodyNotes noted() {
        return notes == null ? BodyNotes.NONE : notes;
    }

    /// Every value of a header field, in the order sent. The name is compared without case.
    public List<String> header(String name) {
        List<String> values = new ArrayList<>(1);
        for (var i = 0; i < headers.size(); i++) { // asked for so often that a stream or an iterator would show
            var header = headers.get(i);
            if (header.name().equalsIgnoreCase(name)) {
                values.add(header.value());
            }
        }
        return Collections.unmodifiableList(values);
    }

    /// The first value of a header field.
    public Optional<String> firstHeader(String name) {
        for (var i = 0; i < headers.size(); i++) {
            var header = headers.get(i);
            if (header.name().equalsIgnoreCase(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    /// The media type in lower case without parameters; empty when none was sent.
    public String mediaType() {
        var value = firstHeader("content-type").orElse("");
        var end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /// An HTML page by its media type, or without one by its first kilobyte.
    public boolean isHtml() {
        var type = mediaType();
        if (type.isEmpty()) {
            var start = body.substring(0, Math.min(body.length(), 1_024)).toLowerCase(Locale.ROOT);
            return start.contains("<!doctype html") || start.contains("<html");
        }
        return type.equals("text/html") || type.equals("application/xhtml+xml");
    }
}
