package io.reconai.server.schedules;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.reconai.engine.asset.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/// Times by the five fields of cron: minute, hour, day of the month, month, day of the week.
///
/// The fields speak of the clocks of a place. A time that clocks skip in spring comes as much later as they are put
/// forward; one that they show twice in autumn comes once.
final class CronRhythm implements Rhythm {

    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z*,/-]{1,40}( [0-9A-Za-z*,/-]{1,40}){4}");

    /// Days with runs have the same hours: two neighbours among so many runs show the least distance, or there are more
    /// runs a day than any plan has.
    private static final int RUNS_LOOKED_AT = 400;

    private static final LocalDateTime ANY_DAY = LocalDateTime.of(2024, 1, 1, 0, 0);

    private final ExecutionTime times;
    private final ZoneId zone;

    private CronRhythm(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /// @param expression as typed
    /// @throws IllegalArgumentException with what is wrong when it is none, or never comes
    static CronRhythm of(String expression, ZoneId zone) {
        var fields = expression.strip().replaceAll("[ \\t]+", " ");
        if (!FORM.matcher(fields).matches()) {
            throw new IllegalArgumentException("has five fields such as 30 4 * * 1");
        }
        try {
            var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            var rhythm =
                    new CronRhythm(ExecutionTime.forCron(parser.parse(fields).validate()), zone);
            if (rhythm.next(ANY_DAY).isEmpty()) {
                throw new IllegalArgumentException("never comes");
            }
            return rhythm;
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(Text.visible(String.valueOf(wrong.getMessage()), 200), wrong);
        }
    }

    @Override
    public Optional<Instant> after(Instant time) {
        var local = LocalDateTime.ofInstant(time, zone);
        for (var next = next(local); next.isPresent(); next = next(next.get())) {
            var instant = next.get().atZone(zone).toInstant();
            if (instant.isAfter(time)) {
                return Optional.of(instant);
            }
        }
        return Optional.empty();
    }

    @Override
    public Duration shortest() {
        var least = Duration.ofDays(36_500);
        var last = next(ANY_DAY);
        for (var i = 0; i < RUNS_LOOKED_AT && last.isPresent(); i++) {
            var next = next(last.get());
            if (next.isEmpty()) {
                break;
            }
            var between = Duration.between(last.get(), next.get());
            least = between.compareTo(least) < 0 ? between : least;
            last = next;
        }
        return least;
    }

    /// On clocks that nobody puts forward or back.
    private Optional<LocalDateTime> next(LocalDateTime time) {
        return times.nextExecution(time.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }
}
