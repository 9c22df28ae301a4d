package io.reconai.engine.report;

import java.util.List;
import java.util.Locale;

/// Bars as inline SVG. Each says its number in words too, and has a text for those who do not see it.
final class HtmlCharts {

    /// A bar; the word names its colour.
    record Bar(String label, long value, String colour) {}

    private static final int WIDTH = 420;
    private static final int LABEL_WIDTH = 168;
    private static final int NUMBER_WIDTH = 48;
    private static final int ROW = 26;

    /// Longer labels are cut: SVG does not wrap.
    private static final int MAX_LABEL = 23;

    private HtmlCharts() {}

    static String bars(String title, List<Bar> bars) {
        var most = Math.max(1, bars.stream().mapToLong(Bar::value).max().orElse(1));
        var room = WIDTH - LABEL_WIDTH - NUMBER_WIDTH;
        var out = new StringBuilder(String.format(
                Locale.ROOT,
                "<figure><figcaption>%s</figcaption><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                HtmlText.of(title),
                WIDTH,
                Math.max(1, bars.size()) * ROW,
                HtmlText.of(inWords(title, bars))));
        for (var i = 0; i < bars.size(); i++) {
            var bar = bars.get(i);
            var length = bar.value() == 0 ? 0 : Math.max(2, room * bar.value() / most);
            var y = i * ROW;
            out.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                            + "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"16\" rx=\"2\"/>"
                            + "<text x=\"%d\" y=\"%d\">%d</text>",
                    LABEL_WIDTH - 8,
                    y + 17,
                    HtmlText.of(cut(bar.label())),
                    bar.colour(),
                    LABEL_WIDTH,
                    y + 4,
                    length,
                    LABEL_WIDTH + length + 6,
                    y + 17,
                    bar.value()));
        }
        return out.append("</svg></figure>\n").toString();
    }

    private static String cut(String label) {
        return label.length() <= MAX_LABEL ? label : label.substring(0, MAX_LABEL - 1) + "…";
    }

    private static String inWords(String title, List<Bar> bars) {
        var out = new StringBuilder(title);
        bars.forEach(bar -> out.append(", ").append(bar.label()).append(' ').append(bar.value()));
        return out.toString();
    }
}
