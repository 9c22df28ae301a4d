package io.reconai.server.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.SettingException;
import io.reconai.server.work.WorkSettings.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkSettingsTest {

    @Test
    void oneProcessDoesEverythingByDefault() throws Exception {
        var settings = WorkSettings.from(Map.of());
        assertThat(settings.role()).isEqualTo(Role.ALL);
        assertThat(settings.broker()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"all,ALL", "api,API", "Worker,WORKER"})
    void aBrokerJoinsTheRoles(String word, Role role) throws Exception {
        var settings = WorkSettings.from(Map.of("RECONAI_ROLE", word, "RABBITMQ_URL", "amqps://u:p@broker:5671/v"));
        assertThat(settings.role()).isEqualTo(role);
        assertThat(settings.broker())
                .hasValueSatisfying(address -> assertThat(address.getHost()).isEqualTo("broker"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api | '' | RABBITMQ_URL",
                "worker | '' | RABBITMQ_URL",
                "boss | amqp://broker | RECONAI_ROLE",
                "all | http://broker | RABBITMQ_URL",
                "all | amqp: | RABBITMQ_URL",
                "all | 'amqp://a b' | RABBITMQ_URL",
            })
    void whatCannotBeUsedIsNamed(String role, String broker, String named) {
        assertThatThrownBy(() -> WorkSettings.from(Map.of("RECONAI_ROLE", role, "RABBITMQ_URL", broker)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(named);
    }
}
