package io.reconai.engine.mail;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.net.CidrRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An SPF record split into its terms (RFC 7208 §4.6.1).
///
/// @param terms in their order, up to and including the first `all` (§5.1: what follows is never reached); a
///     `redirect` is left out when there is an `all` (§6.1)
/// @param errors what makes the whole record a permerror (§4.6), wherever it stands; empty for a valid one
public record SpfTerms(List<Term> terms, List<String> errors) {

    private static final Set<String> MECHANISMS = Set.of("all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists");
    private static final Set<String> NEED_VALUE = Set.of("include", "ip4", "ip6", "exists", "redirect");
    private static final Pattern TERM = Pattern.compile("([+?~-]?)([a-zA-Z][a-zA-Z0-9_.-]*)(?:([:=])(\\S*)|(/\\S*))?");
    private static final Pattern LENGTHS = Pattern.compile("(?:/\\d+)?(?://\\d+)?$");
    private static final Pattern DUAL_CIDR =
            Pattern.compile("(/(\\d|[12]\\d|3[0-2]))?(//(\\d|[1-9]\\d|1[01]\\d|12[0-8]))?");

    /// One mechanism or modifier.
    ///
    /// @param qualifier `+`, `-`, `~` or `?`
    /// @param name in lower case: a mechanism, or `redirect`
    /// @param value what follows the colon or equals sign, without a CIDR length; empty when there is none
    /// @param cidr the CIDR length as written, with its slashes
    public record Term(char qualifier, String name, String value, String cidr) {

        /// True when evaluating it costs one of the ten look-ups (§4.6.4).
        public boolean isLookup() {
            return Set.of("include", "a", "mx", "ptr", "exists", "redirect").contains(name);
        }

        /// True when it depends on the message (§7), so that its target cannot be known from outside.
        public boolean hasMacro() {
            return value.indexOf('%') >= 0;
        }

        /// The domain it speaks of: its value, else the record's own; empty with a macro or when it is no name.
        public Optional<DomainName> target(DomainName own) {
            if (hasMacro()) {
                return Optional.empty();
            }
            return value.isEmpty() ? Optional.of(own) : DomainName.parse(value);
        }

        @Override
        public String toString() {
            var mark = value.isEmpty() ? "" : name.equals("redirect") ? "=" : ":";
            return (qualifier == '+' ? "" : String.valueOf(qualifier)) + name + mark + value + cidr;
        }
    }

    public SpfTerms {
        terms = List.copyOf(terms);
        errors = List.copyOf(errors);
    }

    /// True for a TXT record that is an SPF record: `v=spf1` alone or followed by a blank, compared without case
    /// (§4.5).
    public static boolean isSpf(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return lower.equals("v=spf1") || lower.startsWith("v=spf1 ");
    }

    /// Splits a record for which [#isSpf] holds.
    public static SpfTerms parse(String record) {
        var all = new ArrayList<Term>();
        var errors = new ArrayList<String>();
        for (var word : record.strip().split(" +", -1)) {
            if (!word.toLowerCase(Locale.ROOT).equals("v=spf1") && !word.isEmpty()) {
                parseTerm(word, errors).ifPresent(all::add);
            }
        }
        if (all.stream().filter(term -> term.name().equals("redirect")).count() > 1) {
            errors.add("redirect twice");
        }
        if (Stream.of(record.split(" ")).filter(SpfTerms::isExplanation).count() > 1) {
            errors.add("exp twice");
        }
        return new SpfTerms(reached(all), errors);
    }

    /// The first `all`, if there is one.
    public Optional<Term> all() {
        return terms.stream().filter(term -> term.name().equals("all")).findFirst();
    }

    private static List<Term> reached(List<Term> all) {
        var hasAll = all.stream().anyMatch(term -> term.name().equals("all"));
        var reached = new ArrayList<Term>();
        for (var term : all) {
            if (hasAll && term.name().equals("redirect")) {
                continue;
            }
            reached.add(term);
            if (term.name().equals("all")) {
                return reached;
            }
        }
        // A redirect is looked at when nothing else matched, wherever it stands (§6.1).
        reached.sort((left, right) ->
                Boolean.compare(left.name().equals("redirect"), right.name().equals("redirect")));
        return reached;
    }

    private static Optional<Term> parseTerm(String word, List<String> errors) {
        var matcher = TERM.matcher(word);
        if (!matcher.matches()) {
            errors.add(word);
            return Optional.empty();
        }
        var qualifier = matcher.group(1);
        var name = matcher.group(2).toLowerCase(Locale.ROOT);
        var separator = matcher.group(3) == null ? "" : matcher.group(3);
        var rest = word.substring(matcher.end(2) + separator.length());
        if (separator.equals("=")) {
            return modifier(word, qualifier, name, rest, errors);
        }
        var slash = cidrStart(name, rest);
        var term = new Term(
                qualifier.isEmpty() ? '+' : qualifier.charAt(0), name, rest.substring(0, slash), rest.substring(slash));
        if (!isValid(term, separator)) {
            errors.add(word);
            return Optional.empty();
        }
        return Optional.of(term);
    }

    private static Optional<Term> modifier(
            String word, String qualifier, String name, String value, List<String> errors) {
        if (!qualifier.isEmpty() || MECHANISMS.contains(name)) {
            errors.add(word);
            return Optional.empty();
        }
        if (name.equals("exp") && !SpfDomainSpec.isValidExplanation(value)
                || name.equals("redirect") && !SpfDomainSpec.isValid(value)) {
            errors.add(word);
            return Optional.empty();
        }
        // exp decides nothing, and unknown modifiers are ignored (§6).
        return name.equals("redirect") ? Optional.of(new Term('+', name, value, "")) : Optional.empty();
    }

    private static boolean isExplanation(String word) {
        return word.toLowerCase(Locale.ROOT).startsWith("exp=");
    }

    /// Where the CIDR lengths begin: names may hold slashes themselves, addresses never do.
    private static int cidrStart(String name, String rest) {
        if (name.startsWith("ip")) {
            return rest.indexOf('/') < 0 ? rest.length() : rest.indexOf('/');
        }
        var lengths = LENGTHS.matcher(rest);
        return lengths.find() ? lengths.start() : rest.length();
    }

    private static boolean isValid(Term term, String separator) {
        if (!MECHANISMS.contains(term.name())
                || separator.isEmpty() != term.value().isEmpty()) {
            return false;
        }
        if (NEED_VALUE.contains(term.name()) && term.value().isEmpty()) {
            return false;
        }
        return switch (term.name()) {
            case "all" ->
                term.value().isEmpty() && separator.isEmpty() && term.cidr().isEmpty();
            case "ip4" -> isRange(term.value() + term.cidr(), 4);
            case "ip6" -> isRange(term.value() + term.cidr(), 16);
            case "a", "mx" -> DUAL_CIDR.matcher(term.cidr()).matches() && isOwnOrName(term);
            default -> term.cidr().isEmpty() && isOwnOrName(term);
        };
    }

    private static boolean isOwnOrName(Term term) {
        return term.value().isEmpty() || SpfDomainSpec.isValid(term.value());
    }

    private static boolean isRange(String text, int octets) {
        return CidrRange.parse(text)
                .filter(range -> range.prefix().getAddress().length == octets)
                .isPresent();
    }
}
