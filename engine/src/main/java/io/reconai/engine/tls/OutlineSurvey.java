package io.reconai.engine.tls;

import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.ProtocolSupport.Answer;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.asset.TlsVersion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks a server for the outline only: seven hellos at most beside the handshake, as standard mode may.
///
/// TLS 1.3 unless the handshake showed it, then TLS 1.2, 1.1, 1.0 and SSLv3 with everything, and TLS 1.2 twice more:
/// with nothing but bad suites, where one refusal clears all of them, and with static RSA and CBC. Used once.
final class OutlineSurvey {

    private final Questioner questioner;
    private final Hellos hellos;
    private final FeatureNotes features = new FeatureNotes();
    private final Map<TlsVersion, ProtocolSupport> found = new EnumMap<>(TlsVersion.class);

    OutlineSurvey(Questioner questioner, Hellos hellos) {
        this.questioner = questioner;
        this.hellos = hellos;
    }

    /// @param handshake the version and suite of a complete handshake that was made before
    SurveyResult run(Optional<ProtocolSupport> handshake) throws InterruptedException {
        var isModern = handshake.filter(one -> one.version() == TlsVersion.TLS_1_3);
        put(isModern.isPresent() ? isModern.get() : new ModernSweep(questioner, hellos).outline());
        var usual = sweep(TlsVersion.TLS_1_2);
        var outline = usual.outline();
        if (outline.answer() == Answer.ACCEPTED) {
            outline = usual.with(outline, Hellos.bad());
            outline = usual.with(outline, Hellos.dated());
        }
        put(outline);
        for (var version : List.of(TlsVersion.TLS_1_1, TlsVersion.TLS_1_0, TlsVersion.SSL_3)) {
            put(sweep(version).outline());
        }
        return new SurveyResult(
                TlsSupport.Depth.OUTLINE,
                List.copyOf(found.values()),
                features.features(found.containsKey(TlsVersion.TLS_1_3)
                        && get(TlsVersion.TLS_1_3).answer() == Answer.ACCEPTED),
                features.chains(),
                Optional.empty(),
                questioner.connections(),
                questioner.notes());
    }

    private VersionSweep sweep(TlsVersion version) {
        return new VersionSweep(version, questioner, hellos, features);
    }

    private void put(ProtocolSupport support) {
        found.put(support.version(), support);
    }

    private ProtocolSupport get(TlsVersion version) {
        return Optional.ofNullable(found.get(version)).orElseThrow();
    }
}
