package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.detectors.exposure.Exposure.RESTRICT;
import static io.reconai.engine.detectors.exposure.Exposure.check;
import static io.reconai.engine.detectors.exposure.Exposure.when;

import io.reconai.engine.asset.Check;
import io.reconai.engine.detectors.Probe.Manner;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Management of Spring Boot applications (Actuator) and of Java beans over HTTP (Jolokia).
///
/// That an application is healthy may be said to everybody, and often is on purpose. Of the memory's image only the
/// head is asked for.
final class SpringActuator {

    private static final Check ACTUATOR = check(
            "spring-actuator",
            HIGH,
            "The management of a Spring application is open to everybody",
            "It shows settings and memory, with the passwords in them, and may change the application.",
            RESTRICT);
    private static final Check JOLOKIA = check(
            "jolokia",
            HIGH,
            "Java beans can be managed by everybody (Jolokia)",
            "Beans of servers can be made to run code.",
            RESTRICT);

    private static final Set<String> GRAVE =
            Set.of("env", "heapdump", "configprops", "loggers", "gateway", "threaddump", "httptrace", "jolokia");
    private static final long IMAGE_BYTES = 1024 * 1024;
    private static final String SUBJECT = "/actuator";

    static final List<Exposure> ROWS = List.of(
            Exposure.of(ACTUATOR, SpringActuator::index, "/actuator")
                    .asked(Manner.JSON)
                    .subject(SUBJECT),
            Exposure.of(ACTUATOR, SpringActuator::health, "/actuator/health")
                    .asked(Manner.JSON)
                    .medium()
                    .subject(SUBJECT),
            Exposure.of(ACTUATOR, SpringActuator::environment, "/actuator/env", "/env", "/manage/env")
                    .asked(Manner.JSON)
                    .subject(SUBJECT),
            Exposure.of(ACTUATOR, _ -> Optional.empty(), "/actuator/heapdump")
                    .asked(Manner.HEAD)
                    .after(Occasion.found("/actuator", "/actuator/env"))
                    .subject(SUBJECT)
                    .provedBy(SpringActuator::image),
            Exposure.of(
                            JOLOKIA,
                            answered -> when(
                                    answered.json().has("value.agent", "value.protocol"),
                                    HIGH,
                                    "agent " + answered.json().value("value.agent")),
                            "/jolokia/version",
                            "/actuator/jolokia")
                    .asked(Manner.JSON));

    private SpringActuator() {}

    private static Optional<Leak> index(Answered answered) {
        var json = answered.json();
        var grave = GRAVE.stream()
                .filter(name -> json.has("_links." + name + ".href"))
                .sorted()
                .toList();
        return when(
                json.has("_links.self.href"),
                grave.isEmpty() ? INFO : HIGH,
                grave.isEmpty() ? "an index" : "an index with " + String.join(", ", grave));
    }

    private static Optional<Leak> health(Answered answered) {
        var json = answered.json();
        return when(
                Set.of("UP", "DOWN").contains(json.value("status"))
                        && (json.values().size() == 2 || json.hasBelow("components.") || json.hasBelow("groups")),
                INFO,
                "health is " + json.value("status"));
    }

    private static Optional<Leak> environment(Answered answered) {
        return when(isEnvironment(answered), HIGH, "sources of properties");
    }

    private static boolean isEnvironment(Answered answered) {
        var json = answered.json();
        return json.has("propertySources")
                && (json.has("activeProfiles")
                        || answered.has("systemProperties")
                        || answered.has("systemEnvironment"));
    }

    private static Optional<Leak> image(Answered answered, Site site) {
        var type = answered.answer().mediaType();
        var length = answered.answer()
                .firstHeader("content-length")
                .filter(value -> value.matches("\\d{1,15}"))
                .map(Long::parseLong)
                .orElse(0L);
        var isProved = site.shows(SpringActuator::isEnvironment, "/actuator/env")
                || site.shows(other -> index(other).isPresent(), "/actuator");
        return when(
                isProved
                        && length > IMAGE_BYTES
                        && (type.equals("application/octet-stream") || type.startsWith("application/vnd.spring-boot")),
                CRITICAL,
                "an image of the memory of " + length + " bytes");
    }
}
