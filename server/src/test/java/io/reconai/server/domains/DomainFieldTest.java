package io.reconai.server.domains;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people paste where a domain is asked for.
class DomainFieldTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        example.com                              | example.com
        https://example.com                      | example.com
        HTTPS://www.example.com/a/b?c=d#e        | www.example.com
        http://user:secret@example.com:8080/     | example.com
        example.com:443                          | example.com
        example.com?x=https://other.example      | example.com
        //example.com                            | ''
        *.example.com                            | example.com
        https://*.example.com./                  | example.com.
        a@b@example.com                          | example.com
        ::1                                      | ::1
        [::1]:80                                 | [::1]
        example.com:http                         | example.com:http
        *.*.example.com                          | *.example.com
        """)
    void leavesTheName(String typed, String host) {
        assertThat(DomainField.host(typed)).isEqualTo(host);
    }
}
