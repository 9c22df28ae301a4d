package io.reconai.engine.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the secrets in a text, and hides them.
///
/// First each form's mark is searched, which most texts have none of; only there the form itself is tried. What stands
/// for a secret in instructions is none.
public final class SecretFinder {

    /// Where a text comes from.
    public enum Place {
        /// A file of settings of the site's own: there also words like `password` tell a secret.
        SETTINGS,
        /// Anything else.
        ANYWHERE
    }

    private static final Pattern SETTING = Pattern.compile(
            "(?i)(?:password|passwd|secret|api_?key|token)[\"']?\\s{0,20}[:=]\\s{0,20}[\"'](?<hidden>[^\"'\\s]{8,200})[\"']");

    private static final Pattern AWS_SECRET = Pattern.compile("(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])");

    /// Characters between the two halves of a key of Amazon's.
    private static final int BESIDE = 200;

    /// Lines of programs that people write are shorter on average.
    private static final int WRITTEN_LINE = 200;

    private final String text;
    private final BitSet taken = new BitSet();
    private final List<FoundSecret> found = new ArrayList<>();

    private SecretFinder(String text) {
        this.text = text;
    }

    /// The secrets, in the order of the text; none overlaps another.
    public static List<FoundSecret> in(String text, Place place) {
        var finder = new SecretFinder(text);
        KeyBlocks.in(text).forEach(finder::add);
        SecretForms.ALL.forEach(finder::search);
        finder.searchHalves();
        if (place == Place.SETTINGS && isWritten(text)) {
            finder.searchSettings();
        }
        finder.found.sort(Comparator.comparingInt(FoundSecret::from));
        return finder.found;
    }

    /// The text with asterisks for the secrets, of the same length.
    ///
    /// @param text may end before the text that was searched did
    public static String masked(String text, List<FoundSecret> secrets) {
        var masked = new StringBuilder(text);
        for (var secret : secrets) {
            for (var at = secret.from(); at < Math.min(secret.to(), text.length()); at++) {
                if (secret.hides(text, at)) {
                    masked.setCharAt(at, '*');
                }
            }
        }
        return masked.toString();
    }

    /// By which a value is known again without being kept: the first 16 digits of its SHA-256.
    static String digest(String value) {
        try {
            var sum = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private void search(SecretForm form) {
        var mark = text.indexOf(form.mark());
        if (mark < 0) {
            return;
        }
        var matcher = form.pattern().matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
        while (mark >= 0) {
            var next = mark + form.mark().length();
            var start = form.before().start(text, mark);
            if (matcher.region(start, text.length()).lookingAt() && add(form, matcher)) {
                next = Math.max(next, matcher.end());
            }
            mark = text.indexOf(form.mark(), next);
        }
    }

    private boolean add(SecretForm form, Matcher matcher) {
        var from = start(matcher, "hidden", matcher.start());
        var to = end(matcher, "hidden", matcher.end());
        var chosen = text.substring(start(matcher, "chosen", from), end(matcher, "chosen", to));
        var sighting = new SecretForm.Sighting(text, from, to, chosen);
        if (Chance.isPlaceholder(chosen) || !form.rule().test(sighting) || Chance.isPrinted(sighting.secret())) {
            return false;
        }
        return add(new FoundSecret(form.kind(), from, to, sighting.secret()));
    }

    private static int start(Matcher matcher, String group, int otherwise) {
        return matcher.namedGroups().containsKey(group) ? matcher.start(group) : otherwise;
    }

    private static int end(Matcher matcher, String group, int otherwise) {
        return matcher.namedGroups().containsKey(group) ? matcher.end(group) : otherwise;
    }

    private boolean add(FoundSecret secret) {
        var next = taken.nextSetBit(secret.from());
        if (next >= 0 && next < secret.to()) {
            return false;
        }
        taken.set(secret.from(), secret.to());
        return found.add(secret);
    }

    /// What is beside the number of a key of Amazon's and looks like the key itself.
    private void searchHalves() {
        var numbers = found.stream()
                .filter(secret -> secret.kind().equals("aws-access-key"))
                .toList();
        for (var number : numbers) {
            var matcher = AWS_SECRET.matcher(text).useTransparentBounds(true);
            matcher.region(
                    Math.max(0, number.from() - BESIDE - 40), Math.min(text.length(), number.to() + BESIDE + 40));
            while (matcher.find()) {
                if (isHalf(matcher.group())) {
                    add(new FoundSecret("aws-secret-key", matcher.start(), matcher.end(), matcher.group()));
                }
            }
        }
    }

    /// Sums of files are as long, but hexadecimal; paths have words in them.
    private static boolean isHalf(String text) {
        return Chance.looksDrawn(text)
                && !Chance.isPlaceholder(text)
                && text.chars().anyMatch(Character::isUpperCase)
                && text.chars().anyMatch(Character::isLowerCase)
                && text.chars().anyMatch(Character::isDigit);
    }

    private static boolean isWritten(String text) {
        return text.length() / (1 + text.lines().count()) <= WRITTEN_LINE;
    }

    private void searchSettings() {
        var matcher = SETTING.matcher(text);
        while (matcher.find()) {
            var value = matcher.group("hidden");
            if (Chance.looksDrawn(value) && !Chance.isPlaceholder(value) && !isForBrowsers(value)) {
                add(new FoundSecret("setting", matcher.start("hidden"), matcher.end("hidden"), value));
            }
        }
    }

    /// Keys that are meant to be in pages, and addresses of where to get one.
    private static boolean isForBrowsers(String value) {
        return value.startsWith("pk_") || value.startsWith("pk.") || value.startsWith("/") || value.contains("://");
    }
}
