package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.BucketAnswer;
import io.reconai.engine.asset.BucketAnswer.Link;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.asset.Reliance;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.takeover.BucketNames;
import io.reconai.engine.takeover.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Buckets that everybody may list, and those that a host mentions although nobody has them.
///
/// A bucket is the organisation's only where something of its own points at it. One that is called as the domain is
/// likely theirs, and one whose name merely resembles theirs is anybody's: it is worth a note when public, unless its
/// own listing speaks of the domain, and nothing at all otherwise. A private bucket is as it should be.
final class BucketDetector implements Detector {

    private static final Check PUBLIC = check(
            "public-list",
            HIGH,
            "Everybody may list a bucket",
            "Whoever asks gets the names of everything in it, and often the things themselves.");
    private static final Check LIKELY = check(
            "public-list-likely",
            MEDIUM,
            "Everybody may list a bucket that is probably the organisation's",
            "Its name or what is in it speaks of the domain; whose it is was not proved.");
    private static final Check SIMILAR = check(
            "similar-name",
            INFO,
            "A public bucket has a name like the organisation's",
            "It may well be somebody else's: nothing of this domain points at it.");
    private static final Check MISSING = new Check(
            "bucket.missing-but-referenced",
            "Cloud Storage",
            HIGH,
            "A page refers to a bucket that nobody has",
            "Whoever creates a bucket of that name decides what visitors load from it.",
            "Remove the reference, or create the bucket",
            List.of("CWE-350", "OWASP WSTG-CONF-11"));

    private static final Pattern SENSITIVE = Pattern.compile(
            "(?i).*(\\.(sql|bak|env|pem|key|p12|pfx|kdbx|zip|tar|tgz|gz|7z|rar|log|sqlite|sqlite3|db|dump)|id_rsa|\\.htpasswd)$");
    private static final Pattern WEB = Pattern.compile(
            "(?i).*\\.(html?|css|m?js|map|json|xml|txt|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|mp4|webm)$");

    private final Services services = Services.shipped();

    private static Check check(String name, Severity severity, String title, String why) {
        return new Check(
                "bucket." + name,
                "Cloud Storage",
                severity,
                title,
                why,
                "Block public access for the whole account, and list through signed requests only",
                List.of("CWE-732", "OWASP WSTG-CONF-11"));
    }

    @Override
    public String id() {
        return "cloud_bucket_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(PUBLIC, LIKELY, SIMILAR, MISSING);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var buckets = evidence.reliances().map(Reliance::buckets).orElse(List.of());
        var findings = new ArrayList<Finding>();
        for (var i = 0; i < buckets.size(); i++) {
            judge(evidence, buckets.get(i), "/reliance/buckets/" + i).ifPresent(findings::add);
        }
        return findings;
    }

    private Optional<Finding> judge(Evidence evidence, BucketAnswer bucket, String place) {
        return switch (bucket.state()) {
            case PUBLIC_LIST -> Optional.of(listed(evidence, bucket, place));
            case MISSING -> missing(evidence, bucket, place);
            case PRIVATE, UNKNOWN -> Optional.empty();
        };
    }

    private Finding listed(Evidence evidence, BucketAnswer bucket, String place) {
        var isTied = isTied(evidence, bucket);
        return switch (bucket.link()) {
            case REFERENCED -> proved(evidence, bucket, place);
            case DOMAIN_NAME ->
                isTied || pointsAtStore(evidence)
                        ? proved(evidence, bucket, place)
                        : finding(LIKELY, evidence, bucket, place).withConfidence(Confidence.FIRM);
            case GUESSED ->
                finding(isTied ? LIKELY : SIMILAR, evidence, bucket, place)
                        .withConfidence(isTied ? Confidence.FIRM : Confidence.TENTATIVE);
        };
    }

    private Finding proved(Evidence evidence, BucketAnswer bucket, String place) {
        return finding(PUBLIC, evidence, bucket, place)
                .withSeverity(severity(bucket))
                .proved();
    }

    private static Severity severity(BucketAnswer bucket) {
        if (bucket.keys().stream().anyMatch(key -> SENSITIVE.matcher(key).matches())) {
            return CRITICAL;
        }
        var isWebsite = bucket.because().equals(BucketNames.ALIAS)
                && !bucket.truncated()
                && bucket.keys().stream().allMatch(key -> WEB.matcher(key).matches());
        return isWebsite ? LOW : HIGH;
    }

    /// What is in it speaks of the domain, or two of its names are paths that the host's page refers to.
    private static boolean isTied(Evidence evidence, BucketAnswer bucket) {
        var domain = PublicSuffixes.registrable(evidence.host().domain())
                .orElse(evidence.host().domain())
                .value();
        var body = evidence.page()
                .flatMap(made -> made.answered())
                .map(answer -> answer.body())
                .orElse("");
        return bucket.keys().stream()
                        .anyMatch(key -> key.toLowerCase(Locale.ROOT).contains(domain))
                || bucket.keys().stream()
                                .filter(key -> key.length() > 3 && body.contains("/" + key))
                                .count()
                        >= 2;
    }

    private boolean pointsAtStore(Evidence evidence) {
        return evidence.lookup("A").stream()
                .flatMap(lookup -> lookup.cnameChain().stream())
                .flatMap(link -> services.match(link).stream())
                .anyMatch(match -> match.service().id().startsWith("s3")
                        || match.service().id().equals("google-cloud-storage"));
    }

    /// Azure accounts and buckets of S3, GCS and Spaces are for whoever comes first. Where the host itself is an alias
    /// of it, that is a takeover, and said there.
    private Optional<Finding> missing(Evidence evidence, BucketAnswer bucket, String place) {
        if (bucket.link() != Link.REFERENCED || bucket.because().equals(BucketNames.ALIAS)) {
            return Optional.empty();
        }
        var proof = new Proof(
                place, bucket.because() + ": " + bucket.store() + " " + bucket.name() + ", answered " + bucket.code());
        return Optional.of(
                Finding.of(MISSING, id(), evidence, location(bucket), proof).withConfidence(Confidence.FIRM));
    }

    private Finding finding(Check check, Evidence evidence, BucketAnswer bucket, String place) {
        var keys = bucket.keys().isEmpty() ? "nothing" : String.join(", ", bucket.keys());
        var proof = new Proof(
                place,
                bucket.because() + ": " + bucket.url() + " lists " + keys + (bucket.truncated() ? " and more" : ""));
        return Finding.of(check, id(), evidence, location(bucket), proof);
    }

    private static String location(BucketAnswer bucket) {
        return bucket.store() + ":" + bucket.name();
    }
}
