package io.reconai.server.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Bodies to begin with, and which errors only some calls have.
final class Examples {

    private static final Map<String, Object> REQUESTS = Map.of(
            "auth_register",
            Map.of("email", "ana@example.com", "password", "a tunnel painted on rock", "display_name", "Ana"),
            "auth_login",
            Map.of("email", "ana@example.com", "password", "a tunnel painted on rock"),
            "auth_refresh",
            Map.of("refresh_token", "rt_0123456789"),
            "scan_start",
            Map.of("domain", "example.com", "mode", "standard"));

    private static final Map<String, List<String>> ERRORS = Map.of(
            "auth_register", List.of("RESOURCE_CONFLICT"),
            "auth_login", List.of("INVALID_CREDENTIALS"),
            "auth_refresh", List.of("AUTH_TOKEN_MISSING", "AUTH_TOKEN_INVALID", "CSRF_FAILED"),
            "scan_start", List.of("INVALID_DOMAIN", "DOMAIN_NOT_VERIFIED", "SCAN_IN_PROGRESS"),
            "scan_cancel", List.of("RESOURCE_CONFLICT"),
            "asset_export_export", List.of("RESOURCE_NOT_FOUND"),
            "asset_export_report", List.of("RESOURCE_NOT_FOUND"));

    private Examples() {}

    static Optional<Object> requestOf(String operation) {
        return Optional.ofNullable(REQUESTS.get(operation));
    }

    static List<String> errorsOf(String operation) {
        return ERRORS.getOrDefault(operation, List.of());
    }
}
