package io.reconai.engine.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Labels that are tried below a domain, the likeliest first: our own list, or a file of the user's.
///
/// One a line; empty lines and lines that begin with `#` are left out. Read as it is used, in bounded memory.
public final class WordList {

    /// A name has 253 characters at most (RFC 1035); a line may hold several labels.
    private static final int LONGEST = 253;

    private final Optional<Path> file;

    /// @param file empty for our own list
    public WordList(Optional<Path> file) {
        this.file = file;
    }

    /// Opens the list.
    ///
    /// @throws IOException when the file cannot be read
    InputStream open() throws IOException {
        if (file.isPresent()) {
            return Files.newInputStream(file.get());
        }
        var words = WordList.class.getResourceAsStream("words.txt");
        if (words == null) {
            throw new IllegalStateException("words.txt is missing from the build");
        }
        return words;
    }

    /// The words of an opened list, each followed by a text.
    static Iterator<String> words(InputStream opened, String followedBy) {
        var lines = new Lines(opened, LONGEST);
        Iterable<String> all = () -> lines;
        return StreamSupport.stream(all.spliterator(), false)
                .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                .map(line -> line.toLowerCase(Locale.ROOT) + followedBy)
                .iterator();
    }
}
