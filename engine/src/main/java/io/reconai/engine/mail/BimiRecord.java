package io.reconai.engine.mail;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A BIMI record's tags (draft-brand-indicators-for-message-identification §4.3): where a domain's logo is, and the
/// certificate that goes with it. Unknown tags are kept and mean nothing.
///
/// @param tags names in lower case, values as written without outer blanks
public record BimiRecord(Map<String, String> tags) {

    private static final Pattern ADDRESS = Pattern.compile("https://[^/\\s]+(/\\S*)?", Pattern.CASE_INSENSITIVE);

    /// Kinds of files that are no SVG by their names; a name without a kind says nothing.
    private static final Pattern OTHER_PICTURE =
            Pattern.compile("[^?#]*\\.(png|jpe?g|gif|webp|bmp|ico|pdf|html?)", Pattern.CASE_INSENSITIVE);

    public BimiRecord {
        tags = Map.copyOf(tags);
    }

    /// Below a domain, where its record is.
    public static final String LABEL = "default._bimi";

    /// How a request for the logo is called.
    public static final String PROBE = "bimi-logo";

    /// True for a TXT record that begins with `v=BIMI1`, the value in capitals.
    public static boolean isBimi(String text) {
        var first = text.split(";", 2)[0];
        var equals = first.indexOf('=');
        return equals > 0
                && first.substring(0, equals).strip().equals("v")
                && first.substring(equals + 1).strip().equals("BIMI1");
    }

    /// True for a text that was meant to be one and is none: another spelling of the version, or not in first place.
    public static boolean isBroken(String text) {
        return !isBimi(text) && text.toLowerCase(Locale.ROOT).replace(" ", "").contains("v=bimi");
    }

    /// Splits a record for which [#isBimi] holds.
    public static BimiRecord parse(String text) {
        return new BimiRecord(TagList.parse(text));
    }

    /// True when the domain says that it shows no logo: both addresses are there and empty, or the only one is.
    public boolean isDeclined() {
        return tag("l").filter(String::isEmpty).isPresent()
                && tag("a").filter(address -> !address.isEmpty()).isEmpty();
    }

    /// True when the record says where the logo is, and the certificate if there is one, in a way that can be
    /// followed.
    public boolean isUsable() {
        var logo = tag("l");
        if (logo.isEmpty()) {
            return false;
        }
        var evidence = tag("a").orElse("");
        var isLogoUsable = logo.get().isEmpty() || isAddress(logo.get()) && !isOtherPicture(logo.get());
        return isLogoUsable && (evidence.isEmpty() || isAddress(evidence));
    }

    /// Where the logo is; empty where none is named, or in no way that can be followed.
    public Optional<URI> logo() {
        if (!isUsable()) {
            return Optional.empty();
        }
        try {
            return tag("l").filter(address -> !address.isEmpty()).map(URI::create);
        } catch (IllegalArgumentException odd) {
            return Optional.empty();
        }
    }

    private Optional<String> tag(String name) {
        return Optional.ofNullable(tags.get(name));
    }

    private static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    private static boolean isOtherPicture(String address) {
        return OTHER_PICTURE.matcher(address.split("[?#]", 2)[0]).matches();
    }
}
