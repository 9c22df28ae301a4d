package io.reconai.cli.output;

import io.reconai.engine.asset.Text;
import io.reconai.engine.diff.AssetChange;
import io.reconai.engine.diff.DiffSummary;
import io.reconai.engine.diff.FactChange;
import java.io.IOException;
import java.io.Writer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A comparison for people, one line a fact: `+` appeared, `~` changed, `-` gone, `?` not seen again.
final class TextDiffWriter implements DiffWriter {

    private static final int MAX_TEXT = 200;

    private final Writer out;

    TextDiffWriter(Writer out) {
        this.out = out;
    }

    @Override
    public void begin(DiffSummary summary) throws IOException {
        out.write(DiffWords.assets(summary) + "\n");
        out.write(DiffWords.findings(summary) + "\n");
        var shortcoming = DiffWords.shortcoming(summary);
        if (!shortcoming.isEmpty()) {
            out.write("note: " + shortcoming + "\n");
        }
    }

    @Override
    public void accept(AssetChange change) throws IOException {
        out.write("\n" + DiffWords.sign(change.change()) + " " + Text.visible(change.asset(), 253) + "  "
                + DiffWords.word(change.change()) + ", risk " + DiffWords.risk(change) + reason(change.reason())
                + "\n");
        for (var fact : change.facts()) {
            out.write("  " + DiffWords.sign(fact.change()) + " " + line(fact) + tail(fact, change) + "\n");
        }
    }

    private static String line(FactChange fact) {
        var label = Text.visible(fact.label(), MAX_TEXT);
        var subject = Text.visible(fact.subject(), MAX_TEXT);
        var values = Text.visible(DiffWords.values(fact), MAX_TEXT);
        var parts =
                switch (fact.kind()) {
                    case FINDING -> Stream.of(values, label, "(" + fact.check() + ")", subject);
                    case TECHNOLOGY -> Stream.of(label, values);
                    case PORT, CERTIFICATE, ADDRESS -> Stream.of(subject, values, label);
                };
        return DiffWords.word(fact.kind()) + "  "
                + parts.filter(part -> !part.isEmpty()).collect(Collectors.joining("  "));
    }

    /// The reason, unless the host's own line has said it.
    private static String tail(FactChange fact, AssetChange change) {
        return fact.reason().equals(change.reason()) ? "" : reason(fact.reason());
    }

    private static String reason(String reason) {
        return reason.isEmpty() ? "" : "  [" + Text.visible(reason, MAX_TEXT) + "]";
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }
}
