package io.reconai.server.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.PlanLimits;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which schedules a plan knows, and which of them it still runs.
class PlanCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        free       | 720         | 0  | false | false
        pro        | 6           | 0  | true  | true
        pro        | 5           | 0  | false | false
        pro        | 0 */6 * * * | 24 | true  | true
        pro        | 0 */6 * * * | 25 | true  | false
        pro        | 0 */5 * * * | 0  | false | false
        enterprise | 1           | 99 | true  | true
        enterprise | 0 * * * *   | 99 | true  | true
        enterprise | */5 * * * * | 0  | false | false
        """)
    void plans(String plan, String typed, int place, boolean maySet, boolean runs) {
        var limits = PlanLimits.of(Plan.of(plan));
        var rhythm = typed.matches("\\d+")
                ? new Rhythm.Hours(Integer.parseInt(typed))
                : CronRhythm.of(typed, ZoneId.of("Europe/Berlin"));
        if (maySet) {
            assertThatCode(() -> PlanCheck.require(limits, rhythm)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> PlanCheck.require(limits, rhythm))
                    .isInstanceOfSatisfying(ApiException.class, refused -> assertThat(refused.code())
                            .isEqualTo(ErrorCode.PAYMENT_REQUIRED));
        }
        assertThat(PlanCheck.runs(limits, rhythm, place)).isEqualTo(runs);
    }
}
