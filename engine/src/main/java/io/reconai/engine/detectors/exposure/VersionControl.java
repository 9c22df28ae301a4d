package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.MEDIUM;
import static io.reconai.engine.detectors.exposure.Exposure.REMOVE;
import static io.reconai.engine.detectors.exposure.Exposure.check;
import static io.reconai.engine.detectors.exposure.Exposure.when;

import io.reconai.engine.asset.Check;
import io.reconai.engine.detectors.Probe.Manner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Working copies of version control that were copied to the server with the site: who has these files can have the
/// whole source, and all that was ever in it. No object is fetched.
final class VersionControl {

    private static final String WHY = "The whole source and its history can be copied from here.";

    private static final Check GIT = check("git", HIGH, "A Git repository can be read by everybody", WHY, REMOVE);
    private static final Check SVN =
            check("svn", HIGH, "A Subversion working copy can be read by everybody", WHY, REMOVE);
    private static final Check HG = check("hg", HIGH, "A Mercurial repository can be read by everybody", WHY, REMOVE);
    private static final Check BZR = check("bzr", HIGH, "A Bazaar branch can be read by everybody", WHY, REMOVE);
    private static final Check CVS = check("cvs", MEDIUM, "A CVS working copy can be read by everybody", WHY, REMOVE);

    private static final Pattern HEAD = Pattern.compile("ref: refs/[\\w./-]+\\s*|[0-9a-f]{40}\\s*|[0-9a-f]{64}\\s*");
    private static final Pattern CREDENTIALS = Pattern.compile("://[^/\\s:@]+:[^/\\s@]+@");
    private static final Pattern SVN_ENTRIES = Pattern.compile("(?s)(?:[89]|1[0-2])\\r?\\n(?:\\r?\\n|dir).*");
    private static final Set<String> HG_REQUIREMENTS =
            Set.of("revlogv1", "store", "fncache", "dotencode", "generaldelta", "sparserevlog", "share-safe");
    private static final Pattern CVS_ROOT = Pattern.compile("(?::\\w+:)?[^\\s<]*/[^\\s<]*\\s*");
    private static final Pattern CVS_ENTRY = Pattern.compile("(?m)^/[^/\\n]+/[^/\\n]*/");

    static final List<Exposure> ROWS = List.of(
            Exposure.of(GIT, VersionControl::gitHead, "/.git/HEAD").medium().subject("/.git/"),
            Exposure.of(GIT, _ -> Optional.empty(), "/.git/config")
                    .after(Occasion.found("/.git/HEAD"))
                    .subject("/.git/")
                    .provedBy(VersionControl::gitConfig),
            Exposure.of(SVN, answered -> when(answered.kind().equals("sqlite"), HIGH, "a database"), "/.svn/wc.db")
                    .asked(Manner.ARCHIVE)
                    .subject("/.svn/"),
            Exposure.of(
                            SVN,
                            answered ->
                                    when(SVN_ENTRIES.matcher(answered.text()).matches(), HIGH, "a list of entries"),
                            "/.svn/entries")
                    .subject("/.svn/"),
            Exposure.of(HG, VersionControl::mercurial, "/.hg/requires").subject("/.hg/"),
            Exposure.of(
                            BZR,
                            answered -> when(
                                    answered.text().startsWith("Bazaar-NG meta directory"), HIGH, "a branch's format"),
                            "/.bzr/branch-format")
                    .subject("/.bzr/"),
            Exposure.of(CVS, _ -> Optional.empty(), "/CVS/Root").subject("/CVS/"),
            Exposure.of(CVS, _ -> Optional.empty(), "/CVS/Entries")
                    .after(Occasion.found("/CVS/Root"))
                    .subject("/CVS/")
                    .provedBy(VersionControl::cvsEntries));

    private VersionControl() {}

    private static Optional<Leak> gitHead(Answered answered) {
        return when(isGitHead(answered), HIGH, answered.text().strip());
    }

    private static boolean isGitHead(Answered answered) {
        return answered.text().length() <= 200 && HEAD.matcher(answered.text()).matches();
    }

    private static Optional<Leak> gitConfig(Answered answered, Site site) {
        return when(
                answered.has("[core]", "repositoryformatversion")
                        && site.shows(VersionControl::isGitHead, "/.git/HEAD"),
                answered.has(CREDENTIALS) ? CRITICAL : HIGH,
                answered.has(CREDENTIALS) ? "a configuration with a password for a remote" : "a configuration");
    }

    private static Optional<Leak> mercurial(Answered answered) {
        var lines = answered.lines();
        var known = lines.stream().filter(HG_REQUIREMENTS::contains).count();
        return when(known >= 2, HIGH, "requires " + String.join(", ", lines));
    }

    private static Optional<Leak> cvsEntries(Answered answered, Site site) {
        return when(
                answered.has(CVS_ENTRY)
                        && site.shows(root -> CVS_ROOT.matcher(root.text()).matches(), "/CVS/Root"),
                MEDIUM,
                "a list of entries");
    }
}
