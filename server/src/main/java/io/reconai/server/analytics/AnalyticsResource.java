package io.reconai.server.analytics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.server.http.Data;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.AnalyticsStore;
import io.reconai.server.store.ScheduleStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The workspace in figures: now, and over the days of its snapshots. Every one takes `domain=`.
@Path("/api/analytics")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.ANALYTICS_READ)
public class AnalyticsResource {

    private static final int NEXT_CERTIFICATES = 20;
    private static final int MOST_NETWORKS = 100;
    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

    private final AnalyticsStore store;
    private final ScheduleStore schedules;
    private final CurrentCaller caller;
    private final Clock clock = Clock.systemUTC();

    AnalyticsResource(AnalyticsStore store, ScheduleStore schedules, CurrentCaller caller) {
        this.store = store;
        this.schedules = schedules;
        this.caller = caller;
    }

    record TrendDay(LocalDate date, int riskScore, long assetCount, long openFindings) {}

    record FindingsDay(LocalDate date, long opened, long fixed, Map<Severity, Long> openBySeverity) {}

    record Slice(String type, AssetType assetType, long count) {}

    record Distribution(
            Map<AssetType, Long> byType,
            Map<RiskLevel, Long> byRisk,
            Map<AssetType, Map<RiskLevel, Long>> riskByType,
            List<Slice> distribution) {}

    record Factor(String code, String name, long count, double percentage) {}

    record Factors(List<Factor> factors, long totalAssets) {}

    record InsightList(List<Insight> insights) {}

    /// A certificate that runs out next.
    record Expiring(
            String assetId,
            String assetValue,
            Instant expiry,
            long daysLeft,
            @Nullable Boolean valid) {}

    record Certificates(
            long expired,
            @JsonProperty("within_7_days") long within7Days,
            @JsonProperty("within_30_days") long within30Days,
            @JsonProperty("within_90_days") long within90Days,
            long later,
            List<Expiring> items) {}

    record System(long asn, String name, long count) {}

    record Country(String country, long count) {}

    record Networks(List<System> byAsn, List<Country> byCountry) {}

    @GET
    @Path("/dashboard")
    public Data<Dashboard> dashboard(@Context UriInfo uri) {
        var selection = selection(new QueryParameters(uri));
        var monitored = schedules.monitored(caller.workspace()).stream()
                .filter(domain -> selection.domain().isEmpty()
                        || selection.domain().get().equals(domain.name().value()))
                .count();
        return new Data<>(Dashboard.of(store, selection, monitored, clock));
    }

    @GET
    @Path("/risk-trend")
    public Data<List<TrendDay>> riskTrend(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var period = Period.of(query);
        return new Data<>(store.snapshots(selection(query), period.from(today())).stream()
                .map(day -> new TrendDay(day.day(), day.riskScore(), day.assets(), day.findings()))
                .toList());
    }

    @GET
    @Path("/top-risky-assets")
    public Data<List<AnalyticsStore.Risky>> topRiskyAssets(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var limit = query.number("limit", 1, 50).orElse(10);
        return new Data<>(store.riskiest(selection(query), limit));
    }

    @GET
    @Path("/asset-distribution")
    public Data<Distribution> assetDistribution(@Context UriInfo uri) {
        Map<AssetType, Map<RiskLevel, Long>> both = new EnumMap<>(AssetType.class);
        for (var type : AssetType.values()) {
            both.put(type, none());
        }
        var byRisk = none();
        for (var share : store.shares(selection(new QueryParameters(uri)))) {
            both.getOrDefault(share.type(), byRisk).put(share.level(), share.count());
            byRisk.merge(share.level(), share.count(), Long::sum);
        }
        Map<AssetType, Long> byType = new EnumMap<>(AssetType.class);
        both.forEach((type, levels) -> byType.put(
                type, levels.values().stream().mapToLong(Long::longValue).sum()));
        var existing = byType.entrySet().stream()
                .filter(type -> type.getValue() > 0)
                .map(type -> new Slice(title(type.getKey()), type.getKey(), type.getValue()))
                .toList();
        return new Data<>(new Distribution(byType, byRisk, both, existing));
    }

    private static Map<RiskLevel, Long> none() {
        Map<RiskLevel, Long> counts = new EnumMap<>(RiskLevel.class);
        for (var level : RiskLevel.values()) {
            counts.put(level, 0L);
        }
        return counts;
    }

    private static String title(AssetType type) {
        return switch (type) {
            case DOMAIN -> "Domain";
            case SUBDOMAIN -> "Subdomain";
            case IP_ADDRESS -> "IP Address";
        };
    }

    @GET
    @Path("/risk-factors")
    public Data<Factors> riskFactors(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var limit = query.number("limit", 1, 20).orElse(8);
        var selection = selection(query);
        var total = store.present(selection, today()).assets();
        var factors = store.factors(selection).entrySet().stream()
                .sorted(Map.Entry.<RiskFactor, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(factor -> new Factor(
                        factor.getKey().code(),
                        factor.getKey().title(),
                        factor.getValue(),
                        Math.round(factor.getValue() * 1000.0 / total) / 10.0))
                .toList();
        return new Data<>(new Factors(factors, total));
    }

    @GET
    @Path("/security-insights")
    public Data<InsightList> securityInsights(@Context UriInfo uri) {
        return new Data<>(new InsightList(Insights.of(store, selection(new QueryParameters(uri)), clock)));
    }

    /// One line for each day with a snapshot; what was opened and fixed since the line before is counted to it.
    @GET
    @Path("/findings-trend")
    public Data<List<FindingsDay>> findingsTrend(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var from = Period.of(query).from(today());
        var selection = selection(query);
        var moves = store.findingDays(selection, from);
        var lines = new ArrayList<FindingsDay>();
        var after = from.minusDays(1);
        for (var snapshot : store.snapshots(selection, from)) {
            var since = after;
            var meanwhile = moves.stream()
                    .filter(move -> move.day().isAfter(since) && !move.day().isAfter(snapshot.day()))
                    .toList();
            lines.add(new FindingsDay(
                    snapshot.day(),
                    meanwhile.stream().mapToLong(FindingDay::opened).sum(),
                    meanwhile.stream().mapToLong(FindingDay::fixed).sum(),
                    new EnumMap<>(snapshot.openFindings())));
            after = snapshot.day();
        }
        return new Data<>(List.copyOf(lines));
    }

    @GET
    @Path("/technologies")
    public Data<List<AnalyticsStore.Product>> technologies(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var limit = query.number("limit", 1, 100).orElse(20);
        return new Data<>(store.products(selection(query), limit));
    }

    @GET
    @Path("/ports")
    public Data<List<AnalyticsStore.OpenPort>> ports(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var limit = query.number("limit", 1, 100).orElse(20);
        return new Data<>(store.ports(selection(query), limit));
    }

    @GET
    @Path("/certificates")
    public Data<Certificates> certificates(@Context UriInfo uri) {
        var selection = selection(new QueryParameters(uri));
        var now = clock.instant();
        var week = now.plus(Duration.ofDays(7));
        var month = now.plus(Duration.ofDays(30));
        var quarter = now.plus(Duration.ofDays(90));
        var expired = store.certificatesBetween(selection, Instant.EPOCH, now);
        var items = store.certificates(selection, FAR, NEXT_CERTIFICATES).stream()
                .map(certificate -> new Expiring(
                        certificate.assetId(),
                        certificate.assetValue(),
                        certificate.expiry(),
                        Math.floorDiv(
                                Duration.between(now, certificate.expiry()).toSeconds(), 86_400L),
                        certificate.valid()))
                .toList();
        return new Data<>(new Certificates(
                expired,
                store.certificatesBetween(selection, now, week),
                store.certificatesBetween(selection, week, month),
                store.certificatesBetween(selection, month, quarter),
                store.certificatesBetween(selection, quarter, FAR),
                items));
    }

    @GET
    @Path("/networks")
    public Data<Networks> networks(@Context UriInfo uri) {
        var selection = selection(new QueryParameters(uri));
        return new Data<>(new Networks(
                store.networks(selection, AnalyticsStore.Network.ASN, MOST_NETWORKS).stream()
                        .map(system -> new System(Long.parseLong(system.value()), system.name(), system.count()))
                        .toList(),
                store.networks(selection, AnalyticsStore.Network.COUNTRY, MOST_NETWORKS).stream()
                        .map(country -> new Country(country.value(), country.count()))
                        .toList()));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /// Reads the last of the parameters and refuses all others.
    private Selection selection(QueryParameters query) {
        var domain = query.text("domain").map(typed -> typed.toLowerCase(Locale.ROOT));
        query.refuseOthers();
        return new Selection(caller.workspace(), domain);
    }
}
