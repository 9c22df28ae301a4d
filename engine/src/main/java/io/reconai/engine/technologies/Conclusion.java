package io.reconai.engine.technologies;

import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Technology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// From the rules that fitted to technologies: confidence adds up, the weaker of two that exclude each other goes,
/// what is required must be there, what is implied joins.
final class Conclusion {

    /// Below this many percent nothing is said.
    private static final int REPORTED = 50;

    private static final int MOST_PROOFS = 5;

    private static final class Candidate {
        final Product product;
        final List<Hits.Hit> hits = new ArrayList<>();
        final Set<String> impliedBy = new LinkedHashSet<>();
        final List<Proof> proofs = new ArrayList<>();
        double doubt = 1;
        double implied;

        Candidate(Product product) {
            this.product = product;
        }

        void add(Hits.Hit hit) {
            hits.add(hit);
            doubt *= 1 - hit.rule().confidence() / 100.0;
            addProofs(hit.proofs());
        }

        void addProofs(List<Proof> more) {
            for (var proof : more) {
                if (proofs.size() < MOST_PROOFS && !proofs.contains(proof)) {
                    proofs.add(proof);
                }
            }
        }

        /// Independent signs combine as 1 - Π(1 - c).
        double confidence() {
            return Math.max(100 * (1 - doubt), implied);
        }
    }

    private final Rulebook rulebook;
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();

    private Conclusion(Rulebook rulebook) {
        this.rulebook = rulebook;
    }

    /// The technologies that the hits show, those with most confidence first, then by name.
    static List<Technology> of(Rulebook rulebook, List<Hits.Hit> hits) {
        if (hits.isEmpty()) {
            return List.of();
        }
        var conclusion = new Conclusion(rulebook);
        hits.forEach(conclusion::add);
        conclusion.exclude();
        conclusion.imply();
        conclusion.require();
        return conclusion.candidates.values().stream()
                .filter(candidate -> Math.round(candidate.confidence()) >= REPORTED)
                .map(Conclusion::technology)
                .sorted(Comparator.comparingInt(Technology::confidence)
                        .reversed()
                        .thenComparing(Technology::name))
                .toList();
    }

    private void add(Hits.Hit hit) {
        candidate(hit.rule().product()).add(hit);
    }

    private Candidate candidate(Product product) {
        return candidates.computeIfAbsent(product.id(), _ -> new Candidate(product));
    }

    /// Where both are equally strong, the one whose line says that it excludes the other stays.
    private void exclude() {
        for (var candidate : List.copyOf(candidates.values())) {
            for (var other : candidate.product.excludes()) {
                var rival = candidates.get(other);
                if (rival != null && candidates.containsKey(candidate.product.id())) {
                    candidates.remove(rival.confidence() > candidate.confidence() ? candidate.product.id() : other);
                }
            }
        }
    }

    /// Follows implications until nothing is added; each step can only raise a confidence, so it ends.
    private void imply() {
        var pending = new ArrayList<>(candidates.values());
        while (!pending.isEmpty()) {
            var parent = pending.removeLast();
            for (var implication : parent.product.implies()) {
                var implied = parent.confidence() * implication.confidence() / 100;
                if (isExcluded(implication.id())) {
                    continue;
                }
                var child = candidate(rulebook.product(implication.id()));
                child.addProofs(parent.proofs);
                if (child.hits.isEmpty()) {
                    child.impliedBy.add(parent.product.id());
                }
                if (implied > child.confidence()) {
                    child.implied = implied;
                    pending.add(child);
                }
            }
        }
    }

    private boolean isExcluded(String id) {
        return candidates.values().stream()
                .anyMatch(candidate -> candidate.product.excludes().contains(id));
    }

    private void require() {
        candidates
                .values()
                .removeIf(candidate -> !candidate.product.requires().isEmpty()
                        && candidate.product.requires().stream().noneMatch(this::isReported));
    }

    private boolean isReported(String id) {
        var required = candidates.get(id);
        return required != null && Math.round(required.confidence()) >= REPORTED;
    }

    private static Technology technology(Candidate candidate) {
        var versions = versions(candidate.hits);
        var version = versions.size() == 1 ? versions.getFirst() : null;
        return new Technology(
                candidate.product.id(),
                candidate.product.name(),
                candidate.product.categories(),
                version,
                versions.size() > 1 ? versions : List.of(),
                (int) Math.round(candidate.confidence()),
                candidate.product.cpeName(version),
                List.copyOf(candidate.impliedBy),
                candidate.proofs);
    }

    /// What the strongest rules that tell a version say; one that only extends another stands for both.
    private static List<String> versions(List<Hits.Hit> hits) {
        var strongest = 0;
        var told = new LinkedHashSet<String>();
        for (var hit : hits) {
            if (!hit.versions().isEmpty() && hit.rule().confidence() >= strongest) {
                if (hit.rule().confidence() > strongest) {
                    strongest = hit.rule().confidence();
                    told.clear();
                }
                told.addAll(hit.versions());
            }
        }
        return told.stream()
                .filter(version -> told.stream().noneMatch(other -> extendsIt(other, version)))
                .toList();
    }

    private static boolean extendsIt(String longer, String version) {
        return longer.length() > version.length()
                && longer.startsWith(version)
                && !Character.isDigit(longer.charAt(version.length()));
    }
}
