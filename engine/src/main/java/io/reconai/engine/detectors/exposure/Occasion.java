package io.reconai.engine.detectors.exposure;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.web.Baseline;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What among the answers so far gives reason to ask for more.
final class Occasion {

    private static final Pattern PHP_COOKIE = Pattern.compile(
            "(?i)(?:PHPSESSID|laravel_session|XSRF-TOKEN|wordpress_\\w*|wp-settings\\S*|ci_session)=.*");
    private static final List<String> PHP_MARKS = List.of("wp-content", "wp-includes", ".php");

    private Occasion() {}

    /// One of the paths was answered with 200 and something that is not the answer to what is not there.
    static Predicate<List<Exchange>> found(String... paths) {
        var wanted = List.of(paths);
        return seen -> seen.stream()
                .filter(made -> wanted.contains(made.path()) && isSuccess(made))
                .anyMatch(made -> made.answered()
                        .filter(answer -> !answer.body().isEmpty() || answer.file() != null)
                        .isPresent());
    }

    /// The site shows that PHP runs there: by a field, a cookie, a link, or since the configuration of
    /// WordPress is there, which then answers with nothing.
    static boolean runsPhp(List<Exchange> seen) {
        return seen.stream()
                        .anyMatch(made ->
                                made.answered().filter(Occasion::tellsPhp).isPresent())
                || seen.stream()
                        .anyMatch(made -> made.path().equals("/wp-config.php")
                                && isSuccess(made)
                                && !Baseline.of(seen)
                                        .resembles(made, made.answered().orElseThrow()));
    }

    private static boolean tellsPhp(HttpAnswer answer) {
        return answer.firstHeader("x-powered-by")
                        .filter(value -> value.contains("PHP"))
                        .isPresent()
                || answer.header("set-cookie").stream()
                        .anyMatch(value -> PHP_COOKIE.matcher(value).matches())
                || answer.isHtml()
                        && answer.status() == 200
                        && PHP_MARKS.stream().anyMatch(answer.body()::contains);
    }

    private static boolean isSuccess(Exchange made) {
        return made.answered().filter(answer -> answer.status() == 200).isPresent();
    }
}
