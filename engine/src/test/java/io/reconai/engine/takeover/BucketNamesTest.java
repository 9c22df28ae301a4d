package io.reconai.engine.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.takeover.BucketCandidate.Store;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketNamesTest {

    private static final DomainName DOMAIN = new DomainName("acme.test");
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private static Evidence page(String body, Header... headers) {
        var answer = new HttpAnswer(200, "http/1.1", List.of(headers), body, body.length(), false, "00", "T");
        var made = new Exchange(
                "root",
                "GET",
                "https://acme.test/",
                "203.0.113.1",
                0,
                0,
                List.of(),
                ExchangeOutcome.ANSWERED,
                "",
                true,
                answer,
                AT,
                1);
        return Evidence.builder("scan", ScanMode.ACTIVE, Host.of(DOMAIN, DOMAIN), AT)
                .exchanges(List.of(made))
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<img src=https://acme-pics.s3.amazonaws.com/a.png> | S3 acme-pics",
                "https://acme.pics.s3.eu-west-1.amazonaws.com/a | S3 acme.pics",
                "https://acme-pics.s3-eu-west-1.amazonaws.com/a | S3 acme-pics",
                "https://acme-pics.s3.dualstack.eu-west-1.amazonaws.com/a | S3 acme-pics",
                "http://www.acme.test.s3-website-us-east-1.amazonaws.com/ | S3 www.acme.test",
                "https://s3.amazonaws.com/acme-pics/a.png | S3 acme-pics",
                "https://s3-eu-west-1.amazonaws.com/acme-pics/a.png | S3 acme-pics",
                "https://storage.googleapis.com/acme_pics/a.png | GCS acme_pics",
                "https://acme-pics.storage.googleapis.com/a.png | GCS acme-pics",
                "https://acmepics.blob.core.windows.net/web/a.png | AZURE acmepics/web",
                "https://acmepics.blob.core.windows.net/ | AZURE acmepics/$web",
                "https://acme-pics.nyc3.cdn.digitaloceanspaces.com/a | SPACES acme-pics.nyc3",
                "databaseURL: 'https://acme-app-default-rtdb.firebaseio.com' | FIREBASE acme-app-default-rtdb",
            })
    void finds(String body, String expected) {
        assertThat(BucketNames.mentioned(page(body)))
                .extracting(BucketCandidate::key)
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "we like amazonaws.com and storage.googleapis.com",
                "https://acme-pics.s3.amazonaws.com.evil.test-without-end.s3x.example/ firebaseio",
                "https://ec2-203-0-113-1.compute.amazonaws.com/",
                "https://acme_pics.s3.amazonaws.com/",
                "https://a..b.s3.amazonaws.com/",
            })
    void findsNothing(String body) {
        assertThat(BucketNames.mentioned(page(body)))
                .filteredOn(candidate -> !candidate.name().equals("acme-pics"))
                .isEmpty();
    }

    @Test
    void readsPolicies() {
        var policy = new Header("Content-Security-Policy", "img-src https://acme-pics.s3.amazonaws.com");
        assertThat(BucketNames.mentioned(page("", policy)))
                .extracting(BucketCandidate::key)
                .containsExactly("S3 acme-pics");
        assertThat(BucketNames.mentioned(page("", new Header("X-Other", "acme-pics.s3.amazonaws.com"))))
                .isEmpty();
    }

    @Test
    void guessesAreFew() {
        var guessed = BucketNames.guessed(DOMAIN);
        for (var store : List.of(Store.S3, Store.GCS)) {
            assertThat(guessed.stream().filter(candidate -> candidate.store() == store))
                    .hasSizeBetween(40, 60)
                    .extracting(BucketCandidate::name)
                    .contains("acme", "acme-test", "acme-backup", "acme.assets", "acmelogs")
                    .doesNotHaveDuplicates();
        }
        assertThat(BucketNames.guessed(new DomainName("abc.test")))
                .extracting(BucketCandidate::name)
                .containsOnly("abc-test");
    }

    @Test
    void namesAreThoseOfTheDomain() {
        assertThat(BucketNames.named(new DomainName("dev.acme.test")))
                .extracting(BucketCandidate::name)
                .containsOnly("acme.test", "www.acme.test");
    }
}
