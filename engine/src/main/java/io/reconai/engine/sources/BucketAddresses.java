package io.reconai.engine.sources;

import java.net.URI;

/// Where buckets are, as templates with `{bucket}`; for Azure the account.
public record BucketAddresses(String s3, String gcs, String azure) {

    public static final String S3 = "https://{bucket}.s3.amazonaws.com/";
    public static final String GCS = "https://storage.googleapis.com/{bucket}";
    public static final String AZURE = "https://{bucket}.blob.core.windows.net/";

    /// An S3 bucket's own address. A name with dots is not covered by the provider's certificate, and goes by path.
    public URI s3(String bucket) {
        return s3.equals(S3) && bucket.indexOf('.') >= 0
                ? URI.create("https://s3.amazonaws.com/" + bucket)
                : filled(s3, bucket);
    }

    public URI gcs(String bucket) {
        return filled(gcs, bucket);
    }

    /// A container's address.
    public URI azure(String account, String container) {
        var base = filled(azure, account).toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + container);
    }

    /// True for an address that the operator chose, which is connected to as it is.
    public boolean isChosen(String template) {
        return !template.equals(S3) && !template.equals(GCS) && !template.equals(AZURE);
    }

    private static URI filled(String template, String bucket) {
        return URI.create(template.replace("{bucket}", bucket));
    }
}
