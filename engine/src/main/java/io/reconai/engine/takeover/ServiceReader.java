package io.reconai.engine.takeover;

import io.reconai.engine.takeover.Service.Status;
import java.net.URI;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads the list of services.
///
/// ```
/// surge | Surge | vulnerable
///   source 2025-02 https://github.com/EdOverflow/can-i-take-over-xyz
///   ending surge.sh
///   text project not found
/// ```
///
/// A line at the margin begins a service: id, name, status. Below it stand `source`, `ending` (several in a line),
/// `missing`, `text` (parts that belong together stand apart by ` && `), `exists`, `redirect`, `generic`, `as-host`
/// and `note`. A line that begins with `#` is a comment.
final class ServiceReader {

    private final List<Service> services = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> endings = new HashSet<>();
    private List<String> head = List.of();
    private List<String> lines = new ArrayList<>();
    private int number;

    /// Reads the list's lines.
    ///
    /// @throws IllegalStateException with the line, if it is not as it should be
    List<Service> read(List<String> text) {
        for (var line : text) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(" ")) {
                lines.add(line.strip());
            } else {
                end();
                head = Arrays.stream(line.split("\\|")).map(String::strip).toList();
                if (head.size() != 3 || !head.getFirst().matches("[a-z0-9-]+") || !ids.add(head.getFirst())) {
                    throw wrong(line, "is not `id | name | status` with an id of its own");
                }
            }
        }
        end();
        return services;
    }

    private void end() {
        if (head.isEmpty()) {
            return;
        }
        var source = one("source").split(" ", 2);
        if (source.length != 2 || !"https".equals(URI.create(source[1]).getScheme())) {
            throw wrong(head.getFirst(), "has no `source month address`");
        }
        var service = new Service(
                head.get(0),
                head.get(1),
                Status.valueOf(head.get(2).toUpperCase(Locale.ROOT)),
                values("ending").stream()
                        .flatMap(line -> Arrays.stream(line.split(" +")))
                        .map(this::ending)
                        .toList(),
                lines.contains("missing"),
                values("text").stream().map(line -> List.of(line.split(" && "))).toList(),
                values("exists"),
                values("redirect").isEmpty() ? 0 : Integer.parseInt(one("redirect")),
                lines.contains("generic"),
                lines.contains("as-host"),
                source[1],
                YearMonth.parse(source[0]),
                String.join(" ", values("note")));
        if (service.endings().isEmpty() || !(service.missing() || service.isAskedByPage())) {
            throw wrong(head.getFirst(), "has no ending, or nothing by which it is free");
        }
        services.add(service);
        lines = new ArrayList<>();
    }

    private Ending ending(String text) {
        if (!text.matches("(?:[a-z0-9*-]+\\.)*[a-z0-9-]+\\.[a-z0-9-]+") || !endings.add(text)) {
            throw wrong(text, "is no ending of names, has a * in its last two labels, or is there twice");
        }
        return Ending.of(text);
    }

    private String one(String word) {
        var values = values(word);
        if (values.size() != 1) {
            throw wrong(head.getFirst(), "has " + values.size() + " lines of " + word);
        }
        return values.getFirst();
    }

    private List<String> values(String word) {
        return lines.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1).strip())
                .toList();
    }

    private IllegalStateException wrong(String text, String problem) {
        return new IllegalStateException("services.txt:" + number + ": \"" + text + "\" " + problem);
    }
}
