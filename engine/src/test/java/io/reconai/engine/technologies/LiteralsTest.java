package io.reconai.engine.technologies;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The prefilter: it may let too much through, and must never keep anything out.
class LiteralsTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
        ^WordPress ?(\\d+)? ; wordpress
        /wp-(?:content|includes)/ ; /wp-
        a|bcd ; ``
        (?:abc)+de ; de
        jquery[-.]min\\.js ; jquery
        colou?r ; colo
        ab{2,3}cde ; cde
        x*yz ; yz
        [\\]abc]def ; def
        \\dfoo\\s ; foo
        """)
    void theLongestTextThatMustBeThere(String pattern, String literal) {
        assertThat(RequiredLiteral.of(pattern)).isEqualTo(literal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
        ^(?:JBoss|WildFly) ; jboss wildfly
        a[|]b|cd\\|e ; cd|e a
        ^(?:ab|$) ; ``
        (?:ab|cd)? ; ``
        (?:ab|cd){2} ; ``
        (?:ab|cd)+ ; ab cd
        (?:x|\\d)(?:ab|(?:cd|ef)\\d) ; ab cd ef
        ((?:ab|cd)) ; ``
        \\(?:ab|cd\\) ; :ab cd)
        (?:^|/)(?:gsap|TweenMax)\\d ; gsap tweenmax
        (?:^|/)(?:gsap|TweenMax)\\.js ; gsap tweenmax
        \\.(?:web\\.app|b\\.io)$ ; web.app b.io
        ^https://(?:a|bc) ; https://
        abcd(?:ef|gh)?(?:i|jk) ; abcd
        """)
    void oneOfSeveralTextsThatMustBeThere(String pattern, String literals) {
        assertThat(RequiredLiteral.anyOf(pattern))
                .containsExactlyInAnyOrder(literals.isEmpty() ? new String[0] : literals.split(" "));
    }

    @Property(tries = 500)
    void findsWhatSearchingOneByOneFinds(
            @ForAll @NotEmpty @Size(max = 6)
                    List<@StringLength(min = 1, max = 4) @CharRange(from = 'a', to = 'c') String> literals,
            @ForAll @StringLength(max = 40) @CharRange(from = 'a', to = 'd') String text) {
        var found = new ArrayList<String>();
        new LiteralIndex(literals).find(text.toUpperCase(Locale.ROOT), (literal, end) -> {
            found.add(literal + "@" + end);
        });
        var expected = new ArrayList<String>();
        for (var i = 0; i < literals.size(); i++) {
            var matcher = Pattern.compile(Pattern.quote(literals.get(i))).matcher(text);
            for (var at = 0; matcher.find(at); at = matcher.start() + 1) {
                expected.add(i + "@" + matcher.end());
                if (matcher.start() + 1 > text.length()) {
                    break;
                }
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }
}
