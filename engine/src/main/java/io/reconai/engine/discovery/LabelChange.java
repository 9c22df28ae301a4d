package io.reconai.engine.discovery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A way in which organisations make one host's label of another's.
enum LabelChange {
    /// `web1` to `web2`, `db-09` to `db-10`.
    NUMBER("another number") {
        @Override
        void change(String label, Set<String> changed) {
            var digits = DIGITS.matcher(label);
            while (digits.find()) {
                var width = digits.group().length();
                var number = Long.parseLong(digits.group());
                for (var other = Math.max(0, number - NEIGHBOURS); other <= number + NEIGHBOURS; other++) {
                    changed.add(label.substring(0, digits.start())
                            + String.format("%0" + width + "d", other)
                            + label.substring(digits.end()));
                }
            }
        }
    },

    /// `api-dev` to `api-staging`.
    ENVIRONMENT("another environment") {
        @Override
        void change(String label, Set<String> changed) {
            swap(label, ENVIRONMENTS, changed);
        }
    },

    /// `eu-west-1` to `us-east-1`, `de` to `fr`.
    REGION("another region") {
        @Override
        void change(String label, Set<String> changed) {
            swap(label, REGIONS, changed);
        }
    },

    /// `web` to `web1` and `web-02`.
    ADDED_NUMBER("a number added") {
        @Override
        void change(String label, Set<String> changed) {
            if (label.length() > 1 && !Character.isDigit(label.charAt(label.length() - 1))) {
                for (var number : List.of("1", "2", "3", "01", "02", "-1", "-2", "-01", "-02")) {
                    changed.add(label + number);
                }
            }
        }
    },

    /// `api` to `api-dev` and `dev-api`.
    ADDED_ENVIRONMENT("an environment added") {
        @Override
        void change(String label, Set<String> changed) {
            if (parts(label).stream().noneMatch(ENVIRONMENTS::contains)) {
                for (var environment : ENVIRONMENTS) {
                    changed.add(label + "-" + environment);
                    changed.add(environment + "-" + label);
                    changed.add(environment + "." + label);
                }
            }
        }
    },

    /// `vpn-old` to `old-vpn`, `oldvpn` and `old.vpn`.
    ORDER("its parts in another order") {
        @Override
        void change(String label, Set<String> changed) {
            var parts = parts(label);
            if (parts.size() < 2 || parts.size() > MOST_PARTS) {
                return;
            }
            for (var order : List.of(parts, parts.reversed())) {
                for (var between : List.of("-", "", ".", "_")) {
                    changed.add(String.join(between, order));
                }
            }
            changed.addAll(parts);
        }
    };

    private static final Pattern DIGITS = Pattern.compile("\\d{1,6}");
    private static final int NEIGHBOURS = 10;
    private static final int MOST_PARTS = 4;
    private static final List<String> ENVIRONMENTS = List.of(
            "dev",
            "test",
            "staging",
            "stage",
            "qa",
            "uat",
            "prod",
            "demo",
            "beta",
            "preprod",
            "sandbox",
            "int",
            "old",
            "new",
            "internal",
            "admin",
            "api",
            "backup",
            "v2");
    private static final List<String> REGIONS = List.of(
            "eu",
            "us",
            "uk",
            "de",
            "fr",
            "es",
            "it",
            "nl",
            "pl",
            "se",
            "ch",
            "at",
            "ca",
            "br",
            "in",
            "cn",
            "jp",
            "sg",
            "au",
            "apac",
            "emea",
            "asia",
            "east",
            "west",
            "north",
            "south",
            "central",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2",
            "eu-west-1",
            "eu-west-2",
            "eu-central-1",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-northeast-1",
            "sa-east-1",
            "ca-central-1");

    private final String words;

    LabelChange(String words) {
        this.words = words;
    }

    /// What was done, for the path of a name.
    String words() {
        return words + " than a name that was found";
    }

    /// The labels that it makes of one, without the label itself. Some hold several labels.
    Set<String> of(String label) {
        var changed = new LinkedHashSet<String>();
        change(label, changed);
        changed.remove(label);
        return changed;
    }

    abstract void change(String label, Set<String> changed);

    private static List<String> parts(String label) {
        return List.of(label.split("[-_]", -1)).stream()
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /// Replaces each whole part of a label that is one of the words by each other of them.
    private static void swap(String label, List<String> words, Set<String> changed) {
        for (var word : words) {
            var at = new ArrayList<Integer>();
            for (var i = label.indexOf(word); i >= 0; i = label.indexOf(word, i + 1)) {
                var end = i + word.length();
                if ((i == 0 || !Character.isLetterOrDigit(label.charAt(i - 1)))
                        && (end == label.length() || !Character.isLetter(label.charAt(end)))) {
                    at.add(i);
                }
            }
            for (var i : at) {
                for (var other : words) {
                    changed.add(label.substring(0, i) + other + label.substring(i + word.length()));
                }
            }
        }
    }
}
