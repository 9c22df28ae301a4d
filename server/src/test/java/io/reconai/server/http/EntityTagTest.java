package io.reconai.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "tag"              | true
            W/"tag"            | true
            "a", W/"tag"       | true
            "a","tag","b"      | true
            *                  | true
            "TAG"              | false
            tag                | false
            "tag               | false
            "a, tag"           | false
            w/"other"          | false
            """)
    void comparesWeakly(String field, boolean named) {
        assertThat(new EntityTag("tag", false).isNamedBy(field)).isEqualTo(named);
        assertThat(new EntityTag("tag", true).isNamedBy(field)).isEqualTo(named);
    }
}
