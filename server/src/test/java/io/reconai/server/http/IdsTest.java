package io.reconai.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final String SHAPE = "ast_[0-9a-z]{26}";

    @Test
    void areDistinctAndOfTheContractsShape() {
        var ids = Stream.generate(() -> Ids.next("ast")).limit(10_000).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches(SHAPE));
    }

    @Test
    void areInTheOrderOfTheirMilliseconds() throws InterruptedException {
        var before = Ids.next("ast");
        var began = System.currentTimeMillis();
        while (System.currentTimeMillis() == began) {
            Thread.sleep(1);
        }
        assertThat(Ids.next("ast")).isGreaterThan(before);
    }

    @Test
    void sayNothingOfOneAnother() {
        var one = Ids.next("ast");
        var other = Ids.next("ast");
        var afterTheTime = "ast_".length() + 9;
        assertThat(one.substring(afterTheTime)).isNotEqualTo(other.substring(afterTheTime));
    }

    @Test
    void followFromTheirCause() {
        assertThat(Ids.from("ast", "a", "b"))
                .isEqualTo(Ids.from("ast", "a", "b"))
                .isNotEqualTo(Ids.from("ast", "a", "c"))
                .matches(SHAPE);
    }
}
