package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.identity.Workspace;
import io.reconai.server.suspensions.Suspension;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who and what is shut out.
public abstract class SuspensionStoreContract extends Contract {

    private static Suspension suspension(String subject, String reason, int day) {
        return new Suspension(subject, subject + "'s label", reason, day(day), "ops@acme.example");
    }

    @Test
    void anySubjectThatIsShutOutIsFound() {
        var ours = suspension("u_ours", "Complaints", 1);
        ports.suspensions().put(ours);
        assertThat(ports.suspensions().find(List.of("u_theirs", "u_ours"))).contains(ours);
        assertThat(ports.suspensions().find(List.of("u_theirs", "wsp_1"))).isEmpty();
        assertThat(ports.suspensions().find(List.of())).isEmpty();
    }

    @Test
    void aLaterOneReplacesAnEarlier() {
        ports.suspensions().put(suspension("u_ours", "Complaints", 1));
        ports.suspensions().put(suspension("wsp_1", "Unpaid", 2));
        ports.suspensions().put(suspension("u_ours", "More complaints", 3));
        assertThat(ports.suspensions().list())
                .containsExactly(suspension("u_ours", "More complaints", 3), suspension("wsp_1", "Unpaid", 2));
        assertThat(store.open().suspensions().list()).as("after a restart").hasSize(2);
    }

    @Test
    void findsWorkspacesOfEverybody() {
        assertThat(ports.suspensions().workspace("u_theirs").map(Workspace::id)).contains("u_theirs");
        assertThat(ports.suspensions().workspace("wsp_1")).isEmpty();
    }

    @Test
    void whoIsLetInIsFoundNoMore() {
        ports.suspensions().put(suspension("u_ours", "Complaints", 1));
        assertThat(ports.suspensions().remove("u_ours")).isTrue();
        assertThat(ports.suspensions().remove("u_ours")).isFalse();
        assertThat(ports.suspensions().find(List.of("u_ours"))).isEmpty();
    }
}
