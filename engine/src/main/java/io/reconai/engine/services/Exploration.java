package io.reconai.engine.services;

import io.reconai.engine.asset.AccessAnswer;
import io.reconai.engine.asset.ServiceIdentity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of looking at one open port.
///
/// @param service empty when unknown
/// @param banner what it said by itself, as visible text; empty when it said nothing
/// @param identity more of the service; null when it is unknown
/// @param closedAtOnce it accepted and closed without a byte, twice: a wrapper or a balancer with nothing behind
/// @param access what came of asking it for what is for its users
public record Exploration(
        String service,
        String banner,
        @Nullable ServiceIdentity identity,
        boolean closedAtOnce,
        List<AccessAnswer> access) {

    public Exploration {
        access = List.copyOf(access);
    }

    /// A port whose service was not asked for anything.
    public Exploration(String service, String banner, @Nullable ServiceIdentity identity, boolean closedAtOnce) {
        this(service, banner, identity, closedAtOnce, List.of());
    }

    /// Nothing was asked or nothing came.
    public static final Exploration NOTHING = new Exploration("", "", null, false);
}
