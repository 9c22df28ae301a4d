package io.reconai.engine.mail;

import io.reconai.engine.asset.DomainName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A DMARC record's tags (RFC 9989 §4.7). Unknown tags are kept and mean nothing; of a repeated tag the first counts.
///
/// @param tags names in lower case, values as written without outer blanks
public record DmarcRecord(Map<String, String> tags) {

    private static final Set<String> POLICIES = Set.of("none", "quarantine", "reject");
    private static final Pattern URI =
            Pattern.compile("mailto:[^@\\s]+@[^@\\s]+|(?!mailto:)[a-z][a-z0-9+.-]*:.+", Pattern.CASE_INSENSITIVE);

    /// A size may stand behind the address (RFC 7489 §6.2).
    private static final Pattern MAILBOX =
            Pattern.compile("\\s*mailto:[^@\\s]+@([^@\\s!?]+)(?:[!?]\\S*)?\\s*", Pattern.CASE_INSENSITIVE);

    public DmarcRecord {
        tags = Map.copyOf(tags);
    }

    /// True for a TXT record that DMARC takes for one of its own: it begins with `v=DMARC1`, the value in capitals
    /// (§4.8), with nothing before it.
    public static boolean isDmarc(String text) {
        var first = text.split(";", 2)[0];
        var equals = first.indexOf('=');
        return equals > 0
                && first.substring(0, equals).stripTrailing().equalsIgnoreCase("v")
                && first.substring(equals + 1).strip().equals("DMARC1");
    }

    /// True for a text that was meant to be one and is none: another spelling of the version, or not in first place.
    public static boolean isBroken(String text) {
        var lower = text.toLowerCase(Locale.ROOT).replace(" ", "");
        return !isDmarc(text) && lower.contains("v=dmarc1");
    }

    /// Splits a record for which [#isDmarc] holds.
    public static DmarcRecord parse(String text) {
        return new DmarcRecord(TagList.parse(text));
    }

    /// A tag's value; empty when it is absent.
    public Optional<String> tag(String name) {
        return Optional.ofNullable(tags.get(name));
    }

    /// Report addresses with a scheme, such as `mailto:a@example.com`; those that cannot be one are left out.
    public List<String> reportUris() {
        var uris = new ArrayList<String>();
        for (var uri : tag("rua").orElse("").split(",", -1)) {
            if (URI.matcher(uri.strip()).matches()) {
                uris.add(uri.strip());
            }
        }
        return uris;
    }

    /// Report addresses, of either kind, that no receiver can send to.
    public List<String> unusableReportUris() {
        return Stream.of("rua", "ruf")
                .flatMap(name -> tag(name).stream())
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .filter(uri -> !URI.matcher(uri).matches())
                .toList();
    }

    /// The hosts that reports go to by mail, of either kind, each once.
    public List<DomainName> reportHosts() {
        return Stream.of("rua", "ruf")
                .flatMap(name -> tag(name).stream())
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(MAILBOX::matcher)
                .filter(Matcher::matches)
                .flatMap(mailbox -> DomainName.parse(mailbox.group(1).toLowerCase(Locale.ROOT)).stream())
                .distinct()
                .toList();
    }

    /// Where a host says that it takes reports on a domain that is not its own (RFC 9990 §4); empty where the
    /// name would be too long.
    public static Optional<DomainName> consent(DomainName domain, DomainName reportHost) {
        return DomainName.parse(domain + "._report._dmarc." + reportHost);
    }

    /// True when a policy tag has a value that is none: the record is lowered or void (§4.10.1).
    public boolean hasBadPolicy() {
        return List.of("p", "sp", "np").stream()
                .map(this::tag)
                .flatMap(Optional::stream)
                .anyMatch(value -> !POLICIES.contains(value.toLowerCase(Locale.ROOT)));
    }

    /// What receivers apply to the domain: `t=y` lowers by one, a bad policy counts as none; empty when the whole
    /// record is void.
    public Optional<String> effectivePolicy() {
        if (hasBadPolicy()) {
            return reportUris().isEmpty() ? Optional.empty() : Optional.of("none");
        }
        return Optional.of(lowered(tag("p").orElse("none").toLowerCase(Locale.ROOT)));
    }

    /// What receivers apply to names below the domain.
    public Optional<String> effectiveSubdomainPolicy() {
        if (hasBadPolicy()) {
            return effectivePolicy();
        }
        return Optional.of(lowered(tag("sp").or(() -> tag("p")).orElse("none").toLowerCase(Locale.ROOT)));
    }

    private String lowered(String policy) {
        if (!isTest()) {
            return policy;
        }
        return policy.equals("reject") ? "quarantine" : "none";
    }

    /// True in test mode (`t=y`).
    public boolean isTest() {
        return tag("t").filter(value -> value.equalsIgnoreCase("y")).isPresent();
    }
}
