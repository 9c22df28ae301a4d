package io.reconai.engine.web;

import io.reconai.engine.asset.Exchange;
import java.util.Optional;

/// A place where people are asked for a password: a page with a password field, and where its form sends it.
///
/// @param action absolute; the page itself where the form names nothing, as browsers have it
/// @param method `get` or `post`; a form that a script sends says `get` here
public record LoginForm(String action, String method) {

    private static final int LONGEST = 2_000;

    /// The first login form of an answered HTML page; empty when it has no password field.
    public static Optional<LoginForm> in(Exchange exchange) {
        return exchange.answered()
                .filter(answer -> answer.isHtml() && HtmlPage.lower(answer).contains("password"))
                .map(answer -> HtmlPage.of(exchange, answer))
                .flatMap(page -> Optional.ofNullable(page.selectFirst("input[type=password]")))
                .map(field -> {
                    var form = field.closest("form");
                    if (form == null) {
                        return new LoginForm(exchange.url(), "get");
                    }
                    var action = form.absUrl("action");
                    return new LoginForm(
                            action.isEmpty() ? exchange.url() : action.substring(0, Math.min(action.length(), LONGEST)),
                            form.attr("method").strip().equalsIgnoreCase("post") ? "post" : "get");
                });
    }
}
