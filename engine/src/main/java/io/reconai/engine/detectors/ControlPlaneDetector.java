package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.detectors.ServiceFacts.Fact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Interfaces by which machines and clusters are run, open to everybody (CWE-306).
///
/// Only reading questions are asked: versions, names of jobs, one namespace. Kubernetes and Vault tell strangers their
/// version or their health by design: that alone is no more than a fact. etcd is asked by version 2 of its interface,
/// since version 3 has no question without a body.
final class ControlPlaneDetector implements Detector {

    private static final String RUNS = "Whoever finds it can run programs of their own on the machines behind it.";
    private static final String TELLS = "Whoever finds it reads the configuration of what runs here, secrets among it.";

    private static final Check DOCKER = OpenService.check(
            "service.docker-api.open", CRITICAL, "Docker's interface takes orders from everybody", RUNS);
    private static final Check KUBERNETES = OpenService.check(
            "service.kubernetes.anonymous", CRITICAL, "Kubernetes answers to those who have not signed in", RUNS);
    private static final Check ETCD =
            OpenService.check("service.etcd.open", CRITICAL, "etcd answers without a login", TELLS);
    private static final Check JENKINS = OpenService.check(
            "service.jenkins.open",
            HIGH,
            "Jenkins shows its jobs without a login",
            "Build jobs hold source code and secrets; with the script console everybody runs programs.");
    private static final Check CONSUL =
            OpenService.check("service.consul.open", HIGH, "Consul answers without a token", TELLS);
    private static final Check NOMAD =
            OpenService.check("service.nomad.open", HIGH, "Nomad answers without a token", RUNS);
    private static final Check ZOOKEEPER =
            OpenService.check("service.zookeeper.open", HIGH, "ZooKeeper answers to everybody", TELLS);
    private static final Check HADOOP =
            OpenService.check("service.hadoop.open", CRITICAL, "Hadoop YARN answers without a login", RUNS);
    private static final Check SPARK =
            OpenService.check("service.spark.open", CRITICAL, "Spark's master answers without a login", RUNS);
    private static final Check AIRFLOW =
            OpenService.check("service.airflow.open", CRITICAL, "Airflow answers without a login", RUNS);
    private static final Check PORTAINER =
            OpenService.check("service.portainer.open", CRITICAL, "Portainer answers without a login", RUNS);

    private static final Check KUBERNETES_SEEN = OpenService.reachable(
            "service.kubernetes.reachable",
            INFO,
            "The interface of a Kubernetes cluster is reachable from the internet",
            "It asks for credentials; every flaw of it is within everybody's reach.",
            "Let only those networks reach it from which the cluster is run");
    private static final Check VAULT_SEEN = OpenService.reachable(
            "service.vault.reachable",
            INFO,
            "A Vault server is reachable from the internet",
            "It tells its version and state to everybody, by design, and keeps its secrets.",
            "Let only those networks reach it that need its secrets");

    /// The worse proof stands before the milder one of the same product.
    private static final List<OpenService> RULES = List.of(
            OpenService.of("docker", "docker-version", DOCKER),
            OpenService.of("kubernetes", "kubernetes-namespaces", KUBERNETES),
            OpenService.of("kubelet", KUBERNETES),
            OpenService.of("etcd", "etcd-keys", ETCD),
            OpenService.of("jenkins", "jenkins-script", JENKINS),
            OpenService.of("jenkins", "jenkins-jobs", JENKINS),
            OpenService.of("consul", "consul-agent", CONSUL),
            OpenService.of("nomad", "nomad-jobs", NOMAD),
            OpenService.of("zookeeper", "zookeeper", ZOOKEEPER),
            OpenService.of("hadoop", "hadoop-cluster", HADOOP),
            OpenService.of("spark", "spark-master", SPARK),
            OpenService.of("airflow", "airflow-dags", AIRFLOW),
            OpenService.of("portainer", "portainer-endpoints", PORTAINER));

    @Override
    public String id() {
        return "service_control_plane_detector";
    }

    @Override
    public List<Check> checks() {
        return Stream.concat(RULES.stream().map(OpenService::check), Stream.of(KUBERNETES_SEEN, VAULT_SEEN))
                .distinct()
                .toList();
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return ServiceFacts.judge(evidence, fact -> OpenService.judge(RULES, fact, id(), evidence)
                .map(finding -> weighed(finding, fact))
                .or(() -> seen(fact, evidence)));
    }

    /// The kubelet's plain port only tells; Jenkins' script console is more than its list of jobs.
    private static Finding weighed(Finding finding, Fact fact) {
        if (fact.service().equals("kubelet") && !fact.isOverTls()) {
            return finding.withSeverity(HIGH);
        }
        return fact.isOpen("jenkins-script") ? finding.withSeverity(CRITICAL) : finding;
    }

    private Optional<Finding> seen(Fact fact, Evidence evidence) {
        return switch (fact.service()) {
            case "kubernetes" -> Optional.of(fact.reachable(KUBERNETES_SEEN, id(), evidence));
            case "vault" -> Optional.of(fact.reachable(VAULT_SEEN, id(), evidence));
            default -> Optional.empty();
        };
    }
}
