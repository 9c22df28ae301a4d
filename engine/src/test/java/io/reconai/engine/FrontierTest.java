package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.discovery.FoundHost;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// When a search rests and when it is over.
class FrontierTest {

    private static final long LONG = Duration.ofSeconds(30).toNanos();
    private static final FoundHost HOST = new FoundHost(new DomainName("www.acme.test"), List.of());

    private final Frontier frontier = new Frontier();

    private static CompletableFuture<List<FoundHost>> asking(Frontier.Follower follower) {
        return inBackground(follower::next);
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

    @Test
    void aSlowOneBeginsWhileTheSearchGoesOn() throws Exception {
        var another = new FoundHost(new DomainName("shop.acme.test"), List.of());
        frontier.began();
        var slow = frontier.follow(true);
        var asked = asking(slow);
        frontier.found(HOST);
        assertThat(answer(asked)).containsExactly(HOST);
        frontier.found(another);
        assertThat(answer(asking(slow))).containsExactly(another);
        var end = asking(slow);
        frontier.ended();
        assertThat(answer(end)).isEmpty();
        frontier.unfollow(slow);
        assertThat(frontier.awaitEnd(LONG)).isTrue();
    }

    @Test
    void anAddressIsHeldBackUntilAllNamesAreKnown() throws Exception {
        var bare = InetAddress.ofLiteral("203.0.113.1");
        var shared = InetAddress.ofLiteral("203.0.113.2");
        frontier.began();
        for (var _ : List.of(bare, shared)) {
            frontier.began();
            frontier.looks();
        }
        var stays = staysNameless(bare);
        var doesNot = staysNameless(shared);
        assertThat(frontier.isNamed(shared)).isFalse();
        frontier.found(new FoundHost(new DomainName("www.acme.test"), List.of(shared)));
        assertThat(stays.isDone()).as("a name is still being resolved").isFalse();
        frontier.ended();
        assertThat(stays.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(doesNot.get(30, TimeUnit.SECONDS)).isFalse();
        frontier.looked();
        frontier.looked();
        assertThat(frontier.awaitEnd(LONG)).isTrue();
    }

    @Test
    void oneThatWantsTheLastWordHasIt() throws Exception {
        var follower = frontier.follow(false);
        frontier.found(HOST);
        assertThat(nextOrLast(follower).get(30, TimeUnit.SECONDS)).containsExactly(HOST);
        frontier.began();
        var last = nextOrLast(follower);
        assertThat(last.isDone()).isFalse();
        frontier.ended();
        assertThat(last.get(30, TimeUnit.SECONDS)).isEmpty();
        assertThat(frontier.awaitEnd(1)).as("it may still offer something").isFalse();
        frontier.unfollow(follower);
        assertThat(frontier.awaitEnd(LONG)).isTrue();
    }

    private CompletableFuture<Boolean> staysNameless(InetAddress address) {
        return inBackground(() -> frontier.staysNameless(address));
    }

    private static CompletableFuture<List<FoundHost>> nextOrLast(Frontier.Follower follower) {
        return inBackground(follower::nextOrLast);
    }

    private static <T> CompletableFuture<T> inBackground(Callable<T> work) {
        var done = new CompletableFuture<T>();
        Thread.ofVirtual().start(() -> {
            try {
                done.complete(work.call());
            } catch (Exception problem) {
                done.completeExceptionally(problem);
            }
        });
        return done;
    }
}
