package io.reconai.server.advice;

import io.reconai.server.advice.Advice.Step;
import io.reconai.server.assets.AssetRow;
import java.util.List;
import java.util.Locale;

/// Puts advice into sentences.
final class Words {

    static final String NO_ASSETS = "No assets found. Run a scan to generate security recommendations.";

    private static final int MOST_NAMED = 3;

    private Words() {}

    static String ofAsset(AssetRow row, Steps steps) {
        var score = row.assetValue() + " scores " + row.riskScore() + " (" + word(row) + ")";
        if (steps.findings() == 0) {
            return score + ". Nothing is open on it; scan it again after its next change.";
        }
        return score + " with " + number(steps.findings(), "open finding") + ". " + first(steps.steps());
    }

    /// @param looked how many assets the steps are made of; the riskiest, where there are more
    static String ofAll(long assets, int looked, Steps steps) {
        if (steps.findings() == 0) {
            return "Nothing is open on " + number(assets, "asset") + "; keep scanning to notice when that changes.";
        }
        var of = looked < assets ? "the " + looked + " riskiest of " + assets + " assets" : number(assets, "asset");
        return number(steps.findings(), "finding") + (steps.findings() == 1 ? " is" : " are") + " open on " + of + ". "
                + first(steps.steps());
    }

    private static String first(List<Step> steps) {
        var text = new StringBuilder("Begin with: ");
        for (var i = 0; i < Math.min(MOST_NAMED, steps.size()); i++) {
            var step = steps.get(i);
            text.append(i == 0 ? "" : " ").append(i + 1).append(". ").append(step.title());
            if (step.scoreGain() > 0) {
                text.append(" (").append(number(step.scoreGain(), "point")).append(" less)");
            }
            text.append('.');
        }
        return text.toString();
    }

    private static String number(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    private static String word(AssetRow row) {
        return row.riskLevel().name().toLowerCase(Locale.ROOT);
    }
}
