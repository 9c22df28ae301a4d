package io.reconai.engine.detectors;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// A page in which a server lists a directory of its own accord.
///
/// The title must name the very path that was asked for, and the marks of the server's own page must be there: an
/// article about listings has neither.
///
/// @param server whose form the listing has
/// @param entries names of files and directories, 200 at most; the way up and links that sort are left out
record DirectoryListing(String server, List<String> entries) {

    static final int MAX_ENTRIES = 200;

    private record Form(String server, Pattern title, Predicate<Document> marks) {}

    private static final List<Form> FORMS = List.of(
            new Form("Tomcat", Pattern.compile("Directory Listing For \\[(.*)]"), page -> text(page)
                    .contains("Apache Tomcat")),
            new Form(
                    "Jetty",
                    Pattern.compile("Directory: (.*)"),
                    page -> has(page, "link[href*=jetty-dir.css], table.listing")),
            new Form("Python", Pattern.compile("Directory listing for (.*)"), page -> has(page, "hr ~ ul")),
            new Form("serve-index", Pattern.compile("listing directory (.*)"), page -> has(page, "#files")),
            new Form("serve", Pattern.compile("Files within (.*)"), page -> has(page, "#files")),
            new Form(
                    "lighttpd",
                    Pattern.compile("Index of (.*)"),
                    page -> has(page, "div.list table") && text(page).contains("lighttpd")),
            new Form(
                    "nginx",
                    Pattern.compile("Index of (.*)"),
                    page -> heading(page, "Index of ") && has(page, "hr + pre > a[href=../]")),
            new Form(
                    "Apache",
                    Pattern.compile("Index of (.*)"),
                    page -> heading(page, "Index of ")
                            && (has(page, "a[href^=?C=]") || has(page, "a:containsOwn(Parent Directory)"))),
            new Form(
                    "IIS",
                    Pattern.compile("[^/]+ - (/.*)"),
                    page -> has(page, "h1 + hr")
                            && (text(page).contains("[To Parent Directory]")
                                    || text(page).contains("<dir>"))),
            new Form(
                    "Caddy",
                    Pattern.compile("(/.*)"),
                    page -> has(page, ".breadcrumbs") && has(page, "a[href^=?sort=][href*=order=]")));

    DirectoryListing {
        entries = List.copyOf(entries);
    }

    /// Recognises a listing of a path; empty when the page is none, or of another path.
    static Optional<DirectoryListing> of(Document page, String path) {
        return FORMS.stream()
                .filter(form -> names(form.title, page.title(), path) && form.marks.test(page))
                .findFirst()
                .map(form -> new DirectoryListing(form.server, entries(page, path)));
    }

    /// True when a page of this title may be a listing, which is known without parsing it.
    static boolean mayBe(String title) {
        var bare = title.strip();
        for (var form : FORMS) {
            if (form.title.matcher(bare).matches()) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(Pattern title, String actual, String path) {
        var matcher = title.matcher(actual.strip());
        return matcher.matches() && withoutSlash(matcher.group(1).strip()).equals(withoutSlash(decoded(path)));
    }

    private static List<String> entries(Document page, String path) {
        return page.select("a[href]").stream()
                .map(link -> link.attr("href"))
                .filter(href -> !href.startsWith("?") && !href.startsWith("#") && !href.startsWith(".."))
                .map(href -> href.startsWith(path) ? href.substring(path.length()) : href)
                .filter(href -> !href.isEmpty() && !href.startsWith("/") && !href.contains(":"))
                .map(DirectoryListing::decoded)
                .distinct()
                .limit(MAX_ENTRIES)
                .toList();
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return path;
        }
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static boolean has(Document page, String selector) {
        return page.selectFirst(selector) != null;
    }

    private static boolean heading(Document page, String start) {
        Element heading = page.selectFirst("h1");
        return heading != null && heading.text().startsWith(start);
    }

    private static String text(Document page) {
        return page.text();
    }
}
