package io.reconai.engine.takeover;

import io.reconai.engine.asset.BucketAnswer.State;
import io.reconai.engine.asset.Text;
import io.reconai.engine.takeover.BucketCandidate.Store;
import java.util.List;
import java.util.regex.Pattern;

/// What a store's answer to the question for a bucket's first names comes to.
///
/// By the stores' documents: a status alone tells nothing, since any page can have it; a listing has to be of the very
/// bucket, and a bucket is missing only where the store says so by its own word.
///
/// @param code the store's own word; empty where it said none
/// @param keys five at most, cleaned and cut
/// @param endpoint where the store says that the bucket is; empty where it does not
public record BucketReply(State state, String code, List<String> keys, boolean truncated, String endpoint) {

    private static final int CHARS = 64 * 1024;
    private static final int MOST_KEYS = 5;
    private static final int LONGEST_KEY = 120;

    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z]{1,64})</Code>");
    private static final Pattern ENDPOINT = Pattern.compile("<Endpoint>([a-z0-9.-]{4,120})</Endpoint>");
    private static final Pattern KEY = Pattern.compile("<Key>([^<]{1,1024})</Key>");
    private static final Pattern BLOB = Pattern.compile("<Blob>\\s*<Name>([^<]{1,1024})</Name>");
    private static final Pattern MEMBER = Pattern.compile("\"((?:[^\"\\\\]|\\\\.){1,200})\"\\s*:");
    private static final Pattern MORE =
            Pattern.compile("<IsTruncated>\\s*true|<NextMarker>[^<]|<NextContinuationToken>[^<]");

    public BucketReply {
        keys = List.copyOf(keys);
    }

    /// Nobody answered.
    public static BucketReply none(String reason) {
        return new BucketReply(State.UNKNOWN, reason, List.of(), false, "");
    }

    /// Reads an answer.
    ///
    /// @param name of the bucket that was asked for
    public static BucketReply of(Store store, String name, int status, String body) {
        var text = body.substring(0, Math.min(body.length(), CHARS));
        return switch (store) {
            case S3 -> objects(name, status, text);
            case SPACES -> objects(name.substring(0, name.lastIndexOf('.')), status, text);
            case GCS -> status == 401 ? said(State.PRIVATE, text) : objects(name, status, text);
            case AZURE -> blobs(status, text);
            case FIREBASE -> database(status, text);
        };
    }

    /// S3 and those that speak as it does.
    private static BucketReply objects(String name, int status, String text) {
        var code = first(CODE, text);
        return switch (status) {
            case 200 ->
                text.contains("<ListBucketResult") && text.contains("<Name>" + name + "</Name>")
                        ? listing(KEY, text)
                        : said(State.UNKNOWN, text);
            case 301, 307 -> said(State.PRIVATE, text);
            case 400 -> said(code.equals("IllegalLocationConstraintException") ? State.PRIVATE : State.UNKNOWN, text);
            case 403 -> said(code.isEmpty() ? State.UNKNOWN : State.PRIVATE, text);
            case 404 -> said(code.equals("NoSuchBucket") ? State.MISSING : State.UNKNOWN, text);
            default -> said(State.UNKNOWN, text);
        };
    }

    /// A container that is private and one that is missing look the same; what is free to claim is the account, and
    /// that is said by DNS.
    private static BucketReply blobs(int status, String text) {
        return switch (status) {
            case 200 ->
                text.contains("<EnumerationResults") && text.contains("ContainerName")
                        ? listing(BLOB, text)
                        : said(State.UNKNOWN, text);
            case 401, 403, 409 -> said(first(CODE, text).isEmpty() ? State.UNKNOWN : State.PRIVATE, text);
            default -> said(State.UNKNOWN, text);
        };
    }

    /// `null` is an empty database, 423 a switched-off one.
    private static BucketReply database(int status, String text) {
        var json = text.strip();
        return switch (status) {
            case 200 -> json.startsWith("{") && json.length() > 2 ? listing(MEMBER, text) : said(State.UNKNOWN, text);
            case 401, 423 -> said(State.PRIVATE, text);
            default -> said(State.UNKNOWN, text);
        };
    }

    private static BucketReply listing(Pattern key, String text) {
        var keys = key.matcher(text)
                .results()
                .limit(MOST_KEYS)
                .map(match -> Text.visible(match.group(1), LONGEST_KEY))
                .toList();
        return new BucketReply(State.PUBLIC_LIST, "", keys, MORE.matcher(text).find(), "");
    }

    private static BucketReply said(State state, String text) {
        return new BucketReply(state, first(CODE, text), List.of(), false, first(ENDPOINT, text));
    }

    private static String first(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
