package io.reconai.engine.detectors.exposure;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.detectors.Probe;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/// One row of the table: where a file would lie, and what in its content proves it.
///
/// @param paths where to ask, for a host
/// @param strength what the content has to be weighed against
/// @param form whether a page may be the proof; otherwise a page is always a miss
/// @param occasion which answers so far give reason to ask; always, for most rows
/// @param place the subject of the findings, where several paths prove one thing together; empty for the path itself
record Exposure(
        Check check,
        Function<Host, List<String>> paths,
        Probe.Manner manner,
        Strength strength,
        Form form,
        Optional<Predicate<List<Exchange>>> occasion,
        String place,
        BiFunction<Answered, Site, Optional<Leak>> rule) {

    /// Written to the exchanges of all probes for files.
    static final String PROBE = "exposure";

    static final String REMOVE = "Remove the file from the web root, deny dot files and backups in the server,"
            + " and change every secret it held: it must be taken as known";
    static final String RESTRICT = "Let only those in who need it: by address, by login, or not at all";

    /// How far content proves by itself.
    enum Strength {
        /// It can hardly come from anything else.
        STRONG,
        /// It counts where the origin answers what is not there in one quiet way.
        MEDIUM
    }

    /// What a proof may look like.
    enum Form {
        FILE,
        PAGE
    }

    /// A file that is strong proof by its content.
    static Exposure of(Check check, Function<Answered, Optional<Leak>> rule, String... paths) {
        var fixed = List.of(paths);
        return new Exposure(
                check,
                _ -> fixed,
                Probe.Manner.FILE,
                Strength.STRONG,
                Form.FILE,
                Optional.empty(),
                "",
                (answered, _) -> rule.apply(answered));
    }

    static Check check(String name, Severity severity, String title, String description, String remediation) {
        return new Check(
                "exposure." + name,
                "Exposed File",
                severity,
                title,
                description,
                remediation,
                List.of("CWE-538", "OWASP WSTG-CONF-04"));
    }

    /// The leak, where it is one.
    static Optional<Leak> when(boolean isProved, Severity severity, String shown) {
        return isProved ? Optional.of(new Leak(severity, shown)) : Optional.empty();
    }

    Exposure at(Function<Host, List<String>> others) {
        return new Exposure(check, others, manner, strength, form, occasion, place, rule);
    }

    Exposure asked(Probe.Manner other) {
        return new Exposure(check, paths, other, strength, form, occasion, place, rule);
    }

    Exposure medium() {
        return new Exposure(check, paths, manner, Strength.MEDIUM, form, occasion, place, rule);
    }

    Exposure page() {
        return new Exposure(check, paths, manner, strength, Form.PAGE, occasion, place, rule);
    }

    Exposure after(Predicate<List<Exchange>> reason) {
        return new Exposure(check, paths, manner, strength, form, Optional.of(reason), place, rule);
    }

    Exposure subject(String path) {
        return new Exposure(check, paths, manner, strength, form, occasion, path, rule);
    }

    Exposure provedBy(BiFunction<Answered, Site, Optional<Leak>> other) {
        return new Exposure(check, paths, manner, strength, form, occasion, place, other);
    }

    List<Probe> probes(Host host) {
        return paths.apply(host).stream()
                .map(path -> new Probe(PROBE, path, manner))
                .toList();
    }
}
