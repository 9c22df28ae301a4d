package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;
import static io.reconai.engine.detectors.exposure.Exposure.REMOVE;
import static io.reconai.engine.detectors.exposure.Exposure.check;
import static io.reconai.engine.detectors.exposure.Exposure.when;

import io.reconai.engine.asset.Check;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Configuration and source that a server would run or refuse, and gives away under another name or by a mistake.
///
/// The plain name of a script answers with nothing where all is well: only its text is proof.
final class ConfigurationFiles {

    private static final Check WP_CONFIG = check(
            "wp-config",
            CRITICAL,
            "The configuration of WordPress can be read by everybody",
            "It holds the password of the database and the keys of all sessions.",
            REMOVE);
    private static final Check PHP_SOURCE = check(
            "php-source",
            HIGH,
            "A copy of a PHP file can be read by everybody",
            "The copy is not run but sent as it is, with the passwords in it.",
            REMOVE);
    private static final Check HTACCESS = check(
            "htaccess",
            LOW,
            "Directives of Apache can be read by everybody",
            "They tell what is protected and how. Apache refuses this file by default.",
            "Refuse files that begin with a dot in the server's configuration");
    private static final Check WEB_CONFIG = check(
            "web-config",
            MEDIUM,
            "The configuration of an ASP.NET site can be read by everybody",
            "It holds settings and often passwords of databases. IIS refuses this file by default.",
            REMOVE);
    private static final Check APPSETTINGS = check(
            "appsettings",
            MEDIUM,
            "The settings of an ASP.NET application can be read by everybody",
            "They hold connection strings, often with passwords.",
            REMOVE);

    private static final Pattern PHP_SECRET =
            Pattern.compile("(?i)(?:password|passwd|secret)\\w*[\"'\\]]{0,2}\\s*(?:=>?|,)\\s*[\"'][^\"'\\n]+[\"']");
    private static final Pattern DIRECTIVE = Pattern.compile(
            "(?:RewriteEngine|RewriteRule|RewriteCond|Options|AuthType|Deny|Require|Order|ErrorDocument)\\s.*|<IfModule.*");
    private static final Pattern CONNECTION_PASSWORD = Pattern.compile("(?i)(?:password|pwd)\\s*=\\s*[^\\s;\"'<>]+");

    static final List<Exposure> ROWS = List.of(
            Exposure.of(WP_CONFIG, ConfigurationFiles::wordPress, "/wp-config.php"),
            Exposure.of(
                            WP_CONFIG,
                            ConfigurationFiles::wordPress,
                            "/wp-config.php.bak",
                            "/wp-config.php.old",
                            "/wp-config.php.save",
                            "/wp-config.php.txt",
                            "/wp-config.php.orig",
                            "/wp-config.php.1",
                            "/wp-config.php~",
                            "/wp-config.php.swp",
                            "/.wp-config.php.swp")
                    .after(Occasion::runsPhp),
            Exposure.of(
                            PHP_SOURCE,
                            ConfigurationFiles::phpSource,
                            "/config.php.bak",
                            "/config.php.old",
                            "/config.php~",
                            "/configuration.php.bak",
                            "/settings.php.bak",
                            "/index.php.bak",
                            "/LocalSettings.php.bak")
                    .after(Occasion::runsPhp),
            Exposure.of(HTACCESS, ConfigurationFiles::directives, "/.htaccess").medium(),
            Exposure.of(WEB_CONFIG, ConfigurationFiles::webConfig, "/web.config"),
            Exposure.of(
                    APPSETTINGS, ConfigurationFiles::appSettings, "/appsettings.json", "/appsettings.Production.json"));

    private ConfigurationFiles() {}

    private static Optional<Leak> wordPress(Answered answered) {
        var isSwap = answered.kind().equals("vim_swap") && answered.names().contains("DB_");
        return when(
                isSwap || answered.has("define(", "DB_PASSWORD", "<?php"), CRITICAL, "defines the database's password");
    }

    private static Optional<Leak> phpSource(Answered answered) {
        return when(
                answered.text().stripLeading().startsWith("<?php") && answered.has(PHP_SECRET),
                HIGH,
                "source that sets a password");
    }

    private static Optional<Leak> directives(Answered answered) {
        var count = answered.lines().stream()
                .filter(line -> DIRECTIVE.matcher(line).matches())
                .count();
        return when(count >= 2, LOW, count + " directives");
    }

    private static Optional<Leak> webConfig(Answered answered) {
        var hasPassword = answered.has(CONNECTION_PASSWORD);
        return when(
                answered.has("<configuration")
                        && (answered.has("<system.web")
                                || answered.has("connectionString")
                                || answered.has("<appSettings")),
                hasPassword ? CRITICAL : MEDIUM,
                hasPassword ? "a configuration with a password" : "a configuration");
    }

    private static Optional<Leak> appSettings(Answered answered) {
        var hasPassword = answered.has(CONNECTION_PASSWORD);
        return when(
                answered.json().has("ConnectionStrings"),
                hasPassword ? CRITICAL : MEDIUM,
                hasPassword ? "connection strings with a password" : "connection strings");
    }
}
