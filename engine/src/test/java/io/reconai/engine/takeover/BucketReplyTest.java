package io.reconai.engine.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.BucketAnswer.State;
import io.reconai.engine.takeover.BucketCandidate.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The answers of five stores, as their documents have them.
class BucketReplyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "S3 | b | 200 | <ListBucketResult><Name>b</Name></ListBucketResult> | PUBLIC_LIST",
                "S3 | b | 200 | <ListBucketResult><Name>other</Name></ListBucketResult> | UNKNOWN",
                "S3 | b | 200 | <html>Welcome</html> | UNKNOWN",
                "S3 | b | 403 | <Code>AccessDenied</Code> | PRIVATE",
                "S3 | b | 403 | <Code>AllAccessDisabled</Code> | PRIVATE",
                "S3 | b | 403 | <html>blocked</html> | UNKNOWN",
                "S3 | b | 404 | <Code>NoSuchBucket</Code> | MISSING",
                "S3 | b | 404 | <Code>NoSuchKey</Code> | UNKNOWN",
                "S3 | b | 404 | not here | UNKNOWN",
                "S3 | b | 301 | <Code>PermanentRedirect</Code> | PRIVATE",
                "S3 | b | 307 | <Code>TemporaryRedirect</Code> | PRIVATE",
                "S3 | b | 400 | <Code>IllegalLocationConstraintException</Code> | PRIVATE",
                "S3 | b | 400 | <Code>InvalidBucketName</Code> | UNKNOWN",
                "S3 | b | 503 | <Code>SlowDown</Code> | UNKNOWN",
                "GCS | b | 200 | <ListBucketResult><Name>b</Name></ListBucketResult> | PUBLIC_LIST",
                "GCS | b | 401 | <Code>AccessDenied</Code> | PRIVATE",
                "GCS | b | 403 | <Code>UserProjectMissing</Code> | PRIVATE",
                "GCS | b | 404 | <Code>NoSuchBucket</Code> | MISSING",
                "AZURE | a/c | 200 | <EnumerationResults ContainerName=\"c\"> | PUBLIC_LIST",
                "AZURE | a/c | 200 | <html></html> | UNKNOWN",
                "AZURE | a/c | 404 | <Code>ResourceNotFound</Code> | UNKNOWN",
                "AZURE | a/c | 404 | <Code>ContainerNotFound</Code> | UNKNOWN",
                "AZURE | a/c | 409 | <Code>PublicAccessNotPermitted</Code> | PRIVATE",
                "AZURE | a/c | 403 | <Code>AuthorizationFailure</Code> | PRIVATE",
                "AZURE | a/c | 401 | <Code>NoAuthenticationInformation</Code> | PRIVATE",
                "SPACES | b.nyc3 | 200 | <ListBucketResult><Name>b</Name></ListBucketResult> | PUBLIC_LIST",
                "SPACES | b.nyc3 | 404 | <Code>NoSuchBucket</Code> | MISSING",
                "FIREBASE | app | 200 | {\"users\":true} | PUBLIC_LIST",
                "FIREBASE | app | 200 | null | UNKNOWN",
                "FIREBASE | app | 200 | {} | UNKNOWN",
                "FIREBASE | app | 401 | {\"error\":\"Permission denied\"} | PRIVATE",
                "FIREBASE | app | 423 | {\"error\":\"deactivated\"} | PRIVATE",
                "FIREBASE | app | 404 | {\"error\":\"404 Not Found\"} | UNKNOWN",
            })
    void reads(Store store, String name, int status, String body, State state) {
        assertThat(BucketReply.of(store, name, status, body).state()).isEqualTo(state);
    }

    @Test
    void keepsFiveCleanKeysAtMost() {
        var body = new StringBuilder("<ListBucketResult><Name>b</Name><IsTruncated>true</IsTruncated>");
        for (var i = 0; i < 9; i++) {
            body.append("<Contents><Key>")
                    .append("\u001b[31m")
                    .append("k".repeat(500))
                    .append(i)
                    .append("</Key></Contents>");
        }
        var reply = BucketReply.of(
                Store.S3, "b", 200, body.append("</ListBucketResult>").toString());
        assertThat(reply.keys()).hasSize(5).allMatch(key -> key.length() <= 130 && key.indexOf('\u001b') < 0);
        assertThat(reply.truncated()).isTrue();
    }

    @Test
    void saysWhereTheBucketIs() {
        var reply = BucketReply.of(
                Store.S3,
                "b",
                301,
                "<Error><Code>PermanentRedirect</Code><Endpoint>b.s3.eu-west-1.amazonaws.com</Endpoint>");
        assertThat(reply.endpoint()).isEqualTo("b.s3.eu-west-1.amazonaws.com");
    }
}
