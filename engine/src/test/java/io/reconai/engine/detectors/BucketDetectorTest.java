package io.reconai.engine.detectors;

import static io.reconai.engine.asset.DnsOutcome.NOERROR;
import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.BucketAnswer;
import io.reconai.engine.asset.BucketAnswer.Link;
import io.reconai.engine.asset.BucketAnswer.State;
import io.reconai.engine.takeover.BucketNames;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whose a bucket is, and what follows from what it shows.
class BucketDetectorTest {

    private static final BucketDetector DETECTOR = new BucketDetector();

    private static BucketAnswer bucket(Link link, String because, State state, boolean truncated, String... keys) {
        return new BucketAnswer(
                "s3", "b", link, because, "https://b.s3.test/", state, 200, "X", List.of(keys), truncated);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REFERENCED | PUBLIC_LIST | report.pdf | bucket.public-list HIGH CERTAIN",
                "REFERENCED | PUBLIC_LIST | dump.sql | bucket.public-list CRITICAL CERTAIN",
                "REFERENCED | PUBLIC_LIST | a.css | bucket.public-list HIGH CERTAIN",
                "REFERENCED | PRIVATE | |",
                "REFERENCED | UNKNOWN | |",
                "REFERENCED | MISSING | | bucket.missing-but-referenced HIGH FIRM",
                "DOMAIN_NAME | PUBLIC_LIST | report.pdf | bucket.public-list-likely MEDIUM FIRM",
                "DOMAIN_NAME | PUBLIC_LIST | www.acme.test/report.pdf | bucket.public-list HIGH CERTAIN",
                "DOMAIN_NAME | PRIVATE | |",
                "DOMAIN_NAME | MISSING | |",
                "GUESSED | PUBLIC_LIST | holiday.jpg | bucket.similar-name INFO TENTATIVE",
                "GUESSED | PUBLIC_LIST | dump.sql | bucket.similar-name INFO TENTATIVE",
                "GUESSED | PUBLIC_LIST | mail-acme.test.txt | bucket.public-list-likely MEDIUM FIRM",
                "GUESSED | PRIVATE | |",
                "GUESSED | MISSING | |",
            })
    void judges(Link link, State state, @Nullable String key, @Nullable String finding) {
        var keys = key == null ? new String[0] : new String[] {key};
        var sample = TakeoverSamples.of(Samples.apex()).bucket(bucket(link, "a page", state, false, keys));
        assertThat(sample.found(DETECTOR)).isEqualTo(finding == null ? List.of() : List.of(finding));
    }

    @Test
    void aWebsiteThatListsItselfIsLow() {
        var all = bucket(Link.REFERENCED, BucketNames.ALIAS, State.PUBLIC_LIST, false, "index.html", "a.css");
        var some = bucket(Link.REFERENCED, BucketNames.ALIAS, State.PUBLIC_LIST, true, "index.html", "a.css");
        assertThat(TakeoverSamples.of(Samples.apex()).bucket(all).found(DETECTOR))
                .containsExactly("bucket.public-list LOW CERTAIN");
        assertThat(TakeoverSamples.of(Samples.apex()).bucket(some).found(DETECTOR))
                .containsExactly("bucket.public-list HIGH CERTAIN");
    }

    @Test
    void whatAnAliasLeadsToIsAMatterOfTakeovers() {
        var missing = bucket(Link.REFERENCED, BucketNames.ALIAS, State.MISSING, false);
        assertThat(TakeoverSamples.of(Samples.apex()).bucket(missing).found(DETECTOR))
                .isEmpty();
    }

    @Test
    void aDomainsOwnBucketIsTheirsWhereItsNamePointsThere() {
        var bucket = bucket(Link.DOMAIN_NAME, "its name", State.PUBLIC_LIST, false, "report.pdf");
        var sample = TakeoverSamples.of(Samples.apex())
                .alias("acme.test", NOERROR, "s3-website-us-east-1.amazonaws.com")
                .bucket(bucket);
        assertThat(sample.found(DETECTOR)).containsExactly("bucket.public-list HIGH CERTAIN");
    }

    @Test
    void aGuessIsTiedByTwoPathsOfThePage() {
        var page = Samples.apex().page("https://acme.test/", 200, "<html>/img/logo.png /img/hero.png</html>");
        var two = bucket(Link.GUESSED, "a guess", State.PUBLIC_LIST, false, "img/logo.png", "img/hero.png");
        var one = bucket(Link.GUESSED, "a guess", State.PUBLIC_LIST, false, "img/logo.png", "other.png");
        assertThat(TakeoverSamples.of(page).bucket(two).found(DETECTOR))
                .containsExactly("bucket.public-list-likely MEDIUM FIRM");
        assertThat(TakeoverSamples.of(page).bucket(one).found(DETECTOR))
                .containsExactly("bucket.similar-name INFO TENTATIVE");
    }
}
