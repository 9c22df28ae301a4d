package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Second factors: one a person, each code once.
public abstract class SecondFactorStoreContract extends Contract {

    private SecondFactorStore factors;

    @BeforeEach
    final void begin() {
        factors = ports.secondFactors();
    }

    private void confirmed() {
        assertThat(factors.offer("u_ours", "secret")).isTrue();
        assertThat(factors.confirm("u_ours", "secret", 10, List.of("h1", "h2"), NOW))
                .isTrue();
    }

    @Test
    void anOfferCountsOnceItIsConfirmed() {
        assertThat(factors.find("u_ours")).isEmpty();
        assertThat(factors.offer("u_ours", "first")).isTrue();
        assertThat(factors.offer("u_ours", "second")).isTrue();
        assertThat(factors.find("u_ours").orElseThrow().confirmedAt()).isNull();
        assertThat(factors.useStep("u_ours", 11)).isFalse();
        assertThat(factors.confirm("u_ours", "first", 10, List.of(), NOW)).isFalse();
        assertThat(factors.confirm("u_ours", "second", 10, List.of("h1"), NOW)).isTrue();
        assertThat(factors.confirm("u_ours", "second", 11, List.of("h2"), NOW)).isFalse();
        var factor = factors.find("u_ours").orElseThrow();
        assertThat(factor.secret()).isEqualTo("second");
        assertThat(factor.confirmedAt()).isEqualTo(NOW);
        assertThat(factor.recoveryCodesLeft()).isEqualTo(1);
        assertThat(factors.offer("u_ours", "third")).isFalse();
        assertThat(factors.find("u_theirs")).isEmpty();
    }

    @Test
    void aStepCountsOnceAndSoDoAllBeforeIt() throws Exception {
        confirmed();
        assertThat(factors.useStep("u_ours", 10)).isFalse();
        assertThat(atOnce(20, _ -> () -> factors.useStep("u_ours", 12)))
                .filteredOn(taken -> taken)
                .hasSize(1);
        assertThat(factors.useStep("u_ours", 11)).isFalse();
        assertThat(factors.useStep("u_ours", 13)).isTrue();
    }

    @Test
    void aRecoveryCodeCountsOnce() throws Exception {
        confirmed();
        assertThat(factors.useRecoveryCode("u_theirs", "h1")).isFalse();
        assertThat(atOnce(20, _ -> () -> factors.useRecoveryCode("u_ours", "h1")))
                .filteredOn(taken -> taken)
                .hasSize(1);
        assertThat(factors.find("u_ours").orElseThrow().recoveryCodesLeft()).isEqualTo(1);
        factors.replaceRecoveryCodes("u_ours", List.of("h3", "h4", "h5"));
        assertThat(factors.useRecoveryCode("u_ours", "h2")).isFalse();
        assertThat(factors.find("u_ours").orElseThrow().recoveryCodesLeft()).isEqualTo(3);
    }

    @Test
    void whatIsRemovedIsGoneWithItsCodes() {
        confirmed();
        factors.remove("u_ours");
        assertThat(factors.find("u_ours")).isEmpty();
        assertThat(factors.useRecoveryCode("u_ours", "h1")).isFalse();
        confirmed();
        assertThat(ports.accounts().remove("u_ours")).isTrue();
        assertThat(factors.find("u_ours")).isEmpty();
        assertThat(factors.useRecoveryCode("u_ours", "h1")).isFalse();
    }
}
