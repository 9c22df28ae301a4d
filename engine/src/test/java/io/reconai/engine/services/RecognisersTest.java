package io.reconai.engine.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers of real services, written down, and what each is recognised as.
class RecognisersTest {

    private final Recognisers recognisers = new Recognisers();
    private final Questions questions = Questions.load();

    static List<List<String>> answers() {
        return Table.read("answers.txt", 6);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void recognises(List<String> row) {
        var seen = recognisers.read(new Heard(row.get(4), Question.bytes(row.get(5)), false));
        if (row.get(0).isEmpty()) {
            assertThat(seen).isEmpty();
            return;
        }
        assertThat(seen).isPresent();
        assertThat(seen.get().service()).isEqualTo(row.get(0));
        assertThat(seen.get().product()).isEqualTo(row.get(1));
        assertThat(seen.get().version()).isEqualTo(row.get(2));
        assertThat(seen.get().outcome()).isEqualTo(Signature.outcome(row.get(3)));
    }

    @Test
    void tellsMoreThanSixtyServices() {
        var services = new TreeSet<String>();
        answers().stream().map(List::getFirst).filter(name -> !name.isEmpty()).forEach(services::add);
        assertThat(services).hasSizeGreaterThan(60);
    }

    @Test
    void everyServiceOfTheTablesHasAnAnswerInTheTest() {
        var shown = Set.copyOf(answers().stream().map(List::getFirst).toList());
        for (var table : List.of("signatures.txt", "http-products.txt")) {
            assertThat(Table.read(table, 7).stream()
                            .map(List::getFirst)
                            .filter(name -> !name.equals("-"))
                            .distinct())
                    .as(table)
                    .allMatch(shown::contains, "is shown in answers.txt");
        }
    }

    @Test
    void everyRowSpeaksOfAQuestionThereIs() {
        for (var row : Signature.load()) {
            assertThat(row.question().equals("-") || questions.knows(row.question()))
                    .as(row.toString())
                    .isTrue();
            assertThat(row.then().isEmpty() || questions.knows(row.then()))
                    .as(row.toString())
                    .isTrue();
        }
    }

    @Test
    void printersPlantsAndRepositoriesAreAskedNothing() {
        for (var port : List.of(9100, 9103, 9107, 102, 502, 2404, 20_000, 44_818, 47_808, 9418)) {
            assertThat(UsualPorts.connectOnly(port)).as("port " + port).isTrue();
            assertThat(questions.usualAt(port)).as("port " + port).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openbsd:openssh | 9.2p1 | cpe:2.3:a:openbsd:openssh:9.2:p1:*:*:*:*:*:*",
                "f5:nginx | 1.22.1 | cpe:2.3:a:f5:nginx:1.22.1:*:*:*:*:*:*:*",
                "postfix:postfix | '' | cpe:2.3:a:postfix:postfix:*:*:*:*:*:*:*:*",
                "o:mikrotik:routeros | '' | cpe:2.3:o:mikrotik:routeros:*:*:*:*:*:*:*:*",
                "a:b | 1.0~RC1+x | cpe:2.3:a:a:b:1.0\\~rc1\\+x:*:*:*:*:*:*:*",
                "'' | 1 | ''"
            })
    void namesProducts(String product, String version, String expected) {
        assertThat(Cpe.name(product, version)).isEqualTo(expected);
    }

    @Test
    void aVersionOfStrangeCharactersIsNone() {
        var seen = recognisers.read(new Heard("memcached", "VERSION 1.6.18<script>\r\n", false));
        assertThat(seen).map(Recognised::version).contains("1.6.18");
        assertThat(seen).map(Recognised::then).contains("memcached-stats");
    }
}
