package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.discovery.FoundHost;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// When a search rests and when it is over.
class FrontierTest {

    private static final long LONG = Duration.ofSeconds(30).toNanos();
    private static final FoundHost HOST = new FoundHost(new DomainName("www.acme.test"), List.of());

    private final Frontier frontier = new Frontier();

    private static CompletableFuture<List<FoundHost>> asking(Frontier.Follower follower) {
        var asked = new CompletableFuture<List<FoundHost>>();
        Thread.ofVirtual().start(() -> {
            try {
                asked.complete(follower.next());
            } catch (InterruptedException cancelled) {
                asked.completeExceptionally(cancelled);
            }
        });
        return asked;
    }

    private static List<FoundHost> answer(CompletableFuture<List<FoundHost>> asked) throws Exception {
        return asked.get(30, TimeUnit.SECONDS);
    }

    @Test
    void hostsComeWhenTheSearchRests() throws Exception {
        frontier.began();
        var follower = frontier.follow(false);
        var asked = asking(follower);
        frontier.found(HOST);
        assertThat(asked.isDone()).as("a name is still being resolved").isFalse();
        frontier.ended();
        assertThat(answer(asked)).containsExactly(HOST);
        assertThat(answer(asking(follower))).as("nothing more can come").isEmpty();
        frontier.unfollow(follower);
        assertThat(frontier.awaitEnd(LONG)).isTrue();
    }

    @Test
    void aSlowOneHoldsUpTheEndAndNobodyElse() throws Exception {
        var slow = frontier.follow(true);
        var quick = frontier.follow(false);
        frontier.found(HOST);
        assertThat(answer(asking(quick))).as("the slow one is still at work").containsExactly(HOST);
        var end = asking(quick);
        assertThat(answer(asking(slow))).containsExactly(HOST);
        assertThat(end.isDone()).as("what the slow one asks for may bring more").isFalse();
        frontier.unfollow(slow);
        assertThat(answer(end)).isEmpty();
        frontier.unfollow(quick);
        assertThat(frontier.awaitEnd(LONG)).isTrue();
    }
}
