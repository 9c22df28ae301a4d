package io.reconai.engine.technologies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// All products and their signs, arranged so that a value meets only the rules that may fit it. Immutable.
final class Rulebook {

    private static final List<String> FILES = List.of(
            "sites",
            "frameworks",
            "servers",
            "edge",
            "frontend",
            "embeds",
            "tools",
            "selfhosted",
            "appliances",
            "domains");

    private static final int WHOLE = 2_048;
    private static final int BEFORE = 256;
    private static final int AFTER = 512;

    /// So often a rule is tried within one value: a literal that is repeated a thousand times shall not cost as often.
    private static final int TRIES = 4;

    /// The rules of one signal and name. Those with literals are tried only where one occurs.
    ///
    /// @param indexed of each literal of the index, the rule that needs it
    record Bucket(List<Rule> always, List<Rule> indexed, LiteralIndex index) {

        static Bucket of(List<Rule> rules) {
            var indexed = new ArrayList<Rule>();
            var literals = new ArrayList<String>();
            for (var rule : rules) {
                rule.literals().forEach(literal -> {
                    indexed.add(rule);
                    literals.add(literal);
                });
            }
            return new Bucket(
                    rules.stream().filter(rule -> rule.literals().isEmpty()).toList(),
                    List.copyOf(indexed),
                    new LiteralIndex(literals));
        }
    }

    private final Map<String, Product> products = new LinkedHashMap<>();
    private final List<Rule> rules;
    private final Map<Signal, Map<String, Bucket>> buckets = new EnumMap<>(Signal.class);
    private final CaselessNames headerNames;

    private Rulebook(List<Product> known, List<Rule> rules) {
        this.rules = List.copyOf(rules);
        for (var product : known) {
            if (products.put(product.id(), product) != null) {
                throw new IllegalStateException("two products have the id " + product.id());
            }
        }
        known.forEach(this::check);
        Map<Signal, Map<String, List<Rule>>> sorted = new EnumMap<>(Signal.class);
        for (var rule : rules) {
            sorted.computeIfAbsent(rule.signal(), _ -> new HashMap<>())
                    .computeIfAbsent(rule.name(), _ -> new ArrayList<>())
                    .add(rule);
        }
        sorted.forEach((signal, byName) -> {
            Map<String, Bucket> made = new HashMap<>();
            byName.forEach((name, some) -> made.put(name, Bucket.of(some)));
            buckets.put(signal, made);
        });
        var fields = new HashSet<>(names(Signal.HEADER));
        fields.addAll(List.of("location", "set-cookie"));
        headerNames = new CaselessNames(fields);
    }

    /// The rules that come with this program, read once.
    static Rulebook shipped() {
        return Shipped.RULES;
    }

    private static final class Shipped {
        static final Rulebook RULES = read();
    }

    private static Rulebook read() {
        var products = new ArrayList<Product>();
        var rules = new ArrayList<Rule>();
        for (var file : FILES) {
            new RuleReader(file + ".rules", products, rules).read(lines(file + ".rules"));
        }
        return new Rulebook(products, rules);
    }

    /// Rules from a text, for tests.
    static Rulebook of(String text) {
        var products = new ArrayList<Product>();
        var rules = new ArrayList<Rule>();
        new RuleReader("text", products, rules).read(text.lines().toList());
        return new Rulebook(products, rules);
    }

    private static List<String> lines(String file) {
        try (var in = Rulebook.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("not in the build: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void check(Product product) {
        var implied = product.implies().stream().map(Product.Implication::id);
        Stream.of(implied, product.excludes().stream(), product.requires().stream())
                .flatMap(ids -> ids)
                .filter(id -> !products.containsKey(id) || id.equals(product.id()))
                .forEach(id -> {
                    throw new IllegalStateException(product.id() + " refers to what is not there: " + id);
                });
    }

    List<Rule> rules() {
        return rules;
    }

    /// In the order of the files.
    List<Product> products() {
        return List.copyOf(products.values());
    }

    Product product(String id) {
        var product = products.get(id);
        if (product == null) {
            throw new IllegalArgumentException("no such product: " + id);
        }
        return product;
    }

    /// The names that rules of a signal look at.
    Set<String> names(Signal signal) {
        return Collections.unmodifiableSet(
                buckets.getOrDefault(signal, Map.of()).keySet());
    }

    /// The names of header fields that rules look at, be it as a cookie or a redirect.
    CaselessNames headerNames() {
        return headerNames;
    }

    /// Tells of the rules that may fit a value: each once with the whole of a value up to [#WHOLE], with some pieces
    /// of a longer one.
    void candidates(Signal signal, String name, String value, Sign.Candidates<Rule> found) {
        var bucket = buckets.getOrDefault(signal, Map.of()).getOrDefault(name, NOTHING);
        for (var rule : bucket.always()) {
            found.at(rule, piece(value, 0));
        }
        if (bucket.indexed().isEmpty()) {
            return;
        }
        var most = value.length() <= WHOLE ? 1 : TRIES;
        var tries = new HashMap<Integer, Integer>();
        bucket.index().find(value, (literal, end) -> {
            var rule = bucket.indexed().get(literal);
            if (tries.merge(rule.number(), 1, Integer::sum) <= most) {
                found.at(rule, piece(value, end));
            }
        });
    }

    private static String piece(String value, int at) {
        return value.length() <= WHOLE
                ? value
                : value.substring(Math.max(0, at - BEFORE), Math.min(value.length(), at + AFTER));
    }

    private static final Bucket NOTHING = Bucket.of(List.of());
}
