package io.reconai.engine.report;

import io.reconai.engine.asset.Text;
import java.nio.charset.Charset;

/// Foreign text for the fonts that every PDF reader has: what they cannot show is spelled out as `\\uXXXX`.
final class PdfText {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private PdfText() {}

    static String of(String foreign, int limit) {
        var encoder = WINDOWS.newEncoder();
        var out = new StringBuilder();
        for (var c : Text.visible(foreign, limit).toCharArray()) {
            if (encoder.canEncode(c)) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.toString();
    }
}
