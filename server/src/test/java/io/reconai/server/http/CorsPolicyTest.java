package io.reconai.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsPolicyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://a.example                       | https://a.example      | true
            https://a.example , http://b.example:81 | http://b.example:81    | true
            https://a.example                       | http://a.example       | false
            https://a.example                       | https://a.example:443  | false
            https://a.example                       | https://b.a.example    | false
            https://a.example                       | https://A.example      | false
            http://[::1]:5173                       | http://[::1]:5173      | true
            ''                                      | https://a.example      | false
            """)
    void allowsExactlyWhatIsListed(String setting, String origin, boolean allowed) {
        assertThat(CorsPolicy.of(setting).allows(origin)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://a.example,*",
                "https://*.example",
                "a.example",
                "https://a.example/",
                "https://a.example/app",
                "HTTPS://A.EXAMPLE",
                "null",
                "file://"
            })
    void refusesWhatNoBrowserSendsOrEveryPageWouldMatch(String setting) {
        assertThatThrownBy(() -> CorsPolicy.of(setting)).isInstanceOf(IllegalArgumentException.class);
    }
}
