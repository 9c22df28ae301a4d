package io.reconai.cli;

import io.reconai.engine.EngineSettings;
import io.reconai.engine.Judge;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.SettingException;
import io.reconai.engine.risk.RiskScorer;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What commands that judge kept evidence judge with.
final class JudgeOptions {

    private static final String VARIABLE = "RECONAI_RISK_MODEL";

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "Scores by a model that reconai train wrote (RECONAI_RISK_MODEL, default the shipped one).")
    private @Nullable String model;

    @Option(
            names = "--show-hidden",
            description = "Tell also what is left out by default (RECONAI_SHOW_HIDDEN; docs/checks.md says what).")
    private boolean showHidden;

    Judge judge() throws UsageException {
        var variables = Variables.load(null, System.getenv())
                .flag(VARIABLE, model)
                .flag("RECONAI_SHOW_HIDDEN", showHidden ? "true" : null)
                .asMap();
        try {
            return ScanEngine.judge(
                    scorer(variables.getOrDefault(VARIABLE, "").strip()), EngineSettings.showsHidden(variables));
        } catch (SettingException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }

    private RiskScorer scorer(String named) throws UsageException {
        if (named.isEmpty()) {
            return RiskScorer.shipped();
        }
        try {
            return RiskScorer.from(Path.of(named));
        } catch (IOException | InvalidPathException unusable) {
            throw new UsageException(
                    (model == null ? VARIABLE : "--model") + ": " + named + ": " + unusable.getMessage());
        }
    }
}
