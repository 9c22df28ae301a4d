package io.reconai.engine.technologies;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.HttpAnswer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Reads pages, those that many hosts answer with once: default pages, error pages and placeholders are most of what an
/// organisation's hosts show.
///
/// What a page shows depends on its text and its path, and on its host only where it names one, so that it makes no
/// difference whether it was known. Safe for use by many threads.
final class KnownPages {

    /// With the next one all are forgotten, which is cheaper than to know which was not asked for. With
    /// [#LONGEST_CHARS] this is some 4 MiB at most.
    private static final int MOST = 128;

    /// Longer ones are seldom the same.
    private static final int LONGEST_CHARS = 16 * 1024;

    /// @param place the page's address without its host
    private record Page(String body, String place, boolean isError) {}

    private final Set<String> attributes;
    private final Map<Page, PageContent> known = new ConcurrentHashMap<>();

    /// @param attributes names of those whose values matter
    KnownPages(Set<String> attributes) {
        this.attributes = Set.copyOf(attributes);
    }

    /// What a page of a host shows.
    PageContent content(Exchange made, HttpAnswer answer, String host) {
        if (answer.body().length() > LONGEST_CHARS || isAddress6(made)) {
            return PageReader.read(made, answer, host, attributes);
        }
        var page = new Page(answer.body(), withoutHost(made), PageReader.isError(answer));
        var before = known.get(page);
        if (before != null && before.isSameAt(host)) {
            return before;
        }
        var content = PageReader.read(made, answer, host, attributes);
        if (content.isSameAt(host)) {
            keep(page, content);
        }
        return content;
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

    private void keep(Page page, PageContent content) {
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(page, content);
    }
}
