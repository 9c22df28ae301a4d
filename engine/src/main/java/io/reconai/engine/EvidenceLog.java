package io.reconai.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Json;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The evidence file: one JSON object a line, `{"evidence":{…}}` for a host, `{"report":{…}}` at a scan's end.
///
/// Whole lines only: a scan killed at any moment leaves a file that is valid up to its last whole line, and the
/// reader leaves out what follows it.
public final class EvidenceLog implements Closeable {

    /// One line. Exactly one of the two is there.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(@Nullable Evidence evidence, @Nullable ScanReport report) {}

    /// What a line is read by.
    @FunctionalInterface
    private interface Parsing {
        Line read(ObjectReader reader) throws IOException;
    }

    private static final ObjectReader LINES = Json.mapper().readerFor(Line.class);

    private final FileChannel channel;

    private EvidenceLog(FileChannel channel) {
        this.channel = channel;
    }

    /// Begins a file, replacing one that is there.
    public static EvidenceLog create(Path file) throws IOException {
        return new EvidenceLog(FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE));
    }

    /// Goes on with a file after its last whole line.
    public static EvidenceLog append(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.truncate(endOfLastLine(channel));
        channel.position(channel.size());
        return new EvidenceLog(channel);
    }

    /// Adds a host. Safe for use by many threads.
    public void add(Evidence evidence) throws IOException {
        write(new Line(evidence, null));
    }

    /// Adds the end of a scan. Safe for use by many threads.
    public void add(ScanReport report) throws IOException {
        write(new Line(null, report));
    }

    /// Hands over every host and report in a file, in its order, holding one line in memory.
    ///
    /// @throws IOException when a line that is whole is no line of an evidence file; the message says which
    public static void read(Reader source, Consumer<Evidence> hosts, Consumer<ScanReport> reports) throws IOException {
        try (var reader = new BufferedReader(source)) {
            var number = 0;
            @Nullable String text = reader.readLine();
            while (text != null) {
                number++;
                var next = reader.readLine();
                if (!text.isBlank()) {
                    parse(text, number, next == null).ifPresent(line -> {
                        Optional.ofNullable(line.evidence()).ifPresent(hosts);
                        Optional.ofNullable(line.report()).ifPresent(reports);
                    });
                }
                text = next;
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private synchronized void write(Line line) throws IOException {
        var bytes = ByteBuffer.wrap((Json.mapper().writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static Optional<Line> parse(String text, int number, boolean last) throws IOException {
        return parse(reader -> reader.readValue(text), number, last);
    }

    static Optional<Line> parse(byte[] line, int number, boolean last) throws IOException {
        return parse(reader -> reader.readValue(line), number, last);
    }

    private static Optional<Line> parse(Parsing parsing, int number, boolean last) throws IOException {
        try {
            return Optional.of(parsing.read(LINES));
        } catch (JsonProcessingException broken) {
            if (last) {
                return Optional.empty(); // the writer was stopped in the middle of it
            }
            throw new IOException("line " + number + " is no evidence: " + broken.getOriginalMessage(), broken);
        }
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        var one = ByteBuffer.allocate(8_192);
        for (var end = channel.size(); end > 0; ) {
            var start = Math.max(0, end - one.capacity());
            one.clear().limit((int) (end - start));
            while (one.hasRemaining() && channel.read(one, start + one.position()) >= 0) {
                // until the block is full
            }
            for (var i = (int) (end - start) - 1; i >= 0; i--) {
                if (one.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }
}
