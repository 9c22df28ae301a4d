package io.reconai.server.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Bodies to begin with, and which errors only some calls have.
final class Examples {

    private static final String PASSWORD = "a tunnel painted on rock";
    private static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyz0123";

    private static final Map<String, Object> REQUESTS = Map.ofEntries(
            Map.entry("auth_register", Map.of("email", "ana@example.com", "password", PASSWORD, "display_name", "Ana")),
            Map.entry("auth_login", Map.of("email", "ana@example.com", "password", PASSWORD)),
            Map.entry("auth_refresh", Map.of("refresh_token", "rt_0123456789")),
            Map.entry("password_forgot", Map.of("email", "ana@example.com")),
            Map.entry("password_reset", Map.of("token", SECRET, "password", PASSWORD)),
            Map.entry("password_change", Map.of("current_password", PASSWORD, "new_password", "rain on a tin roof")),
            Map.entry("second_factor_offer", Map.of("current_password", PASSWORD)),
            Map.entry("second_factor_confirm", Map.of("code", "123456")),
            Map.entry("second_factor_renew_recovery_codes", Map.of("code", "123456")),
            Map.entry("second_factor_remove", Map.of("current_password", PASSWORD, "code", "123456")),
            Map.entry("email_verify", Map.of("token", SECRET)),
            Map.entry(
                    "me_change",
                    Map.of(
                            "display_name",
                            "Ana",
                            "preferences",
                            Map.of("theme", "dark", "time_zone", "Europe/Vienna"))),
            Map.entry("me_remove", Map.of("confirm", "ana@example.com")),
            Map.entry(
                    "asset_edit_edit",
                    Map.of(
                            "tags",
                            List.of("prod"),
                            "owner",
                            "web team",
                            "rescan_enabled",
                            true,
                            "scan_frequency_hours",
                            24)),
            Map.entry("asset_bulk_change", Map.of("action", "tag", "asset_ids", List.of("ast_0"), "value", "prod")),
            Map.entry("advice_of_asset", Map.of("asset_id", "ast_0")),
            Map.entry("advice_of_all", Map.of("domain", "example.com")),
            Map.entry("advice_terms", Map.of("domain", "example.com")),
            Map.entry("subscription_checkout", Map.of("plan", "pro")),
            Map.entry("scan_evidence_replay", Map.of("apply", false)),
            Map.entry("scan_start", Map.of("domain", "example.com", "mode", "standard")),
            Map.entry("domain_add", Map.of("domain", "example.com")),
            Map.entry("alert_read", Map.of("all", true)),
            Map.entry(
                    "channel_create",
                    Map.of(
                            "name",
                            "Tickets",
                            "type",
                            "webhook",
                            "enabled",
                            true,
                            "config",
                            Map.of("url", "https://tickets.example.com/reconai"))),
            Map.entry("channel_change", Map.of("enabled", false)),
            Map.entry(
                    "rule_create",
                    Map.of(
                            "name",
                            "New holes",
                            "events",
                            List.of("finding.new", "finding.reopened"),
                            "min_severity",
                            "high",
                            "channels",
                            List.of("chn_0"))),
            Map.entry("rule_change", Map.of("enabled", false)),
            Map.entry(
                    "report_schedule_create",
                    Map.of(
                            "name",
                            "For the board",
                            "every",
                            "monthly",
                            "format",
                            "pdf",
                            "recipients",
                            List.of("ana@example.com"))),
            Map.entry("report_schedule_change", Map.of("enabled", false)),
            Map.entry("suspension_suspend", Map.of("email", "bo@example.com", "reason", "Scans nobody agreed to")),
            Map.entry("alert_address_confirm", Map.of("token", "chn_0." + SECRET)),
            Map.entry("alert_address_unsubscribe", Map.of("token", "chn_0." + SECRET)),
            Map.entry("domain_verify", Map.of("method", "dns_txt")),
            Map.entry(
                    "domain_schedule_set",
                    Map.of(
                            "cron",
                            "30 4 * * 1",
                            "time_zone",
                            "Europe/Berlin",
                            "mode",
                            "standard",
                            "scan_type",
                            "full")));

    private static final List<String> OF_SUBSCRIPTIONS =
            List.of("NO_ACTIVE_SUBSCRIPTION", "BILLING_NOT_CONFIGURED", "UPSTREAM_ERROR");

    private static final List<String> OF_EVENTS =
            List.of("INVALID_SIGNATURE", "BILLING_NOT_CONFIGURED", "RATE_LIMIT_EXCEEDED");

    private static final Map<String, List<String>> ERRORS = Map.ofEntries(
            Map.entry(
                    "auth_register",
                    List.of("RESOURCE_CONFLICT", "REGISTRATION_CLOSED", "EMAIL_NOT_VERIFIED", "UPSTREAM_ERROR")),
            Map.entry(
                    "auth_login",
                    List.of(
                            "INVALID_CREDENTIALS",
                            "SECOND_FACTOR_NEEDED",
                            "ACCOUNT_DISABLED",
                            "REGISTRATION_CLOSED",
                            "EMAIL_NOT_VERIFIED",
                            "UPSTREAM_ERROR")),
            Map.entry("oidc_start", List.of("RESOURCE_NOT_FOUND")),
            Map.entry("oidc_callback", List.of("RESOURCE_NOT_FOUND")),
            Map.entry("second_factor_state", List.of("RESOURCE_NOT_FOUND")),
            Map.entry("second_factor_offer", List.of("INVALID_CREDENTIALS", "RESOURCE_NOT_FOUND", "RESOURCE_CONFLICT")),
            Map.entry(
                    "second_factor_confirm", List.of("INVALID_CREDENTIALS", "RESOURCE_NOT_FOUND", "RESOURCE_CONFLICT")),
            Map.entry(
                    "second_factor_renew_recovery_codes",
                    List.of("INVALID_CREDENTIALS", "RESOURCE_NOT_FOUND", "RESOURCE_CONFLICT")),
            Map.entry(
                    "second_factor_remove", List.of("INVALID_CREDENTIALS", "RESOURCE_NOT_FOUND", "RESOURCE_CONFLICT")),
            Map.entry("operator_system", List.of("RESOURCE_NOT_FOUND")),
            Map.entry("suspension_list", List.of("RESOURCE_NOT_FOUND")),
            Map.entry("suspension_suspend", List.of("RESOURCE_NOT_FOUND")),
            Map.entry("auth_refresh", List.of("AUTH_TOKEN_MISSING", "AUTH_TOKEN_INVALID", "CSRF_FAILED")),
            Map.entry("password_forgot", List.of("RESOURCE_NOT_FOUND")),
            Map.entry("password_reset", List.of("TOKEN_LINK_INVALID", "RESOURCE_NOT_FOUND")),
            Map.entry("password_change", List.of("INVALID_CREDENTIALS", "RESOURCE_NOT_FOUND")),
            Map.entry("email_verify", List.of("TOKEN_LINK_INVALID", "RESOURCE_NOT_FOUND")),
            Map.entry("email_resend", List.of("RESOURCE_NOT_FOUND")),
            Map.entry("me_me", List.of("USER_NOT_FOUND", "UPSTREAM_ERROR")),
            Map.entry("me_change", List.of("RESOURCE_NOT_FOUND")),
            Map.entry("me_remove", List.of("LAST_OWNER", "UPSTREAM_ERROR")),
            Map.entry(
                    "subscription_checkout", List.of("ALREADY_SUBSCRIBED", "BILLING_NOT_CONFIGURED", "UPSTREAM_ERROR")),
            Map.entry("subscription_portal", OF_SUBSCRIPTIONS),
            Map.entry("subscription_cancel", OF_SUBSCRIPTIONS),
            Map.entry("subscription_resume", OF_SUBSCRIPTIONS),
            Map.entry("webhook_event", OF_EVENTS),
            Map.entry("webhook_event_of_stripe", OF_EVENTS),
            Map.entry("scan_start", List.of("INVALID_DOMAIN", "DOMAIN_NOT_VERIFIED", "SCAN_IN_PROGRESS")),
            Map.entry("scan_cancel", List.of("RESOURCE_CONFLICT")),
            Map.entry("scan_archive_delete", List.of("RESOURCE_CONFLICT", "PRECONDITION_FAILED")),
            Map.entry("scan_evidence_replay", List.of("SCAN_IN_PROGRESS")),
            Map.entry("scan_evidence_upload", List.of("SCAN_IN_PROGRESS")),
            Map.entry("advice_of_asset", List.of("RESOURCE_NOT_FOUND")),
            Map.entry("asset_graph_graph", List.of("RESOURCE_NOT_FOUND")),
            Map.entry("scan_events", List.of("RATE_LIMIT_EXCEEDED")),
            Map.entry("workspace_events_follow", List.of("RATE_LIMIT_EXCEEDED")),
            Map.entry("scan_diff_diff", List.of("RESOURCE_CONFLICT")),
            Map.entry("rescan_start", List.of("SCAN_IN_PROGRESS", "SCAN_LIMIT_REACHED", "RESOURCE_CONFLICT")),
            Map.entry("asset_edit_edit", List.of("PAYMENT_REQUIRED", "PRECONDITION_FAILED")),
            Map.entry("asset_edit_delete", List.of("PRECONDITION_FAILED")),
            Map.entry("asset_bulk_change", List.of("INSUFFICIENT_ROLE", "SCAN_IN_PROGRESS", "SCAN_LIMIT_REACHED")),
            Map.entry("finding_change", List.of("RESOURCE_CONFLICT", "PRECONDITION_FAILED")),
            Map.entry("member_change_role", List.of("LAST_OWNER")),
            Map.entry("member_remove", List.of("LAST_OWNER")),
            Map.entry("invitation_link_look", List.of("TOKEN_LINK_INVALID")),
            Map.entry(
                    "invitation_link_accept", List.of("TOKEN_LINK_INVALID", "EMAIL_NOT_VERIFIED", "RESOURCE_CONFLICT")),
            Map.entry("workspace_create", List.of("RESOURCE_CONFLICT")),
            Map.entry("workspace_change", List.of("PRECONDITION_FAILED")),
            Map.entry("workspace_remove", List.of("RESOURCE_CONFLICT", "PRECONDITION_FAILED", "UPSTREAM_ERROR")),
            Map.entry("domain_add", List.of("INVALID_DOMAIN", "RESOURCE_CONFLICT")),
            Map.entry("channel_create", List.of("PAYMENT_REQUIRED", "RESOURCE_CONFLICT")),
            Map.entry("channel_change", List.of("PAYMENT_REQUIRED", "PRECONDITION_FAILED")),
            Map.entry("channel_remove", List.of("PRECONDITION_FAILED")),
            Map.entry("channel_test", List.of("PAYMENT_REQUIRED", "RATE_LIMIT_EXCEEDED")),
            Map.entry("delivery_redeliver", List.of("RESOURCE_CONFLICT")),
            Map.entry("rule_create", List.of("PAYMENT_REQUIRED", "RESOURCE_CONFLICT")),
            Map.entry("rule_change", List.of("PAYMENT_REQUIRED", "PRECONDITION_FAILED")),
            Map.entry("rule_remove", List.of("PRECONDITION_FAILED")),
            Map.entry("report_schedule_create", List.of("PAYMENT_REQUIRED", "RESOURCE_CONFLICT")),
            Map.entry("report_schedule_change", List.of("PAYMENT_REQUIRED", "PRECONDITION_FAILED")),
            Map.entry("report_schedule_remove", List.of("PRECONDITION_FAILED")),
            Map.entry("report_schedule_send", List.of("PAYMENT_REQUIRED", "RESOURCE_CONFLICT", "RATE_LIMIT_EXCEEDED")),
            Map.entry("alert_address_confirm", List.of("TOKEN_LINK_INVALID")),
            Map.entry("alert_address_unsubscribe", List.of("TOKEN_LINK_INVALID")),
            Map.entry("alert_address_unsubscribe_at_once", List.of("TOKEN_LINK_INVALID")),
            Map.entry("domain_schedule_set", List.of("PAYMENT_REQUIRED", "DOMAIN_NOT_VERIFIED")),
            Map.entry("asset_export_export", List.of("RESOURCE_NOT_FOUND")),
            Map.entry("asset_export_report", List.of("RESOURCE_NOT_FOUND")));

    private Examples() {}

    static Optional<Object> requestOf(String operation) {
        return Optional.ofNullable(REQUESTS.get(operation));
    }

    static List<String> errorsOf(String operation) {
        return ERRORS.getOrDefault(operation, List.of());
    }
}
