package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.detectors.exposure.Exposure.check;
import static io.reconai.engine.detectors.exposure.Exposure.when;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Severity;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Lists of what a site is made of. The exact versions in them tell which known weaknesses to try.
final class Manifests {

    private static final Check MANIFEST = check(
            "manifest",
            INFO,
            "A list of the packages in use can be read by everybody",
            "It tells what the site is made of, and which known weaknesses to try.",
            "Remove the file from the web root");
    private static final Check CROSSDOMAIN = check(
            "crossdomain",
            INFO,
            "Every site's plug-ins may use this one",
            "The plug-ins that heed this file (Flash, Silverlight) are gone from browsers.",
            "Remove the file");

    private static final Pattern PINNED = Pattern.compile("[A-Za-z0-9][\\w.\\[\\]-]*\\s*[=~>]=\\s*\\d[\\w.*]*.*");
    private static final Pattern EVERYBODY =
            Pattern.compile("<allow-access-from[^>]{0,200}domain=[\"']\\*[\"']|<domain uri=[\"']\\*[\"']");

    static final List<Exposure> ROWS = List.of(
            row(json -> json.has("require") || json.has("require-dev"), INFO, "/composer.json")
                    .after(Occasion::runsPhp),
            row(json -> json.has("packages[].version"), LOW, "/composer.lock").after(Occasion::runsPhp),
            row(
                    json -> json.has("name")
                            && (json.has("dependencies") || json.has("scripts") || json.has("devDependencies")),
                    INFO,
                    "/package.json"),
            row(json -> json.has("lockfileVersion"), LOW, "/package-lock.json"),
            text(answered -> answered.has("# yarn lockfile"), LOW, "/yarn.lock"),
            text(answered -> answered.text().startsWith("GEM") && answered.has("specs:"), LOW, "/Gemfile.lock"),
            text(Manifests::isRequirements, LOW, "/requirements.txt"),
            text(answered -> answered.text().startsWith("module ") && answered.has("\ngo "), INFO, "/go.mod"),
            Exposure.of(
                    CROSSDOMAIN,
                    answered -> when(answered.has(EVERYBODY), INFO, "allows every domain"),
                    "/crossdomain.xml"));

    private Manifests() {}

    private static Exposure row(Predicate<JsonLeaves> proof, Severity severity, String path) {
        return text(answered -> proof.test(answered.json()), severity, path);
    }

    private static Exposure text(Predicate<Answered> proof, Severity severity, String path) {
        return Exposure.of(MANIFEST, answered -> when(proof.test(answered), severity, "a list of packages"), path);
    }

    private static boolean isRequirements(Answered answered) {
        var lines = answered.lines().stream()
                .filter(line -> !line.startsWith("#") && !line.startsWith("-"))
                .toList();
        var pinned =
                lines.stream().filter(line -> PINNED.matcher(line).matches()).count();
        return pinned >= 1 && pinned >= 0.5 * lines.size();
    }
}
