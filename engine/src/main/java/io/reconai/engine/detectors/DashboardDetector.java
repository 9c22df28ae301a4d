package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.AccessAnswer.Outcome;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.detectors.ServiceFacts.Fact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Dashboards and consoles that show themselves to everybody (CWE-306).
///
/// Each was asked for something that its users see after signing in. One that sends visitors to its login is not open;
/// Grafana's is reported as a login page, since it is a usual way in.
final class DashboardDetector implements Detector {

    private static final String SHOWS = "Whoever finds it sees how the systems behind it are built and how they fare.";

    private static final Check PROMETHEUS = OpenService.check(
            "service.prometheus.open", MEDIUM, "Prometheus or one of its exporters answers without a login", SHOWS);

    private static final List<OpenService> RULES = List.of(
            OpenService.of(
                    "kibana",
                    "kibana-status",
                    OpenService.check(
                            "service.kibana.open",
                            HIGH,
                            "Kibana answers without a login",
                            "Whoever finds it reads and changes what the search engine behind it holds.")),
            OpenService.of(
                    "grafana",
                    "grafana-dashboards",
                    OpenService.check(
                            "service.grafana.anonymous", MEDIUM, "Grafana shows dashboards without a login", SHOWS)),
            OpenService.of("prometheus", "prometheus-buildinfo", PROMETHEUS),
            OpenService.of("node-exporter", "node-exporter-metrics", PROMETHEUS),
            OpenService.of(
                    "jupyter",
                    "jupyter-kernels",
                    OpenService.check(
                            "service.jupyter.open",
                            CRITICAL,
                            "Jupyter answers without a token",
                            "Whoever finds it runs programs of their own on its machine.")),
            OpenService.of(
                    "rabbitmq-management",
                    "rabbitmq-overview",
                    OpenService.check(
                            "service.rabbitmq-mgmt.open",
                            HIGH,
                            "RabbitMQ's management answers without a login",
                            "Whoever finds it reads and changes queues and their messages.")));

    private static final Check GRAFANA_LOGIN = OpenService.reachable(
            "service.grafana.login",
            LOW,
            "Grafana's login is reachable from the internet",
            "Passwords can be tried on it, and every flaw of it is within everybody's reach.",
            "Let only those networks reach it from which it is used");

    @Override
    public String id() {
        return "service_dashboard_detector";
    }

    @Override
    public List<Check> checks() {
        return Stream.concat(RULES.stream().map(OpenService::check), Stream.of(GRAFANA_LOGIN))
                .distinct()
                .toList();
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return ServiceFacts.judge(evidence, fact -> OpenService.judge(RULES, fact, id(), evidence)
                .map(finding -> fact.service().equals("node-exporter") ? finding.withSeverity(LOW) : finding)
                .or(() -> login(fact, evidence)));
    }

    private Optional<Finding> login(Fact fact, Evidence evidence) {
        return fact.service().equals("grafana") && fact.answered(Outcome.NEEDS_AUTHENTICATION)
                ? Optional.of(fact.reachable(GRAFANA_LOGIN, id(), evidence))
                : Optional.empty();
    }
}
