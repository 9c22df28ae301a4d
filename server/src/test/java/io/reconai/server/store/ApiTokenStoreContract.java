package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Scope;
import io.reconai.server.tokens.ApiToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// API tokens.
public abstract class ApiTokenStoreContract extends Contract {

    private static final PageRequest LAST_USED =
            new PageRequest(1, 20, List.of(new PageRequest.Criterion("last_used_at", false)));

    private static ApiToken token(String id, String by) {
        return new ApiToken(id, "u_ours", id, "rk_" + id, List.of(Scope.SCANS_READ), by, NOW, day(30), null, null);
    }

    @Test
    void isFoundByItsPrefixAndBelongsToOneWorkspace() {
        var tokens = ports.apiTokens();
        var token = token("tok_1", "u_ours");
        assertThat(tokens.add(OURS, token, "hash")).isTrue();
        assertThat(tokens.add(
                        OURS,
                        new ApiToken("tok_2", "u_ours", "b", "rk_tok_1", List.of(), "u_ours", NOW, day(1), null, null),
                        "h"))
                .isFalse();
        assertThat(tokens.findByPrefix("rk_tok_1")).contains(new ApiTokenStore.Kept(token, "hash"));
        assertThat(tokens.find(THEIRS, "tok_1")).isEmpty();
        tokens.rename(THEIRS, "tok_1", "stolen");
        tokens.remove(THEIRS, "tok_1");
        assertThat(tokens.find(OURS, "tok_1")).contains(token);
        tokens.rename(OURS, "tok_1", "renamed");
        assertThat(tokens.find(OURS, "tok_1")).map(ApiToken::name).contains("renamed");
        tokens.remove(OURS, "tok_1");
        assertThat(tokens.findByPrefix("rk_tok_1")).isEmpty();
    }

    @Test
    void showsTheLastUseAndTheNeverUsedLast() {
        var tokens = ports.apiTokens();
        tokens.add(OURS, token("tok_1", "u_ours"), "h");
        tokens.add(OURS, token("tok_2", "u_ours"), "h");
        tokens.add(OURS, token("tok_3", "u_theirs"), "h");
        tokens.used(Map.of("tok_2", new ApiTokenStore.LastUse(day(1), "203.0.113.7")));
        assertThat(tokens.list(OURS, Optional.empty(), LAST_USED).items())
                .extracting(ApiToken::tokenId)
                .containsExactly("tok_2", "tok_1", "tok_3");
        assertThat(tokens.list(OURS, Optional.of("u_theirs"), LAST_USED).total())
                .isEqualTo(1);
        assertThat(tokens.find(OURS, "tok_2")).hasValueSatisfying(token -> {
            assertThat(token.lastUsedAt()).isEqualTo(day(1));
            assertThat(token.lastUsedIp()).isEqualTo("203.0.113.7");
        });
    }
}
