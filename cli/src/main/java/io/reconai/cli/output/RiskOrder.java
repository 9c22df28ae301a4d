package io.reconai.cli.output;

import io.reconai.engine.Asset;
import io.reconai.engine.WaitingTexts;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Puts what is written of each host in order, riskiest first.
///
/// Sorting needs all hosts: their texts wait in a temporary file, and only their scores and places stay in memory.
final class RiskOrder implements Closeable {

    private record Ranked(int score, String asset, WaitingTexts.Place place) {}

    private final WaitingTexts waiting = new WaitingTexts();
    private final List<Ranked> order = new ArrayList<>();

    RiskOrder() throws IOException {}

    void add(Asset asset, String text) throws IOException {
        order.add(new Ranked(asset.risk().score(), asset.host().value(), waiting.add(text)));
    }

    /// Writes all texts, and between two of them the separator.
    void writeTo(Writer out, String separator) throws IOException {
        order.sort(Comparator.comparingInt(Ranked::score).reversed().thenComparing(Ranked::asset));
        var between = "";
        for (var ranked : order) {
            out.write(between);
            out.write(waiting.read(ranked.place()));
            between = separator;
        }
    }

    @Override
    public void close() throws IOException {
        waiting.close();
    }
}
