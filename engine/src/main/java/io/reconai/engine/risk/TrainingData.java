package io.reconai.engine.risk;

import java.util.SplittableRandom;

/// The generated training rows: hosts of six archetypes, labelled by the policy with the noise of its reviewers.
///
/// Bit-exact for a seed: SplitMix64, one draw for the archetype, one for each feature, one for the noise.
///
/// @param rows one array of eleven values a host, before clamping
/// @param labels 0 low to 3 critical
record TrainingData(double[][] rows, int[] labels) {

    private static final double[] CUTS = {31, 61, 86};
    private static final double NOISE_SCALE = 4.0;

    /// A value and its share in percent.
    private record Share(double value, int percent) {}

    private record Archetype(int percent, Share[][] tables) {}

    private static final Share[] DAYS_OK = table(60, 40, 85, 40, 20, 12, 8, 5, -5, 3);
    private static final Share[] DAYS_BAD = table(60, 30, 200, 20, 20, 12, 5, 10, -3, 13, -40, 15);
    private static final Share[] BREACHES = table(0, 60, 1, 25, 3, 15);

    private static final Archetype[] ARCHETYPES = {
        // a web site
        new Archetype(30, new Share[][] {
            table(2, 70, 1, 10, 3, 15, 4, 5),
            yes(6),
            yes(0),
            yes(0),
            DAYS_OK,
            yes(2),
            table(0, 75, 1, 20, 2, 5),
            yes(0),
            BREACHES,
            table(0, 15, 1, 15, 2, 20, 3, 20, 4, 15, 5, 15),
            table(1, 20, 2, 60, 3, 20)
        }),
        // an application or API
        new Archetype(22, new Share[][] {
            table(1, 30, 2, 50, 3, 15, 5, 5),
            yes(10),
            yes(0),
            yes(2),
            DAYS_OK,
            yes(3),
            table(0, 70, 1, 22, 2, 8),
            yes(1),
            BREACHES,
            table(0, 10, 1, 15, 2, 20, 3, 20, 4, 20, 5, 15),
            table(2, 30, 3, 60, 4, 10)
        }),
        // a mail server
        new Archetype(10, new Share[][] {
            table(5, 40, 7, 40, 9, 20),
            yes(20),
            yes(0),
            yes(2),
            DAYS_OK,
            yes(12),
            table(0, 60, 1, 30, 2, 10),
            yes(0),
            table(0, 50, 1, 25, 3, 15, 5, 10),
            table(0, 50, 2, 30, 4, 20),
            table(2, 60, 3, 40)
        }),
        // administration, development, staging
        new Archetype(16, new Share[][] {
            table(2, 30, 3, 30, 5, 25, 8, 15),
            yes(45),
            yes(5),
            yes(12),
            DAYS_BAD,
            yes(30),
            table(0, 40, 1, 30, 2, 20, 3, 10),
            yes(6),
            BREACHES,
            table(0, 50, 1, 25, 3, 15, 5, 10),
            table(3, 30, 4, 60, 5, 10)
        }),
        // something old
        new Archetype(12, new Share[][] {
            table(3, 20, 6, 30, 10, 30, 14, 20),
            yes(40),
            yes(25),
            yes(20),
            DAYS_BAD,
            yes(35),
            table(0, 10, 1, 25, 2, 30, 3, 20, 4, 15),
            yes(8),
            table(0, 40, 1, 30, 3, 15, 5, 15),
            table(0, 70, 1, 20, 3, 10),
            table(2, 30, 3, 30, 4, 40)
        }),
        // a data service
        new Archetype(10, new Share[][] {
            table(2, 30, 4, 40, 8, 30),
            yes(55),
            yes(10),
            yes(80),
            DAYS_BAD,
            yes(30),
            table(0, 40, 1, 35, 2, 25),
            yes(30),
            BREACHES,
            table(0, 70, 2, 20, 4, 10),
            table(4, 45, 5, 55)
        })
    };

    static TrainingData generate(int count, long seed) {
        var random = new SplittableRandom(seed);
        var rows = new double[count][];
        var labels = new int[count];
        for (var i = 0; i < count; i++) {
            var archetype = archetype(random.nextDouble());
            var row = new double[archetype.tables().length];
            for (var j = 0; j < row.length; j++) {
                row[j] = pick(archetype.tables()[j], random.nextDouble());
            }
            rows[i] = row;
            labels[i] = label(row, random.nextDouble());
        }
        return new TrainingData(rows, labels);
    }

    private static int label(double[] row, double draw) {
        var u = Math.clamp(draw, 1e-12, 1 - 1e-12);
        var points = LabellingPolicy.points(FeatureVector.of(row)) + NOISE_SCALE * Math.log(u / (1 - u));
        var label = 0;
        for (var cut : CUTS) {
            label += points >= cut ? 1 : 0;
        }
        return label;
    }

    private static Archetype archetype(double draw) {
        var k = (int) (draw * 100);
        var sum = 0;
        for (var archetype : ARCHETYPES) {
            sum += archetype.percent();
            if (k < sum) {
                return archetype;
            }
        }
        throw new IllegalStateException("the archetypes' shares do not add up to 100");
    }

    private static double pick(Share[] table, double draw) {
        var k = (int) (draw * 100);
        var sum = 0;
        for (var share : table) {
            sum += share.percent();
            if (k < sum) {
                return share.value();
            }
        }
        throw new IllegalStateException("a table's shares do not add up to 100");
    }

    private static Share[] yes(int percent) {
        return table(1, percent, 0, 100 - percent);
    }

    private static Share[] table(int... valuesAndPercents) {
        var table = new Share[valuesAndPercents.length / 2];
        for (var i = 0; i < table.length; i++) {
            table[i] = new Share(valuesAndPercents[2 * i], valuesAndPercents[2 * i + 1]);
        }
        return table;
    }
}
