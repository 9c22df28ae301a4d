package io.reconai.server.system;

import io.quarkus.runtime.Startup;
import io.reconai.engine.EngineSettings;
import io.reconai.engine.SettingException;
import io.reconai.server.http.CorsPolicy;
import io.reconai.server.http.TrustedProxies;
import io.reconai.server.work.WorkSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// What the operator set, read once at start; a value that cannot be used ends the start and is named.
@Startup
@Singleton
public class ServerSettings {

    private static final Logger LOG = Logger.getLogger(ServerSettings.class);
    private static final int MOST_HOSTS = 1_000_000;

    /// Each has hosts, sockets and memory of its own.
    private static final int MOST_SCANS = 1_000;

    /// As long does a scan stand still whose process has died.
    private static final int USUAL_LEASE_SECONDS = 30;

    private static final int LONGEST_LEASE_SECONDS = 3_600;

    /// Variables that system properties of the same name stand in for.
    private static final Pattern OURS = Pattern.compile(
            "(RECONAI|SMTP|SENDGRID|FIREBASE|OIDC|STRIPE)_.*|FROM_EMAIL|ENVIRONMENT|MONGO_URI|RABBITMQ_URL");

    private final Map<String, String> variables;
    private final EngineSettings engine;
    private final Path dataFolder;
    private final Optional<String> mongo;
    private final boolean requiresOwnership;
    private final boolean demo;
    private final boolean reachesReservedNames;
    private final int maxHosts;
    private final boolean enforcesQuotas;
    private final int scansAtOnce;
    private final Duration lease;
    private final Optional<URI> publicUrl;
    private final String environment;
    private final CorsPolicy cors;
    private final TrustedProxies proxies;
    private final Optional<String> metricsToken;
    private final Set<String> operators;
    private final WorkSettings work;

    /// Reads the environment; system properties of the same names count before it.
    ServerSettings() throws SettingException {
        this(read());
    }

    ServerSettings(Map<String, String> variables) throws SettingException {
        this.variables = Map.copyOf(variables);
        engine = EngineSettings.from(variables);
        dataFolder = folder(variables);
        mongo = Optional.of(variables.getOrDefault("MONGO_URI", "").strip()).filter(address -> !address.isEmpty());
        requiresOwnership = flag(variables, "RECONAI_REQUIRE_OWNERSHIP", true);
        demo = flag(variables, "RECONAI_DEMO", false);
        maxHosts = number(variables, "RECONAI_MAX_HOSTS", 100_000, MOST_HOSTS);
        enforcesQuotas = quotas(variables);
        scansAtOnce = number(variables, "RECONAI_SCANS_AT_ONCE", enforcesQuotas ? 20 : 4, MOST_SCANS);
        lease = Duration.ofSeconds(
                number(variables, "RECONAI_LEASE_SECONDS", USUAL_LEASE_SECONDS, LONGEST_LEASE_SECONDS));
        publicUrl = address(variables, "RECONAI_PUBLIC_URL");
        environment = variables.getOrDefault("ENVIRONMENT", "production");
        reachesReservedNames = isSet(variables, "RECONAI_ALLOW_NETWORKS") || isSet(variables, "RECONAI_CONNECT_TO");
        LogFormat.requireKnown(variables.getOrDefault(LogFormat.VARIABLE, ""));
        cors = origins(variables);
        metricsToken = Optional.of(
                        variables.getOrDefault("RECONAI_METRICS_TOKEN", "").strip())
                .filter(token -> !token.isEmpty());
        operators = Stream.of(variables.getOrDefault("RECONAI_OPERATORS", "").split(","))
                .map(address -> address.strip().toLowerCase(Locale.ROOT))
                .filter(address -> !address.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        proxies = proxies(variables);
        work = WorkSettings.from(variables);
        LOG.debugf("data in %s", dataFolder);
    }

    private static Map<String, String> read() {
        var variables = new HashMap<>(System.getenv());
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> OURS.matcher(name).matches())
                .forEach(name -> variables.put(name, System.getProperty(name)));
        return variables;
    }

    private static boolean isSet(Map<String, String> variables, String name) {
        return !variables.getOrDefault(name, "").isBlank();
    }

    /// The folder that was named, or the user's data folder (XDG Base Directory).
    private static Path folder(Map<String, String> variables) {
        if (isSet(variables, "RECONAI_DATA_DIR")) {
            return Path.of(variables.getOrDefault("RECONAI_DATA_DIR", ""));
        }
        if (isSet(variables, "XDG_DATA_HOME")) {
            return Path.of(variables.getOrDefault("XDG_DATA_HOME", ""), "reconai");
        }
        return Path.of(System.getProperty("user.home"), ".local", "share", "reconai");
    }

    private static boolean flag(Map<String, String> variables, String name, boolean usual) throws SettingException {
        return switch (variables.getOrDefault(name, "").strip()) {
            case "" -> usual;
            case "true" -> true;
            case "false" -> false;
            default -> throw new SettingException(name, "is true or false");
        };
    }

    /// Absent: the web app's development server. Set but empty: nobody.
    private static CorsPolicy origins(Map<String, String> variables) throws SettingException {
        try {
            return CorsPolicy.of(variables.getOrDefault("CORS_ORIGINS", "http://localhost:5173"));
        } catch (IllegalArgumentException refused) {
            throw new SettingException("CORS_ORIGINS", String.valueOf(refused.getMessage()));
        }
    }

    private static TrustedProxies proxies(Map<String, String> variables) throws SettingException {
        try {
            return TrustedProxies.parse(variables.getOrDefault("RECONAI_TRUSTED_PROXIES", ""));
        } catch (IllegalArgumentException refused) {
            throw new SettingException("RECONAI_TRUSTED_PROXIES", String.valueOf(refused.getMessage()));
        }
    }

    private static Optional<URI> address(Map<String, String> variables, String name) throws SettingException {
        if (!isSet(variables, name)) {
            return Optional.empty();
        }
        try {
            var address = new URI(variables.getOrDefault(name, "").strip());
            if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null) {
                return Optional.of(address);
            }
        } catch (URISyntaxException noAddress) {
            // Said below.
        }
        throw new SettingException(name, "is an address such as https://reconai.example.com");
    }

    private static boolean quotas(Map<String, String> variables) throws SettingException {
        return switch (variables.getOrDefault("RECONAI_QUOTAS", "").strip()) {
            case "" -> isSet(variables, "STRIPE_SECRET_KEY");
            case "enforced" -> true;
            case "off" -> false;
            default -> throw new SettingException("RECONAI_QUOTAS", "is enforced or off");
        };
    }

    private static int number(Map<String, String> variables, String name, int usual, int most) throws SettingException {
        if (!isSet(variables, name)) {
            return usual;
        }
        try {
            var number = Integer.parseInt(variables.getOrDefault(name, "").strip());
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, with the bounds.
        }
        throw new SettingException(name, "is a whole number from 1 to " + most);
    }

    /// As they were at the start; for parts of the service that have settings of their own.
    public Map<String, String> variables() {
        return variables;
    }

    public EngineSettings engine() {
        return engine;
    }

    /// Where the store and the keys live.
    public Path dataFolder() {
        return dataFolder;
    }

    /// The MongoDB database that holds the store; empty where it is a file in the data folder. May hold a password:
    /// never to be logged.
    public Optional<String> mongo() {
        return mongo;
    }

    /// What part this process takes.
    public WorkSettings work() {
        return work;
    }

    /// Active scans need a domain whose ownership was shown.
    public boolean requiresOwnership() {
        return requiresOwnership;
    }

    /// Everything here is simulated.
    public boolean isDemo() {
        return demo;
    }

    /// The operator reaches into networks of his own, so that names such as `acme.test` may exist.
    public boolean reachesReservedNames() {
        return reachesReservedNames;
    }

    /// How many hosts a scan may hold.
    public int maxHosts() {
        return maxHosts;
    }

    /// Which other origins may call from a browser.
    @Produces
    @Singleton
    CorsPolicy cors() {
        return cors;
    }

    /// Who may say for whom he speaks.
    @Produces
    @Singleton
    TrustedProxies trustedProxies() {
        return proxies;
    }

    /// What may read `/metrics` from elsewhere than this machine.
    public Optional<String> metricsToken() {
        return metricsToken;
    }

    /// The address is one of the service's operators; whether it is whose it says must be known besides.
    boolean isOperator(String email) {
        return operators.contains(email.toLowerCase(Locale.ROOT));
    }

    /// Where people reach the service; empty where the operator did not say.
    public Optional<URI> publicUrl() {
        return publicUrl;
    }

    /// Where a larger plan is bought; empty where none is sold.
    public Optional<String> upgradeUrl() {
        return isSet(variables, "STRIPE_SECRET_KEY")
                ? publicUrl.map(home -> home.toString().replaceFirst("/+$", "") + "/billing")
                : Optional.empty();
    }

    /// Plans limit what workspaces may use.
    public boolean enforcesQuotas() {
        return enforcesQuotas;
    }

    /// How many scans run at the same time; further ones wait.
    public int scansAtOnce() {
        return scansAtOnce;
    }

    /// How long a process has a scan without saying that it still runs it.
    public Duration lease() {
        return lease;
    }

    public String environment() {
        return environment;
    }
}
