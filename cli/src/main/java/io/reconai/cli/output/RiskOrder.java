package io.reconai.cli.output;

import io.reconai.engine.Asset;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Puts what is written of each host in order, riskiest first.
///
/// Sorting needs all hosts: their texts wait in a temporary file, and only their scores and places stay in memory.
final class RiskOrder implements Closeable {

    private record Place(int score, String asset, long offset, int length) {}

    private final Path file;
    private final RandomAccessFile waiting;
    private final List<Place> places = new ArrayList<>();

    RiskOrder() throws IOException {
        file = Files.createTempFile("reconai-", ".waiting");
        file.toFile().deleteOnExit(); // where the program is told to end meanwhile
        waiting = new RandomAccessFile(file.toFile(), "rw");
    }

    void add(Asset asset, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        places.add(new Place(asset.risk().score(), asset.host().value(), waiting.getFilePointer(), bytes.length));
        waiting.write(bytes);
    }

    /// Writes all texts, and between two of them the separator.
    void writeTo(Writer out, String separator) throws IOException {
        places.sort(Comparator.comparingInt(Place::score).reversed().thenComparing(Place::asset));
        var between = "";
        for (var place : places) {
            out.write(between);
            out.write(read(place));
            between = separator;
        }
    }

    private String read(Place place) throws IOException {
        var text = new byte[place.length()];
        waiting.seek(place.offset());
        waiting.readFully(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        try (waiting) {
            Files.deleteIfExists(file);
        }
    }
}
