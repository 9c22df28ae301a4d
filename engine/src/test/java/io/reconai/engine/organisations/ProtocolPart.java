package io.reconai.engine.organisations;

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
import java.util.random.RandomGenerator;

/// Versions, suites and features of TLS that a server speaks (RFC 8996, RFC 9325).
final class ProtocolPart {

    private static final Map<String, TlsVersion> VERSIONS = Map.of(
            "2", TlsVersion.SSL_2,
            "3", TlsVersion.SSL_3,
            "1.0", TlsVersion.TLS_1_0,
            "1.1", TlsVersion.TLS_1_1,
            "1.2", TlsVersion.TLS_1_2,
            "1.3", TlsVersion.TLS_1_3);

    /// Accepted `+`, refused `-`, silent `_`, not known `?`.
    private static final List<Choice> SPOKEN = Choice.table("tls.protocol.", """
        3- 1.0- 1.1- 1.2+ 1.3+ |
        3- 1.0_ 1.1_ 1.2+ 1.3+ |
        3? 1.0? 1.1? 1.2+ 1.3? |
        3- 1.0- 1.1- 1.2- 1.3+ |
        3- 1.0- 1.1- 1.2+ 1.3- | tls13-missing
        3- 1.0- 1.1+ 1.2+ 1.3+ | tls11
        3- 1.0+ 1.1- 1.2+ 1.3+ | tls10
        3+ 1.0- 1.1- 1.2+ 1.3+ | sslv3
        2+ 3- 1.0- 1.1- 1.2+ 1.3+ | sslv2
        3+ 1.0+ 1.1- 1.2+ 1.3- | sslv3 tls10 tls13-missing
        """);

    /// Suites of TLS 1.2 and older, without `TLS_`, where TLS 1.3 is spoken too.
    private static final List<Choice> SUITES = Choice.table("tls.cipher.", """
        ECDHE_RSA_WITH_AES_128_GCM_SHA256                                                      |
        ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 ECDHE_RSA_WITH_AES_256_CBC_SHA               |
        DHE_RSA_WITH_AES_128_GCM_SHA256                                                        |
        ECDHE_RSA_WITH_AES_128_GCM_SHA256 RSA_WITH_AES_128_GCM_SHA256                          | static-rsa
        ECDHE_RSA_WITH_AES_128_GCM_SHA256 ECDHE_RSA_WITH_RC4_128_SHA                           | rc4
        ECDHE_RSA_WITH_AES_128_GCM_SHA256 ECDHE_RSA_WITH_3DES_EDE_CBC_SHA                      | 3des
        ECDHE_RSA_WITH_AES_128_GCM_SHA256 RSA_WITH_3DES_EDE_CBC_SHA                            | 3des static-rsa
        ECDHE_RSA_WITH_AES_128_GCM_SHA256 DHE_RSA_WITH_DES_CBC_SHA                             | des
        ECDHE_RSA_WITH_AES_128_GCM_SHA256 DH_anon_WITH_AES_128_CBC_SHA                         | anon
        ECDHE_RSA_WITH_AES_128_GCM_SHA256 ECDHE_RSA_WITH_NULL_SHA                              | null
        ECDHE_RSA_WITH_AES_128_GCM_SHA256 RSA_EXPORT_WITH_DES40_CBC_SHA                        | export des static-rsa
        """);

    /// The same where TLS 1.2 is the newest.
    private static final List<Choice> LAST_SUITES = Choice.table("tls.cipher.", """
        ECDHE_RSA_WITH_AES_128_GCM_SHA256                        |
        RSA_WITH_AES_128_GCM_SHA256                              | static-rsa no-forward-secrecy
        ECDHE_RSA_WITH_AES_128_CBC_SHA                           | cbc-only
        RSA_WITH_AES_128_CBC_SHA                                 | static-rsa no-forward-secrecy cbc-only
        RSA_WITH_AES_128_GCM_SHA256 ECDHE_RSA_WITH_AES_128_CBC_SHA | static-rsa
        """);

    private static final List<Choice> MODULI = Choice.table("tls.", """
             |
        2048 |
        4096 |
        1024 | dh.weak
        768  | dh.weak
        """);

    private ProtocolPart() {}

    static TlsSupport support(HostDraft host, Presence timestamps, RandomGenerator dice) {
        var spoken = Choice.pick(SPOKEN, dice);
        host.chose("versions", spoken);
        var speaksOld = spoken.first().contains("1.2+") || spoken.first().contains("1.0+");
        var endsAtOld = spoken.first().endsWith("1.3-");
        var table = endsAtOld ? LAST_SUITES : SUITES;
        var suites = speaksOld && !spoken.first().endsWith("1.3?") ? Choice.pick(table, dice) : table.getFirst();
        host.chose("suites", suites);
        var moduli = speaksOld ? Choice.pick(MODULI, dice) : MODULI.getFirst();
        host.chose("moduli", moduli);
        var order = Order.values()[dice.nextInt(3)];
        host.chose("order", order.name());
        // Weak ones that the client may then choose (Mozilla's guidelines have the client choose among good ones).
        var weak = List.of("tls.cipher.rc4", "tls.cipher.3des", "tls.cipher.des", "tls.cipher.anon", "tls.cipher.null");
        if (order == Order.CLIENT && suites.checks().stream().anyMatch(weak::contains)) {
            host.expect("tls.preference.client");
        }
        var features = speaksOld ? features(host, endsAtOld, timestamps, dice) : TlsFeatures.unknown();
        var protocols = new ArrayList<ProtocolSupport>();
        for (var word : Choice.words(spoken.first())) {
            var version = Objects.requireNonNull(VERSIONS.get(word.substring(0, word.length() - 1)));
            protocols.add(protocol(version, word.charAt(word.length() - 1), suites, moduli, order));
        }
        return new TlsSupport(
                TlsSupport.Depth.FULL,
                protocols,
                speaksOld ? features : withTimestamps(timestamps),
                List.of(),
                "",
                false,
                9,
                List.of(),
                1);
    }

    private static ProtocolSupport protocol(
            TlsVersion version, char answer, Choice suites, Choice moduli, Order order) {
        if (answer != '+') {
            return ProtocolSupport.without(
                    version, answer == '-' ? Answer.REFUSED : answer == '_' ? Answer.UNANSWERED : Answer.UNKNOWN, "");
        }
        var isNew = version == TlsVersion.TLS_1_3;
        return new ProtocolSupport(
                version,
                Answer.ACCEPTED,
                "",
                isNew
                        ? List.of("TLS_AES_128_GCM_SHA256")
                        : version == TlsVersion.SSL_2
                                ? List.of()
                                : Choice.words(suites.first()).stream()
                                        .map("TLS_"::concat)
                                        .toList(),
                Reading.EACH,
                List.of(),
                isNew ? Order.SERVER : order,
                List.of(),
                false,
                isNew
                        ? List.of()
                        : Choice.words(moduli.first()).stream()
                                .map(Integer::valueOf)
                                .toList());
    }

    private static TlsFeatures features(HostDraft host, boolean endsAtOld, Presence timestamps, RandomGenerator dice) {
        var renegotiation = presence(dice);
        var masterSecret = presence(dice);
        var compression = presence(dice);
        var heartbeat = presence(dice);
        var fallback = presence(dice);
        expectIf(host, renegotiation == Presence.NO, "tls.renegotiation.insecure");
        expectIf(host, masterSecret == Presence.NO, "tls.ems.missing");
        expectIf(host, compression == Presence.YES, "tls.compression");
        expectIf(host, heartbeat == Presence.YES, "tls.heartbeat.offered");
        // With TLS 1.3 the random's marks protect (RFC 8446 §4.1.3).
        expectIf(host, fallback == Presence.NO && endsAtOld, "tls.fallback-scsv-missing");
        return new TlsFeatures(
                renegotiation,
                masterSecret,
                Presence.UNKNOWN,
                presence(dice),
                compression,
                heartbeat,
                Presence.UNKNOWN,
                timestamps,
                fallback,
                Presence.UNKNOWN,
                Presence.UNKNOWN,
                List.of());
    }

    private static TlsFeatures withTimestamps(Presence timestamps) {
        var unknown = Presence.UNKNOWN;
        return new TlsFeatures(
                unknown,
                unknown,
                unknown,
                unknown,
                unknown,
                unknown,
                unknown,
                timestamps,
                unknown,
                unknown,
                unknown,
                List.of());
    }

    private static void expectIf(HostDraft host, boolean is, String check) {
        if (is) {
            host.chose("feature", check);
            host.expect(check);
        }
    }

    private static Presence presence(RandomGenerator dice) {
        return Presence.values()[dice.nextInt(3)];
    }
}
