import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// Copies what libraries say of their licences out of their jars.
///
/// Run as `java Licences.java FROM TO`: a folder in TO for each jar below FROM that brings such texts.
final class Licences {

    private static final Pattern TEXT =
            Pattern.compile("(?i)(META-INF/)?(licenses/)?[^/]*(LICEN[CS]E|NOTICE|COPYING)[^/]*(?<!\\.class)");

    private Licences() {}

    static void main(String[] arguments) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            for (var jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                copy(jar, Path.of(arguments[1]).resolve(jar.getFileName().toString().replaceFirst("\\.jar$", "")));
            }
        }
    }

    private static void copy(Path jar, Path folder) throws IOException {
        try (var archive = new ZipFile(jar.toFile())) {
            for (var entry : archive.stream()
                    .filter(entry -> !entry.isDirectory() && TEXT.matcher(entry.getName()).matches())
                    .toList()) {
                Files.createDirectories(folder);
                Files.write(
                        folder.resolve(Path.of(entry.getName()).getFileName().toString()),
                        archive.getInputStream(entry).readAllBytes());
            }
        }
    }
}
