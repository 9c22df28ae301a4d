import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Makes the jars of an archive for one kind of machine small: leaves out the native libraries of others, and stores
/// what is left uncompressed, since the archive as a whole is compressed better than its many small classes one by one.
///
/// Run as `java Slim.java FOLDER`; the jars below the folder are replaced. Their order of entries stays.
final class Slim {

    /// Native libraries lie in folders named after systems and processors; each library has its own spelling.
    private static final Pattern NATIVE = Pattern.compile("(?i).*\\.(so|dll|dylib|jnilib|a)$");

    private static final String SYSTEM = "linux";

    private Slim() {}

    static void main(String[] arguments) throws IOException {
        var before = 0L;
        var after = 0L;
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            for (var jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
                before += Files.size(jar);
                slim(jar);
                after += Files.size(jar);
            }
        }
        System.err.printf("jars: %d MB compressed, %d MB stored%n", before >> 20, after >> 20);
    }

    private static void slim(Path jar) throws IOException {
        var time = Files.getLastModifiedTime(jar);
        var made = jar.resolveSibling(jar.getFileName() + ".slim");
        try (var source = new ZipFile(jar.toFile());
                var target = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(made)))) {
            for (var entry : source.stream().filter(Slim::isForThisMachine).toList()) {
                var content = source.getInputStream(entry).readAllBytes();
                var sum = new CRC32();
                sum.update(content);
                var copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                copy.setMethod(ZipEntry.STORED);
                copy.setSize(content.length);
                copy.setCrc(sum.getValue());
                target.putNextEntry(copy);
                target.write(content);
            }
        }
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(jar, time);
    }

    private static boolean isForThisMachine(ZipEntry entry) {
        var name = entry.getName().toLowerCase(Locale.ROOT);
        return !NATIVE.matcher(name).matches()
                || Stream.of(name.split("/")).anyMatch(SYSTEM::equals)
                        && Stream.of(name.split("/")).anyMatch(Slim::isThisProcessor);
    }

    private static boolean isThisProcessor(String folder) {
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> folder.equals("amd64") || folder.equals("x86_64");
            case "aarch64" -> folder.equals("aarch64");
            case String other -> folder.equals(other);
        };
    }
}
