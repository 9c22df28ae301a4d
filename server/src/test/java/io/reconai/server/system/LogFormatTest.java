package io.reconai.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.SettingException;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogFormatTest {

    @ParameterizedTest
    @CsvSource({"'', false", "text, false", "json, true", "' json ', true"})
    void isTextUnlessJsonIsWanted(String format, boolean json) {
        assertThatCode(() -> LogFormat.requireKnown(format)).doesNotThrowAnyException();
        assertThat(new LogFormat(format).getValue("quarkus.log.console.json.enabled"))
                .isEqualTo(String.valueOf(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "xml"})
    void refusesOthersAndNamesTheVariable(String format) {
        assertThatThrownBy(() -> LogFormat.requireKnown(format))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("RECONAI_LOG_FORMAT");
        assertThatThrownBy(() -> new ServerSettings(Map.of("RECONAI_LOG_FORMAT", format)))
                .hasMessageContaining("RECONAI_LOG_FORMAT");
    }

    @Test
    void isFoundByTheFramework() {
        assertThat(ConfigProvider.getConfig().getConfigSources())
                .anySatisfy(source -> assertThat(source.getName()).isEqualTo("RECONAI_LOG_FORMAT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://a.example/x"})
    void badOriginsEndTheStartAndAreNamed(String origins) {
        assertThatThrownBy(() -> new ServerSettings(Map.of("CORS_ORIGINS", origins)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("CORS_ORIGINS");
    }
}
