package io.reconai.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a caller did wrong, or what we cannot do; becomes the error body in one place, [ErrorAnswers].
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// One field that is wrong.
    public record FieldError(String field, String code, String message) {}

    private final ErrorCode code;
    private final transient Map<String, @Nullable Object> extras = new LinkedHashMap<>();

    public ApiException(ErrorCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    /// A field that is missing, unknown, of the wrong type or out of range.
    public static ApiException invalid(String field, String code, String message) {
        return new ApiException(ErrorCode.VALIDATION_ERROR, field + ": " + message)
                .with("errors", List.of(new FieldError(field, code, message)));
    }

    /// Several fields that are wrong at once.
    public static ApiException invalid(List<FieldError> errors) {
        var first = errors.getFirst();
        var detail = errors.size() == 1
                ? first.field() + ": " + first.message()
                : String.join(", ", errors.stream().map(FieldError::field).toList()) + ": " + first.message();
        return new ApiException(ErrorCode.VALIDATION_ERROR, detail).with("errors", List.copyOf(errors));
    }

    /// The one answer to ids that are unknown, deleted, malformed or of another workspace.
    public static ApiException notFound() {
        return new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "Not found");
    }

    /// The same with a further field in the body.
    public ApiException with(String name, @Nullable Object value) {
        extras.put(name, value);
        return this;
    }

    public ErrorCode code() {
        return code;
    }

    /// The further fields of the body.
    public Map<String, @Nullable Object> extras() {
        return extras;
    }
}
