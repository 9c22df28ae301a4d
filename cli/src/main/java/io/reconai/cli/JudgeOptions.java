package io.reconai.cli;

import io.reconai.engine.EngineSettings;
import io.reconai.engine.Judge;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.SettingException;
import io.reconai.engine.risk.RiskScorer;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;

/// What commands that judge kept evidence judge with.
final class JudgeOptions {

    @Mixin
    private VerdictOptions verdicts = new VerdictOptions();

    Judge judge() throws UsageException {
        var variables = verdicts.override(Variables.load(null, System.getenv())).asMap();
        try {
            return ScanEngine.judge(
                    scorer(variables.getOrDefault(VerdictOptions.MODEL, "").strip()),
                    EngineSettings.showsHidden(variables));
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
            throw new UsageException(verdicts.namesModel() + ": " + named + ": " + unusable.getMessage());
        }
    }
}
