package io.reconai.cli.output;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that appears under its name only when it is whole: written beside it, then renamed.
///
/// Its content goes either to [#stream] or to [#writer].
public final class OutputFile implements Closeable {

    private final Path target;
    private final Path partial;
    private final OutputStream stream;
    private final Writer writer;

    /// Begins the file.
    public OutputFile(Path target) throws IOException {
        this.target = target.toAbsolutePath();
        partial = this.target.resolveSibling("." + this.target.getFileName() + ".partial");
        stream = new BufferedOutputStream(Files.newOutputStream(partial));
        writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    }

    /// Where bytes go.
    public OutputStream stream() {
        return stream;
    }

    /// Where text goes.
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
