package io.reconai.engine;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/// Texts that wait for the end of a scan in a temporary file, so that only their places stay in memory.
///
/// The file has no name from the start, so that nothing is left of it however the program ends. No channel, since that
/// would be closed by the interrupt of a thread that uses it. Not safe for use by many threads.
public final class WaitingTexts implements Closeable {

    /// Where a text is.
    public record Place(long offset, int bytes) {}

    private final RandomAccessFile waiting;
    private long end;

    /// @throws IOException when there is no room for temporary files
    public WaitingTexts() throws IOException {
        var file = Files.createTempFile("reconai-", ".waiting");
        try {
            waiting = new RandomAccessFile(file.toFile(), "rw");
        } finally {
            Files.delete(file);
        }
    }

    /// Puts a text aside.
    public Place add(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        waiting.seek(end);
        waiting.write(bytes);
        var place = new Place(end, bytes.length);
        end += bytes.length;
        return place;
    }

    /// A text that was put aside.
    public String read(Place place) throws IOException {
        var text = new byte[place.bytes()];
        waiting.seek(place.offset());
        waiting.readFully(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        waiting.close();
    }
}
