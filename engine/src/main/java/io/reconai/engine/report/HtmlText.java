package io.reconai.engine.report;

import io.reconai.engine.asset.Text;

/// Foreign text in HTML: shown as it is, in elements and in quoted attributes alike.
final class HtmlText {

    private static final int MAX_TEXT = 1_200;

    private HtmlText() {}

    static String of(String foreign) {
        var text = Text.visible(foreign, MAX_TEXT);
        var out = new StringBuilder(text.length() + 16);
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /// Apart from what surrounds it, so that letters written from right to left do not turn the line around.
    static String isolated(String foreign) {
        return "<bdi>" + of(foreign) + "</bdi>";
    }
}
