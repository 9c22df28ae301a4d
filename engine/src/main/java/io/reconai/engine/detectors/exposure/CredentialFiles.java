package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.detectors.exposure.Exposure.REMOVE;
import static io.reconai.engine.detectors.exposure.Exposure.check;
import static io.reconai.engine.detectors.exposure.Exposure.when;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Keys, password files and the files in which tools keep what they log in with.
final class CredentialFiles {

    private static final String WHY = "Whoever reads it can log in where it is used.";

    private static final Check PRIVATE_KEY =
            check("private-key", CRITICAL, "A private key can be read by everybody", WHY, REMOVE);
    private static final Check HTPASSWD = check(
            "htpasswd",
            CRITICAL,
            "A file of password hashes can be read by everybody",
            "Passwords that people choose are found from their hashes in hours.",
            REMOVE);
    private static final Check AWS =
            check("aws-credentials", CRITICAL, "Keys for Amazon's cloud can be read by everybody", WHY, REMOVE);
    private static final Check NPMRC = check(
            "npmrc",
            CRITICAL,
            "The settings of npm can be read by everybody",
            "They may hold a token that publishes packages.",
            REMOVE);
    private static final Check PYPIRC =
            check("pypirc", CRITICAL, "A password for a package index can be read by everybody", WHY, REMOVE);
    private static final Check NETRC =
            check("netrc", CRITICAL, "A file of logins (.netrc) can be read by everybody", WHY, REMOVE);
    private static final Check DOCKER =
            check("docker-cfg", CRITICAL, "Logins for a container registry can be read by everybody", WHY, REMOVE);
    private static final Check GIT_CREDENTIALS =
            check("git-credentials", CRITICAL, "Logins for Git servers can be read by everybody", WHY, REMOVE);
    private static final Check KUBECONFIG =
            check("kubeconfig", CRITICAL, "A login for a Kubernetes cluster can be read by everybody", WHY, REMOVE);
    private static final Check GCP_KEY =
            check("gcp-key", CRITICAL, "A key of a Google service account can be read by everybody", WHY, REMOVE);
    private static final Check TERRAFORM = check(
            "terraform-state",
            HIGH,
            "The state of Terraform can be read by everybody",
            "It describes the whole installation, with passwords in plain text.",
            REMOVE);

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY-----\\s+"
                    + "(?:[\\w-]+: [^\\n]*\\s+)*[A-Za-z0-9+/=]{4}[A-Za-z0-9+/=*\\s]*-----END ");
    private static final Pattern HASH = Pattern.compile(
            "[^:\\s]{1,64}:(?:(?:\\$apr1\\$|\\$2[aby]\\$|\\{SHA}|\\$5\\$|\\$6\\$)\\S+|[./A-Za-z0-9]{2}[./A-Za-z0-9*]{11})");
    private static final Pattern SECTION = Pattern.compile("(?m)^\\[[^\\]\\n]+]");
    private static final Pattern AWS_KEY = Pattern.compile("aws_access_key_id\\s*=\\s*(?:AKIA|ASIA)[A-Z0-9*]{16}");
    private static final Pattern NPM_TOKEN = Pattern.compile("(?m)(?:_authToken|_auth|_password)\\s*=\\s*(\\S+)$");
    private static final Pattern NPM_LINE = Pattern.compile("(?m)^(?:@[\\w-]+:)?registry\\s*=\\s*https?://");
    private static final Pattern PYPI = Pattern.compile("(?m)^\\s*password\\s*[:=]\\s*(\\S+)");
    private static final Pattern MACHINE = Pattern.compile("machine\\s+\\S+\\s+login\\s+\\S+\\s+password\\s+\\S+");
    private static final Pattern GIT_LOGIN = Pattern.compile("https?://[^/\\s:@]+:[^/\\s@]+@[\\w.:-]+\\S*");
    private static final Pattern CLUSTER_LOGIN = Pattern.compile("client-key-data:\\s*\\S+|\\btoken:\\s*\\S+");

    static final List<Exposure> ROWS = List.of(
            Exposure.of(PRIVATE_KEY, _ -> Optional.empty())
                    .at(CredentialFiles::keyPaths)
                    .provedBy((answered, _) -> key(answered)),
            Exposure.of(HTPASSWD, CredentialFiles::hashes, "/.htpasswd", "/htpasswd"),
            Exposure.of(AWS, CredentialFiles::aws, "/.aws/credentials", "/.aws/config"),
            Exposure.of(NPMRC, CredentialFiles::npm, "/.npmrc"),
            Exposure.of(
                    PYPIRC,
                    answered -> when(
                            answered.has(SECTION) && answered.has("pypi") && real(answered, PYPI),
                            CRITICAL,
                            "a password"),
                    "/.pypirc"),
            Exposure.of(NETRC, answered -> when(answered.has(MACHINE), CRITICAL, "a machine's login"), "/.netrc"),
            Exposure.of(DOCKER, CredentialFiles::docker, "/.docker/config.json", "/.dockercfg"),
            Exposure.of(
                    GIT_CREDENTIALS,
                    answered -> when(
                            !answered.lines().isEmpty()
                                    && answered.lines().stream()
                                            .allMatch(line ->
                                                    GIT_LOGIN.matcher(line).matches()),
                            CRITICAL,
                            answered.lines().size() + " logins"),
                    "/.git-credentials"),
            Exposure.of(
                    KUBECONFIG,
                    answered -> when(
                            answered.has("apiVersion: v1", "kind: Config") && answered.has(CLUSTER_LOGIN),
                            CRITICAL,
                            "a cluster's login"),
                    "/.kube/config",
                    "/kubeconfig"),
            Exposure.of(GCP_KEY, CredentialFiles::serviceAccount, "/service-account.json", "/credentials.json"),
            Exposure.of(
                    TERRAFORM,
                    answered -> when(
                            answered.json().has("terraform_version", "resources"),
                            HIGH,
                            "resources of Terraform " + answered.json().value("terraform_version")),
                    "/terraform.tfstate"));

    private CredentialFiles() {}

    private static List<String> keyPaths(Host host) {
        var paths = new ArrayList<>(
                List.of("/id_rsa", "/.ssh/id_rsa", "/.ssh/id_ed25519", "/server.key", "/private.key", "/key.pem"));
        if (!host.isAddress()) {
            paths.add("/" + host.value() + ".key");
        }
        return paths;
    }

    private static Optional<Leak> key(Answered answered) {
        var isEncrypted = answered.has("ENCRYPTED");
        return when(
                answered.has(KEY),
                isEncrypted ? HIGH : CRITICAL,
                isEncrypted ? "an encrypted key" : "a key without a password");
    }

    private static Optional<Leak> hashes(Answered answered) {
        var lines = answered.lines();
        return when(
                !lines.isEmpty()
                        && lines.stream().allMatch(line -> HASH.matcher(line).matches()),
                CRITICAL,
                lines.size() + " users with password hashes");
    }

    private static Optional<Leak> aws(Answered answered) {
        if (!answered.has(SECTION)) {
            return Optional.empty();
        }
        var hasKey = answered.has(AWS_KEY);
        return when(
                hasKey || answered.has("region", "output"),
                hasKey ? CRITICAL : LOW,
                hasKey ? "a key" : "settings without a key");
    }

    private static Optional<Leak> npm(Answered answered) {
        var hasToken = real(answered, NPM_TOKEN);
        return when(
                hasToken || answered.has(NPM_LINE),
                hasToken ? CRITICAL : INFO,
                hasToken ? "a token" : "a registry without a token");
    }

    private static boolean real(Answered answered, Pattern value) {
        return value.matcher(answered.text()).results().anyMatch(found -> Values.isReal(found.group(1)));
    }

    private static Optional<Leak> docker(Answered answered) {
        var leaves = answered.json().values().entrySet();
        return when(
                leaves.stream()
                        .anyMatch(leaf -> leaf.getKey().endsWith(".auth")
                                && !leaf.getValue().isBlank()
                                && !leaf.getValue().equals("{")),
                CRITICAL,
                "logins for registries");
    }

    private static Optional<Leak> serviceAccount(Answered answered) {
        var json = answered.json();
        return when(
                json.value("type").equals("service_account") && json.has("private_key"),
                CRITICAL,
                "a service account's key");
    }
}
