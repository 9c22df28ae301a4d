package io.reconai.engine.detectors;

import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.ProtocolSupport.Answer;
import io.reconai.engine.asset.ProtocolSupport.Order;
import io.reconai.engine.asset.ProtocolSupport.Reading;
import io.reconai.engine.asset.TlsFeatures;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.asset.TlsVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What servers speak, made by hand.
final class SupportSamples {

    private static final Map<String, TlsVersion> VERSIONS = Map.of(
            "2", TlsVersion.SSL_2,
            "3", TlsVersion.SSL_3,
            "1.0", TlsVersion.TLS_1_0,
            "1.1", TlsVersion.TLS_1_1,
            "1.2", TlsVersion.TLS_1_2,
            "1.3", TlsVersion.TLS_1_3);

    private static final String MODERN = "TLS_AES_128_GCM_SHA256";
    private static final String USUAL = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

    private final String versions;
    private List<String> suites = List.of(USUAL);
    private Reading reading = Reading.EACH;
    private Order order = Order.SERVER;
    private List<Integer> dhBits = List.of();
    private Presence mark = Presence.UNKNOWN;
    private TlsFeatures features = TlsFeatures.unknown();
    private String nameless = "";
    private List<String> groups = List.of();
    private boolean allGroups;

    private SupportSamples(String versions) {
        this.versions = versions;
    }

    /// @param versions such as `1.0- 1.1_ 1.2+ 1.3?`: refused, unanswered, accepted, not known
    static SupportSamples speaking(String versions) {
        return new SupportSamples(versions);
    }

    /// Those of TLS 1.2 and older.
    SupportSamples suites(List<String> others) {
        suites = others;
        return this;
    }

    SupportSamples reading(Reading other) {
        reading = other;
        return this;
    }

    SupportSamples order(Order other) {
        order = other;
        return this;
    }

    SupportSamples dhBits(List<Integer> others) {
        dhBits = others;
        return this;
    }

    SupportSamples mark(Presence other) {
        mark = other;
        return this;
    }

    SupportSamples features(TlsFeatures others) {
        features = others;
        return this;
    }

    /// Those of TLS 1.3.
    ///
    /// @param all every group was offered
    SupportSamples groups(boolean all, List<String> picked) {
        allGroups = all;
        groups = picked;
        return this;
    }

    SupportSamples nameless(String leaf) {
        nameless = leaf;
        return this;
    }

    TlsSupport support() {
        var protocols = new ArrayList<ProtocolSupport>();
        for (var word : versions.split(" ")) {
            protocols.add(protocol(
                    Objects.requireNonNull(VERSIONS.get(word.substring(0, word.length() - 1))),
                    word.charAt(word.length() - 1)));
        }
        return new TlsSupport(TlsSupport.Depth.FULL, protocols, marked(), List.of(), nameless, false, 9, List.of(), 1);
    }

    private ProtocolSupport protocol(TlsVersion version, char answer) {
        return switch (answer) {
            case '+' -> accepted(version);
            case '-' -> ProtocolSupport.without(version, Answer.REFUSED, "alert 70");
            case '_' -> ProtocolSupport.without(version, Answer.UNANSWERED, "closed");
            default -> ProtocolSupport.without(version, Answer.UNKNOWN, "");
        };
    }

    private ProtocolSupport accepted(TlsVersion version) {
        var isModern = version == TlsVersion.TLS_1_3;
        return new ProtocolSupport(
                version,
                Answer.ACCEPTED,
                "",
                isModern ? List.of(MODERN) : suites,
                reading,
                List.of(),
                isModern ? Order.SERVER : order,
                isModern ? groups : List.of(),
                isModern && allGroups,
                isModern ? List.of() : dhBits);
    }

    private TlsFeatures marked() {
        return new TlsFeatures(
                features.secureRenegotiation(),
                features.extendedMasterSecret(),
                features.encryptThenMac(),
                features.sessionTickets(),
                features.compression(),
                features.heartbeat(),
                features.stapling(),
                features.timestamps(),
                features.fallbackScsv(),
                mark,
                features.clientCertificate(),
                features.alpn());
    }
}
