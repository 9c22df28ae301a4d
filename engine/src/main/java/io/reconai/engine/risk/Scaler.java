package io.reconai.engine.risk;

/// Mean and population standard deviation of each clamped feature; a deviation of zero becomes 1.
record Scaler(double[] mean, double[] scale) {

    static Scaler fit(double[][] rows) {
        var n = Feature.values().length;
        var mean = new double[n];
        var scale = new double[n];
        for (var feature : Feature.values()) {
            var j = feature.ordinal();
            for (var row : rows) {
                mean[j] += feature.clamp(row[j]) / rows.length;
            }
            for (var row : rows) {
                scale[j] += Math.pow(feature.clamp(row[j]) - mean[j], 2) / rows.length;
            }
            scale[j] = scale[j] == 0 ? 1 : Math.sqrt(scale[j]);
        }
        return new Scaler(mean, scale);
    }

    double[][] apply(double[][] rows) {
        var result = new double[rows.length][];
        for (var i = 0; i < rows.length; i++) {
            result[i] = new double[mean.length];
            for (var feature : Feature.values()) {
                var j = feature.ordinal();
                result[i][j] = (feature.clamp(rows[i][j]) - mean[j]) / scale[j];
            }
        }
        return result;
    }
}
