package io.reconai.cli;

import io.reconai.engine.EngineSettings;
import io.reconai.engine.SettingException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags that say how the engine reaches the network. Each overrides the variable named beside it.
final class EngineOptions {

    @Option(
            names = "--resolvers",
            paramLabel = "IP[:PORT],…",
            description = "DNS resolvers to ask (RECONAI_DNS_RESOLVERS).")
    private @Nullable String resolvers;

    @Option(
            names = "--allow-networks",
            paramLabel = "CIDR,…",
            description = "Ranges that may be probed although they are not public (RECONAI_ALLOW_NETWORKS).")
    private @Nullable String allowNetworks;

    @Option(
            names = "--exclude",
            paramLabel = "NAME|CIDR,…",
            description = "Names, with all below them, and addresses that are off limits (RECONAI_EXCLUDE).")
    private @Nullable String exclude;

    @Option(
            names = "--connect-to",
            paramLabel = "ADDR:PORT=ADDR:PORT,…|@FILE",
            description = "Connect elsewhere than said, as curl's option of that name (RECONAI_CONNECT_TO).")
    private @Nullable String connectTo;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Connections a second, at most (RECONAI_RATE, default 1000).")
    private @Nullable String rate;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Hosts looked at side by side (RECONAI_CONCURRENCY, default 64).")
    private @Nullable String concurrency;

    @Option(
            names = "--screenshots",
            paramLabel = "DIR",
            description =
                    "Pictures of start pages, by a Chromium (RECONAI_SCREENSHOTS, RECONAI_CHROMIUM; default none).")
    private @Nullable String screenshots;

    @Mixin
    private VerdictOptions verdicts = new VerdictOptions();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file (default $XDG_CONFIG_HOME/reconai/config.properties).")
    private @Nullable Path config;

    EngineSettings settings() throws UsageException {
        var variables = verdicts.override(Variables.load(config, System.getenv()))
                .flag("RECONAI_DNS_RESOLVERS", resolvers)
                .flag("RECONAI_ALLOW_NETWORKS", allowNetworks)
                .flag("RECONAI_EXCLUDE", exclude)
                .flag("RECONAI_CONNECT_TO", connectTo)
                .flag("RECONAI_RATE", rate)
                .flag("RECONAI_CONCURRENCY", concurrency)
                .flag("RECONAI_SCREENSHOTS", screenshots);
        try {
            return EngineSettings.from(variables.asMap());
        } catch (SettingException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }
}
