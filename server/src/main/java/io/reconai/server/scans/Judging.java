package io.reconai.server.scans;

import io.reconai.engine.Judge;
import io.reconai.engine.ScanEngine;
import io.reconai.server.system.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// What evidence is judged with again: the rules of this version and the operator's model. Read when it is first used.
@ApplicationScoped
public class Judging {

    private final ServerSettings settings;
    private @Nullable Judge judge;

    Judging(ServerSettings settings) {
        this.settings = settings;
    }

    /// The same one always; safe for use by many threads.
    public synchronized Judge judge() {
        if (judge == null) {
            judge = ScanEngine.judge(
                    settings.engine().scorer(), settings.engine().showHidden());
        }
        return judge;
    }
}
