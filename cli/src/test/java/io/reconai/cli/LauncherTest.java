package io.reconai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher in a project of its own, with a JDK and a Maven that only write down how they were called.
class LauncherTest {

    private static final Path LAUNCHER =
            Path.of("..", "reconai").toAbsolutePath().normalize();
    private static final List<String> TOOLS = List.of(
            "sh",
            "sed",
            "find",
            "head",
            "cat",
            "cksum",
            "sort",
            "xargs",
            "tr",
            "cut",
            "dirname",
            "basename",
            "mkdir",
            "rm",
            "mv",
            "touch",
            "printf",
            "kill",
            "sleep",
            "readlink",
            "env");

    @TempDir
    private Path folder = Path.of("");

    private Path project = Path.of("");
    private Path tools = Path.of("");
    private Path jdk = Path.of("");

    private record Called(int status, String out, String err) {}

    @BeforeEach
    void makeAProject() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        tools = Files.createDirectories(folder.resolve("tools"));
        jdk = folder.resolve("jdk-25");
        for (var tool : TOOLS) {
            for (var place : List.of("/usr/bin", "/bin")) {
                var real = Path.of(place, tool);
                if (Files.isExecutable(real) && !Files.exists(tools.resolve(tool))) {
                    executable(tools.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
                }
            }
        }
        // The machine's own JDKs must not be found.
        var script = Files.readString(LAUNCHER).replace("/usr/lib/jvm/*", folder + "/none/*");
        executable(project.resolve("reconai"), script.replace("/opt/j", folder + "/none/j"));
        for (var source : List.of("engine", "lab", "cli", "server", "web", ".mvn")) {
            Files.createDirectories(project.resolve(source));
        }
        Files.writeString(project.resolve("pom.xml"), "<project/>");
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void makeJdk(int release) throws IOException {
        executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        executable(jdk.resolve("bin/java"), """
                #!/bin/sh
                for flag in "$@"; do
                    case $flag in -XX:AOTCacheOutput=*) echo cache > "${flag#*=}" ;; esac
                done
                echo "java $*"
                """);
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + release + ".0.3\"\n");
    }

    /// A Maven that makes what the launcher wants, and says that it was called.
    private void makeMaven(String content) throws IOException {
        executable(
                tools.resolve("mvn"),
                "#!/bin/sh\necho \"mvn $*\" >&2\nmkdir -p '" + project + "/cli/target/lib'\nprintf '" + content
                        + "' > '" + project + "/cli/target/reconai-cli.jar'\n");
    }

    private Called call(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(project.resolve("reconai").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("JAVA_HOME", jdk.toString());
        var process = builder.start();
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Called(process.waitFor(), out, err);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 17, 24})
    void withoutAFittingJdkItSaysSoInOneLine(int release) throws Exception {
        if (release > 0) {
            makeJdk(release);
        }
        var called = call("--version");
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.out()).isEmpty();
        assertThat(called.err().lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("JDK 25")
                .contains("JAVA_HOME");
    }

    @Test
    void withoutMavenItSaysSoInOneLine() throws Exception {
        makeJdk(25);
        var called = call("--version");
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err().lines().filter(line -> line.contains("missing")))
                .hasSize(1);
        assertThat(called.err()).contains("Maven is missing");
    }

    @Test
    void withoutNpmItSaysSoInOneLine() throws Exception {
        makeJdk(25);
        makeMaven("jar");
        var called = call("serve");
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("npm is missing");
    }

    @Test
    void buildsOnceAndAgainWhenASourceChanges() throws Exception {
        makeJdk(26);
        makeMaven("jar");
        var first = call("--version");
        assertThat(first.status()).isZero();
        assertThat(first.err()).contains("mvn ").contains("preparing a fast start");
        assertThat(first.out()).contains("io.reconai.cli.Main --version");

        var second = call("--version");
        assertThat(second.err()).as("a second start builds nothing").isEmpty();
        assertThat(second.out()).contains("-XX:AOTCache=");

        var source = Files.writeString(project.resolve("engine/New.java"), "class New {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(call("--version").err()).contains("mvn ");
    }

    /// The JVM would run the old classes: it does not notice that a jar changed under a cache.
    @Test
    void aRebuiltJarGetsANewCache() throws Exception {
        makeJdk(25);
        makeMaven("jar");
        call("--version");
        var before = cache(call("--version").out());
        Files.writeString(project.resolve("cli/target/reconai-cli.jar"), "changed");
        var after = cache(call("--version").out());
        assertThat(after).isNotEqualTo(before);
        assertThat(Path.of(before)).doesNotExist();
        assertThat(Path.of(after)).exists();

        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.4\"\n");
        assertThat(cache(call("--version").out()))
                .as("another JDK, another cache")
                .isNotEqualTo(after);
    }

    private static String cache(String line) {
        var found = Pattern.compile("-XX:AOTCache=(\\S+)").matcher(line);
        assertThat(found.find()).as(line).isTrue();
        return found.group(1);
    }

    @Test
    void worksThroughALinkAndFromAnywhere() throws Exception {
        makeJdk(25);
        makeMaven("jar");
        var link = Files.createSymbolicLink(folder.resolve("link"), project.resolve("reconai"));
        var builder = new ProcessBuilder(link.toString(), "--version").directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("JAVA_HOME", jdk.toString());
        var process = builder.start();
        assertThat(process.waitFor()).isZero();
        try (Stream<Path> made = Files.list(project.resolve("target"))) {
            assertThat(made.map(Path::toString)).anyMatch(name -> name.endsWith(".aot"));
        }
    }
}
