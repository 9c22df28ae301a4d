package io.reconai.lab;

import io.reconai.lab.Site.Answer;

/// The stores of the lab's internet: buckets of the organisation's, and one of somebody else's with a like name.
final class Buckets {

    private Buckets() {}

    /// `acme-assets` and `acme-secret` are ours and private, `acme-showroom` is ours and public, `acme-moved` is in
    /// another region; `acme-backup` is a stranger's and public. One is called as the gallery's domain is.
    static Site s3() {
        return request -> switch (bucket(request)) {
            case "acme-assets", "acme-secret" -> error(403, "AccessDenied");
            case "acme-showroom" -> listing("acme-showroom", "logo.png", "reports/2026-q3.pdf");
            case "acme-backup" -> listing("acme-backup", "holiday.jpg");
            case Gallery.DOMAIN -> listing(Gallery.DOMAIN, "holiday.jpg");
            case "acme-moved" -> error(301, "PermanentRedirect");
            default -> error(404, "NoSuchBucket");
        };
    }

    static Site gcs() {
        return request ->
                bucket(request).equals("acme-moved") ? error(403, "AccessDenied") : error(404, "NoSuchBucket");
    }

    /// The account `acmefiles` has a container that everybody may list.
    static Site azure() {
        return request -> request.path().endsWith("/acmefiles/web")
                        && request.parameter("comp").equals("list")
                ? Answer.text(
                        200,
                        "application/xml",
                        "<EnumerationResults ContainerName=\"web\"><Blobs><Blob><Name>invoices.pdf</Name></Blob></Blobs>"
                                + "<NextMarker/></EnumerationResults>")
                : error(404, "ResourceNotFound");
    }

    private static String bucket(Site.Request request) {
        var parts = request.path().split("/", 4);
        return parts.length > 2 ? parts[2] : "";
    }

    private static Answer listing(String bucket, String... keys) {
        var contents = new StringBuilder();
        for (var key : keys) {
            contents.append("<Contents><Key>").append(key).append("</Key></Contents>");
        }
        return Answer.text(
                200,
                "application/xml",
                "<ListBucketResult><Name>" + bucket + "</Name><IsTruncated>false</IsTruncated>" + contents
                        + "</ListBucketResult>");
    }

    private static Answer error(int status, String code) {
        return Answer.text(status, "application/xml", "<Error><Code>" + code + "</Code></Error>");
    }
}
