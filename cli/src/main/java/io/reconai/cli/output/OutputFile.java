package io.reconai.cli.output;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that appears under its name only when it is whole: written beside it, then renamed.
public final class OutputFile implements Closeable {

    private final Path target;
    private final Path partial;
    private final Writer writer;

    /// Begins the file.
    public OutputFile(Path target) throws IOException {
        this.target = target.toAbsolutePath();
        partial = this.target.resolveSibling("." + this.target.getFileName() + ".partial");
        writer = Files.newBufferedWriter(partial, StandardCharsets.UTF_8);
    }

    /// Where the content goes.
    public Writer writer() {
        return writer;
    }

    /// The content is complete: gives the file its name.
    public void commit() throws IOException {
        writer.close();
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Drops what was not committed.
    @Override
    public void close() throws IOException {
        writer.close();
        Files.deleteIfExists(partial);
    }
}
