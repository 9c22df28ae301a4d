package io.reconai.engine.http;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Replaces what looks like a secret by asterisks, one for each character, before a text is kept.
///
/// Of a long secret the first four characters and the last two stay, so that its owner knows which one it is. Values
/// that only stand for one, such as `changeme`, stay as they are. Nobody's rows stay in dumps of databases. Every
/// pattern is anchored or bounded, so that the time grows with the text's length.
final class SecretMask {

    /// Shorter secrets are masked whole: six of few characters would say too much.
    private static final int LONG = 16;

    private static final String WORDS =
            "(?:pass(?:word|wd|phrase)?|pwd|secret|token|api_?key|private_?key|access_?key|auth|credential|_key|-key"
                    + "|key-data|keydata|connectionstring|dsn|salt|nonce)";
    private static final String NAME = "(?<![\\w.-])[\\w.$-]{0,60}?" + WORDS + "[\\w.-]{0,40}";

    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?i)(?:null|none|nil|true|false|secret|password|todo|change_?-?me.{0,40}|your.{0,40}|x{3,}|\\*+|example.{0,20}|<.*>?|\\$\\{.*|\\{\\{.*|\\[)"
                    + "|-----BEGIN.*");

    /// @param marks one of them is in every text that fits, in lower case: without it the pattern is not tried
    private record Rule(Pattern pattern, int secret, List<String> marks) {
        Rule(String pattern, int secret, String... marks) {
            this(Pattern.compile(pattern), secret, List.of(marks));
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule("://[^/\\s:@\"']{1,64}:([^/\\s@\"']{1,200})@", 1, "://"),
            new Rule("\\b(?:AKIA|ASIA)([A-Z0-9]{16})\\b", 1, "akia", "asia"),
            new Rule(
                    "\\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|[sr]k_live_|npm_|pypi-|AIza|SG\\.|sk-)([\\w.-]{16,300})",
                    1,
                    "gh",
                    "glpat-",
                    "xox",
                    "k_live_",
                    "npm_",
                    "pypi-",
                    "aiza",
                    "sg.",
                    "sk-"),
            new Rule("\\beyJ[\\w-]{10,2000}\\.[\\w-]{10,4000}\\.([\\w-]{10,2000})", 1, "eyj"),
            // htpasswd: the method and the salt's beginning tell what it is
            new Rule(
                    "(?m)^[^:\\s]{1,64}:(?:\\$apr1\\$|\\$2[aby]\\$|\\{SHA\\}|\\$5\\$|\\$6\\$)(\\S{1,200})$",
                    1,
                    ":$",
                    ":{sha}"),
            new Rule("(?m)^[^:\\s]{1,64}:[./A-Za-z0-9]{2}([./A-Za-z0-9]{11})$", 1, ":"),
            new Rule("(?i)\\bpassword[ \\t]{1,20}([^\\s=:\"',;<>()]{1,200})", 1, "password"),
            new Rule(
                    "(?i)<td[^>]{0,60}>[^<]{0,60}" + WORDS + "[^<]{0,60}</td>\\s{0,20}<td[^>]{0,60}>([^<]{1,500})",
                    1,
                    "<td"));

    /// What stands after the name of a secret. Each is tried where a name may begin, and only there.
    private static final List<Pattern> NAMED = Stream.of(
                    // define('DB_PASSWORD', '...')
                    "[\"']" + NAME + "[\"']\\s{0,20},\\s{0,20}[\"']([^\"'\\n]{1,500})[\"']",
                    // "password": "...", password => '...', $password = "..."
                    NAME
                            + "[\"'\\]]{0,2}\\s{0,20}(?:=>|[:=])\\s{0,20}\"([^\"\\\\\\n]{0,2000}(?:\\\\.[^\"\\\\\\n]{0,2000}){0,50})\"",
                    NAME + "[\"'\\]]{0,2}\\s{0,20}(?:=>|[:=])\\s{0,20}'([^'\\n]{1,2000})'",
                    // DB_PASSWORD=..., password: ..., Password=...;
                    NAME + "[ \\t]{0,20}[:=][ \\t]{0,20}([^\\s\"';<>,=\\[{(][^\\s;\"'<>]{0,2000})")
            .map(pattern -> Pattern.compile("(?i)" + pattern))
            .toList();

    /// The beginnings of [#WORDS], in lower case.
    private static final List<String> BEGINNINGS = List.of(
            "pass", "pwd", "secret", "token", "key", "auth", "credential", "connectionstring", "dsn", "salt", "nonce");

    /// Characters of a name before its telling word, and a quotation mark before it.
    private static final int LONGEST_NAME = 61;

    private static final Pattern KEY =
            Pattern.compile("(?s)(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)(.*?)(?=-----END|\\z)");
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    private static final Pattern ROWS = Pattern.compile("(INSERT INTO [^\\n]{1,300}? VALUES?\\s{0,5})\\([^\\n]*");
    private static final Pattern FURTHER_ROWS = Pattern.compile("(?m)^[ \\t]*\\([^\\n]*\\)[,;][ \\t]*$");
    private static final Pattern COPIED =
            Pattern.compile("(?s)(COPY [^\\n]{1,2000} FROM stdin;\\n).*?(?=\\n\\\\\\.|$)");

    private SecretMask() {}

    static String masked(String text) {
        var masked = KEY.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + withoutKey(found.group(2))));
        var lower = masked.toLowerCase(Locale.ROOT);
        for (var rule : RULES) {
            if (rule.marks.stream().anyMatch(lower::contains)) {
                masked = rule.pattern
                        .matcher(masked)
                        .replaceAll(found -> Matcher.quoteReplacement(replaced(found, rule.secret)));
            }
        }
        return withoutRows(withoutNamed(masked, beginnings(masked, lower)));
    }

    /// Where names of secrets may begin: before each telling word, as far as a name goes. Trying the patterns anywhere
    /// else would cost a page's length times the longest name.
    private static BitSet beginnings(String text, String lower) {
        var may = new BitSet();
        if (lower.length() != text.length()) {
            may.set(0, text.length()); // a letter whose lower case is longer
            return may;
        }
        for (var word : BEGINNINGS) {
            for (var at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
                may.set(Math.max(0, at - LONGEST_NAME - "private_".length()), at + 1);
            }
        }
        return may;
    }

    private static String withoutNamed(String text, BitSet beginnings) {
        var masked = text;
        for (var pattern : NAMED) {
            masked = withoutNamed(masked, pattern, beginnings);
        }
        return masked;
    }

    /// A mask has the length of what it hides, so that places stay where they are.
    private static String withoutNamed(String text, Pattern pattern, BitSet beginnings) {
        var out = new StringBuilder(text.length());
        var done = 0;
        var matcher = pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
        for (var at = beginnings.nextSetBit(0); at >= 0 && at < text.length(); at = beginnings.nextSetBit(at + 1)) {
            if (at >= done && matcher.region(at, text.length()).lookingAt()) {
                out.append(text, done, at).append(replaced(matcher.toMatchResult(), 1));
                done = matcher.end();
            }
        }
        return out.append(text, done, text.length()).toString();
    }

    /// A key's own header lines stay: they say whether it is encrypted.
    private static String withoutKey(String inner) {
        var out = new StringBuilder(inner.length());
        var shown = 4;
        for (var line : inner.split("(?<=\n)")) {
            if (line.contains(":")) {
                out.append(line);
                continue;
            }
            for (var i = 0; i < line.length(); i++) {
                var isKey = BASE64.indexOf(line.charAt(i)) >= 0;
                out.append(isKey && shown <= 0 ? '*' : line.charAt(i));
                shown -= isKey ? 1 : 0;
            }
        }
        return out.toString();
    }

    private static String replaced(MatchResult found, int group) {
        var whole = found.group();
        var secret = found.group(group);
        if (secret.isBlank() || PLACEHOLDER.matcher(secret).matches()) {
            return whole;
        }
        var from = found.start(group) - found.start();
        return whole.substring(0, from) + stars(secret) + whole.substring(from + secret.length());
    }

    private static String stars(String secret) {
        return secret.length() < LONG
                ? "*".repeat(secret.length())
                : secret.substring(0, 4) + "*".repeat(secret.length() - 6) + secret.substring(secret.length() - 2);
    }

    private static String withoutRows(String text) {
        if (!text.contains("INSERT INTO") && !text.contains("COPY ")) {
            return text;
        }
        var without = ROWS.matcher(text).replaceAll("$1(…)");
        without = FURTHER_ROWS.matcher(without).replaceAll("(…)");
        return COPIED.matcher(without).replaceAll("$1…");
    }
}
