package io.reconai.engine.services;

import io.reconai.engine.asset.AccessAnswer;
import io.reconai.engine.asset.AccessAnswer.Outcome;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.HttpAnswer;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether products with an HTTP interface answer without a login, by `http-access.txt`. Safe for use by many threads.
///
/// Open needs the very content that the product gives its users: status 200 alone says nothing, since single-page
/// applications answer 200 to everything. A redirect is followed nowhere; where it leads to a login it says so.
public final class HttpAccess {

    /// A GET request that shows whether a product is open.
    ///
    /// @param path with its query, encoded
    /// @param names where in the body names stand; a pattern that fits nothing where no list is asked for
    public record Question(
            String service, String name, String path, Pattern body, Pattern names, boolean answersInHtml) {}

    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final Pattern LOGIN = Pattern.compile("(?i)log-?in|sign-?in|auth|sso|saml");
    private static final Set<Integer> WHO_ARE_YOU = Set.of(401, 403, 407);
    private static final int OK = 200;

    private final List<Question> questions = Table.read("http-access.txt", 6).stream()
            .map(row -> new Question(
                    row.get(0),
                    row.get(1),
                    row.get(2),
                    Pattern.compile(row.get(3)),
                    row.get(4).isEmpty() ? NOTHING : Pattern.compile(row.get(4)),
                    row.get(5).equals("html")))
            .toList();

    /// What a recognised service is asked; nothing where it has no such interface.
    public List<Question> questions(String service) {
        return questions.stream()
                .filter(question -> question.service.equals(service))
                .toList();
    }

    /// Everything that is asked.
    List<Question> all() {
        return questions;
    }

    /// What the answer to a question says.
    public AccessAnswer judge(Question question, Exchange exchange) {
        return exchange.answered()
                .map(answer -> judge(question, answer))
                .orElseGet(() -> AccessAnswer.of(question.name, Outcome.UNKNOWN, exchange.detail(), List.of()));
    }

    private static AccessAnswer judge(Question question, HttpAnswer answer) {
        var proof = question.body.matcher(answer.body());
        var mayProve = answer.status() == OK && (question.answersInHtml || !answer.isHtml());
        if (mayProve && proof.find()) {
            return AccessAnswer.of(
                    question.name, Outcome.OPEN, excerpt(proof, answer), names(question.names, answer.body()));
        }
        return AccessAnswer.of(question.name, refusal(answer), "status " + answer.status(), List.of());
    }

    private static String excerpt(Matcher proof, HttpAnswer answer) {
        return answer.body().substring(proof.start()).strip();
    }

    private static List<String> names(Pattern names, String body) {
        return names.matcher(body)
                .results()
                .limit(AccessAnswer.MOST_NAMES)
                .map((MatchResult name) -> name.group(1))
                .toList();
    }

    private static Outcome refusal(HttpAnswer answer) {
        var toLogin = answer.status() / 100 == 3
                && answer.firstHeader("location")
                        .filter(target -> LOGIN.matcher(target).find())
                        .isPresent();
        if (toLogin || WHO_ARE_YOU.contains(answer.status())) {
            return Outcome.NEEDS_AUTHENTICATION;
        }
        return answer.status() / 100 == 4 ? Outcome.REFUSED : Outcome.UNKNOWN;
    }
}
