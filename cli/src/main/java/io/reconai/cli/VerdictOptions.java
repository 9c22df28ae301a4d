package io.reconai.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags that say how evidence is judged, whether it was kept or is being taken.
final class VerdictOptions {

    static final String MODEL = "RECONAI_RISK_MODEL";

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "Scores by a model that reconai train wrote (RECONAI_RISK_MODEL, default the shipped one).")
    private @Nullable String model;

    @Option(
            names = "--show-hidden",
            description = "Tell also what is left out by default (RECONAI_SHOW_HIDDEN; docs/checks.md says what).")
    private boolean showHidden;

    /// Sets what was given.
    Variables override(Variables variables) {
        return variables.flag(MODEL, model).flag("RECONAI_SHOW_HIDDEN", showHidden ? "true" : null);
    }

    /// Where the model's file was named, for messages.
    String namesModel() {
        return model == null ? MODEL : "--model";
    }
}
