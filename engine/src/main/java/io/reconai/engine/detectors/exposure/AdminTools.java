package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.detectors.exposure.Exposure.RESTRICT;
import static io.reconai.engine.detectors.exposure.Exposure.check;
import static io.reconai.engine.detectors.exposure.Exposure.when;

import io.reconai.engine.asset.Check;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tools for databases, and installers that nobody removed. No password is ever tried.
final class AdminTools {

    private static final Check ADMINER = check(
            "adminer",
            LOW,
            "A tool for databases is open to everybody (Adminer)",
            "Its login is a place to try passwords; old versions can be made to read files.",
            RESTRICT);
    private static final Check PHPMYADMIN = check(
            "phpmyadmin",
            LOW,
            "A tool for databases is open to everybody (phpMyAdmin)",
            "Its login is a place to try passwords.",
            RESTRICT);
    private static final Check INSTALLER = check(
            "installer",
            CRITICAL,
            "An installer waits for the first visitor",
            "Whoever comes first installs the application, as its administrator and with a database of their own.",
            "Finish the installation or remove it");

    private static final Pattern FIELD =
            Pattern.compile("(?i)name=[\"'](?:db_?(?:host|name|user)|dbhost|database_host|mysql_host)[\"']");
    private static final Pattern INSTALL_TITLE = Pattern.compile("(?i)<title>[^<]{0,100}(?:install|setup)");

    static final List<Exposure> ROWS = List.of(
            Exposure.of(
                            INSTALLER,
                            answered -> when(
                                    answered.has("name=\"weblog_title\"") && !isDone(answered),
                                    CRITICAL,
                                    "WordPress asks for the site's title"),
                            "/wp-admin/install.php")
                    .page()
                    .after(Occasion::runsPhp),
            Exposure.of(
                            INSTALLER,
                            answered -> when(
                                    answered.has(INSTALL_TITLE) && answered.has(FIELD) && !isDone(answered),
                                    CRITICAL,
                                    "a form asks for the database"),
                            "/install.php",
                            "/setup.php",
                            "/installer.php")
                    .page()
                    .medium()
                    .after(Occasion::runsPhp),
            Exposure.of(
                            ADMINER,
                            answered -> when(answered.has("<title>Login - Adminer"), LOW, "the login of Adminer"),
                            "/adminer.php")
                    .page(),
            Exposure.of(PHPMYADMIN, AdminTools::phpMyAdmin, "/phpmyadmin/").page(),
            Exposure.of(PHPMYADMIN, AdminTools::phpMyAdmin, "/pma/").page().after(Occasion::runsPhp));

    private AdminTools() {}

    private static Optional<Leak> phpMyAdmin(Answered answered) {
        return when(answered.has("phpMyAdmin", "pma_username"), LOW, "the login of phpMyAdmin");
    }

    private static boolean isDone(Answered answered) {
        var text = answered.text().toLowerCase(Locale.ROOT);
        return text.contains("already installed") || text.contains("already been installed");
    }
}
