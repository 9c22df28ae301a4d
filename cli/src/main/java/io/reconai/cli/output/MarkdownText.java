package io.reconai.cli.output;

import io.reconai.engine.asset.Text;

/// Foreign text in Markdown (CommonMark with GitHub's tables): shown as it is, never as markup, link or mention.
final class MarkdownText {

    private static final String PUNCTUATION = "\\`*_{}[]()<>#+-.!|&~:@$^=\"'";

    private MarkdownText() {}

    /// As a piece of code, in which nothing is markup. Grave accents, which would end it, become apostrophes.
    static String code(String foreign, int limit) {
        var text = Text.visible(foreign, limit)
                .replace('`', '\'')
                .replace("|", "\\|")
                .strip();
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    /// As running text.
    static String plain(String foreign, int limit) {
        var out = new StringBuilder();
        for (var c : Text.visible(foreign, limit).toCharArray()) {
            if (PUNCTUATION.indexOf(c) >= 0) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }
}
