package io.reconai.engine.net;

import java.io.IOException;

/// A conversation went beyond a bound of ours. The peer may be broken or hostile; we stop.
public final class LimitReachedException extends IOException {

    private static final long serialVersionUID = 1L;

    /// @param limit which bound, such as `8388608 bytes from the wire`
    public LimitReachedException(String limit) {
        super("limit reached: " + limit);
    }
}
