package io.reconai.cli.output;

import io.reconai.engine.Asset;
import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// One document, riskiest first.
///
/// Sorting needs all hosts: they wait in a temporary file, and only their scores and places stay in memory.
final class JsonWriter implements ResultWriter {

    private record Place(int score, String asset, long offset, int length) {}

    private final Writer out;
    private final Path file;
    private final RandomAccessFile waiting;
    private final List<Place> places = new ArrayList<>();

    JsonWriter(Writer out) throws IOException {
        this.out = out;
        file = Files.createTempFile("reconai-", ".json");
        waiting = new RandomAccessFile(file.toFile(), "rw");
    }

    @Override
    public void accept(Asset asset) throws IOException {
        var text = Json.mapper().writeValueAsString(AssetDocument.of(asset)).getBytes(StandardCharsets.UTF_8);
        places.add(new Place(asset.risk().score(), asset.host().value(), waiting.getFilePointer(), text.length));
        waiting.write(text);
    }

    @Override
    public void finish(List<ScanReport> reports) throws IOException {
        places.sort(Comparator.comparingInt(Place::score).reversed().thenComparing(Place::asset));
        out.write("{\"schema_version\":" + Evidence.SCHEMA_VERSION + ",\"assets\":[");
        var separator = "\n";
        for (var place : places) {
            out.write(separator);
            out.write(read(place));
            separator = ",\n";
        }
        out.write("\n],\"scans\":" + Json.mapper().writeValueAsString(reports) + "}\n");
        out.flush();
    }

    private String read(Place place) throws IOException {
        var text = new byte[place.length()];
        waiting.seek(place.offset());
        waiting.readFully(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            waiting.close();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
