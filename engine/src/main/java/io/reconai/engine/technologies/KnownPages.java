package io.reconai.engine.technologies;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.HttpAnswer;
import java.util.Optional;

/// Reads pages and tries all signs on them, once where many hosts answer with the same: default pages, error pages
/// and placeholders are most of what an organisation's hosts show.
///
/// What a page shows depends on its text and its path, and on its host only where it names one, so that it makes no
/// difference whether it was known. Safe for use by many threads.
final class KnownPages {

    /// With [#LONGEST_CHARS] this is some 4 MiB at most.
    private static final int MOST = 128;

    /// Longer ones are seldom the same.
    private static final int LONGEST_CHARS = 16 * 1024;

    /// @param place the page's address without its host
    private record Page(String body, String place, boolean isError) {}

    private final Rulebook rulebook;
    private final ExtractorIndex extractors;
    private final Memory<Page, KnownPage> known = new Memory<>(MOST);

    KnownPages(Rulebook rulebook, ExtractorIndex extractors) {
        this.rulebook = rulebook;
        this.extractors = extractors;
    }

    /// A page of a host.
    KnownPage page(Exchange made, HttpAnswer answer, String host) {
        if (answer.body().length() > LONGEST_CHARS || isAddress6(made)) {
            return unknown(read(made, answer, host));
        }
        var page = new Page(answer.body(), withoutHost(made), PageReader.isError(answer));
        var before = known.get(page);
        if (before != null && before.content().isSameAt(host)) {
            return before;
        }
        var content = read(made, answer, host);
        return content.isSameAt(host)
                ? known.keep(page, new KnownPage(content, Trials.of(content.shown(), rulebook, extractors)))
                : unknown(content);
    }

    private PageContent read(Exchange made, HttpAnswer answer, String host) {
        return PageReader.read(made, answer, host, rulebook.names(Signal.ATTRIBUTE));
    }

    private static KnownPage unknown(PageContent content) {
        return new KnownPage(content, Optional.empty());
    }

    /// In its brackets it is no name to compare with.
    private static boolean isAddress6(Exchange made) {
        return made.host().contains(":");
    }

    private static String withoutHost(Exchange made) {
        var host = made.host();
        var at = made.url().indexOf(host, made.url().indexOf("://") + 3);
        return made.url().substring(0, at) + made.url().substring(at + host.length());
    }
}
