package io.reconai.engine.services;

import io.reconai.engine.asset.AccessAnswer.Outcome;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.ServiceIdentity.Access;

/// A service that was recognised.
///
/// @param product empty when it does not tell
/// @param version empty when it does not tell
/// @param cpe vendor and product as in `openbsd:openssh`, or `o:microsoft:windows` for other parts than applications
/// @param outcome whether what it answered is for its users
/// @param then the name of a further question on the same connection that may tell more; empty for none
record Recognised(
        String service,
        String product,
        String version,
        String cpe,
        Outcome outcome,
        Confidence confidence,
        String then) {

    /// A service without more to tell, recognised by its protocol's own structure.
    static Recognised of(String service) {
        return new Recognised(service, "", "", "", Outcome.UNKNOWN, Confidence.CERTAIN, "");
    }

    Recognised product(String named, String version, String cpe) {
        return new Recognised(service, named, version, cpe, outcome, confidence, then);
    }

    Access access() {
        return outcome.access();
    }
}
