package io.reconai.engine.web;

import io.reconai.engine.asset.HttpAnswer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A page that a filter shows in place of the site: it asks whether a person is looking, or says no by itself.
///
/// Some filters say so in a field of their own; of others the page's words are known, which count only where the status
/// says that the site was not shown. That a filter stands before a site, and the scripts that it adds to the site's own
/// pages, are no challenge; nor is a refusal of the site.
public final class Challenge {

    private static final Set<Integer> NOT_SHOWN = Set.of(403, 429, 503);

    /// Challenges are short, and what tells them stands at the beginning.
    private static final int CHARS = 64 * 1024;

    private record Field(String filter, String name, Pattern value) {}

    private record Words(String filter, Pattern text) {}

    private static final List<Field> FIELDS = List.of(
            new Field("Cloudflare", "cf-mitigated", Pattern.compile("challenge")),
            new Field("AWS WAF", "x-amzn-waf-action", Pattern.compile("challenge|captcha")),
            new Field("Vercel", "x-vercel-mitigated", Pattern.compile("challenge")));

    private static final List<Words> WORDS = List.of(
            words("Cloudflare", "\\b_cf_chl_opt\\b|<title>Attention Required! \\| Cloudflare<"),
            words("Imperva", "/_Incapsula_Resource\\?CWUDNSAI=|Request unsuccessful\\. Incapsula incident ID"),
            words("DataDome", "\\b(?:geo|ct)\\.captcha-delivery\\.com"),
            words("HUMAN", "id=[\"']px-captcha[\"']"),
            words("Sucuri", "\\bsucuri_cloudproxy_js=|<title>Sucuri Web[Ss]ite Firewall"),
            words("DDoS-Guard", "/\\.well-known/ddos-guard/js-challenge"));

    private static Words words(String filter, String text) {
        return new Words(filter, Pattern.compile(text));
    }

    private Challenge() {}

    /// Whose challenge an answer is; empty where it is none.
    public static Optional<String> by(HttpAnswer answer) {
        for (var field : FIELDS) {
            if (answer.firstHeader(field.name())
                    .filter(value -> field.value().matcher(value).matches())
                    .isPresent()) {
                return Optional.of(field.filter());
            }
        }
        if (!NOT_SHOWN.contains(answer.status()) || !answer.isHtml()) {
            return Optional.empty();
        }
        var beginning = answer.body().substring(0, Math.min(answer.body().length(), CHARS));
        return WORDS.stream()
                .filter(words -> words.text().matcher(beginning).find())
                .map(Words::filter)
                .findFirst();
    }
}
