package io.reconai.server.system;

import io.reconai.engine.SettingException;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/// Tells the framework how `RECONAI_LOG_FORMAT` wants log lines: `text` for people, `json` for machines.
///
/// It is read before anything else is, so that the first line has the right form already.
public final class LogFormat implements ConfigSource {

    static final String VARIABLE = "RECONAI_LOG_FORMAT";

    private static final String IS_JSON = "quarkus.log.console.json.enabled";

    /// Above the file of defaults, below system properties and the environment.
    private static final int ORDINAL = 260;

    private final String format;

    public LogFormat() {
        this(System.getProperty(VARIABLE, System.getenv().getOrDefault(VARIABLE, "")));
    }

    LogFormat(String format) {
        this.format = format.strip();
    }

    /// @throws SettingException when it is neither of the two
    static void requireKnown(String format) throws SettingException {
        if (!Set.of("", "text", "json").contains(format.strip())) {
            throw new SettingException(VARIABLE, "is text or json");
        }
    }

    @Override
    public Map<String, String> getProperties() {
        return Map.of(IS_JSON, String.valueOf(format.equals("json")));
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(IS_JSON);
    }

    @Override
    public @Nullable String getValue(String name) {
        return getProperties().get(name);
    }

    @Override
    public String getName() {
        return VARIABLE;
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
