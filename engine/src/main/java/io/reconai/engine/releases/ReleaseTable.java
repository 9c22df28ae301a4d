package io.reconai.engine.releases;

import io.reconai.engine.releases.Product.Carried;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The products whose releases are known. Immutable; safe for use by many threads.
public final class ReleaseTable {

    /// A colon that is part of a name is quoted by a backslash.
    private static final Pattern COLON = Pattern.compile("(?<!\\\\):");

    private static final String FILE = "releases.txt";

    private final LocalDate asOf;
    private final Map<String, Product> byCpe;
    private final Map<String, Product> byId;

    ReleaseTable(LocalDate asOf, List<Product> products) {
        this.asOf = asOf;
        byCpe = products.stream().collect(Collectors.toUnmodifiableMap(Product::cpe, Function.identity()));
        byId = products.stream().collect(Collectors.toUnmodifiableMap(Product::id, Function.identity()));
    }

    /// The table that comes with this program. Reads it: make it once.
    ///
    /// @throws IllegalStateException when it is missing or a line of it cannot be read
    public static ReleaseTable shipped() {
        try (var in = ReleaseTable.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the build");
            }
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return new ReleaseReader().read(reader.lines().toList());
        } catch (IOException broken) {
            throw new UncheckedIOException(FILE + " cannot be read", broken);
        }
    }

    /// The day of which its facts are.
    public LocalDate asOf() {
        return asOf;
    }

    /// The product of a CPE 2.3 name (NISTIR 7695); empty when it has no lines here.
    public Optional<Product> product(String cpe) {
        var parts = COLON.split(cpe, 6);
        return parts.length < 6 ? Optional.empty() : Optional.ofNullable(byCpe.get(parts[3] + ":" + parts[4]));
    }

    List<Product> products() {
        return byId.values().stream().sorted(Comparator.comparing(Product::id)).toList();
    }

    Optional<Product> distribution(String id) {
        return Optional.ofNullable(byId.get(id)).filter(product -> product.kind() == Product.Kind.DISTRIBUTION);
    }

    /// The releases of distributions that ship a version, those that get fixes longest first.
    Stream<Release> carriers(Product product, String version) {
        return product.carried().stream()
                .filter(carried -> Line.goesOnFrom(version, carried.version()))
                .flatMap(carried -> release(carried).stream())
                .sorted(Comparator.comparing(Release::lastDay).reversed());
    }

    private Optional<Release> release(Carried carried) {
        return release(carried.distribution(), carried.release());
    }

    Optional<Release> release(String distribution, String version) {
        return distribution(distribution)
                .flatMap(found -> found.line(version).map(line -> new Release(found, version, line)));
    }

    /// A release of a distribution.
    record Release(Product distribution, String version, Line line) {

        /// One without an end gets fixes as long as can be told.
        LocalDate lastDay() {
            var end = line.end();
            return end == null ? LocalDate.MAX : end;
        }
    }
}
