package io.reconai.server.assets;

import java.util.List;

/// The response headers by which a site has browsers protect its visitors.
public final class SecurityHeaders {

    /// Their names, in the order in which they are shown.
    public static final List<String> NAMES = List.of(
            "strict-transport-security",
            "content-security-policy",
            "x-frame-options",
            "x-content-type-options",
            "referrer-policy",
            "permissions-policy");

    private SecurityHeaders() {}
}
