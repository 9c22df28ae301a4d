package io.reconai.engine.observatory;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The tests that read one field each.
final class SingleFields {

    private static final Set<String> PRIVATE =
            Set.of("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin");
    private static final Set<String> TALKATIVE =
            Set.of("origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade");

    private static final int LONGEST = 1_024;
    private static final String MAX_AGE = "max-age=";

    /// It says six months and means 180 days.
    private static final long SIX_MONTHS = 15_552_000;

    /// What a number may begin with counts, whatever follows.
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}");

    private SingleFields() {}

    /// What a page of another origin was answered.
    static Outcome sharing(Evidence evidence) {
        var asked = evidence.exchanges().stream()
                .filter(made -> made.probe().equals("cors-foreign"))
                .filter(made -> made.answered().isPresent())
                .findFirst();
        var allowed = asked.flatMap(made -> made.answered().orElseThrow().firstHeader("access-control-allow-origin"));
        if (allowed.isEmpty()) {
            return Outcome.CROSS_ORIGIN_RESOURCE_SHARING_NOT_IMPLEMENTED;
        }
        if (allowed.get().strip().equals("*")) {
            return Outcome.CROSS_ORIGIN_RESOURCE_SHARING_IMPLEMENTED_WITH_PUBLIC_ACCESS;
        }
        var origin = asked.get().requestHeaders().stream()
                .filter(header -> header.name().equalsIgnoreCase("origin"))
                .map(Header::value)
                .findFirst();
        var withCredentials = asked.get()
                .answered()
                .orElseThrow()
                .firstHeader("access-control-allow-credentials")
                .filter(value -> value.strip().equalsIgnoreCase("true"));
        return origin.filter(allowed.get().strip()::equalsIgnoreCase).isPresent() && withCredentials.isPresent()
                ? Outcome.CROSS_ORIGIN_RESOURCE_SHARING_IMPLEMENTED_WITH_UNIVERSAL_ACCESS
                : Outcome.CROSS_ORIGIN_RESOURCE_SHARING_IMPLEMENTED_WITH_RESTRICTED_ACCESS;
    }

    /// The last token that is known counts, of the fields and then of the page.
    static Outcome referrer(Subject subject) {
        var values = Stream.concat(
                        subject.answer().header("referrer-policy").stream(), subject.meta("name", "referrer").stream())
                .toList();
        if (values.isEmpty()) {
            return Outcome.REFERRER_POLICY_NOT_IMPLEMENTED;
        }
        var token = values.stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> PRIVATE.contains(word) || TALKATIVE.contains(word))
                .reduce((first, last) -> last);
        return token.map(word ->
                        PRIVATE.contains(word) ? Outcome.REFERRER_POLICY_PRIVATE : Outcome.REFERRER_POLICY_UNSAFE)
                .orElse(Outcome.REFERRER_POLICY_HEADER_INVALID);
    }

    static Outcome strictTransport(Subject subject) {
        if (subject.secure().isEmpty()) {
            return Outcome.HSTS_NOT_IMPLEMENTED_NO_HTTPS;
        }
        if (!subject.verified()) {
            return Outcome.HSTS_INVALID_CERT;
        }
        return strictTransport(subject.secure().get());
    }

    /// A comma makes it void, and a number that is none counts as long enough.
    private static Outcome strictTransport(HttpAnswer answer) {
        var field = answer.firstHeader("strict-transport-security");
        if (field.isEmpty()) {
            return Outcome.HSTS_NOT_IMPLEMENTED;
        }
        var value = field.get().substring(0, Math.min(field.get().length(), LONGEST));
        var age = Stream.of(value.split(";"))
                .map(part -> part.strip().toLowerCase(Locale.ROOT))
                .filter(part -> part.startsWith(MAX_AGE))
                .map(part -> part.substring(MAX_AGE.length()))
                .reduce((first, last) -> last);
        if (value.contains(",") || age.isEmpty()) {
            return Outcome.HSTS_HEADER_INVALID;
        }
        var number = NUMBER.matcher(age.get());
        var isShort = number.lookingAt() && Long.parseLong(number.group()) < SIX_MONTHS;
        return isShort
                ? Outcome.HSTS_IMPLEMENTED_MAX_AGE_LESS_THAN_SIX_MONTHS
                : Outcome.HSTS_IMPLEMENTED_MAX_AGE_AT_LEAST_SIX_MONTHS;
    }

    static Outcome sniffing(Subject subject) {
        return first(subject, "x-content-type-options")
                .map(value -> value.equals("nosniff")
                        ? Outcome.X_CONTENT_TYPE_OPTIONS_NOSNIFF
                        : Outcome.X_CONTENT_TYPE_OPTIONS_HEADER_INVALID)
                .orElse(Outcome.X_CONTENT_TYPE_OPTIONS_NOT_IMPLEMENTED);
    }

    /// What the policy says of frames overrides the older field.
    static Outcome framing(Subject subject) {
        if (ContentPolicy.limitsFrames(subject)) {
            return Outcome.X_FRAME_OPTIONS_IMPLEMENTED_VIA_CSP;
        }
        var value = first(subject, "x-frame-options");
        if (value.isEmpty()) {
            return Outcome.X_FRAME_OPTIONS_NOT_IMPLEMENTED;
        }
        if (List.of("deny", "sameorigin").contains(value.get())) {
            return Outcome.X_FRAME_OPTIONS_SAMEORIGIN_OR_DENY;
        }
        return value.get().startsWith("allow-from")
                ? Outcome.X_FRAME_OPTIONS_ALLOW_FROM_ORIGIN
                : Outcome.X_FRAME_OPTIONS_HEADER_INVALID;
    }

    static Outcome resources(Subject subject) {
        return first(subject, "cross-origin-resource-policy")
                .map(value -> switch (value) {
                    case "same-site" -> Outcome.CORP_IMPLEMENTED_WITH_SAME_SITE;
                    case "same-origin" -> Outcome.CORP_IMPLEMENTED_WITH_SAME_ORIGIN;
                    case "cross-origin" -> Outcome.CORP_IMPLEMENTED_WITH_CROSS_ORIGIN;
                    default -> Outcome.CORP_HEADER_INVALID;
                })
                .orElse(Outcome.CORP_NOT_IMPLEMENTED);
    }

    private static Optional<String> first(Subject subject, String field) {
        return subject.answer().firstHeader(field).map(value -> value.strip().toLowerCase(Locale.ROOT));
    }
}
