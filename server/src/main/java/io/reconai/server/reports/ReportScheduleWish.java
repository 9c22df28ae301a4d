package io.reconai.server.reports;

import io.reconai.engine.asset.DomainName;
import io.reconai.server.http.ApiException;
import io.reconai.server.reports.ReportSchedule.Every;
import io.reconai.server.workspaces.Member;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A report schedule as somebody asks for it; what is absent of a change stays.
public record ReportScheduleWish(
        @Nullable String name,
        @Nullable Boolean enabled,
        @Nullable String every,
        @Nullable String at,
        @Nullable String timeZone,
        @Nullable String format,
        @Nullable List<String> domains,
        @Nullable List<String> recipients) {

    private static final int LONGEST_NAME = 80;
    private static final int MOST_DOMAINS = 50;
    static final int MOST_RECIPIENTS = 20;

    static ReportScheduleWish empty() {
        return new ReportScheduleWish(null, null, null, null, null, null, null, null);
    }

    /// @param reachable members who may be written to
    ReportSchedule created(String scheduleId, List<Member> reachable, String uid, Instant now) {
        if (name == null) {
            throw ApiException.invalid("name", "missing", "is needed");
        }
        if (recipients == null) {
            throw ApiException.invalid("recipients", "missing", "names at least one member");
        }
        var usual = new ReportSchedule(
                scheduleId, "", true, Every.WEEKLY, "08:00", "UTC", ReportFormat.PDF, List.of(), List.of(), now, uid);
        return changed(usual, reachable);
    }

    ReportSchedule changed(ReportSchedule before, List<Member> reachable) {
        return new ReportSchedule(
                before.scheduleId(),
                name == null ? before.name() : checkedName(name),
                enabled == null ? before.enabled() : enabled,
                every == null ? before.every() : word("every", every, Every.values(), Every::word),
                at == null ? before.at() : time(at),
                timeZone == null ? before.timeZone() : zone(timeZone),
                format == null ? before.format() : word("format", format, ReportFormat.values(), ReportFormat::word),
                domains == null ? before.domains() : checkedDomains(domains),
                recipients == null ? before.recipients() : uids(recipients, reachable),
                before.createdAt(),
                before.createdBy());
    }

    private static String checkedName(String typed) {
        if (typed.isBlank() || typed.strip().length() > LONGEST_NAME) {
            throw ApiException.invalid("name", "length", "has 1 to " + LONGEST_NAME + " characters");
        }
        return typed.strip();
    }

    private static <T> T word(String field, String typed, T[] all, Function<T, String> word) {
        return Arrays.stream(all)
                .filter(one -> word.apply(one).equals(typed))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid(
                        field, "value", "is " + Arrays.stream(all).map(word).collect(Collectors.joining(" or "))));
    }

    private static String time(String typed) {
        try {
            if (typed.matches("\\d\\d:\\d\\d")) {
                return LocalTime.parse(typed).toString();
            }
        } catch (DateTimeException noTime) {
            // Said below.
        }
        throw ApiException.invalid("at", "format", "is a time of day such as 08:00");
    }

    private static String zone(String typed) {
        if (!ZoneId.getAvailableZoneIds().contains(typed)) {
            throw ApiException.invalid("time_zone", "value", "is a time zone such as Europe/Vienna");
        }
        return typed;
    }

    private static List<String> checkedDomains(List<String> typed) {
        if (typed.size() > MOST_DOMAINS || typed.contains(null)) {
            throw ApiException.invalid("domains", "length", "has at most " + MOST_DOMAINS + " entries");
        }
        return typed.stream()
                .map(name -> DomainName.parse(name.strip().toLowerCase(Locale.ROOT))
                        .map(DomainName::value)
                        .orElseThrow(
                                () -> ApiException.invalid("domains", "format", "holds names such as example.com")))
                .distinct()
                .toList();
    }

    private static List<String> uids(List<String> typed, List<Member> reachable) {
        if (typed.isEmpty() || typed.size() > MOST_RECIPIENTS || typed.contains(null)) {
            throw ApiException.invalid("recipients", "length", "has 1 to " + MOST_RECIPIENTS + " addresses");
        }
        return typed.stream()
                .map(address -> reachable.stream()
                        .filter(member -> member.email().equalsIgnoreCase(address.strip()))
                        .findFirst()
                        .orElseThrow(() -> ApiException.invalid(
                                "recipients",
                                "value",
                                "holds addresses of members, who have confirmed that they are theirs")))
                .map(Member::uid)
                .distinct()
                .toList();
    }
}
