package io.reconai.engine.services;

import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.ServiceIdentity.Access;

/// A service that was recognised.
///
/// @param product empty when it does not tell
/// @param version empty when it does not tell
/// @param cpe vendor and product as in `openbsd:openssh`, or `o:microsoft:windows` for other parts than applications
/// @param then the name of a further question on the same connection that may tell more; empty for none
record Recognised(
        String service, String product, String version, String cpe, Access access, Confidence confidence, String then) {

    /// A service without more to tell, recognised by its protocol's own structure.
    static Recognised of(String service) {
        return new Recognised(service, "", "", "", Access.UNKNOWN, Confidence.CERTAIN, "");
    }

    Recognised product(String named, String version, String cpe) {
        return new Recognised(service, named, version, cpe, access, confidence, then);
    }

    Recognised access(Access seen) {
        return new Recognised(service, product, version, cpe, seen, confidence, then);
    }
}
