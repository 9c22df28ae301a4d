package io.reconai.server.http;

import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The query of one request, read name by name; what is left over at the end is refused.
///
/// A mistyped filter must never widen a result, so unknown names are errors.
public final class QueryParameters {

    private static final int DAY_LETTERS = "2026-03-01".length();

    private final Map<String, String> given;
    private final Set<String> read = new HashSet<>(Set.of("workspace_id"));

    public QueryParameters(UriInfo uri) {
        this(firstOfEach(uri));
    }

    /// The same names in a body.
    public QueryParameters(Map<String, String> given) {
        this.given = given;
    }

    private static Map<String, String> firstOfEach(UriInfo uri) {
        var first = new HashMap<String, String>();
        uri.getQueryParameters().forEach((name, values) -> first.put(name, values.getFirst()));
        return first;
    }

    /// The one value of a name; empty when it is absent or blank.
    public Optional<String> text(String name) {
        read.add(name);
        var value = given.get(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }

    /// A search text of 1 to 200 characters.
    public Optional<String> search(String name) {
        var value = text(name);
        if (value.isPresent() && value.get().length() > 200) {
            throw ApiException.invalid(name, "range", "has at most 200 characters");
        }
        return value;
    }

    /// Several values separated by commas, each one of the allowed.
    public List<String> oneOf(String name, Set<String> allowed) {
        var values = text(name).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .toList();
        for (var value : values) {
            if (!allowed.contains(value)) {
                throw ApiException.invalid(
                        name,
                        "value",
                        "is one of "
                                + String.join(", ", allowed.stream().sorted().toList()));
            }
        }
        return values;
    }

    /// Several values separated by commas, whatever they are.
    public List<String> several(String name) {
        return text(name).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /// True or false; empty when absent.
    public Optional<Boolean> flag(String name) {
        return oneOf(name, Set.of("true", "false")).stream().findFirst().map(Boolean::valueOf);
    }

    /// A time as RFC 3339 writes it, or a day, which begins at midnight UTC; empty when absent.
    public Optional<Instant> time(String name) {
        return text(name).map(value -> {
            try {
                return value.length() == DAY_LETTERS
                        ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : Instant.parse(value);
            } catch (DateTimeParseException unreadable) {
                throw ApiException.invalid(name, "format", "is a time such as 2026-03-01T09:30:00Z or a day");
            }
        });
    }

    /// A whole number within bounds; empty when absent.
    public Optional<Integer> number(String name, int least, int most) {
        return text(name).map(value -> {
            try {
                var number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // Said below, with the bounds.
            }
            throw ApiException.invalid(name, "range", "is a whole number from " + least + " to " + most);
        });
    }

    /// Which page and how long, of a list that has one order only.
    public PageRequest pageInOrder() {
        return new PageRequest(
                number("page", 1, 1_000_000).orElse(1), number("limit", 1, 100).orElse(20), List.of());
    }

    /// Which page, how long, sorted how; `sort_by` and `sort_order` are accepted where `sort` is absent.
    public PageRequest page(Set<String> sortable, String usual) {
        return new PageRequest(
                number("page", 1, 1_000_000).orElse(1), number("limit", 1, 100).orElse(20), sort(sortable, usual));
    }

    /// Sorted how, the first criterion first.
    public List<PageRequest.Criterion> sort(Set<String> sortable, String usual) {
        var oldSort = text("sort_by")
                .map(field -> ("desc".equalsIgnoreCase(text("sort_order").orElse("asc")) ? "-" : "") + field);
        text("sort_order");
        var sort = text("sort").or(() -> oldSort).orElse(usual);
        var criteria = Stream.of(sort.split(","))
                .map(String::strip)
                .map(field -> field.startsWith("-")
                        ? new PageRequest.Criterion(field.substring(1), true)
                        : new PageRequest.Criterion(field, false))
                .toList();
        for (var criterion : criteria) {
            if (!sortable.contains(criterion.field())) {
                throw ApiException.invalid(
                        "sort",
                        "value",
                        "is of " + String.join(", ", sortable.stream().sorted().toList()));
            }
        }
        return criteria;
    }

    /// Refuses a name that was given without a value, where to leave it out means more than was wanted.
    public void refuseBlank(String name) {
        var value = given.get(name);
        if (value != null && value.isBlank()) {
            throw ApiException.invalid(name, "format", "has a value, or is left out");
        }
    }

    /// Refuses names that nobody read.
    public void refuseOthers() {
        var unknown = given.keySet().stream()
                .filter(name -> !read.contains(name))
                .sorted()
                .map(name -> new ApiException.FieldError(name, "unknown", "there is no such parameter"))
                .toList();
        if (!unknown.isEmpty()) {
            throw ApiException.invalid(unknown);
        }
    }
}
