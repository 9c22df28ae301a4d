package io.reconai.engine.takeover;

import io.reconai.engine.asset.BucketAnswer.Link;

/// A bucket worth asking about.
///
/// @param name for Azure `account/container`, for Spaces `bucket.region`
/// @param because where it is mentioned, or how its name was made
public record BucketCandidate(Store store, String name, Link link, String because) {

    /// Who keeps buckets.
    public enum Store {
        S3,
        GCS,
        AZURE,
        SPACES,
        FIREBASE
    }

    /// What tells it from others.
    public String key() {
        return store + " " + name;
    }
}
