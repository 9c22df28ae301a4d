package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTitleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "<title>Acme</title><p>text | Acme",
                "<TITLE lang=en> Acme \t shop </TITLE > | Acme shop",
                "<!-- <title>old</title> --><title>new</title> | new",
                "<script>var a = '</title>'</script><title>after a script</title> | after a script",
                "<title>a &amp; b</title> | a & b",
                "<title>never closed | never closed",
                "<title></title><title>second</title> | ^^",
                "<html data-a='\u0130\u0130\u0130\u0130'><title>Acme</title><p>later</p> | Acme",
                "<p>no title</p></title> | ^^",
                "<body><svg><title>a picture</title></svg> | ^^"
            })
    void isWhatABrowserWouldShow(String html, String title) {
        assertThat(PageTitle.of(html)).isEqualTo(title);
    }

    @Test
    void isCutAndShowsNoControlCharacters() {
        assertThat(PageTitle.of("<title>" + "a".repeat(1_000) + "</title>")).hasSizeLessThanOrEqualTo(513);
        assertThat(PageTitle.of("<title>a\u001bb</title>")).doesNotContain("\u001b");
    }
}
