package io.reconai.cli;

import io.reconai.engine.Judge;
import io.reconai.engine.ScanEngine;
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

    Judge judge() throws UsageException {
        var named = Variables.load(null, System.getenv())
                .flag(VARIABLE, model)
                .asMap()
                .getOrDefault(VARIABLE, "")
                .strip();
        if (named.isEmpty()) {
            return ScanEngine.judge();
        }
        try {
            return ScanEngine.judge(RiskScorer.from(Path.of(named)));
        } catch (IOException | InvalidPathException unusable) {
            throw new UsageException(
                    (model == null ? VARIABLE : "--model") + ": " + named + ": " + unusable.getMessage());
        }
    }
}
