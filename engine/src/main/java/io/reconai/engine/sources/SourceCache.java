package io.reconai.engine.sources;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Answers of third parties, kept for an hour, so that a repeated scan asks nobody twice.
///
/// One file an answer, named by the digest of the question, in which keys have no part; written whole or not at all.
/// What is older goes once an hour. A folder that cannot be written means no cache, never an error.
public final class SourceCache {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final String ENDING = ".answer";

    private final Optional<Path> folder;
    private final Clock clock;
    private final AtomicReference<Instant> cleaned;

    /// @param folder empty for no cache
    public SourceCache(Optional<Path> folder, Clock clock) {
        this.clock = clock;
        cleaned = new AtomicReference<>(clock.instant());
        this.folder = folder.filter(SourceCache::isUsable);
        this.folder.ifPresent(this::removeOld);
    }

    /// The body of an earlier answer; an empty one says that nothing was known.
    Optional<byte[]> find(String source, SourceRequest request) {
        try {
            var file = folder.map(path -> file(path, source, request));
            if (file.isEmpty() || isOld(file.get())) {
                return Optional.empty();
            }
            return Optional.of(Files.readAllBytes(file.get()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    void keep(String source, SourceRequest request, byte[] body) {
        if (folder.isEmpty() || request.content() == SourceRequest.Content.PERSONAL) {
            return;
        }
        var now = clock.instant();
        if (cleaned.updateAndGet(last -> last.plus(KEPT).isBefore(now) ? now : last)
                .equals(now)) {
            removeOld(folder.get());
        }
        try {
            var whole = Files.createTempFile(folder.get(), "new", ".part");
            Files.write(whole, body);
            Files.move(
                    whole,
                    file(folder.get(), source, request),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            // Then the next scan asks again.
        }
    }

    private static Path file(Path folder, String source, SourceRequest request) {
        var question = source + "\n" + request.address() + "\n" + request.body();
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(question.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(digest) + ENDING);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private boolean isOld(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().plus(KEPT).isBefore(clock.instant());
    }

    private void removeOld(Path path) {
        try (var files = Files.newDirectoryStream(path, "*{" + ENDING + ",.part}")) {
            for (var file : files) {
                if (isOld(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException unreadable) {
            // Old answers are not used, whether they are there or not.
        }
    }

    private static boolean isUsable(Path path) {
        try {
            Files.createDirectories(path);
            return Files.isWritable(path);
        } catch (IOException readOnly) {
            return false;
        }
    }
}
