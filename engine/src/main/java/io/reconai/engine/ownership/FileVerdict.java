package io.reconai.engine.ownership;

import io.reconai.engine.asset.Text;
import io.reconai.engine.http.FileFetch;
import java.nio.charset.StandardCharsets;

/// Judges what a web server answered when it was asked for the file.
final class FileVerdict {

    private static final int OK = 200;

    private FileVerdict() {}

    static OwnershipAnswer of(FileFetch.Fetched fetched, String content) {
        return switch (fetched) {
            case FileFetch.Fetched.File file -> judge(file, content);
            case FileFetch.Fetched.Nothing(var address, var why) -> new OwnershipAnswer.NotShown(address + ": " + why);
            case FileFetch.Fetched.NotAsked(var address, var why) -> new OwnershipAnswer.Unknown(address + ": " + why);
        };
    }

    private static OwnershipAnswer judge(FileFetch.Fetched.File file, String content) {
        if (file.status() != OK) {
            return new OwnershipAnswer.NotShown(file.address() + " answers " + file.status());
        }
        if (file.isCut()) {
            return new OwnershipAnswer.NotShown(file.address() + " holds more than 1 KiB");
        }
        var text = new String(file.body(), StandardCharsets.UTF_8).strip();
        return text.equals(content)
                ? new OwnershipAnswer.Shown()
                : new OwnershipAnswer.NotShown(
                        file.address() + " holds " + (text.isEmpty() ? "nothing" : Text.quoted(text)));
    }

    /// Neither way showed it. Where both could not be gone, nothing is known.
    static OwnershipAnswer both(OwnershipAnswer secure, OwnershipAnswer plain) {
        var seen = text(secure) + "; " + text(plain);
        return secure instanceof OwnershipAnswer.Unknown && plain instanceof OwnershipAnswer.Unknown
                ? new OwnershipAnswer.Unknown(seen)
                : new OwnershipAnswer.NotShown(seen);
    }

    private static String text(OwnershipAnswer answer) {
        return switch (answer) {
            case OwnershipAnswer.Shown _ -> "";
            case OwnershipAnswer.NotShown(var seen) -> seen;
            case OwnershipAnswer.Unknown(var why) -> why;
        };
    }
}
