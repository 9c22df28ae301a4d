package io.reconai.cli.shell;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;

/// What can be typed where a flag or an operand wants a value.
sealed interface Value {

    /// The flag stands alone.
    record None() implements Value {}

    /// One of these words.
    record Choice(List<String> words) implements Value {}

    record FileName() implements Value {}

    record Folder() implements Value {}

    /// Something that a shell cannot know.
    record Text() implements Value {}

    Pattern WORDS = Pattern.compile("[a-z0-9-]+(\\|[a-z0-9-]+)+");

    /// The label tells more than the type: it names the words that make sense, and folders.
    static Value of(ArgSpec argument) {
        var label = argument.paramLabel();
        if (argument.arity().max() == 0) {
            return new None();
        }
        if (WORDS.matcher(label).matches()) {
            return new Choice(List.of(label.split("\\|")));
        }
        if (argument.completionCandidates() != null) {
            return new Choice(
                    StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                            .map(word -> word.toLowerCase(Locale.ROOT))
                            .toList());
        }
        return switch (label) {
            case "DIR" -> new Folder();
            case "FILE", "EVIDENCE", "OLD", "NEW" -> new FileName();
            default -> new Text();
        };
    }
}
