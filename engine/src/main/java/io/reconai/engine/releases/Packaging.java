package io.reconai.engine.releases;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The mark of a distribution beside a version: who patches it, and perhaps for which release.
///
/// @param distribution the id of a distribution of the table, or [#OTHER]
/// @param release empty when the mark does not tell it
public record Packaging(String distribution, String release) {

    /// Somebody else who patches what he ships, of whom no more is known here.
    static final String OTHER = "other";

    /// @param literal stands in everything that the pattern fits, and is found faster
    private record Mark(String literal, Pattern pattern, String distribution) {}

    /// The first that fits counts: those that tell the release stand first.
    private static final List<Mark> MARKS = List.of(
            mark("deb", "deb(\\d{1,2})u\\d", "debian"),
            mark("ubuntu", "ubuntu\\d\\.(\\d\\d\\.\\d\\d)", "ubuntu"),
            mark("el", "[._(]el(\\d{1,2})(?![0-9a-z])", "rhel"),
            mark("Debian", "\\(Debian[)/]|\\bDebian-\\d|-Debian\\b", "debian"),
            mark("buntu", "\\(Ubuntu\\)|\\bUbuntu-\\d|\\dubuntu\\d", "ubuntu"),
            mark("entOS", "\\([Cc]entOS(?: Stream| Linux)?\\)", "centos"),
            mark("centos", "\\(centos\\)", "centos"),
            mark("R", "\\(Red[ -]Hat(?: Enterprise Linux)?\\)|-RH\\b|-RedHat-", "rhel"),
            mark(
                    "(",
                    "\\((?:Fedora|AlmaLinux|Rocky|Oracle|Amazon|SUSE|openSUSE|Linux/SUSE|Raspbian|Gentoo|Mageia|Univention)"
                            + "[^)]*\\)",
                    OTHER),
            mark("Raspbian-", "\\bRaspbian-\\d", OTHER),
            mark("BSD", "\\bFreeBSD-\\d|\\bNetBSD", OTHER),
            mark("for_Windows_", "for_Windows_", OTHER),
            mark("-fips", "-fips\\b", OTHER));

    private static Mark mark(String literal, String pattern, String distribution) {
        return new Mark(literal, Pattern.compile(pattern), distribution);
    }

    /// The mark in what a server announces, such as `OpenSSH_9.2p1 Debian-2+deb12u3`.
    public static Optional<Packaging> in(String announced) {
        if (announced.isEmpty()) {
            return Optional.empty();
        }
        for (var mark : MARKS) {
            if (!announced.contains(mark.literal)) {
                continue;
            }
            var found = mark.pattern.matcher(announced);
            if (found.find()) {
                var release = found.groupCount() > 0 ? found.group(1) : "";
                return Optional.of(new Packaging(mark.distribution, release));
            }
        }
        return Optional.empty();
    }
}
