package io.reconai.engine.technologies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What servers, pages and records say, and what only looks like it: `technology-samples.txt`.
///
/// ```
/// nginx
///   header server: nginx/1.18.0 (Ubuntu) => 1.18.0 ~ nginx-like
/// ```
///
/// Below a product: signal and name, what shows the product, the version that follows, what does not show it. A `-`
/// stands where being there is enough; then the look-alike is another name.
final class SampleTable {

    record Sample(String product, Signal signal, String name, String shows, String version, String lookAlike) {

        Observation positive() {
            return new Observation(signal, name, shows, "/exchanges/0/answer");
        }

        Observation negative() {
            return lookAlike.equals("-")
                    ? new Observation(signal, name + "-like", shows, "/exchanges/0/answer")
                    : new Observation(signal, name, lookAlike, "/exchanges/0/answer");
        }

        @Override
        public String toString() {
            return (product + " " + signal.word() + " " + name).strip() + ": " + shows;
        }
    }

    private SampleTable() {}

    static List<Sample> all() {
        var samples = new ArrayList<Sample>();
        var product = "";
        for (var line : text().lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(" ")) {
                samples.add(sample(product, line.strip()));
            } else {
                product = line.strip();
            }
        }
        return samples;
    }

    private static Sample sample(String product, String line) {
        var sides = line.split(" ~ ", 2);
        if (sides.length != 2) {
            throw new IllegalArgumentException("no look-alike: " + line);
        }
        var told = sides[0].split(" => ", 2);
        var head = told[0].split(": ", 2);
        var words = head[0].split(" ", 2);
        var signal = Signal.of(words[0]).orElseThrow(() -> new IllegalArgumentException("no signal: " + line));
        var name = words.length == 2 ? words[1] : "";
        return new Sample(
                product,
                signal,
                signal.keepsCase() ? name : name.toLowerCase(Locale.ROOT),
                head.length == 2 ? head[1] : "yes",
                told.length == 2 ? told[1] : "",
                sides[1]);
    }

    private static String text() {
        try (var in = SampleTable.class.getResourceAsStream("technology-samples.txt")) {
            if (in == null) {
                throw new IllegalStateException("technology-samples.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
