package io.reconai.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            plain              | acme.test        | acme.test
            a list             | 22,80            | "22,80"
            a quote            | a"b              | "a""b"
            equals             | =1+1             | '=1+1
            plus               | +1               | '+1
            minus              | -1               | '-1
            at                 | @SUM(A1)         | '@SUM(A1)
            full-width equals  | \uff1d1          | '\uff1d1
            formula and comma  | =A1,B1           | "'=A1,B1"
            only at the start  | a=b              | a=b
            nothing            | ~~               | ~~
            """)
    void keepsTextText(String why, String text, String cell) {
        assertThat(Csv.line(List.of(text))).isEqualTo(cell + "\r\n");
    }

    @Test
    void linesStayOneRow() {
        assertThat(Csv.line(List.of("a\nb", "\t=1", "\r=2"))).isEqualTo("\"a\nb\",'\t=1,\"'\r=2\"\r\n");
    }
}
