package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.idempotency.RequestKey;
import io.reconai.server.store.IdempotencyStore.Answer;
import io.reconai.server.store.IdempotencyStore.Known;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Answers to repeated requests.
public abstract class IdempotencyStoreContract extends Contract {

    private static final RequestKey KEY = new RequestKey(OURS, "u_ours", "POST /api/scans", "once");

    @Test
    void ofManyExactlyOneServes() throws Exception {
        var known = atOnce(30, _ -> () -> ports.idempotency().begin(KEY, "hash", NOW));
        assertThat(known).filteredOn(Known.Nothing.class::isInstance).hasSize(1);
        assertThat(known).filteredOn(Known.Serving.class::isInstance).hasSize(29);
        var other = new RequestKey(THEIRS, "u_ours", "POST /api/scans", "once");
        assertThat(ports.idempotency().begin(other, "hash", NOW)).isInstanceOf(Known.Nothing.class);
    }

    @Test
    void answersTheSameForADay() {
        var answer = new Answer(201, "/api/scans/scn_1", "{}");
        ports.idempotency().begin(KEY, "hash", NOW);
        ports.idempotency().finish(KEY, answer);
        var lastMoment = day(1).minusMillis(1);
        assertThat(ports.idempotency().begin(KEY, "hash", lastMoment)).isEqualTo(new Known.Answered(answer));
        assertThat(ports.idempotency().begin(KEY, "other", lastMoment)).isEqualTo(new Known.OtherRequest());
        assertThat(ports.idempotency().begin(KEY, "other", day(1))).isInstanceOf(Known.Nothing.class);
    }

    @Test
    void whatWasForgottenMayBeServedAgain() {
        ports.idempotency().begin(KEY, "hash", NOW);
        ports.idempotency().forget(KEY);
        assertThat(ports.idempotency().begin(KEY, "other", NOW)).isInstanceOf(Known.Nothing.class);
    }

    @Test
    void whoTakesOverFromADeadServerMakesTheSameIds() throws Exception {
        var first = ports.idempotency().begin(KEY, "hash", NOW);
        var later = NOW.plus(Duration.ofMinutes(2));
        var tries = atOnce(10, _ -> () -> ports.idempotency().begin(KEY, "hash", later));
        assertThat(tries).filteredOn(Known.Nothing.class::isInstance).containsExactly(first);
        assertThat(tries).filteredOn(Known.Serving.class::isInstance).hasSize(9);
    }
}
