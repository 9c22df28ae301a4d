package io.reconai.engine.services;

import java.util.regex.Pattern;

/// CPE 2.3 names as formatted strings (NISTIR 7695 §6.2).
final class Cpe {

    /// OpenSSH's `9.2p1` is version 9.2, update p1 in the dictionary.
    private static final Pattern PORTABLE = Pattern.compile("(\\d[\\d.]*)(p\\d+)");

    private Cpe() {}

    /// The name of a version of a product; any version when it is empty.
    ///
    /// @param product `vendor:product`, or `part:vendor:product`; empty gives empty
    static String name(String product, String version) {
        if (product.isEmpty()) {
            return "";
        }
        var full = product.chars().filter(c -> c == ':').count() == 2 ? product : "a:" + product;
        var portable = PORTABLE.matcher(version);
        var versionAndUpdate = portable.matches()
                ? escaped(portable.group(1)) + ":" + portable.group(2)
                : (version.isEmpty() ? "*" : escaped(version)) + ":*";
        return "cpe:2.3:" + full + ":" + versionAndUpdate + ":*:*:*:*:*:*";
    }

    /// Everything but letters, digits, `_`, `-` and `.` is quoted by a backslash; letters are lower case.
    private static String escaped(String version) {
        var out = new StringBuilder();
        for (var i = 0; i < version.length(); i++) {
            var c = Character.toLowerCase(version.charAt(i));
            var plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.';
            out.append(plain ? "" : "\\").append(c);
        }
        return out.toString();
    }
}
