package io.reconai.engine.screenshots;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A headless Chromium: started for one picture, with a profile of its own, and ended with all its processes.
///
/// Its scripts run, for that is what shows a page of today. It is in its own sandbox, except where we are root: there
/// Chromium has none.
final class Browser {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    /// What it needs of our environment, which may hold keys.
    private static final List<String> PASSED_ON = List.of("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_PATH", "LANG");

    /// So much a page may let pass, on its own clock, before the picture is taken.
    private static final Duration SETTLING = Duration.ofSeconds(8);

    private static final List<String> FLAGS = List.of(
            "--headless",
            "--window-size=1280,800",
            "--hide-scrollbars",
            "--mute-audio",
            "--ignore-certificate-errors", // looking is the point; what is wrong with it is said elsewhere
            "--proxy-bypass-list=<-loopback>",
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--disable-quic",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-domain-reliability",
            "--disable-extensions",
            "--disable-sync",
            "--no-default-browser-check",
            "--no-first-run",
            "--no-pings",
            "--virtual-time-budget=" + SETTLING.toMillis());

    private final Path program;

    Browser(Path program) {
        this.program = program;
    }

    /// The first Chromium in folders as `PATH` lists them.
    static Optional<Path> find(String path) {
        for (var folder : path.split(File.pathSeparator)) {
            for (var name : NAMES) {
                var candidate = Path.of(folder, name);
                if (!folder.isEmpty() && Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    /// Makes a picture of a page; empty when none came about in time.
    ///
    /// @param proxyPort on loopback; there is no other way to the network
    /// @param profile an empty folder, which holds everything it writes, the picture too
    Optional<Path> picture(URI page, int proxyPort, Path profile, Duration most)
            throws IOException, InterruptedException {
        var picture = profile.resolve("page.png");
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(FLAGS);
        command.add("--timeout=" + Math.max(1_000, most.toMillis() * 2 / 3)); // then it shows what has come
        command.add("--user-data-dir=" + profile);
        command.add("--proxy-server=http://127.0.0.1:" + proxyPort);
        command.add("--screenshot=" + picture);
        if (isRoot()) {
            command.add("--no-sandbox");
        }
        command.add(page.toString());
        var process = start(command, profile);
        try {
            process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            end(process);
        }
        return Files.isRegularFile(picture) ? Optional.of(picture) : Optional.empty();
    }

    private static Process start(List<String> command, Path profile) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(profile.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        var ours = Map.copyOf(builder.environment());
        builder.environment().clear();
        PASSED_ON.forEach(name -> {
            var value = ours.get(name);
            if (value != null) {
                builder.environment().put(name, value);
            }
        });
        builder.environment().put("HOME", profile.toString());
        builder.environment().put("TMPDIR", profile.toString());
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static void end(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name", "").equals("root");
    }

    /// A folder that only we can read, to be removed by [#remove].
    static Path freshProfile() throws IOException {
        return Files.createTempDirectory("reconai-browser-");
    }

    /// Removes a profile; what a dying process still writes may stay behind in the system's folder for such things.
    static void remove(Path profile) throws IOException {
        try (var files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
