package io.reconai.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Json;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An evidence file (see [EvidenceLog]) whose hosts are found without being parsed, so that only those are parsed that
/// somebody wants to look at. Safe for use by many threads, as long as nobody writes to the file.
public final class EvidenceFile implements Closeable {

    /// So much is read at once.
    private static final int BLOCK_BYTES = 1 << 18;

    /// Where a host is.
    ///
    /// @param host its value
    /// @param offset of the first byte of its line
    /// @param bytes without the line's end
    /// @param number of the line, from 1 on
    public record Place(String host, long offset, int bytes, int number) {}

    /// Takes a place.
    @FunctionalInterface
    public interface Taker {
        /// Takes one.
        void accept(Place place) throws IOException;
    }

    private final FileChannel channel;

    private EvidenceFile(FileChannel channel) {
        this.channel = channel;
    }

    /// Opens a file.
    public static EvidenceFile open(Path file) throws IOException {
        return new EvidenceFile(FileChannel.open(file));
    }

    /// Tells where every host is, and hands over the reports, in the file's order, holding one line in memory. Of a
    /// host's line no more is read than its name, and that it ends as an object does: the rest shows when it
    /// is read.
    ///
    /// @throws IOException when a line that is whole is no line of an evidence file; the message says which
    public void index(Taker hosts, Consumer<ScanReport> reports) throws IOException {
        var size = channel.size();
        var lines = new Lines();
        while (lines.next()) {
            var line = lines.line();
            var place = new Place("", lines.offset(), line.length, lines.number());
            var isLast = place.offset() + line.length + 1 >= size;
            // Of the last line the whole counts: its writer may have been stopped in the middle of it.
            var host = isLast ? Optional.<String>empty() : hostOf(line);
            if (host.isPresent()) {
                hosts.accept(at(place, host.get()));
                continue;
            }
            var parsed = EvidenceLog.parse(line, place.number(), isLast).orElse(null);
            if (parsed != null && parsed.evidence() != null) {
                hosts.accept(at(place, parsed.evidence().host().value()));
            }
            if (parsed != null && parsed.report() != null) {
                reports.accept(parsed.report());
            }
        }
    }

    /// The line of a host, as it stands in the file.
    public byte[] line(Place place) throws IOException {
        var line = ByteBuffer.allocate(place.bytes());
        while (line.hasRemaining()) {
            if (channel.read(line, place.offset() + line.position()) < 0) {
                throw new EOFException(
                        "line " + place.number() + " was there a moment ago: somebody writes to the file");
            }
        }
        return line.array();
    }

    /// What a line that was read says.
    ///
    /// @throws IOException when it is no evidence; the message says which line it is
    public static Evidence evidence(byte[] line, Place place) throws IOException {
        var evidence = EvidenceLog.parse(line, place.number(), false)
                .map(EvidenceLog.Line::evidence)
                .orElse(null);
        if (evidence == null) {
            throw new IOException("line " + place.number() + " is no evidence of a host");
        }
        return evidence;
    }

    private static Place at(Place place, String host) {
        return new Place(host, place.offset(), place.bytes(), place.number());
    }

    /// The host that a line is about, read from its beginning; empty where that does not say it in the usual form.
    private static Optional<String> hostOf(byte[] line) {
        if (!endsAsObject(line)) {
            return Optional.empty();
        }
        try (var parser = Json.mapper().createParser(line)) {
            var isEvidence = parser.nextToken() == JsonToken.START_OBJECT
                    && "evidence".equals(parser.nextFieldName())
                    && parser.nextToken() == JsonToken.START_OBJECT;
            return isEvidence
                            && goTo("host", parser) == JsonToken.START_OBJECT
                            && goTo("value", parser) == JsonToken.VALUE_STRING
                    ? Optional.of(parser.getText())
                    : Optional.empty();
        } catch (IOException broken) {
            return Optional.empty(); // whoever parses it as a whole says what is wrong
        }
    }

    /// A line that was cut ends otherwise, but for rare places.
    private static boolean endsAsObject(byte[] line) {
        var end = line.length;
        while (end > 0 && Character.isWhitespace(line[end - 1])) {
            end--;
        }
        return end > 1 && line[end - 1] == '}' && line[end - 2] == '}';
    }

    /// The first token of a field's value; null when the object has no such field.
    private static @Nullable JsonToken goTo(String field, JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var isIt = parser.currentName().equals(field);
            var value = parser.nextToken();
            if (isIt) {
                return value;
            }
            parser.skipChildren();
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// The lines that are not blank, one after another.
    private final class Lines {

        private byte[] buffer = new byte[BLOCK_BYTES];
        /// Where the first byte of the buffer is in the file.
        private long base;
        private int start;
        private int end;
        private int filled;
        private int nextStart;
        private int number;

        /// Goes to the next line; false at the file's end.
        boolean next() throws IOException {
            do {
                start = nextStart;
                end = lineEnd();
                nextStart = Math.min(end + 1, filled);
                if (start == filled) {
                    return false;
                }
                number++;
            } while (isBlank());
            return true;
        }

        byte[] line() {
            return Arrays.copyOfRange(buffer, start, end);
        }

        long offset() {
            return base + start;
        }

        int number() {
            return number;
        }

        private int lineEnd() throws IOException {
            var at = start;
            while (true) {
                for (; at < filled; at++) {
                    if (buffer[at] == '\n') {
                        return at;
                    }
                }
                var searched = at - start;
                if (!fill()) {
                    return filled;
                }
                at = start + searched;
            }
        }

        /// Makes room behind the line that was begun and reads on; false at the file's end.
        private boolean fill() throws IOException {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            base += start;
            filled -= start;
            start = 0;
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
            }
            var read = channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled), base + filled);
            filled += Math.max(0, read);
            return read > 0;
        }

        private boolean isBlank() {
            for (var at = start; at < end; at++) {
                if (!Character.isWhitespace(buffer[at])) {
                    return false;
                }
            }
            return true;
        }
    }
}
