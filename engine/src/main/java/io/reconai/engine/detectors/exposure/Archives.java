package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.MEDIUM;
import static io.reconai.engine.detectors.exposure.Exposure.REMOVE;
import static io.reconai.engine.detectors.exposure.Exposure.check;
import static io.reconai.engine.detectors.exposure.Exposure.when;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.detectors.Probe.Manner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Archives and dumps of databases under the names that people give them: of the site, of the host, or just `backup`.
///
/// Of an archive the first 64 KiB are read, for its kind and the names in it. Places that are there for downloads are
/// not asked.
final class Archives {

    private static final Check ARCHIVE = check(
            "backup-archive",
            HIGH,
            "An archive of the site can be downloaded by everybody",
            "Archives of a site hold its source, its passwords and often its data.",
            REMOVE);
    private static final Check DUMP = check(
            "db-dump",
            CRITICAL,
            "A dump of a database can be downloaded by everybody",
            "It holds what the database holds.",
            REMOVE);

    private static final Set<String> KINDS = Set.of("zip", "tar", "tgz", "7z", "rar", "bzip2");
    private static final Set<String> DATABASES = Set.of("sqlite", "pgdump");
    private static final List<String> STATEMENTS = List.of(
            "-- MySQL dump",
            "-- MariaDB dump",
            "-- PostgreSQL database dump",
            "CREATE TABLE",
            "INSERT INTO",
            "PRAGMA foreign_keys",
            "SET SQL_MODE");
    private static final Pattern SENSITIVE = Pattern.compile(
            "(?i).*(?:\\.sql(?:\\.gz)?|\\.sqlite3?|\\.env(?:\\.\\w+)?|\\.pem|\\.key|id_rsa|wp-config\\.php|\\.htpasswd)");
    private static final Pattern COPIED = Pattern.compile("COPY \\S+ [^\\n]{0,2000}FROM stdin;");

    static final List<Exposure> ROWS = List.of(
            Exposure.of(DUMP, Archives::dump).at(Archives::dumpPaths).asked(Manner.ARCHIVE),
            Exposure.of(ARCHIVE, Archives::archive).at(Archives::archivePaths).asked(Manner.ARCHIVE));

    private Archives() {}

    private static List<String> archivePaths(Host host) {
        return Stream.concat(
                        labels(host).stream()
                                .flatMap(label -> Stream.of("/" + label + ".zip", "/" + label + ".tar.gz")),
                        Stream.of(
                                "/backup.zip",
                                "/backup.tar.gz",
                                "/backup.tgz",
                                "/backup.tar",
                                "/backup.7z",
                                "/backup.rar",
                                "/www.zip",
                                "/site.zip",
                                "/public_html.zip",
                                "/archive.zip"))
                .distinct()
                .toList();
    }

    private static List<String> dumpPaths(Host host) {
        return Stream.concat(
                        labels(host).stream().map(label -> "/" + label + ".sql"),
                        Stream.of(
                                "/dump.sql",
                                "/backup.sql",
                                "/db.sql",
                                "/database.sql",
                                "/dump.sql.gz",
                                "/backup.sql.gz",
                                "/database.sqlite",
                                "/db.sqlite3"))
                .distinct()
                .toList();
    }

    /// The host's own label and the organisation's; an address has neither.
    private static List<String> labels(Host host) {
        if (host.isAddress()) {
            return List.of();
        }
        var own = host.name().value().split("\\.")[0];
        var organisation = PublicSuffixes.registrable(host.domain())
                .orElse(host.domain())
                .value()
                .split("\\.")[0];
        return Stream.of(own, organisation).distinct().toList();
    }

    private static Optional<Leak> archive(Answered answered) {
        var names = answered.names();
        return when(
                KINDS.contains(answered.kind()),
                names.stream().anyMatch(name -> SENSITIVE.matcher(name).matches()) ? CRITICAL : HIGH,
                answered.kind() + (names.isEmpty() ? "" : " with " + String.join(", ", names)));
    }

    private static Optional<Leak> dump(Answered answered) {
        if (DATABASES.contains(answered.kind()) || answered.kind().equals("sql.gz")) {
            var isSchema = answered.kind().equals("sql.gz") && !answered.names().contains("INSERT INTO");
            return Optional.of(new Leak(isSchema ? MEDIUM : CRITICAL, answered.kind()));
        }
        var marks = STATEMENTS.stream().filter(answered::has).toList();
        var hasRows = marks.contains("INSERT INTO") || answered.has(COPIED);
        return when(marks.size() >= 2, hasRows ? CRITICAL : MEDIUM, String.join(", ", marks));
    }
}
