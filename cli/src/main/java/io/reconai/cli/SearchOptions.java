package io.reconai.cli;

import io.reconai.engine.NameSearch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags that say where names are searched.
final class SearchOptions {

    @Option(names = "--no-brute-force", description = "Do not try the word list (active mode).")
    private boolean noBruteForce;

    @Option(
            names = "--wordlist",
            paramLabel = "FILE",
            description = "Labels to try below the domain instead of the built-in list (active mode).")
    private @Nullable Path wordList;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Names that another tool found, in lines of any form; what ends with the domain counts.")
    private @Nullable Path nameList;

    @Option(names = "--sources", paramLabel = "ID,…", split = ",", description = "Ask these sources of names only.")
    private List<String> only = List.of();

    @Option(names = "--without-sources", paramLabel = "ID,…", split = ",", description = "Do not ask these sources.")
    private List<String> without = List.of();

    NameSearch search(boolean subdomains) throws UsageException {
        return new NameSearch(
                subdomains,
                !noBruteForce,
                readable("--wordlist", wordList),
                readable("--from", nameList),
                new HashSet<>(only),
                new HashSet<>(without));
    }

    private static Optional<Path> readable(String flag, @Nullable Path file) throws UsageException {
        if (file != null && !Files.isReadable(file)) {
            throw new UsageException(flag + ": there is no readable file " + file);
        }
        return Optional.ofNullable(file);
    }
}
