package io.reconai.server.alerts;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Severity;
import io.reconai.server.http.ApiException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A rule as somebody asks for it; what is absent of a change stays.
public record RuleWish(
        @Nullable String name,
        @Nullable Boolean enabled,
        @Nullable List<String> events,
        @Nullable String minSeverity,
        @Nullable List<String> domains,
        @Nullable List<String> tags,
        @Nullable List<String> channels,
        @Nullable String mode,
        @Nullable DigestWish digest,
        @Nullable Integer throttleMinutes,
        @Nullable QuietWish quietHours) {

    private static final int LONGEST_NAME = 80;
    private static final int MOST = 50;
    private static final int LONGEST_THROTTLE = 7 * 24 * 60;
    private static final int USUAL_THROTTLE = 60;

    /// When a digest comes.
    public record DigestWish(
            @Nullable String every,
            @Nullable String at,
            @Nullable String timeZone,
            @Nullable Boolean attachPdf) {}

    /// When nothing comes; none at all where both times are the same.
    public record QuietWish(
            @Nullable String from,
            @Nullable String to,
            @Nullable String timeZone) {}

    static RuleWish empty() {
        return new RuleWish(null, null, null, null, null, null, null, null, null, null, null);
    }

    /// @param known the workspace's channels
    AlertRule created(String ruleId, Set<String> known, Instant now) {
        if (events == null) {
            throw ApiException.invalid("events", "missing", "names at least one event");
        }
        if (channels == null) {
            throw ApiException.invalid("channels", "missing", "names at least one channel");
        }
        var usual = new AlertRule(
                ruleId,
                "",
                true,
                List.of(),
                Severity.HIGH,
                List.of(),
                List.of(),
                List.of(),
                null,
                USUAL_THROTTLE,
                null,
                now);
        checkName();
        return changed(usual, known);
    }

    private void checkName() {
        if (name == null || name.isBlank() || name.strip().length() > LONGEST_NAME) {
            throw ApiException.invalid("name", "length", "has 1 to " + LONGEST_NAME + " characters");
        }
    }

    AlertRule changed(AlertRule before, Set<String> known) {
        if (name != null) {
            checkName();
        }
        return new AlertRule(
                before.ruleId(),
                name == null ? before.name() : name.strip(),
                enabled == null ? before.enabled() : enabled,
                events == null ? before.events() : several("events", events, 1, RuleWish::event),
                minSeverity == null ? before.minSeverity() : severity(minSeverity),
                domains == null ? before.domains() : several("domains", domains, 0, RuleWish::domain),
                tags == null ? before.tags() : several("tags", tags, 0, RuleWish::tag),
                channels == null ? before.channels() : several("channels", channels, 1, id -> channel(id, known)),
                checkedDigest(before.digest()),
                throttle(before.throttleMinutes()),
                quietHours == null ? before.quietHours() : quiet(quietHours),
                before.createdAt());
    }

    private static <T> List<T> several(String field, List<String> typed, int least, Function<String, T> read) {
        if (typed.size() < least || typed.size() > MOST || typed.contains(null)) {
            throw ApiException.invalid(field, "length", "has " + least + " to " + MOST + " entries");
        }
        return typed.stream().map(read).distinct().toList();
    }

    private static AlertEvent event(String typed) {
        return AlertEvent.find(typed)
                .filter(AlertEvent::isForRules)
                .orElseThrow(() -> ApiException.invalid(
                        "events",
                        "value",
                        "are of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(AlertEvent.values())
                                                .filter(AlertEvent::isForRules)
                                                .map(AlertEvent::word)
                                                .toList())));
    }

    private static Severity severity(String typed) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.name().toLowerCase(Locale.ROOT).equals(typed))
                .findFirst()
                .orElseThrow(
                        () -> ApiException.invalid("min_severity", "value", "is info, low, medium, high or critical"));
    }

    private static String domain(String typed) {
        return DomainName.parse(typed.strip().toLowerCase(Locale.ROOT))
                .map(DomainName::value)
                .orElseThrow(() -> ApiException.invalid("domains", "format", "holds names such as example.com"));
    }

    private static String tag(String typed) {
        var tag = typed.strip();
        if (tag.isEmpty() || tag.length() > 40) {
            throw ApiException.invalid("tags", "length", "holds tags of 1 to 40 characters");
        }
        return tag;
    }

    private static String channel(String id, Set<String> known) {
        if (!known.contains(id)) {
            throw ApiException.invalid("channels", "value", "names a channel that the workspace does not have");
        }
        return id;
    }

    private int throttle(int before) {
        if (throttleMinutes == null) {
            return before;
        }
        if (throttleMinutes < 0 || throttleMinutes > LONGEST_THROTTLE) {
            throw ApiException.invalid("throttle_minutes", "range", "is 0 to " + LONGEST_THROTTLE);
        }
        return throttleMinutes;
    }

    private @Nullable Digest checkedDigest(@Nullable Digest before) {
        var wanted = mode == null ? (before == null && digest == null ? "instant" : "digest") : mode;
        return switch (wanted) {
            case "instant" -> {
                if (digest != null) {
                    throw ApiException.invalid("digest", "mode", "belongs to the mode digest");
                }
                yield null;
            }
            case "digest" -> digest(digest, before);
            default -> throw ApiException.invalid("mode", "value", "is instant or digest");
        };
    }

    private static Digest digest(@Nullable DigestWish wish, @Nullable Digest before) {
        if (wish == null) {
            if (before == null) {
                throw ApiException.invalid("digest", "missing", "says how often");
            }
            return before;
        }
        var every = Arrays.stream(Digest.Every.values())
                .filter(word -> word.word().equals(wish.every()))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid("digest.every", "value", "is scan, daily, weekly or monthly"));
        return new Digest(
                every,
                wish.at() == null ? "08:00" : time("digest.at", wish.at()),
                zone("digest.time_zone", wish.timeZone()),
                wish.attachPdf() == null ? before != null && before.attachPdf() : wish.attachPdf());
    }

    private static @Nullable QuietHours quiet(QuietWish wish) {
        if (wish.from() == null || wish.to() == null) {
            throw ApiException.invalid("quiet_hours", "missing", "has from and to");
        }
        var from = time("quiet_hours.from", wish.from());
        var to = time("quiet_hours.to", wish.to());
        return from.equals(to) ? null : new QuietHours(from, to, zone("quiet_hours.time_zone", wish.timeZone()));
    }

    private static String time(String field, String typed) {
        try {
            if (typed.matches("\\d\\d:\\d\\d")) {
                return LocalTime.parse(typed).toString();
            }
        } catch (DateTimeException noTime) {
            // Said below.
        }
        throw ApiException.invalid(field, "format", "is a time of day such as 08:00");
    }

    private static String zone(String field, @Nullable String typed) {
        if (typed == null) {
            return "UTC";
        }
        if (!ZoneId.getAvailableZoneIds().contains(typed)) {
            throw ApiException.invalid(field, "value", "is a time zone such as Europe/Vienna");
        }
        return typed;
    }
}
