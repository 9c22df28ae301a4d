package io.reconai.engine.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Whatever an open port says, it is recognised or it is not.
class RecognisersFuzzTest {

    private static final Recognisers RECOGNISERS = new Recognisers();
    private static final List<String> QUESTIONS = questions();

    private static List<String> questions() {
        var names = new ArrayList<>(List.of(""));
        Questions.load().all().forEach(question -> names.add(question.name()));
        return List.copyOf(names);
    }

    /// The first octet chooses the question, the rest is the answer.
    @FuzzTest(maxDuration = "30s")
    void reading_never_fails(byte[] bytes) {
        var question = bytes.length == 0 ? "" : QUESTIONS.get((bytes[0] & 0xff) % QUESTIONS.size());
        var text = bytes.length == 0 ? "" : new String(bytes, 1, bytes.length - 1, StandardCharsets.ISO_8859_1);
        var heard = new Heard(question, text, true);
        RECOGNISERS.read(heard).ifPresent(seen -> {
            assertThat(seen.version()).matches("[A-Za-z0-9._+~:-]{0,40}");
            assertThat(seen.service()).matches("[a-z0-9-]*");
        });
    }
}
