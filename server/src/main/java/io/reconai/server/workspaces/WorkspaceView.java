package io.reconai.server.workspaces;

import io.reconai.engine.asset.RiskLevel;
import io.reconai.server.identity.Role;
import java.time.Instant;

/// A workspace as one of its members sees it.
///
/// @param riskScore mean of its active assets, rounded; 0 without any
/// @param status `archived`, `high_risk`, `monitoring` (a domain is scanned by itself) or `active`
public record WorkspaceView(
        String workspaceId,
        String name,
        boolean personal,
        Role role,
        String plan,
        long memberCount,
        long activeAssets,
        int riskScore,
        RiskLevel riskLevel,
        String status,
        Instant createdAt) {}
