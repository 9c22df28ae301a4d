package io.reconai.server.http;

/// Every error that the service answers with, and its status. The names are part of the interface.
public enum ErrorCode {
    MALFORMED_JSON(400),
    INVALID_DOMAIN(400),
    TOKEN_LINK_INVALID(400),
    AUTH_TOKEN_MISSING(401),
    AUTH_TOKEN_INVALID(401),
    AUTH_TOKEN_EXPIRED(401),
    INVALID_CREDENTIALS(401),
    SCAN_LIMIT_REACHED(402),
    API_LIMIT_REACHED(402),
    PAYMENT_REQUIRED(402),
    INSUFFICIENT_ROLE(403),
    INSUFFICIENT_SCOPE(403),
    CSRF_FAILED(403),
    DOMAIN_NOT_VERIFIED(403),
    RESOURCE_NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    RESOURCE_CONFLICT(409),
    SCAN_IN_PROGRESS(409),
    IDEMPOTENCY_IN_PROGRESS(409),
    LAST_OWNER(409),
    PAYLOAD_TOO_LARGE(413),
    URI_TOO_LONG(414),
    UNSUPPORTED_MEDIA_TYPE(415),
    VALIDATION_ERROR(422),
    IDEMPOTENCY_KEY_REUSED(422),
    RATE_LIMIT_EXCEEDED(429),
    HEADERS_TOO_LARGE(431),
    INTERNAL_ERROR(500),
    SERVICE_UNAVAILABLE(503);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }
}
