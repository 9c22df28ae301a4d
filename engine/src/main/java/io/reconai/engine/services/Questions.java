package io.reconai.engine.services;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All questions there are, in the order of `questions.txt`.
final class Questions {

    private final Map<String, Question> byName = new LinkedHashMap<>();

    private Questions(List<Question> all) {
        all.forEach(question -> byName.put(question.name(), question));
    }

    static Questions load() {
        return new Questions(Table.read("questions.txt", 3).stream()
                .map(row -> new Question(
                        row.get(0),
                        Stream.of(row.get(1).split(",", -1))
                                .filter(port -> !port.isBlank())
                                .map(port -> Integer.valueOf(port.strip()))
                                .collect(Collectors.toSet()),
                        Question.bytes(row.get(2))))
                .toList());
    }

    /// @throws IllegalArgumentException when there is none of this name
    Question named(String name) {
        var found = byName.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no question is called " + name);
        }
        return found;
    }

    boolean knows(String name) {
        return byName.containsKey(name);
    }

    /// Those that are asked first on a port.
    List<Question> usualAt(int port) {
        return byName.values().stream()
                .filter(question -> question.ports().contains(port))
                .toList();
    }

    List<Question> all() {
        return List.copyOf(byName.values());
    }
}
