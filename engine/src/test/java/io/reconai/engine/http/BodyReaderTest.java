package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.BodyNotes;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What is noted of a body that comes again, where what it means differs.
class BodyReaderTest {

    private static final String SETTING = "database.password = \"tR7#kq92LmXw\"\n";
    private static final Header TEXT = new Header("Content-Type", "text/plain");

    private final BodyReader bodies = new BodyReader();

    private BodyNotes notes(String path, Header... fields) {
        var body = SETTING.getBytes(StandardCharsets.UTF_8);
        var answer = new HttpAnswer(
                200, "http/1.1", List.of(fields), SETTING, body.length, false, "the digest of " + SETTING, "");
        var reply = new HttpConnection.Reply(ExchangeOutcome.ANSWERED, "", answer, body);
        var noted =
                bodies.noted(URI.create("https://www.acme.test" + path), reply).answer();
        return Objects.requireNonNull(noted).noted();
    }

    @Test
    void aSecretOfSettingsIsNoneElsewhereWhicheverComesFirst() {
        assertThat(notes("/a", TEXT)).isEqualTo(BodyNotes.NONE);
        assertThat(notes("/app.config.json", TEXT).secrets()).hasSize(1);
        assertThat(notes("/b", TEXT)).isEqualTo(BodyNotes.NONE);
        assertThat(notes("/settings.txt", TEXT).secrets()).hasSize(1);
    }

    @Test
    void aScriptThatIsNamedAMapByItsFieldIsReadAnew() {
        assertThat(notes("/a.js", TEXT)).isEqualTo(BodyNotes.NONE);
        assertThat(notes("/a.js", TEXT, new Header("SourceMap", "a.js.map")).sourceMap())
                .isEqualTo("a.js.map");
    }
}
