package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.HIGH;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.List;

/// Brokers of messages that take everybody as a client (CWE-306).
///
/// MQTT, STOMP and NATS accepted a connection without credentials, Kafka told its brokers. AMQP asks who one is; open
/// is a broker that offers ANONYMOUS (RFC 4505) and went on when that was taken. That it offers it is not enough, and
/// being reachable says nothing. No topic or queue was opened, and nothing was sent to one.
final class MessageBrokerDetector implements Detector {

    private static final String CONSEQUENCE =
            "Whoever finds it reads messages that are not theirs, and sends their own.";

    private static final List<OpenService> RULES = List.of(
            OpenService.of("mqtt", check("mqtt", "An MQTT broker takes clients without credentials")),
            OpenService.of("amqp", "amqp-anonymous", check("amqp", "An AMQP broker takes clients without credentials")),
            OpenService.of("kafka", "kafka-brokers", check("kafka", "Kafka answers without credentials")),
            OpenService.of("stomp", check("stomp", "A STOMP broker takes clients without credentials")),
            OpenService.of("nats", check("nats", "NATS takes clients without credentials")));

    private static Check check(String name, String title) {
        return OpenService.check("service." + name + ".open", HIGH, title, CONSEQUENCE);
    }

    @Override
    public String id() {
        return "service_message_broker_detector";
    }

    @Override
    public List<Check> checks() {
        return RULES.stream().map(OpenService::check).toList();
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return ServiceFacts.judge(evidence, fact -> OpenService.judge(RULES, fact, id(), evidence));
    }
}
