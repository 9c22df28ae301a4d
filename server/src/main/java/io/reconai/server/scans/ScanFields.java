package io.reconai.server.scans;

import io.reconai.engine.ports.PortList;
import io.reconai.server.http.ApiException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Fields of requests that say how to scan, read and checked.
public final class ScanFields {

    private static final int MOST_PORTS = 10_000;
    private static final String USUAL_PORTS = "top-100";

    private ScanFields() {}

    /// The list as written, after it was read; never a file of the server, which `@` would name.
    ///
    /// @throws ApiException `VALIDATION_ERROR`
    public static String ports(@Nullable String typed) {
        var list = typed == null ? USUAL_PORTS : typed.strip();
        if (list.startsWith("@")) {
            throw noPorts();
        }
        try {
            if (PortList.parse(list).ports().size() > MOST_PORTS) {
                throw ApiException.invalid("ports", "range", "names at most " + MOST_PORTS + " ports");
            }
            return list;
        } catch (IllegalArgumentException unreadable) {
            throw noPorts();
        }
    }

    private static ApiException noPorts() {
        return ApiException.invalid("ports", "format", "is top-100, top-1000 or a list such as 22,80,8000-8100");
    }

    /// One of the words of an enum.
    ///
    /// @param usual what it is when absent
    /// @throws ApiException `VALIDATION_ERROR`
    public static <E extends Enum<E>> E word(String field, @Nullable String typed, E usual, E[] values) {
        if (typed == null) {
            return usual;
        }
        return Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(typed))
                .findFirst()
                .orElseThrow(
                        () -> ApiException.invalid(field, "value", "is one of " + String.join(", ", words(values))));
    }

    static Set<String> words(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
