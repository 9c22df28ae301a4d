package io.reconai.server.scans;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What listeners of a scan are told.
class ScanFeedTest {

    @Test
    void nothingComesAfterTheEnd() throws Exception {
        var feed = new ScanFeed();
        feed.add("scan", 1);
        feed.end(2);
        feed.add("warning", 3);
        var batch = feed.after(0, Duration.ofSeconds(30));
        assertThat(batch.events()).extracting(ScanFeed.Event::name).containsExactly("scan", "end");
        assertThat(batch.isEnd()).isTrue();
        assertThat(feed.last()).isEqualTo(2);
    }

    @Test
    void whoComesLaterHearsOnlyWhatIsNew() throws Exception {
        var feed = new ScanFeed();
        feed.add("scan", 1);
        feed.add("asset", 2);
        var batch = feed.after(1, Duration.ofSeconds(30));
        assertThat(batch.events()).extracting(ScanFeed.Event::number).containsExactly(2L);
        assertThat(batch.hasGap()).isFalse();
        assertThat(batch.isEnd()).isFalse();
    }
}
