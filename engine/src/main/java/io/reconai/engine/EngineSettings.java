package io.reconai.engine;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.dns.DnsSettings;
import io.reconai.engine.enrichment.GeoDatabase;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.CidrRange;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.risk.RiskScorer;
import io.reconai.engine.screenshots.ScreenshotSettings;
import io.reconai.engine.sources.BucketAddresses;
import io.reconai.engine.sources.CensysAccess;
import io.reconai.engine.sources.KeyedSource;
import io.reconai.engine.sources.Secret;
import io.reconai.engine.sources.SourceSettings;
import io.reconai.engine.tls.TrustStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How the engine reaches the network. Read from variables once, then never changed.
///
/// @param excludedNames off limits, with all below them (`RECONAI_EXCLUDE`; its ranges are in the address policy)
/// @param certificateAuthorities a PEM file of roots that count beside the others (`RECONAI_CA_FILE`)
/// @param roots whose roots count: `mozilla` or `jdk` (`RECONAI_ROOTS`)
/// @param geoDatabases in MaxMind's format, the best first (`RECONAI_GEOIP_DB`); each could be read at the start
/// @param hostsAtOnce how many hosts are looked at side by side
/// @param screenshots empty when no pictures are wanted
/// @param sources third parties
/// @param serialPause between two readings of name servers that do not agree (`RECONAI_SERIAL_PAUSE_MS`)
/// @param showHidden whether findings that are left out by default are told (`RECONAI_SHOW_HIDDEN`)
/// @param ownScorer of a model that was trained for this organisation (`RECONAI_RISK_MODEL`)
public record EngineSettings(
        DnsSettings dns,
        DialerSettings dialer,
        SourceSettings sources,
        Set<DomainName> excludedNames,
        Optional<Path> certificateAuthorities,
        List<Path> geoDatabases,
        TrustStore.Roots roots,
        int hostsAtOnce,
        Optional<ScreenshotSettings> screenshots,
        boolean showHidden,
        Optional<RiskScorer> ownScorer,
        Duration serialPause,
        String userAgent) {

    private static final int DNS_PORT = 53;
    private static final int MOST_RATE = 1_000_000;
    private static final int MOST_HOSTS = 10_000;

    public EngineSettings {
        excludedNames = Set.copyOf(excludedNames);
        geoDatabases = List.copyOf(geoDatabases);
    }

    /// Reads the variables named in docs/configuration.md; what is absent has its default.
    ///
    /// @throws SettingException for the first value that cannot be used
    public static EngineSettings from(Map<String, String> variables) throws SettingException {
        var reader = new Reader(variables);
        var defaults = DialerSettings.defaults();
        var exclusions = reader.exclusions();
        return new EngineSettings(
                DnsSettings.of(reader.resolvers(), reader.number("RECONAI_DNS_RATE", 0, 10_000_000)),
                new DialerSettings(
                        reader.policy().excluding(exclusions.ranges()),
                        reader.connectTo(),
                        reader.number("RECONAI_RATE", defaults.connectionsPerSecond(), MOST_RATE),
                        defaults.connectionsPerAddress()),
                reader.sources(),
                exclusions.names(),
                reader.file("RECONAI_CA_FILE"),
                reader.geoDatabases(),
                reader.roots("RECONAI_ROOTS"),
                reader.number("RECONAI_CONCURRENCY", 64, MOST_HOSTS),
                reader.screenshots(),
                showsHidden(variables),
                reader.scorer(),
                Duration.ofMillis(reader.number("RECONAI_SERIAL_PAUSE_MS", 60_000, 600_000)),
                Program.NAME + "/" + Program.version() + " (+"
                        + reader.url("RECONAI_CONTACT_URL", "https://github.com/reconai/reconai") + ")");
    }

    /// The same for one of several engines that look at the same hosts: each takes its share of what an address bears.
    public EngineSettings sharingAddresses(int ways) {
        var shared = new DialerSettings(
                dialer.policy(),
                dialer.connectTo(),
                dialer.connectionsPerSecond(),
                Math.max(1, dialer.connectionsPerAddress() / ways));
        return new EngineSettings(
                dns,
                shared,
                sources,
                excludedNames,
                certificateAuthorities,
                geoDatabases,
                roots,
                hostsAtOnce,
                screenshots,
                showHidden,
                ownScorer,
                serialPause,
                userAgent);
    }

    /// Whether findings that are left out by default are told.
    ///
    /// @throws SettingException where `RECONAI_SHOW_HIDDEN` is neither true nor false
    public static boolean showsHidden(Map<String, String> variables) throws SettingException {
        var name = "RECONAI_SHOW_HIDDEN";
        var text = new Reader(variables).text(name);
        return switch (text) {
            case "", "false" -> false;
            case "true" -> true;
            default -> throw new SettingException(name, Reader.quoted(text) + " is neither true nor false");
        };
    }

    /// What gives hosts their score: the own model where one was named, else the shipped one.
    public RiskScorer scorer() {
        return ownScorer.orElseGet(RiskScorer::shipped);
    }

    private record Reader(Map<String, String> variables) {

        String text(String name) {
            return variables.getOrDefault(name, "").strip();
        }

        SourceSettings sources() throws SettingException {
            var whois = text("RECONAI_WHOIS_SERVER").isEmpty() ? "whois.iana.org" : text("RECONAI_WHOIS_SERVER");
            return new SourceSettings(
                    url("RECONAI_CRTSH_URL", "https://crt.sh/"),
                    keyed("RECONAI_CERTSPOTTER_URL", "https://api.certspotter.com/", "CERTSPOTTER_TOKEN"),
                    keyed("RECONAI_OTX_URL", "https://otx.alienvault.com/", "OTX_API_KEY"),
                    url("RECONAI_WAYBACK_URL", "https://web.archive.org/"),
                    url("RECONAI_INTERNETDB_URL", "https://internetdb.shodan.io/"),
                    url(
                            "RECONAI_CENSYS_URL",
                            censys() instanceof CensysAccess.Platform
                                    ? "https://api.platform.censys.io/"
                                    : "https://search.censys.io/"),
                    censys(),
                    keyed("RECONAI_VIRUSTOTAL_URL", "https://www.virustotal.com/", "VIRUSTOTAL_API_KEY"),
                    keyed("RECONAI_SECURITYTRAILS_URL", "https://api.securitytrails.com/", "SECURITYTRAILS_API_KEY"),
                    keyed(
                            "RECONAI_CHAOS_URL",
                            "https://dns.projectdiscovery.io/",
                            text("CHAOS_API_KEY").isEmpty() ? "PDCP_API_KEY" : "CHAOS_API_KEY"),
                    keyed("RECONAI_SHODAN_URL", "https://api.shodan.io/", "SHODAN_API_KEY"),
                    keyed("RECONAI_HIBP_URL", "https://haveibeenpwned.com/", "HIBP_API_KEY"),
                    url("RECONAI_XPOSEDORNOT_URL", "https://api.xposedornot.com/"),
                    text("RECONAI_RDAP_URL").isEmpty() ? Optional.empty() : Optional.of(url("RECONAI_RDAP_URL", "")),
                    url("RECONAI_RDAP_BOOTSTRAP_URL", "https://data.iana.org/rdap/"),
                    endpoint("RECONAI_WHOIS_SERVER", whois),
                    new BucketAddresses(
                            template("RECONAI_S3_URL", BucketAddresses.S3),
                            template("RECONAI_GCS_URL", BucketAddresses.GCS),
                            template("RECONAI_AZURE_BLOB_URL", BucketAddresses.AZURE)),
                    use(),
                    text("RECONAI_SOURCE_PAUSE_MS").isEmpty()
                            ? Optional.empty()
                            : Optional.of(Duration.ofMillis(number("RECONAI_SOURCE_PAUSE_MS", 1, 600_000))),
                    cache());
        }

        private KeyedSource keyed(String address, String otherwise, String key) throws SettingException {
            return new KeyedSource(url(address, otherwise), new Secret(text(key)));
        }

        /// Who sells scans by quotas is a commercial user.
        private SourceSettings.Use use() throws SettingException {
            return switch (text("RECONAI_QUOTAS")) {
                case "", "off" -> SourceSettings.Use.OWN;
                case "enforced" -> SourceSettings.Use.COMMERCIAL;
                default ->
                    throw new SettingException(
                            "RECONAI_QUOTAS", quoted(text("RECONAI_QUOTAS")) + " is neither enforced nor off");
            };
        }

        private CensysAccess censys() {
            if (!text("CENSYS_TOKEN").isEmpty()) {
                return new CensysAccess.Platform(new Secret(text("CENSYS_TOKEN")), text("CENSYS_ORG_ID"));
            }
            return text("CENSYS_API_ID").isEmpty() || text("CENSYS_API_SECRET").isEmpty()
                    ? new CensysAccess.None()
                    : new CensysAccess.Search(text("CENSYS_API_ID"), new Secret(text("CENSYS_API_SECRET")));
        }

        /// `host` or `host:port`; the name is resolved when it is asked.
        private InetSocketAddress endpoint(String name, String text) throws SettingException {
            var colon = text.lastIndexOf(':');
            var port = colon < 0 ? "43" : text.substring(colon + 1);
            if (!port.matches("[1-9]\\d{0,4}") || Integer.parseInt(port) > 65_535) {
                throw new SettingException(name, quoted(text) + " is not host or host:port");
            }
            return InetSocketAddress.createUnresolved(
                    colon < 0 ? text : text.substring(0, colon), Integer.parseInt(port));
        }

        /// `off`, a folder, or the user's cache folder (XDG Base Directory Specification).
        private Optional<Path> cache() {
            var text = text("RECONAI_CACHE_DIR");
            if (text.equals("off")) {
                return Optional.empty();
            }
            if (!text.isEmpty()) {
                return Optional.of(Path.of(text));
            }
            var base = text("XDG_CACHE_HOME").isEmpty()
                    ? Path.of(System.getProperty("user.home", "."), ".cache")
                    : Path.of(text("XDG_CACHE_HOME"));
            return Optional.of(base.resolve("reconai").resolve("sources"));
        }

        List<InetSocketAddress> resolvers() throws SettingException {
            var name = "RECONAI_DNS_RESOLVERS";
            if (text(name).isEmpty()) {
                return DnsSettings.systemResolvers();
            }
            var resolvers = new ArrayList<InetSocketAddress>();
            for (var item : text(name).split(",", -1)) {
                resolvers.add(IpAddresses.parseEndpoint(item.strip(), DNS_PORT)
                        .orElseThrow(() -> new SettingException(
                                name, quoted(item) + " is not an IP address; expected ip[:port], comma-separated")));
            }
            return resolvers;
        }

        AddressPolicy policy() throws SettingException {
            var name = "RECONAI_ALLOW_NETWORKS";
            if (text(name).isEmpty()) {
                return AddressPolicy.publicOnly();
            }
            if (text(name).equals("all")) {
                return AddressPolicy.allowingAll();
            }
            var ranges = new ArrayList<CidrRange>();
            for (var item : text(name).split(",", -1)) {
                ranges.add(
                        CidrRange.parse(item.strip())
                                .orElseThrow(
                                        () -> new SettingException(
                                                name,
                                                quoted(item)
                                                        + " is not a range; expected CIDR such as 10.0.0.0/8, comma-separated, or all")));
            }
            return AddressPolicy.allowing(ranges);
        }

        ConnectTo connectTo() throws SettingException {
            var name = "RECONAI_CONNECT_TO";
            try {
                return ConnectTo.parse(text(name));
            } catch (IllegalArgumentException wrong) {
                throw new SettingException(name, String.valueOf(wrong.getMessage()));
            }
        }

        Exclusions exclusions() throws SettingException {
            var name = "RECONAI_EXCLUDE";
            try {
                return Exclusions.parse(text(name));
            } catch (IllegalArgumentException wrong) {
                throw new SettingException(name, String.valueOf(wrong.getMessage()));
            }
        }

        int number(String name, int otherwise, int most) throws SettingException {
            if (text(name).isEmpty()) {
                return otherwise;
            }
            if (text(name).matches("\\d{1,9}")) {
                var number = Integer.parseInt(text(name));
                if (number >= 1 && number <= most) {
                    return number;
                }
            }
            throw new SettingException(name, quoted(text(name)) + " is not a number from 1 to " + most);
        }

        URI url(String name, String otherwise) throws SettingException {
            var text = text(name).isEmpty() ? otherwise : text(name);
            try {
                var url = URI.create(text);
                if (url.getHost() != null && (text.startsWith("http://") || text.startsWith("https://"))) {
                    return url;
                }
            } catch (IllegalArgumentException malformed) {
                // Said below, with what would be right.
            }
            throw new SettingException(name, quoted(text) + " is not a URL; expected http://… or https://…");
        }

        /// An address with a place for the bucket's name.
        private String template(String name, String otherwise) throws SettingException {
            var text = text(name).isEmpty() ? otherwise : text(name);
            try {
                var url = URI.create(text.replace("{bucket}", "bucket"));
                if (text.contains("{bucket}")
                        && url.getHost() != null
                        && url.getRawQuery() == null
                        && (text.startsWith("http://") || text.startsWith("https://"))) {
                    return text;
                }
            } catch (IllegalArgumentException malformed) {
                // Said below, with what would be right.
            }
            throw new SettingException(
                    name, quoted(text) + " is not a template; expected http(s)://… with {bucket} and without a query");
        }

        /// Off unless there is a folder for them.
        Optional<ScreenshotSettings> screenshots() throws SettingException {
            var name = "RECONAI_SCREENSHOTS";
            var browser = file("RECONAI_CHROMIUM");
            if (text(name).isEmpty()) {
                return Optional.empty();
            }
            var folder = Path.of(text(name));
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new SettingException(name, quoted(text(name)) + " is no folder");
            }
            return Optional.of(
                    browser.isPresent()
                            ? new ScreenshotSettings(folder, browser)
                            : ScreenshotSettings.onPath(folder, text("PATH")));
        }

        TrustStore.Roots roots(String name) throws SettingException {
            return switch (text(name)) {
                case "", "mozilla" -> TrustStore.Roots.MOZILLA;
                case "jdk" -> TrustStore.Roots.JDK;
                default -> throw new SettingException(name, quoted(text(name)) + " is neither mozilla nor jdk");
            };
        }

        Optional<Path> file(String name) throws SettingException {
            if (text(name).isEmpty()) {
                return Optional.empty();
            }
            var file = Path.of(text(name));
            if (!Files.isReadable(file)) {
                throw new SettingException(name, "there is no readable file " + quoted(text(name)));
            }
            return Optional.of(file);
        }

        /// Opened once here, so that a damaged file stops the start and not the first scan.
        List<Path> geoDatabases() throws SettingException {
            var name = "RECONAI_GEOIP_DB";
            if (text(name).isEmpty()) {
                return List.of();
            }
            var files = new ArrayList<Path>();
            for (var item : text(name).split(",", -1)) {
                try {
                    var file = Path.of(item.strip());
                    GeoDatabase.open(file).close();
                    files.add(file);
                } catch (IOException | InvalidPathException wrong) {
                    throw new SettingException(name, String.valueOf(wrong.getMessage()));
                }
            }
            return files;
        }

        Optional<RiskScorer> scorer() throws SettingException {
            var name = "RECONAI_RISK_MODEL";
            if (text(name).isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(RiskScorer.from(Path.of(text(name))));
            } catch (IOException | InvalidPathException wrong) {
                throw new SettingException(name, String.valueOf(wrong.getMessage()));
            }
        }

        private static String quoted(String text) {
            return io.reconai.engine.asset.Text.quoted(text);
        }
    }
}
