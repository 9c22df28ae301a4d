package io.reconai.engine.ports;

import io.reconai.engine.asset.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The TCP ports to try, in the order of trying, without repeats.
public record PortList(List<Integer> ports) {

    private static final int HIGHEST = 65_535;
    private static final Pattern ITEM = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    public PortList {
        ports = List.copyOf(ports);
    }

    /// Reads `top-100`, `top-1000`, `all` (or `-`), lists and ranges such as `22,80,8000-8100`, or `@file` with the
    /// same.
    ///
    /// @throws IllegalArgumentException with what cannot be read and what would be right
    public static PortList parse(String text) {
        var ports = new LinkedHashSet<Integer>();
        if (text.startsWith("@")) {
            addFile(Path.of(text.substring(1)), ports);
        } else {
            addAll(text, ports);
        }
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("no port in " + Text.quoted(text));
        }
        return new PortList(List.copyOf(ports));
    }

    /// These ports alone.
    public static PortList of(Integer... ports) {
        return new PortList(List.of(ports));
    }

    /// Numbers as ranges, ascending, such as `21-22,25`.
    public static String ranges(List<Integer> numbers) {
        var sorted = numbers.stream().distinct().sorted().toList();
        var text = new StringBuilder();
        for (var i = 0; i < sorted.size(); ) {
            var last = i;
            while (last + 1 < sorted.size() && sorted.get(last + 1) == sorted.get(last) + 1) {
                last++;
            }
            text.append(text.isEmpty() ? "" : ",").append(sorted.get(i));
            if (last > i) {
                text.append('-').append(sorted.get(last));
            }
            i = last + 1;
        }
        return text.toString();
    }

    private static void addAll(String text, Set<Integer> ports) {
        switch (text.strip()) {
            case "top-100" -> addResource("top-100.txt", ports);
            case "top-1000" -> {
                addResource("top-100.txt", ports);
                addResource("top-1000.txt", ports);
            }
            case "all", "-" -> addRange(1, HIGHEST, ports);
            default -> {
                for (var item : text.split(",", -1)) {
                    addItem(item.strip(), ports);
                }
            }
        }
    }

    private static void addItem(String item, Set<Integer> ports) {
        var matcher = ITEM.matcher(item);
        if (!matcher.matches()) {
            throw wrong(item);
        }
        var first = Integer.parseInt(matcher.group(1));
        var last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (first < 1 || last > HIGHEST || first > last) {
            throw wrong(item);
        }
        addRange(first, last, ports);
    }

    private static void addRange(int first, int last, Set<Integer> ports) {
        for (var port = first; port <= last; port++) {
            ports.add(port);
        }
    }

    private static void addFile(Path file, Set<Integer> ports) {
        try {
            addLines(Files.readAllLines(file), ports);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("the file " + file + " cannot be read", unreadable);
        }
    }

    private static void addResource(String name, Set<Integer> ports) {
        try (var in = PortList.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the build");
            }
            addLines(
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .lines()
                            .toList(),
                    ports);
        } catch (IOException broken) {
            throw new UncheckedIOException(name + " cannot be read", broken);
        }
    }

    private static void addLines(List<String> lines, Set<Integer> ports) {
        var items = new ArrayList<String>();
        for (var line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                items.addAll(List.of(line.split("[,\\s]+", -1)));
            }
        }
        items.stream().filter(item -> !item.isEmpty()).forEach(item -> addItem(item, ports));
    }

    private static IllegalArgumentException wrong(String item) {
        return new IllegalArgumentException(
                Text.quoted(item)
                        + " is no port or range; expected numbers from 1 to 65535 as in 22,80,8000-8100, or top-100, top-1000, all");
    }
}
