package io.reconai.cli.output;

import io.reconai.engine.diff.AssetChange;
import io.reconai.engine.diff.DiffSummary;
import java.io.IOException;
import java.io.Writer;

/// A comparison for a comment or a ticket: the numbers, then a table for each host.
final class MarkdownDiffWriter implements DiffWriter {

    private static final int MAX_TEXT = 200;

    private final Writer out;

    MarkdownDiffWriter(Writer out) {
        this.out = out;
    }

    @Override
    public void begin(DiffSummary summary) throws IOException {
        out.write("# What changed\n\n- " + DiffWords.assets(summary) + "\n- " + DiffWords.findings(summary) + "\n");
        var shortcoming = DiffWords.shortcoming(summary);
        if (!shortcoming.isEmpty()) {
            out.write("\n> " + shortcoming + "\n");
        }
    }

    @Override
    public void accept(AssetChange change) throws IOException {
        out.write("\n## " + MarkdownText.code(change.asset(), 253) + " " + DiffWords.word(change.change()) + "\n\nRisk "
                + DiffWords.risk(change) + "."
                + (change.reason().isEmpty() ? "" : " Reason: " + MarkdownText.plain(change.reason(), MAX_TEXT) + ".")
                + "\n");
        if (change.facts().isEmpty()) {
            return;
        }
        out.write("\n| | what | value | where | why |\n|---|---|---|---|---|\n");
        for (var fact : change.facts()) {
            var what = DiffWords.word(fact.kind())
                    + (fact.label().isEmpty() ? "" : ": " + MarkdownText.plain(fact.label(), MAX_TEXT))
                    + (fact.check().isEmpty() ? "" : " " + MarkdownText.code(fact.check(), MAX_TEXT));
            out.write("| " + DiffWords.word(fact.change()) + " | " + what + " | "
                    + MarkdownText.code(DiffWords.values(fact), MAX_TEXT) + " | "
                    + MarkdownText.code(fact.subject(), MAX_TEXT) + " | "
                    + MarkdownText.plain(fact.reason(), MAX_TEXT) + " |\n");
        }
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }
}
