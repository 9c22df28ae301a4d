package io.reconai.engine.asset;

import java.util.List;

/// What a provider said of one bucket when asked, without credentials, for the first few of its names.
///
/// @param store `s3`, `gcs`, `azure`, `spaces` or `firebase`
/// @param name the bucket; for Azure `account/container`, for Firebase the database
/// @param link what ties it to the host
/// @param because where it is mentioned, or how its name was made
/// @param state what the answer comes to
/// @param status of the answer; 0 where there was none
/// @param code the provider's own word, such as `NoSuchBucket`; empty where it said none
/// @param keys the first names in it, five at most, cleaned and cut
/// @param truncated there are more
public record BucketAnswer(
        String store,
        String name,
        Link link,
        String because,
        String url,
        State state,
        int status,
        String code,
        List<String> keys,
        boolean truncated) {

    /// What ties a bucket to a host, the strongest first.
    public enum Link {
        /// Something of the host points at it.
        REFERENCED,
        /// It is called exactly as the host or its domain.
        DOMAIN_NAME,
        /// Its name only resembles the organisation's.
        GUESSED
    }

    /// What a bucket is.
    public enum State {
        /// Everybody may read its list of names.
        PUBLIC_LIST,
        /// It exists, and its list is not for us.
        PRIVATE,
        MISSING,
        /// No answer, or one that tells nothing of these.
        UNKNOWN
    }

    public BucketAnswer {
        keys = List.copyOf(keys);
    }
}
