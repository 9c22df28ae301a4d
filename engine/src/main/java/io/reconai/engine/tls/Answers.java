package io.reconai.engine.tls;

import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.ProtocolSupport.Answer;
import io.reconai.engine.asset.TlsVersion;
import java.util.Optional;

/// What the answer to a version's hello says about that version.
final class Answers {

    private static final int PROTOCOL_VERSION = 70;
    private static final int INTERNAL_ERROR = 80;

    private Answers() {}

    /// The flight, when the offered version was accepted.
    static Optional<ServerFlight> flight(HelloAnswer answer, TlsVersion version) {
        return answer instanceof HelloAnswer.Accepted accepted
                        && accepted.flight().version() == version.code()
                ? Optional.of(accepted.flight())
                : Optional.empty();
    }

    /// An answer that did not accept the version, or accepted it with a suite that was not offered.
    static Answer of(HelloAnswer answer, TlsVersion version) {
        return switch (answer) {
            case HelloAnswer.Accepted accepted ->
                accepted.flight().version() == version.code() ? Answer.UNKNOWN : Answer.REFUSED;
            case HelloAnswer.Alerted _ -> Answer.REFUSED;
            case HelloAnswer.Ssl2 _, HelloAnswer.Foreign _ -> Answer.UNKNOWN;
            case HelloAnswer.Nothing nothing -> isNotAsked(nothing) ? Answer.UNKNOWN : Answer.UNANSWERED;
        };
    }

    /// The same in words.
    static String detail(HelloAnswer answer) {
        return switch (answer) {
            case HelloAnswer.Accepted accepted ->
                "answers with "
                        + TlsVersion.of(accepted.flight().version())
                                .map(TlsVersion::label)
                                .orElse("version " + accepted.flight().version())
                        + " and " + Registry.suiteName(accepted.flight().suite());
            case HelloAnswer.Alerted alerted -> "alert " + alerted.description();
            case HelloAnswer.Ssl2 _ -> "answers with SSLv2";
            case HelloAnswer.Foreign foreign -> "not TLS: " + foreign.beginning();
            case HelloAnswer.Nothing nothing -> nothing.detail();
        };
    }

    /// True when other suites would not change the answer: the version itself was refused, or nobody answers. OpenSSL
    /// says "internal error" to TLS 1.1 and older where its security level leaves no signature for them.
    static boolean isAboutVersion(HelloAnswer answer, TlsVersion version) {
        return switch (answer) {
            case HelloAnswer.Alerted alerted ->
                alerted.description() == PROTOCOL_VERSION
                        || alerted.description() == INTERNAL_ERROR && version.code() < TlsVersion.TLS_1_2.code();
            case HelloAnswer.Accepted _, HelloAnswer.Ssl2 _, HelloAnswer.Foreign _, HelloAnswer.Nothing _ -> true;
        };
    }

    private static boolean isNotAsked(HelloAnswer.Nothing nothing) {
        return nothing.outcome() == ExchangeOutcome.BLOCKED || nothing.outcome() == ExchangeOutcome.FAILED;
    }
}
