package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Listings as servers make them, and pages that only look like one.
class DirectoryListingDetectorTest {

    private static final String APACHE =
            "<html><head><title>Index of /files</title></head><body><h1>Index of /files</h1>"
                    + "<table><tr><th><a href=\"?C=N;O=D\">Name</a></th></tr><tr><td><a href=\"/\">Parent Directory</a></td></tr>"
                    + "<tr><td><a href=\"%s\">x</a></td></tr></table></body></html>";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nginx | /f/ | <title>Index of /f/</title><h1>Index of /f/</h1><hr><pre><a href=\"../\">../</a><a href=\"a.txt\">a.txt</a></pre>",
                "Python | /f/ | <title>Directory listing for /f/</title><h1>x</h1><hr><ul><li><a href=\"a.txt\">a.txt</a></ul>",
                "Tomcat | /f/ | <title>Directory Listing For [/f/]</title><a href=\"/f/a.txt\">a.txt</a><h3>Apache Tomcat/9.0</h3>",
                "Jetty | /f/ | <title>Directory: /f/</title><link href=\"jetty-dir.css\" rel=\"stylesheet\"><table class=\"listing\"><a href=\"/f/a.txt\">a</a></table>",
                "lighttpd | /f/ | <title>Index of /f/</title><div class=\"list\"><table><a href=\"a.txt\">a</a></table></div><div class=\"foot\">lighttpd/1.4</div>",
                "IIS | /f/ | <title>acme.test - /f/</title><H1>acme.test - /f/</H1><hr><pre><A HREF=\"/\">[To Parent Directory]</A><A HREF=\"/f/a.txt\">a.txt</A></pre>",
                "serve-index | /f/ | <title>listing directory /f/</title><ul id=\"files\"><li><a href=\"/f/a.txt\">a</a></ul>",
            })
    void recognises(String server, String path, String html) {
        var listing = DirectoryListing.of(Jsoup.parse(html), path);
        assertThat(listing.map(DirectoryListing::server)).isEqualTo(Optional.of(server));
        assertThat(listing.orElseThrow().entries()).containsExactly("a.txt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/files/ | <title>Index of / and why you should care</title><h1>Index of / and why</h1><pre>Parent Directory</pre>",
                "/files/ | <title>Index of /other</title><h1>Index of /other</h1><a href=\"?C=N;O=D\">Name</a>",
                "/files/ | <title>Index of /files</title><h1>Index of /files</h1><p>a page about listings</p>",
                "/files/ | <title>Files</title><a href=\"a.txt\">a.txt</a>",
            })
    void isNotFooled(String path, String html) {
        assertThat(DirectoryListing.of(Jsoup.parse(html), path)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "JSON | application/json | HIGH | `[\n{ \"name\":\"old\", \"type\":\"directory\", \"mtime\":\"Thu, 01 Jan 2026 10:00:00 GMT\" },\n{ \"name\":\"shop.sql\", \"type\":\"file\", \"mtime\":\"Thu, 01 Jan 2026 10:00:00 GMT\", \"size\":4711 }\n]`",
                "XML | text/xml | HIGH | `<?xml version=\"1.0\"?>\n<list>\n<directory mtime=\"2026-01-01T10:00:00Z\">old</directory>\n<file mtime=\"2026-01-01T10:00:00Z\" size=\"4711\">shop.sql</file>\n</list>`",
                "JSON, pictures | application/json | LOW | `[{\"name\":\"a.png\",\"type\":\"file\",\"mtime\":\"Thu, 01 Jan 2026 10:00:00 GMT\",\"size\":1}]`",
            })
    void readsListingsForPrograms(String form, String type, String severity, String body) {
        var found = new DirectoryListingDetector()
                .detect(Samples.apex()
                        .probed("listing", "https://acme.test/files/", 200, body, "Content-Type: " + type)
                        .evidence());
        assertThat(found)
                .as(form)
                .extracting(finding -> finding.severity().name())
                .containsExactly(severity);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "another program's list | application/json | `[{\"name\":\"a\",\"type\":\"file\",\"mtime\":1767261600,\"size\":1}]`",
                "no sizes | application/json | `[{\"name\":\"a\",\"type\":\"file\",\"mtime\":\"Thu, 01 Jan 2026 10:00:00 GMT\"}]`",
                "an object | application/json | `{\"name\":\"a\",\"type\":\"file\",\"mtime\":\"Thu, 01 Jan 2026 10:00:00 GMT\",\"size\":1}`",
                "numbers | application/json | `[1, 2, \"mtime\"]`",
                "nothing in it | application/json | `[ ]`",
                "not to its end | application/json | `[{\"name\":\"a\",\"mtime\":`",
                "other XML | text/xml | `<?xml version=\"1.0\"?><list><item mtime=\"2026-01-01T10:00:00Z\">a</item></list>`",
                "a feed | text/xml | `<rss><list><file mtime=\"2026-01-01T10:00:00Z\" size=\"1\">a</file></list></rss>`",
                "as text | text/plain | `[{\"name\":\"a\",\"type\":\"file\",\"mtime\":\"Thu, 01 Jan 2026 10:00:00 GMT\",\"size\":1}]`",
            })
    void isNotFooledByLists(String why, String type, String body) {
        assertThat(Samples.apex()
                        .probed("listing", "https://acme.test/files/", 200, body, "Content-Type: " + type)
                        .found(new DirectoryListingDetector()))
                .as(why)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "backup.sql, HIGH",
        "site.tar.gz, HIGH",
        "id_rsa, HIGH",
        ".env, HIGH",
        "index.php, MEDIUM",
        ".git/, MEDIUM",
        "logo.png, LOW",
    })
    void weighsWhatLiesThere(String entry, String severity) {
        var found = new DirectoryListingDetector()
                .detect(Samples.apex()
                        .https()
                        .probed("listing", "https://acme.test/files/", 200, APACHE.formatted(entry))
                        .evidence());
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().severity().name()).isEqualTo(severity);
        assertThat(found.getFirst().verified()).isTrue();
        assertThat(found.getFirst().location()).isEqualTo("https://acme.test/files/");
    }

    @Test
    void aMirrorIsThereToBeListed() {
        var found = new DirectoryListingDetector()
                .detect(Samples.host("mirror.acme.test")
                        .probed("listing", "https://mirror.acme.test/files/", 200, APACHE.formatted("tool_1.deb"))
                        .evidence());
        assertThat(found).extracting(finding -> finding.severity().name()).containsExactly("INFO");
    }

    @Test
    void onlyASuccessIsAListing() {
        assertThat(Samples.apex()
                        .probed("listing", "https://acme.test/files/", 403, APACHE.formatted("a.sql"))
                        .found(new DirectoryListingDetector()))
                .isEmpty();
    }

    private static List<String> folders(Samples sample) {
        var seen = sample.evidence();
        return new DirectoryListingDetector()
                .furtherProbes(seen.host(), seen.exchanges()).stream()
                        .map(Probe::path)
                        .toList();
    }

    @Test
    void usualFoldersAreAskedFor() {
        var host = Samples.apex().evidence().host();
        assertThat(new DirectoryListingDetector().probes(host))
                .extracting(Probe::path)
                .contains("/uploads/", "/backup/")
                .allMatch(path -> path.startsWith("/") && path.endsWith("/"));
    }

    @Test
    void foldersThatTheStartPageLoadsFromAreAskedFor() {
        var page = "<script src='/js/lib/a.js'></script><script src='/js/lib/b.js'></script><img src='pictures/a.png'>"
                + "<link href='/css/a.css'><a href='/private/a.html'>x</a><img src='/logo.png'>"
                + "<script src='https://cdn.test/away/a.js'></script><img src='/with space/a.png'>";
        assertThat(folders(Samples.apex().page("https://acme.test/", 200, page)))
                .as("each once; neither links, nor the root, nor what is others'")
                .containsExactly("/js/lib/", "/pictures/", "/css/");
        assertThat(folders(Samples.apex().page("https://acme.test/start/", 200, page)))
                .as("where the page itself lies below the root")
                .containsExactly("/js/lib/", "/start/pictures/", "/css/");
    }

    @Test
    void wordPressHasFoldersOfItsOwn() {
        assertThat(folders(Samples.apex().page("https://acme.test/", 200, "<img src='/wp-content/themes/a/a.png'>")))
                .containsExactly("/wp-content/themes/a/", "/wp-content/uploads/", "/wp-includes/");
    }

    @Test
    void foldersAreReadFromTheHostsOwnPageAlone() {
        var page = "<img src='/pictures/a.png'>";
        assertThat(folders(Samples.apex().page("https://elsewhere.test/", 200, page)))
                .isEmpty();
        assertThat(folders(Samples.apex().probed("other", "https://acme.test/", 200, page)))
                .isEmpty();
        assertThat(folders(Samples.apex().page("https://acme.test/", 200, page, "Content-Type: text/plain")))
                .isEmpty();
        assertThat(folders(Samples.apex()
                        .page("http://acme.test/", 200, "<img src='/old/a.png'>")
                        .page("https://acme.test/", 200, page)))
                .as("the last page counts")
                .containsExactly("/pictures/");
    }

    @Test
    void noMoreThanEightFoldersAreAskedFor() {
        var page = IntStream.range(0, 20)
                .mapToObj(number -> "<img src='/f" + number + "/a.png'>")
                .collect(Collectors.joining());
        assertThat(folders(Samples.apex().page("https://acme.test/", 200, page)))
                .hasSize(8)
                .startsWith("/f0/")
                .endsWith("/f7/");
    }

    @Test
    void aListingAtTheRootIsFoundWithoutAsking() {
        var root =
                "<html><head><title>Index of /</title></head><body><h1>Index of /</h1><hr><pre><a href=\"../\">../</a>"
                        + "<a href=\"a.txt\">a.txt</a></pre></body></html>";
        assertThat(new DirectoryListingDetector()
                        .detect(Samples.apex()
                                .page("https://acme.test/", 200, root)
                                .evidence()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence().getFirst().excerpt())
                        .isEqualTo("\"Index of /\" (nginx) lists a.txt"));
    }
}
