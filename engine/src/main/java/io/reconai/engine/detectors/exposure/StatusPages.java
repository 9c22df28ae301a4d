package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;
import static io.reconai.engine.detectors.exposure.Exposure.RESTRICT;
import static io.reconai.engine.detectors.exposure.Exposure.check;
import static io.reconai.engine.detectors.exposure.Exposure.when;

import io.reconai.engine.asset.Check;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Pages on which servers and languages describe themselves.
final class StatusPages {

    private static final Check PHPINFO = check(
            "phpinfo",
            MEDIUM,
            "The output of phpinfo() can be read by everybody",
            "It tells versions, paths, modules and the environment of the server.",
            "Remove the script");
    private static final Check APACHE = check(
            "apache-status",
            MEDIUM,
            "The status of Apache can be read by everybody",
            "It shows which addresses ask for which pages at this moment.",
            RESTRICT);
    private static final Check NGINX = check(
            "nginx-status",
            LOW,
            "The status of nginx can be read by everybody",
            "It shows how busy the server is.",
            RESTRICT);
    private static final Check FPM = check(
            "php-fpm-status",
            LOW,
            "The status of PHP-FPM can be read by everybody",
            "It shows how busy the server is and what it works on.",
            RESTRICT);
    private static final Check CGI = check(
            "cgi-test",
            MEDIUM,
            "A test script shows the server's environment",
            "It tells paths and settings of the server.",
            "Remove the script");

    private static final Pattern PHPINFO_TITLE =
            Pattern.compile("<title>(?:PHP [\\w.+~-]{1,60} - )?phpinfo\\(\\)</title>");
    private static final Pattern ENVIRONMENT_SECRET = Pattern.compile(
            "(?i)<td[^>]{0,60}>[^<]{0,60}(?:PASSWORD|SECRET|TOKEN|_KEY)\\s*</td>\\s*<td[^>]{0,60}>[^<]+");
    private static final Pattern NGINX_STATUS = Pattern.compile("\\AActive connections: \\d+");

    static final List<Exposure> ROWS = List.of(
            Exposure.of(PHPINFO, StatusPages::phpinfo, "/phpinfo.php").page(),
            Exposure.of(PHPINFO, StatusPages::phpinfo, "/info.php", "/test.php", "/i.php", "/php.php")
                    .page()
                    .after(Occasion::runsPhp),
            Exposure.of(
                            APACHE,
                            answered -> when(
                                    answered.has("Apache Server Status for")
                                            || answered.has("Total Accesses:", "Scoreboard:")
                                            || answered.has("<title>Server Information</title>", "Apache"),
                                    MEDIUM,
                                    "the server's state"),
                            "/server-status",
                            "/server-info")
                    .page(),
            Exposure.of(
                    NGINX,
                    answered -> when(
                            answered.has(NGINX_STATUS) && answered.has("server accepts handled requests"),
                            LOW,
                            "numbers of connections"),
                    "/nginx_status",
                    "/stub_status",
                    "/status"),
            Exposure.of(
                    FPM,
                    answered ->
                            when(answered.has("pool:", "process manager:", "accepted conn:"), LOW, "the pool's state"),
                    "/status",
                    "/fpm-status"),
            Exposure.of(
                            CGI,
                            answered -> when(
                                    answered.has("DOCUMENT_ROOT=", "SERVER_SOFTWARE=")
                                            || answered.has("CGI/1.0 test script report"),
                                    MEDIUM,
                                    "the server's environment"),
                            "/cgi-bin/printenv",
                            "/cgi-bin/test-cgi")
                    .page());

    private StatusPages() {}

    private static Optional<Leak> phpinfo(Answered answered) {
        var isIt = answered.has(PHPINFO_TITLE) || answered.has("PHP Version", "Zend Engine", "System", "class=\"e\"");
        var hasSecret = answered.has(ENVIRONMENT_SECRET);
        return when(isIt, hasSecret ? HIGH : MEDIUM, hasSecret ? "settings, with a secret among them" : "settings");
    }
}
