package io.reconai.engine.technologies;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds which of many texts occur in another, in one pass over it (Aho and Corasick, CACM 18:6, 1975).
///
/// ASCII letters are compared without case. Time is proportional to the length of what is searched plus what is
/// found. Immutable.
final class LiteralIndex {

    private static final int ASCII = 128;
    private static final int[] NONE = {};

    /// Told of each occurrence.
    interface Found {
        void at(int literal, int end);
    }

    private final int[] classes = new int[ASCII];
    private final int width;

    /// Where a letter's class leads from a state; a state is known by the place of its first class, one at which
    /// literals end by the complement of that. So a letter costs one dependent read and no multiplication.
    private final int[] next;

    private final int[][] outputs;

    /// @param literals lower case, ASCII, none empty
    LiteralIndex(List<String> literals) {
        var count = 1; // class 0 is every letter that no literal has
        for (var literal : literals) {
            for (var i = 0; i < literal.length(); i++) {
                if (classes[literal.charAt(i)] == 0) {
                    classes[literal.charAt(i)] = count++;
                }
            }
        }
        for (var upper = 'A'; upper <= 'Z'; upper++) {
            classes[upper] = classes[Character.toLowerCase(upper)];
        }
        width = count;
        var states = new ArrayList<int[]>();
        var ends = new ArrayList<int[]>();
        states.add(new int[width]);
        ends.add(NONE);
        for (var i = 0; i < literals.size(); i++) {
            insert(literals.get(i), i, states, ends);
        }
        link(states, ends);
        next = new int[states.size() * width];
        for (var i = 0; i < next.length; i++) {
            var state = states.get(i / width)[i % width];
            next[i] = ends.get(state).length == 0 ? state * width : ~(state * width);
        }
        outputs = ends.toArray(int[][]::new);
    }

    private void insert(String literal, int number, List<int[]> states, List<int[]> ends) {
        var state = 0;
        for (var i = 0; i < literal.length(); i++) {
            var edge = classes[literal.charAt(i)];
            if (states.get(state)[edge] == 0) {
                states.get(state)[edge] = states.size();
                states.add(new int[width]);
                ends.add(NONE);
            }
            state = states.get(state)[edge];
        }
        ends.set(state, joined(ends.get(state), new int[] {number}));
    }

    /// Fills in where to go on after a mismatch, breadth first, so that searching never steps back.
    private void link(List<int[]> states, List<int[]> ends) {
        var failures = new int[states.size()];
        var queue = new ArrayDeque<Integer>();
        for (var first : states.getFirst()) {
            if (first != 0) {
                queue.add(first);
            }
        }
        while (!queue.isEmpty()) {
            int state = queue.remove();
            var fallback = states.get(failures[state]);
            ends.set(state, joined(ends.get(state), ends.get(failures[state])));
            var edges = states.get(state);
            for (var edge = 0; edge < width; edge++) {
                if (edges[edge] == 0) {
                    edges[edge] = fallback[edge];
                } else {
                    failures[edges[edge]] = fallback[edge];
                    queue.add(edges[edge]);
                }
            }
        }
    }

    private static int[] joined(int[] some, int[] others) {
        if (others.length == 0) {
            return some;
        }
        var all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        return all;
    }

    /// Tells of every occurrence, with the place after its last letter.
    void find(String text, Found found) {
        var state = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            state = next[state + (c < ASCII ? classes[c] : 0)];
            if (state < 0) {
                state = ~state;
                for (var literal : outputs[state / width]) {
                    found.at(literal, i + 1);
                }
            }
        }
    }
}
