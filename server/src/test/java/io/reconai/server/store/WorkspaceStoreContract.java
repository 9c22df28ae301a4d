package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Membership;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.store.WorkspaceStore.Seat;
import io.reconai.server.usage.Plan;
import io.reconai.server.workspaces.WorkspaceView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Workspaces.
public abstract class WorkspaceStoreContract extends Contract {

    private static final PageRequest BY_NAME =
            new PageRequest(1, 20, List.of(new PageRequest.Criterion("name", false)));

    @Test
    void nobodyOwnsMoreThanHeMayHoweverManyHeAsksForAtOnce() throws Exception {
        var added = atOnce(20, i -> () -> ports.workspaces().add("wsp_" + i, "Team " + i, "u_ours", 5, NOW));
        assertThat(added).filteredOn(Boolean::booleanValue).hasSize(4);
        assertThat(ports.workspaces()
                        .list("u_ours", Optional.empty(), List.of(), BY_NAME)
                        .total())
                .isEqualTo(5);
        assertThat(ports.workspaces().add("wsp_more", "More", "u_ours", 5, NOW)).isFalse();
        assertThat(ports.workspaces().membership("wsp_more", "u_ours")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 'Ana,Lab (1.0),lab [x]'",
        "LAB, '', 'Lab (1.0),lab [x]'",
        "(1., '', Lab (1.0)",
        "[x], '', lab [x]",
        "'', archived, lab [x]",
        "'', active, 'Ana,Lab (1.0)'"
    })
    void findsByTextAndStatus(String search, String status, String expected) {
        ports.workspaces().add("wsp_1", "Lab (1.0)", "u_ours", 5, NOW);
        ports.workspaces().add("wsp_2", "lab [x]", "u_ours", 5, NOW);
        ports.workspaces().add("wsp_3", "Lab of others", "u_theirs", 5, NOW);
        ports.workspaces().archive(Workspace.ofRecord("wsp_2"), true);
        var found = ports.workspaces()
                .list(
                        "u_ours",
                        Optional.of(search).filter(text -> !text.isEmpty()),
                        status.isEmpty() ? List.of() : List.of(status),
                        BY_NAME);
        assertThat(String.join(
                        ",", found.items().stream().map(WorkspaceView::name).toList()))
                .isEqualTo(expected);
    }

    @Test
    void changesShowToItsMembersOnly() {
        var team = Workspace.ofRecord("wsp_1");
        ports.workspaces().add("wsp_1", "Team", "u_ours", 5, NOW);
        ports.workspaces().rename(team, "Crew");
        ports.workspaces().seen(Map.of(new Seat("wsp_1", "u_ours"), day(1)));
        assertThat(ports.workspaces().membership("wsp_1", "u_ours"))
                .map(Membership::lastActiveAt)
                .contains(day(1));
        assertThat(ports.workspaces().view("wsp_1", "u_ours")).hasValueSatisfying(view -> {
            assertThat(view.name()).isEqualTo("Crew");
            assertThat(view.memberCount()).isEqualTo(1);
            assertThat(view.status()).isEqualTo("active");
        });
        assertThat(ports.workspaces().view("wsp_1", "u_theirs")).isEmpty();
        assertThat(ports.workspaces().plan(team)).contains(Plan.FREE);
    }

    @Test
    void goesWithAllThatItHolds() {
        var team = Workspace.ofRecord("wsp_1");
        ports.workspaces().add("wsp_1", "Team", "u_ours", 5, NOW);
        ports.scans().add(team, ScanRecords.asked("scn_1", team, "acme.test", NOW));
        ports.scans().add(OURS, ScanRecords.asked("scn_2", OURS, "acme.test", NOW));
        ports.workspaces().remove(team);
        assertThat(ports.workspaces().membership("wsp_1", "u_ours")).isEmpty();
        assertThat(ports.workspaces().plan(team)).isEmpty();
        assertThat(ports.scans().list(team, Map.of(), BY_CREATION).total()).isZero();
        assertThat(ports.scans().find(OURS, "scn_2")).isPresent();
        assertThat(ports.workspaces().add("wsp_2", "Next", "u_ours", 2, NOW)).isTrue();
    }

    private static final PageRequest BY_CREATION =
            new PageRequest(1, 20, List.of(new PageRequest.Criterion("created_at", true)));
}
