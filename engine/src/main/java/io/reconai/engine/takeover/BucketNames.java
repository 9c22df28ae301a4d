package io.reconai.engine.takeover;

import io.reconai.engine.asset.BucketAnswer.Link;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.takeover.BucketCandidate.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Which buckets are worth asking about: those that a host mentions, those that are called as its domain, and a few
/// that are called nearly so.
///
/// A pure function of evidence. Names that the provider would not accept are left out.
public final class BucketNames {

    /// Where a record leads there by itself, the bucket backs the host.
    public static final String ALIAS = "the host is an alias of it";

    private static final int MOST_MENTIONED = 16;
    private static final int CHARS = 64 * 1024;

    private static final String BUCKET = "([a-z0-9][a-z0-9._-]{1,61}[a-z0-9])";
    private static final String REGION = "(?:[.-](?:dualstack\\.)?[a-z0-9-]{4,20})?";

    private static final Pattern VALID = Pattern.compile("[a-z0-9](?:[a-z0-9_-]|\\.(?!\\.)){1,61}[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

    /// The endings that the guesses have; each is joined by a hyphen, by a dot and by nothing.
    private static final List<String> ENDINGS = List.of(
            "assets", "backup", "backups", "data", "dev", "prod", "staging", "static", "media", "files", "logs",
            "uploads", "images", "public", "private", "www", "cdn", "test");

    private static final int SHORTEST_LABEL = 4;

    /// One way in which an address names a bucket.
    private record Way(Store store, String mark, Pattern pattern, Function<MatchResult, String> name) {}

    private static final List<Way> WAYS = List.of(
            way(Store.S3, "amazonaws.com", BUCKET + "\\.s3(?:-website)?" + REGION + "\\.amazonaws\\.com", 1),
            way(
                    Store.S3,
                    "amazonaws.com",
                    "(?<![a-z0-9.-])s3" + REGION + "\\.amazonaws\\.com/" + BUCKET + "(?![a-z0-9._-])",
                    1),
            way(Store.GCS, "storage.googleapis.com", BUCKET + "\\.storage\\.googleapis\\.com", 1),
            way(
                    Store.GCS,
                    "storage.googleapis.com",
                    "(?<![a-z0-9.-])storage\\.googleapis\\.com/" + BUCKET + "(?![a-z0-9._-])",
                    1),
            new Way(
                    Store.AZURE,
                    "blob.core.windows.net",
                    Pattern.compile(
                            "(?<![a-z0-9.-])([a-z0-9]{3,24})\\.blob\\.core\\.windows\\.net(?:/([a-z0-9$][a-z0-9-]{2,62})(?=/))?"),
                    match -> match.group(1) + "/" + (match.group(2) == null ? "$web" : match.group(2))),
            new Way(
                    Store.SPACES,
                    "digitaloceanspaces.com",
                    Pattern.compile(
                            BUCKET
                                    + "\\.(nyc3|sfo3|ams3|fra1|sgp1|lon1|syd1|tor1|blr1)(?:\\.cdn)?\\.digitaloceanspaces\\.com"),
                    match -> match.group(1) + "." + match.group(2)),
            way(Store.FIREBASE, "firebaseio.com", "(?<![a-z0-9.-])([a-z0-9-]{4,60})\\.firebaseio\\.com", 1));

    private BucketNames() {}

    private static Way way(Store store, String mark, String pattern, int group) {
        return new Way(store, mark, Pattern.compile(pattern), match -> match.group(group));
    }

    /// Those that something of the host points at, the surest first.
    public static List<BucketCandidate> mentioned(Evidence evidence) {
        Map<String, BucketCandidate> found = new LinkedHashMap<>();
        evidence.lookup("A").ifPresent(lookup -> lookup.cnameChain().forEach(link -> search(link, ALIAS, found)));
        for (var made : evidence.exchanges()) {
            if (isOwn(evidence, made)) {
                search(made, found);
            }
        }
        return List.copyOf(found.values());
    }

    private static boolean isOwn(Evidence evidence, Exchange made) {
        return made.answered().isPresent()
                && made.host().equals(evidence.host().value())
                && (made.probe().equals("root") || made.probe().equals("script"));
    }

    private static void search(Exchange made, Map<String, BucketCandidate> found) {
        var answer = made.answered().orElseThrow();
        for (var header : answer.headers()) {
            var name = header.name().toLowerCase(Locale.ROOT);
            if (name.equals("location") || name.startsWith("content-security-policy")) {
                search(header.value(), "the " + name + " of " + made.url() + " names it", found);
            }
        }
        var body = answer.body();
        search(body.substring(0, Math.min(body.length(), CHARS)), made.url() + " mentions it", found);
    }

    private static void search(String text, String because, Map<String, BucketCandidate> found) {
        var lower = text.toLowerCase(Locale.ROOT);
        for (var way : WAYS) {
            if (!lower.contains(way.mark())) {
                continue;
            }
            way.pattern()
                    .matcher(lower)
                    .results()
                    .map(way.name())
                    .filter(name -> way.store() == Store.AZURE || isValid(way.store(), name))
                    .map(name -> new BucketCandidate(way.store(), name, Link.REFERENCED, because))
                    .forEach(candidate -> {
                        if (found.size() < MOST_MENTIONED) {
                            found.putIfAbsent(candidate.key(), candidate);
                        }
                    });
        }
    }

    /// Those that are called exactly as the registered domain, as websites in buckets must be.
    public static List<BucketCandidate> named(DomainName domain) {
        var found = new ArrayList<BucketCandidate>();
        PublicSuffixes.registrable(domain).ifPresent(registered -> {
            for (var name : List.of(registered.value(), "www." + registered.value())) {
                addBoth(found, name, Link.DOMAIN_NAME, "it is called as the domain is");
            }
        });
        return found;
    }

    /// Names that resemble the organisation's, 60 a store at most. Labels that are short are words of many, so that
    /// they are tried with their suffix only.
    public static List<BucketCandidate> guessed(DomainName domain) {
        var seen =
                new HashSet<>(named(domain).stream().map(BucketCandidate::key).toList());
        return all(domain).stream()
                .filter(candidate -> seen.add(candidate.key()))
                .toList();
    }

    private static List<BucketCandidate> all(DomainName domain) {
        var found = new ArrayList<BucketCandidate>();
        PublicSuffixes.registrable(domain).ifPresent(registered -> {
            var text = registered.value();
            var label = text.substring(0, text.indexOf('.'));
            var whole = text.replace('.', '-');
            addBoth(found, whole, Link.GUESSED, "its name resembles the domain's");
            if (label.length() < SHORTEST_LABEL) {
                return;
            }
            addBoth(found, label, Link.GUESSED, "its name resembles the domain's");
            for (var ending : ENDINGS) {
                for (var joint : List.of("-", ".", "")) {
                    addBoth(found, label + joint + ending, Link.GUESSED, "its name resembles the domain's");
                }
            }
        });
        return found;
    }

    private static void addBoth(List<BucketCandidate> found, String name, Link link, String because) {
        for (var store : List.of(Store.S3, Store.GCS)) {
            if (isValid(store, name)) {
                found.add(new BucketCandidate(store, name, link, because));
            }
        }
    }

    /// What a store accepts as a name.
    static boolean isValid(Store store, String name) {
        return VALID.matcher(name).matches()
                && !ADDRESS.matcher(name).matches()
                && (store == Store.GCS || name.indexOf('_') < 0);
    }
}
